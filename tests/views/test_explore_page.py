"""The page Explore, from `app.py`: rankings, a food's card, two foods, and what the address names."""

import csv
import re
from pathlib import Path

import pytest

from nutrition.own_foods import OwnFood
from nutrition.usda.importing import STORE, import_usda
from nutrition.usda.library import UNREADABLE, open_library
from tests.views.steps import html, opened, part, send

ROOT = Path(__file__).parents[2]
CLAMS, TEMPEH = "171976", "172467"
BAR = OwnFood("own:bar", "My bar <b>", (("iron", 50), ("energy", 400)), diet="vegan", allergens=())


@pytest.fixture
def at():
    return opened("explore")


def words(at):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html(at)))


def names(at, key="explore_list"):
    return [row["name"] for row in part(at, key)[1]["rows"]]


def choose(at, **chosen):
    for key, value in chosen.items():
        next(box for box in at.selectbox if box.key == f"explore_{key}").set_value(value)
    at.run()
    assert not at.exception


def test_b12_absorbed_is_ranked_first_and_every_nutrient_can_be(at):
    assert not at.exception
    assert names(at)[0] == "Liver and onions"
    assert part(at, "explore_list")[1]["rows"][3]["figure"] == "2.1 µg"
    assert "known to hold none" in words(at)
    choose(at, nutrient="iodine")
    assert [*at.selectbox(key="explore_per").options] == ["In a portion", "In 100 g", "In 100 kcal"]
    with (ROOT / "data/foods.csv").open(encoding="utf-8", newline="") as file:
        gaps = [row for row in csv.DictReader(file) if row["iodine"] == "" and row["group"] != "Supplements"]
    assert f"Not known for {len(gaps)} foods: they may hold iodine, and are not counted as 0." in words(at)
    choose(at, per="100 g")
    assert "The line in each bar is a day's target: 150 µg of iodine." in words(at).replace("&#x27;", "'")


def test_a_ranking_is_narrowed_by_diet_group_and_allergens(at):
    choose(at, nutrient="calcium", per="portion", diet="vegan", group="Plant milks and dairy alternatives")
    assert any("Soy milk" in name for name in names(at))
    at.multiselect(key="explore_without").set_value(["soy"]).run()
    assert names(at)
    assert not any("Soy" in name for name in names(at))
    choose(at, group="Eggs")
    assert "No food that fits is known to hold any." in at.info[0].value


def test_supplements_stand_apart_until_they_are_asked_for(at):
    choose(at, nutrient="vitamin_b12", per="portion")
    assert not any("tablet" in name for name in names(at))
    at.toggle(key="explore_pills").set_value(True).run()
    assert names(at, "explore_pill_list")[0] == "Vitamin B12 tablet, 2000 µg"


def test_a_food_that_is_pressed_opens_its_card_which_the_address_names(at):
    send(at, "explore_list", "open", {"food": TEMPEH})
    assert "Tempeh, cooked" in words(at)
    assert "0.14 µg of vitamin B12 in 100 g is published; it is of a form that does not count" in words(at)
    assert 'href="https://fdc.nal.usda.gov/food-details/172467/nutrients"' in html(at)
    assert at.query_params["food"] == TEMPEH
    at.selectbox(key=f"card_of_{TEMPEH}").set_value("cup").run()
    assert "33.1 g" in words(at)  # of protein: 19.91 x 1.66 = 33.05
    at.session_state["explore_show"] = "sources"
    at.run()
    assert "food" not in at.query_params


def test_what_the_list_never_offered_opens_nothing(at):
    for sent in ({"food": "nothing"}, {"food": ["x"]}, {}):
        send(at, "explore_list", "open", sent)
        assert not at.exception
    assert "explore_food" not in at.session_state


def test_a_link_opens_a_card_and_one_of_nothing_the_ranking():
    at = opened(food=CLAMS)
    at.switch_page("views/explore.py").run()
    assert "Clams, canned, drained" in words(at)
    other = opened("explore", food="<script>")
    assert names(other)
    assert not other.exception


def test_two_foods_are_found_and_stand_side_by_side():
    at = opened(food=CLAMS)
    at.switch_page("views/explore.py").run()
    next(button for button in at.button if button.label == "Beside another food").click().run()
    assert "Find two foods" in at.info[0].value
    at.text_input(key="explore_other_words").set_value("tempeh cookd").run()
    assert names(at, "explore_other_list")[0] == "Tempeh, cooked"
    send(at, "explore_other_list", "open", {"food": TEMPEH})
    assert "Clams, canned, drained (100 g) Tempeh, cooked (100 g) Second minus first" in words(at)
    assert "−18.6 µg" in words(at)
    at.radio(key="pair_basis").set_value("100 kcal").run()
    assert "Tempeh, cooked (100 kcal, 51.3 g)" in words(at)


