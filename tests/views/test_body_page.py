"""The page "B12 in your body" from `app.py`: every view, with the numbers it must show."""

import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import nutrition as nu
from nutrition import tables
from nutrition.plans import Item, Plan

ROOT = Path(__file__).parents[2]
VIEWS = ["Your sittings", "Dose explorer", "Stores over years", "Food sources", "Treatment"]
NASTY = "<img src=x onerror=alert(1)>"


@pytest.fixture
def at():
    at = AppTest.from_file(ROOT / "app.py", default_timeout=30).run()
    return at.switch_page("views/body.py").run()


def opened(at, view):
    at.button_group(key="body_view").set_value(view).run()
    assert not at.exception
    return at


def with_sample(name):
    at = AppTest.from_file(ROOT / "app.py", default_timeout=30)
    at.query_params["sample"] = name
    return at.run().switch_page("views/body.py").run()


def html(at):
    return "\n".join(element.proto.body for element in at.get("html"))


def text(at):
    """Give the HTML blocks as a reader sees them."""
    return re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]+>", " ", html(at), flags=re.DOTALL))


def figures(at):
    return [json.loads(element.proto.spec) for element in at.get("plotly_chart")]


def test_an_empty_plan_is_offered_samples_and_still_sees_the_curve(at):
    assert at.info[0].value.startswith("Your plan is empty.")
    assert "There are two ways in" in text(at)
    assert len(figures(at)) == 1
    at.button(key="body_vegan_fortified").click().run()
    assert not at.info
    assert at.session_state["plan"] == nu.sample("vegan_fortified")
    assert at.selectbox(key="diet").value == "vegan"
    assert "Your plan gives 12.0 µg of B12 per day." in text(at)


def test_a_weekly_tablet_with_breakfast_is_worked_out_by_hand():
    """(1.3 + 0.005 x 2,000) / 7 = 1.61 µg per day of 2,000 / 7 = 286."""
    shown = text(with_sample("weekly_tablet"))
    assert "Your plan gives 286 µg of B12 per day. About 1.6 µg of it is absorbed" in shown
    assert "Breakfast 08:00, 1 of 7 days 2,000 µg" in shown
    assert "✓ Reached US mark, 1.2 µg" in shown


@pytest.mark.parametrize("name", nu.samples().index)
def test_every_view_draws_every_sample(name):
    at = with_sample(name)
    assert not at.exception
    for view in VIEWS:
        opened(at, view)
        assert not at.error


def test_every_figure_is_said_in_words_and_stays_still():
    at = with_sample("omnivore")
    for view in ("Your sittings", "Dose explorer", "Stores over years", "Treatment"):
        opened(at, view)
        (chart,) = at.get("plotly_chart")
        assert "µg" in chart.proto.alt
        layout = json.loads(chart.proto.spec)["layout"]
        assert layout["xaxis"]["fixedrange"] is layout["yaxis"]["fixedrange"] is True
        assert layout["dragmode"] is False
        assert json.loads(chart.proto.config)["displayModeBar"] is False


def test_the_sittings_stand_on_the_curve():
    at = with_sample("vegan_fortified")
    rows = nu.absorbed(nu.sample("vegan_fortified"), nu.read_foods(), nu.Person(34, "female", diet="vegan"))
    (spots,) = [trace for trace in figures(at)[0]["data"] if trace["name"] == "Your sittings"]
    some = rows[rows["eaten"] > 0]
    assert sorted(spots["x"]) == pytest.approx(sorted(some["eaten"]))
    assert sorted(spots["y"]) == pytest.approx(sorted(some["mid"]))


def test_without_intrinsic_factor_only_about_one_per_cent_gets_in():
    at = with_sample("omnivore")
    at.multiselect(key="risks").set_value(["pernicious_anaemia"]).run()
    assert "which is 1.2 %" in text(at)
    assert "the same amount would give about the same" in text(at)
    names = {trace.get("name") for trace in figures(at)[0]["data"]}
    assert "Measured, no intrinsic factor" in names
    assert not names & {"Doets, meals", "Measured, free B12"}


def test_over_fifty_a_second_figure_is_shown():
    at = with_sample("older_metformin")
    assert "If food gives you less, as it may over 50" in text(at)
    assert "Metformin. Not counted here" in text(at)
    at.number_input(key="age").set_value(40.0).run()
    assert "If food gives you less" not in text(at)


