"""Every page from `app.py`, in one session per test; browser tests see what these cannot."""

import csv
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import nutrition as nu
from nutrition import tables
from nutrition.plans import LONGEST_FILE, Item, Plan
from tests.views.steps import part, send

ROOT = Path(__file__).parents[2]
SALMON = "175168"
PLAN = Plan((Item(SALMON, 100, "Dinner", "19:00"),), "Salmon")
KEPT = "the plan is as it was"


@pytest.fixture
def at():
    return AppTest.from_file(ROOT / "app.py", default_timeout=20).run()


def cell(food, column):
    """Give what the food table says, read without the code under test."""
    with (ROOT / "data/foods.csv").open(encoding="utf-8", newline="") as file:
        return next(row[column] for row in csv.DictReader(file) if row["food_id"] == food)


def line(at, nutrient):
    """Give a nutrient's line, opening its group where it is not pinned."""
    rows = {row["id"]: row for row in part(at, "outcome")[1]["rows"]}
    if nutrient not in rows:
        at.session_state["outcome"] = {"opened": [tables.nutrients().at[nutrient, "group"]]}
        at.run()
        rows = {row["id"]: row for row in part(at, "outcome")[1]["rows"]}
    return rows[nutrient]


def notices(at):
    return [notice["id"] for notice in part(at, "outcome")[1]["notices"]]


def plan(at):
    return at.session_state["plan"]


def upload(at, content, name="plan.json"):
    content = content if isinstance(content, bytes) else content.encode()
    return at.file_uploader(key="file").set_value((name, content, "text/plain")).run()


def shown(element):
    """Give a message as a reader sees it: Markdown without its escapes."""
    return re.sub(r"\\([^\w\s])", r"\1", element.value)


def step(at, name):
    send(at, "table", "edit", {"do": name})


def press(at, label):
    return next(button for button in at.button if button.label == label).click().run()


def test_the_first_page_is_empty_and_offers_samples(at):
    assert not at.exception
    assert plan(at) == Plan(name="My plan")
    assert at.info[0].value.startswith("What the plan gives appears here")
    assert [button.key for button in at.button if (button.key or "").startswith("welcome_")] == [
        f"welcome_{name}" for name in nu.samples().index[:4]
    ]


@pytest.mark.parametrize("name", nu.samples().index)
def test_every_sample_opens_with_its_person(at, name):
    at.menu_button(key="sample").click(name).run()
    about = nu.samples().loc[name]
    assert not at.exception
    assert not at.error
    assert plan(at) == nu.sample(name)
    assert [at.session_state[key] for key in ("age", "sex", "condition", "diet")] == [
        about["age"],
        about["sex"],
        about["condition"],
        about["diet"],
    ]
    assert at.multiselect(key="risks").value == list(filter(None, about["risks"].split(";")))
    assert line(at, "vitamin_b12")["target"].startswith("of 2.")


def test_a_sample_offered_beside_an_empty_plan_opens(at):
    at.button(key="welcome_vegan_unfortified").click().run()
    assert plan(at) == nu.sample("vegan_unfortified")
    assert at.selectbox(key="diet").value == "vegan"
    assert line(at, "vitamin_b12")["word"] == "Short"


def test_a_link_may_name_a_sample_and_an_authority():
    at = AppTest.from_file(ROOT / "app.py", default_timeout=20)
    at.query_params.update({"sample": "vegan_week", "authority": "European Union (EFSA)"})
    at.run()
    assert plan(at) == nu.sample("vegan_week")
    assert at.selectbox(key="authority").value == "EFSA"
    assert not part(at, "table")[1]["can"]["past"]


@pytest.mark.parametrize("name", ["", "nope", "<b>", "../samples/omnivore"])
def test_a_link_that_names_no_sample_opens_an_empty_plan(name):
    at = AppTest.from_file(ROOT / "app.py", default_timeout=20)
    at.query_params.update({"sample": name, "authority": "nope"})
    at.run()
    assert not at.exception
    assert plan(at) == Plan(name="My plan")
    assert at.selectbox(key="authority").value == "NASEM"


