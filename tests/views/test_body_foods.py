"""The tab of food sources, drawn by itself."""

import re

import pytest
from streamlit.testing.v1 import AppTest


def tab():
    from views import state  # noqa: PLC0415 - it runs as a script of its own
    from views.body_foods import food_sources_tab  # noqa: PLC0415

    state.start()
    food_sources_tab()


@pytest.fixture
def at():
    return AppTest.from_function(tab, default_timeout=20).run()


def words(at):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", "".join(part.proto.body for part in at.get("html"))))


def test_the_ranking_its_notes_and_what_does_not_count_are_shown(at):
    assert not at.exception
    assert at.markdown[0].value.startswith("First here\\: Liver and onions")
    assert "Beef liver, pan-fried 1 slice, 81 g 67.3 µg 2.1 µg 1.3 to 3.3 µg" in words(at)
    assert "Spirulina and other blue-green algae Not a source" in words(at)
    assert "These count as 0 in every plan." in words(at)
    assert 'href="https://' in "".join(part.proto.body for part in at.get("html"))


def test_a_vegan_is_shown_what_a_vegan_eats(at):
    at.session_state["diet"] = "vegan"
    at.run()
    assert "Your diet (vegan)" in at.selectbox(key="sources_b12_diet").options
    assert "Beef" not in words(at)
    assert "Nutritional yeast, fortified" in words(at)
    at.selectbox(key="sources_b12_diet").set_value("omnivore").run()
    assert "Beef liver, pan-fried" in words(at)


def test_nori_is_ranked_and_marked_only_where_it_is_asked_for(at):
    at.selectbox(key="sources_b12_diet").set_value("vegan").run()
    at.selectbox(key="sources_b12_order").set_value("per_100kcal").run()
    assert "Nori, dried" not in words(at)
    at.toggle(key="count_contested").set_value(True).run()
    assert "Nori, dried (B12 contested) unreliable" in words(at)
    assert "as you chose above" in words(at)
    at.toggle(key="count_contested").set_value(False).run()
    assert "Nori, dried" not in words(at)


def test_without_intrinsic_factor_the_notes_say_so(at):
    at.session_state["risks"] = ["pernicious_anaemia"]
    at.run()
    assert "Pernicious anaemia. Counted here" in words(at)
    assert "67.3 µg 0.8 µg" in words(at)  # 1.2 % of 67.3