def test_a_week_shows_one_day_and_says_it_is_an_average():
    at = with_sample("vegan_week")
    assert "Absorbed per day, average of 7 days" in text(at)
    first = figures(at)[0]["data"][-1]["x"]
    at.button_group(key="body_day").set_value(3).run()
    assert figures(at)[0]["data"][-1]["x"] != first


def test_the_explorer_says_what_the_model_gives(at):
    opened(at, "Dose explorer")
    assert "10 µg at a time, tablet, on its own, once a day: about 1.4 µg per day is absorbed" in text(at)
    at.number_input(key="dose").set_value(2000.0).run()
    at.selectbox(key="b12_spacings").set_value("weekly").run()
    assert "once a week, which is 286 µg per day: about 3.6 µg per day is absorbed" in text(at)
    assert "The same 286 µg per day, taken differently" in text(at)
    at.selectbox(key="b12_uptakes").set_value("no_if").run()
    assert "about 3.4 µg per day" in text(at)
    at.number_input(key="dose").set_value(4.0).run()
    at.selectbox(key="b12_spacings").set_value("daily").run()
    assert "about 0.05 µg per day is absorbed" in text(at)
    assert "▼ Below US mark, 1.2 µg" in text(at)


def test_what_was_chosen_in_the_explorer_stays_while_another_view_is_open(at):
    opened(at, "Dose explorer").number_input(key="dose").set_value(50.0).run()
    opened(at, "Treatment")
    assert opened(at, "Dose explorer").number_input(key="dose").value == 50.0


def test_two_stores_are_compared_and_nobody_is_told_how_long_they_have():
    at = opened(with_sample("vegan_unfortified"), "Stores over years")
    shown = text(at)
    assert "about 0 µg per day is absorbed. In the model the store settles near 0 µg" in shown
    assert "Tablet of 10 µg, daily: about 1.4 µg per day is absorbed" in shown
    assert "settles near 1,100 µg" in shown  # 1.417 / 0.0013 = 1,090
    assert "This is no forecast for one person." in shown
    for name in ("daily_1000", "hydroxo_2_months", "cyano_monthly", "omnivore", "mine"):
        at.selectbox(key="store_B").set_value(name).run()
        said = " ".join(re.findall(r'b12-said">(.*?)</p>', html(at)))
        assert not re.search(r"you have|left|\byears?\b|run out|\bdays\b", said)
        (chart,) = figures(at)
        assert max(max(trace["y"]) for trace in chart["data"]) <= 5000


def test_treatment_is_what_a_clinician_may_discuss_and_signs_for_today_come_first():
    at = opened(with_sample("vegan_unfortified"), "Treatment")
    shown = text(at)
    assert shown.index("is for a doctor on the same day") < shown.index("Options a clinician may discuss")
    before = options(at)
    assert before
    at.toggle(key="body_nerves").set_value(True).run()
    assert options(at) != before
    assert "If B12 is low and nerves are involved" in options(at)
    assert "Tablet of 1,000 µg, daily: about 4,100 µg after a year" in shown
    for title in ("How soon it helps", "Forms", "Safety", "Afterwards"):
        assert title in shown


def options(at):
    return next(element.proto.body for element in at.get("html") if "b12-columns" in element.proto.body)


def test_every_statement_opens_its_source():
    at = with_sample("older_metformin")
    for view in ("Your sittings", "Dose explorer", "Stores over years", "Treatment"):
        opened(at, view)
        lines = re.findall(r"<li>.*?</li>", html(at), re.DOTALL)
        assert lines
        assert all('href="https://' in line for line in lines)


def test_markup_in_a_plan_stays_text():
    food = tables.read_foods().query("vitamin_b12 > 1").index[0]
    at = AppTest.from_file(ROOT / "app.py", default_timeout=30).run()
    at.session_state["plan"] = Plan((Item(food, 100, NASTY),), NASTY)
    at.run().switch_page("views/body.py").run()
    for view in ("Your sittings", "Stores over years"):
        opened(at, view)
        assert "&lt;img src=x" in html(at)
        assert "<img" not in html(at)