def test_the_result_shows_what_the_food_table_says(at):
    upload(at, PLAN.to_json())
    assert float(cell(SALMON, "vitamin_b12")) == 2.8
    assert line(at, "vitamin_b12")["amount"] == "2.8 µg/day"
    assert line(at, "energy")["amount"] == f"{cell(SALMON, 'energy')} kcal/day"
    assert part(at, "table")[1]["sittings"][0]["items"][0]["b12"] == "2.8 µg"


def test_the_authority_changes_the_target(at):
    upload(at, PLAN.to_json())
    assert line(at, "vitamin_b12")["target"] == "of 2.4 µg/day (RDA)"
    at.selectbox(key="authority").set_value("EFSA").run()
    assert line(at, "vitamin_b12")["target"] == "of 4.0 µg/day (AI)"
    assert part(at, "outcome")[1]["person"].endswith("EFSA")


def test_a_vegan_is_told_of_animal_foods_and_of_missing_b12(at):
    at.menu_button(key="sample").click("omnivore").run()
    assert "vegan_animal_foods" not in notices(at)
    at.selectbox(key="diet").set_value("vegan").run()
    assert "vegan_animal_foods" in notices(at)
    at.menu_button(key="sample").click("vegan_unfortified").run()
    assert any(name.startswith("vegan") for name in notices(at))
    assert part(at, "outcome")[1]["standing"] == nu.standing_line()


def test_age_sex_and_pregnancy_change_the_target(at):
    upload(at, PLAN.to_json())
    at.selectbox(key="condition").set_value("pregnant").run()
    assert line(at, "vitamin_b12")["target"] == "of 2.6 µg/day (RDA)"
    at.radio(key="sex").set_value("male").run()
    assert line(at, "vitamin_b12")["target"] == "of 2.4 µg/day (RDA)"
    at.number_input(key="age").set_value(3.0).run()
    assert line(at, "vitamin_b12")["target"] == "of 0.9 µg/day (RDA)"
    assert not at.exception


@pytest.mark.parametrize("age", [400.0, -1.0, None])
def test_an_age_that_cannot_be_says_so_and_keeps_the_plan(at, age):
    upload(at, PLAN.to_json())
    at.session_state["age"] = age
    at.run()
    assert not at.exception
    assert at.error[0].value.startswith("No age from 0 to 120 years is entered.")
    assert not at.get("bidi_component")
    at.session_state["age"] = 40.0
    at.run()
    assert not at.error
    assert plan(at) == PLAN
    assert line(at, "vitamin_b12")["amount"] == "2.8 µg/day"


@pytest.mark.parametrize("name", ["omnivore", "vegan_week"])
def test_a_saved_plan_opens_bit_for_bit(at, name):
    saved = nu.sample(name).to_json().encode()
    upload(at, saved)
    assert not at.error
    assert plan(at).to_json().encode() == saved
    assert at.text_input(key="name").value == nu.sample(name).name
    upload(at, nu.sample(name).to_csv(), "plan.csv")
    assert plan(at) == nu.sample(name)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("food,grams,colour\nX203,1,red\n", "column 'colour': not known"),
        ("food\nX203\n", "column 'grams': is missing"),
        ("food,grams\nnope,1\nX203,1\nnone,2\n", "item 1, food: 'nope' is not in the food table"),
        ("food,grams\nX203,abc\n", "row 2, grams: 'abc' is not a number"),
        ("food,grams\nX203,-5\n", "row 2, grams: -5 is not between 0 and 10000"),
        (f"food,grams,meal\nX203,1,{'x' * 300}\n", "is longer than 200 characters"),
        ("food,grams\n" + "X203,1\n" * (LONGEST_FILE // 7), "the file has more than 50,000 rows"),
        (b"food,grams\nX203\xff,1\n", "is not in the food table"),
        ('{"format": "b12-plan"', "this is no plan file"),
        ("{}", "this is no plan file"),
        (PLAN.to_json().replace("19:00", "25:00"), "item 1, at: '25:00' is no time of day"),
    ],
    ids=["column", "no grams", "food", "abc", "negative", "text", "large", "bytes", "cut", "other", "time"],
)
def test_a_wrong_file_is_named_and_the_plan_kept(at, content, fault):
    upload(at, PLAN.to_json())
    upload(at, content, "wrong.json")
    assert not at.exception
    assert fault in shown(at.error[0])
    assert KEPT in at.error[0].value
    assert plan(at) == PLAN
    upload(at, nu.sample("omnivore").to_json())
    assert not at.error