def test_ones_own_foods_are_ranked_with_the_others_shown_as_written_and_stay_out_of_the_address(at):
    at.session_state["own"] = (BAR,)
    choose(at, nutrient="iron", per="100 g", diet="vegan")
    assert "My bar <b>" in names(at)
    send(at, "explore_list", "open", {"food": BAR.id})
    assert "My bar &lt;b&gt;" in html(at)
    assert "Known: 2 of 46 nutrients." in words(at)
    assert "food" not in at.query_params
    at.session_state["own"] = ()  # deleted elsewhere
    at.run()
    assert not at.exception
    assert "Find a food by its name" in at.info[0].value


def table(folder, name, *rows):
    (folder / f"{name}.csv").write_text("".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows))


@pytest.fixture
def imported(tmp_path, monkeypatch):
    """Import three foods in USDA's layout; one of them cannot be: it holds 180 g in 100 g."""
    monkeypatch.setenv("B12_DATA_FOLDER", str(tmp_path / "data"))
    folder = tmp_path / "usda"
    folder.mkdir()
    names = {"1": "Ox liver, stewed", "2": "Ham pie", "3": "Odd powder"}
    kinds = [(number, "sr_legacy_food", name, "", "2019-04-01") for number, name in names.items()]
    table(
        folder, "food", ("fdc_id", "data_type", "description", "food_category_id", "publication_date"), *kinds
    )
    about = [("1003", "Protein", "G", "203"), ("1005", "Carbohydrate, by difference", "G", "205")]
    about += [("1178", "Vitamin B-12", "UG", "418")]
    table(folder, "nutrient", ("id", "name", "unit_name", "nutrient_nbr"), *about)
    held = [("11", "1", "1178", "70.5"), ("12", "2", "1178", "0.7"), ("13", "3", "1178", "99")]
    held += [("14", "3", "1003", "90"), ("15", "3", "1005", "90")]
    table(folder, "food_nutrient", ("id", "fdc_id", "nutrient_id", "amount"), *held)
    for _ in import_usda([folder]):
        pass


@pytest.mark.usefixtures("imported")
def test_an_imported_database_is_ranked_its_foods_looked_at_and_taken():
    at = opened("explore")
    at.toggle(key="explore_usda").set_value(True).run()
    assert names(at, "explore_usda_list") == ["Odd powder", "Ox liver, stewed", "Ham pie"]
    assert part(at, "explore_usda_list")[1]["rows"][1]["figure"] == "70.5 µg"
    choose(at, nutrient="protein")  # 90 g beside 90 g of carbohydrate is held back, not ranked first
    assert "No food that fits is known to hold any." in at.info[0].value
    choose(at, nutrient="vitamin_b12")
    assert "(2019-04-01, 3 foods)" in words(at)
    send(at, "explore_usda_list", "open", {"food": "own:fdc-1"})
    assert "Known: 1 of 46 nutrients." in words(at)
    assert "https://fdc.nal.usda.gov/food-details/1/nutrients" in html(at)
    assert at.session_state["own"] == ()
    send(at, "explore_add", "add", {"food": "own:fdc-1", "amount": "50", "measure": "g"})
    assert [own.id for own in at.session_state["own"]] == ["own:fdc-1"]
    assert [(item.food, item.grams) for item in at.session_state["plan"].items] == [("own:fdc-1", 50)]
    assert not any("Not counted" in caption.value for caption in at.caption)
    at.session_state["explore_food"] = "own:fdc-3"
    at.run()
    held = [
        words.partition(r": ")[2]
        for words in (caption.value for caption in at.caption)
        if "Not counted" in words
    ]
    assert sorted(words[: words.index(" per 100 g")] for words in held) == [
        "Carbohydrate 90.0 g",
        "Protein 90.0 g",
    ]


@pytest.mark.usefixtures("imported")
def test_a_database_that_was_damaged_while_it_was_open_is_said_and_left_out():
    file = open_library().folder / STORE
    with file.open("r+b") as damaged:
        damaged.seek(12288)  # behind what was read to open it
        damaged.write(b"\x55" * (file.stat().st_size - damaged.tell()))
    at = opened("explore")
    at.toggle(key="explore_usda").set_value(True).run()
    assert not at.exception
    assert [warning.value for warning in at.warning] == [f"{UNREADABLE}."]
    at.switch_page("views/plan.py").run()
    at.text_input(key="words").set_value("liver").run()
    assert not at.exception
    assert [warning.value for warning in at.warning] == [f"{UNREADABLE}."]
    assert "Beef liver, braised" in [food["name"] for food in part(at, "picker")[1]["foods"]]