def test_a_picture_in_a_wrong_file_is_not_loaded(at):
    upload(at, "food,grams\n![x](https://example.org/x.png),1\n:red[y] <b>z</b>,1\n")
    assert "\\!\\[x\\](https\\:\u2060//" in at.error[0].value  # a joiner keeps it from being a link
    assert "\\:\u2060red\\[y\\] \\<b\\>z\\</b\\>" in at.error[0].value
    assert "![x](https:\u2060//example.org/x.png)" in shown(at.error[0])


def test_every_unknown_food_of_a_file_is_named(at):
    upload(at, "food,grams\nnope,1\nX203,1\nnone,2\n")
    assert "'nope'" in at.error[0].value
    assert "'none'" in at.error[0].value


def test_markup_in_a_plan_stays_text(at):
    nasty = "<img src=x onerror=alert(1)>"
    upload(at, Plan((Item(SALMON, 100, nasty),), nasty).to_json())
    assert not at.exception
    assert at.text_input(key="name").value == nasty
    assert part(at, "table")[1]["sittings"][0]["meal"] == nasty
    at.switch_page("views/compare.py").run()
    at.selectbox(key="plan_a").set_value("mine").run()
    assert not at.exception
    assert "<img" not in "".join(element.proto.body for element in at.get("html"))


def test_a_name_can_be_changed_and_a_wrong_one_is_refused(at):
    at.text_input(key="name").set_value("Tuesday").run()
    assert plan(at).name == "Tuesday"
    at.text_input(key="name").set_value("a\tb").run()
    assert KEPT in at.error[0].value
    assert plan(at).name == "Tuesday"


def test_undo_and_redo(at):
    at.menu_button(key="sample").click("omnivore").run()
    at.menu_button(key="sample").click("vegetarian").run()
    step(at, "undo")
    assert plan(at) == nu.sample("omnivore")
    step(at, "undo")
    assert plan(at) == Plan(name="My plan")
    step(at, "redo")
    step(at, "redo")
    assert plan(at) == nu.sample("vegetarian")
    step(at, "undo")
    at.menu_button(key="plans").click("new").run()
    assert plan(at) == Plan(name="My plan")
    assert not part(at, "table")[1]["can"]["future"]


def test_an_edit_of_the_table_changes_the_plan_and_the_result(at):
    upload(at, PLAN.to_json())
    send(at, "table", "edit", {"do": "amount", "index": 0, "food": SALMON, "to": "50"})
    assert plan(at).items[0].grams == 50
    assert line(at, "vitamin_b12")["amount"] == "1.4 µg/day"
    send(at, "table", "edit", {"do": "amount", "index": 0, "food": SALMON, "to": "abc"})
    assert "'abc' is no amount" in at.error[0].value
    assert plan(at).items[0].grams == 50
    send(at, "table", "edit", {"do": "remove", "index": 0, "food": SALMON, "to": ""})
    assert plan(at).items == ()
    assert not at.error


def test_a_food_that_was_found_is_added_to_the_chosen_meal(at):
    at.text_input(key="words").set_value("salmon atlantic baked").run()
    at.selectbox(key="picker_meal").set_value("Dinner").run()
    found = part(at, "picker")[1]["foods"]
    assert SALMON in [food["id"] for food in found]
    at = send(at, "picker", "add", {"food": SALMON, "amount": "1/2", "measure": "g"}, redraw=False)
    assert [toast.value for toast in at.toast] == ["Added to Dinner"]
    assert plan(at).items == (Item(SALMON, 0.5, "Dinner", "19:00"),)


def test_words_that_fit_no_food_say_so(at):
    at.text_input(key="words").set_value("qqqqzzzz").run()
    assert any("No food fits" in caption.value for caption in at.caption)


@pytest.mark.parametrize(
    "event", [None, 3, "x", [1], {}, {"food": "nope", "amount": "1", "measure": "g"}, {"do": []}]
)
def test_no_event_breaks_the_page(at, event):
    upload(at, PLAN.to_json())
    at.text_input(key="words").set_value("lentils").run()
    for key, name in (("picker", "add"), ("table", "edit")):
        send(at, key, name, event)
        assert not at.exception
        assert plan(at) == PLAN


def test_a_meal_that_is_gone_can_still_be_added_to(at):
    upload(at, PLAN.to_json())
    send(at, "table", "edit", {"do": "meal", "meal": "Dinner", "at": "19:00", "to": "Feast"})
    at.text_input(key="words").set_value("lentils").run()
    at.selectbox(key="picker_meal").set_value("Feast").run()
    at.session_state["plan"] = PLAN  # as undo leaves it: only the table is drawn again, the box is not
    send(at, "picker", "add", {"food": "X203", "amount": "1", "measure": "g"})
    assert len(plan(at).items) == 2


def test_several_days_are_shown_one_by_one_and_together(at):
    at.menu_button(key="sample").click("vegan_week").run()
    week = nu.sample("vegan_week")
    assert part(at, "outcome")[1]["scope"].endswith("the average of 7 days.")
    together = line(at, "energy")["amount"]
    at.button_group(key="day").set_value(3).run()
    shown = [item["index"] for one in part(at, "table")[1]["sittings"] for item in one["items"]]
    assert sorted(shown) == [place for place, item in enumerate(week.items) if item.day == 3]
    assert line(at, "energy")["amount"] == together
    at.button_group(key="scope").set_value("This day").run()
    assert part(at, "outcome")[1]["scope"].startswith("Amounts per day. One day is not your habit")
    assert line(at, "energy")["amount"] != together
    at.menu_button(key="sample").click("omnivore").run()
    assert not at.exception
    assert not at.button_group


def test_a_weight_counts_also_when_it_is_folded_away(at):
    energy = [caption.value for caption in at.caption if "kcal" in caption.value]
    assert "reference body 57 kg" in energy[0]
    at.session_state["more"] = True
    at.run()
    at.number_input(key="weight_kg").set_value(80.0).run()
    heavier = [caption.value for caption in at.caption if "kcal" in caption.value]
    assert "57 kg" not in heavier[0]
    at.session_state["more"] = False
    at.run()
    assert not [box for box in at.number_input if box.key == "weight_kg"]
    assert [caption.value for caption in at.caption if "kcal" in caption.value] == heavier


def test_the_plant_based_factors_can_be_turned_off(at):
    """Iron, woman of 34: 18 mg per day (NASEM 2001), times 1.8 for a vegan."""
    at.menu_button(key="sample").click("vegan_fortified").run()
    assert line(at, "iron")["target"] == "of 32.4 mg/day (RDA)"
    at.session_state["more"] = True
    at.run()
    at.checkbox(key="adjust").uncheck().run()
    assert line(at, "iron")["target"] == "of 18.0 mg/day (RDA)"


def test_days_are_added_copied_and_removed(at):
    at.menu_button(key="sample").click("omnivore").run()
    items = len(plan(at).items)
    at.menu_button(key="days").click("copy").run()
    assert (plan(at).days, len(plan(at).items)) == (2, 2 * items)
    at.menu_button(key="days").click("empty").run()
    assert (plan(at).days, len(plan(at).items)) == (3, 2 * items)
    at.button_group(key="day").set_value(2).run()
    at.menu_button(key="days").click("remove").run()
    assert (plan(at).days, len(plan(at).items)) == (2, items)
    assert not at.exception


def test_the_tab_of_origins_says_where_b12_comes_from(at):
    upload(at, PLAN.to_json())
    at.session_state["outcome"] = {"view": "origin"}
    at.run()
    assert not at.exception
    texts = [element.value for element in at.text]
    assert "Salmon, Atlantic, farmed, baked gives 100% of the Vitamin B12 (cobalamin) that is known." in texts


def test_open_lines_bring_their_facts(at):
    upload(at, PLAN.to_json())
    assert part(at, "outcome")[1]["details"] == {}
    at.session_state["outcome"] = {"opened": ["vitamin_b12", "nope"]}
    at.run()
    found = part(at, "outcome")[1]["details"]
    assert list(found) == ["vitamin_b12"]
    assert found["vitamin_b12"]["givers"] == [["Salmon, Atlantic, farmed, baked", "2.8 µg"]]


def html(at):
    return "".join(element.proto.body for element in at.get("html"))


def words(at):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html(at)))


def test_compare_shows_two_samples(at):
    at.switch_page("views/compare.py").run()
    assert not at.exception
    assert "Omnivore day" in words(at)
    assert "target 2.4 µg/day" in words(at)
    press(at, "Vegan without and with fortified foods")
    assert [at.selectbox(key=key).value for key in ("plan_a", "plan_b")] == [
        "vegan_unfortified",
        "vegan_fortified",
    ]
    assert "Vegan day without fortified foods" in words(at)


def test_compare_takes_my_plan_empty_or_not(at):
    upload(at, PLAN.to_json())
    at.switch_page("views/compare.py").run()
    at.selectbox(key="plan_a").set_value("mine").run()
    at.selectbox(key="plan_b").set_value("mine").run()
    assert "2.8 µg/day" in words(at)
    at.session_state["plan"] = Plan()
    at.run()
    assert not at.exception
    assert at.info[0].value.startswith("Both plans are empty")


def test_a_choice_of_plans_outlasts_another_page(at):
    at.switch_page("views/compare.py").run()
    at.selectbox(key="plan_a").set_value("large_day").run()
    at.switch_page("views/plan.py").run()
    at.switch_page("views/compare.py").run()
    assert at.selectbox(key="plan_a").value == "large_day"


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ("Needs in use", "2.4 µg/day (RDA)"),
        ("Warnings", "Vegan and pregnant: take B12 from today"),
        ("Absorption constants", "2000 µg per week"),
        ("Foods", "50 of 1,1"),
        ("All sources", "Dietary Reference Intakes for Energy"),
    ],
)
def test_every_section_of_the_sources_opens(at, section, said):
    at.switch_page("views/sources.py").run()
    at.button_group(key="sources_of").set_value(section).run()
    assert not at.exception
    assert said in words(at)
    assert 'href="https://' in html(at)


def test_the_sources_of_foods_can_be_searched(at):
    at.switch_page("views/sources.py").run()
    at.button_group(key="sources_of").set_value("Foods").run()
    at.text_input(key="source_words").set_value("salmon").run()
    assert "Salmon, Atlantic, farmed, baked" in words(at)
    at.text_input(key="source_words").set_value("qqqqzzzz").run()
    assert not at.exception


def test_the_plan_outlasts_every_page(at):
    upload(at, PLAN.to_json())
    for name in ("compare", "sources", "plan"):
        at.switch_page(f"views/{name}.py").run()
        assert not at.exception
    assert plan(at) == PLAN
    assert line(at, "vitamin_b12")["amount"] == "2.8 µg/day"


def test_a_mode_that_is_none_shows_nothing_else(monkeypatch):
    monkeypatch.setenv("B12_MODE", "host")
    at = AppTest.from_file(ROOT / "app.py", default_timeout=20).run()
    assert "B12_MODE 'host' is not one of: own, hosted" in at.error[0].value
    assert not at.text_input
