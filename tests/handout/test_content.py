"""What a handout says: amounts as in a kitchen, status as assessed, red flags first, sources counted once."""

import json

import pytest

import nutrition as nu
from nutrition.handout.content import Cover, handout
from nutrition.handout.cover import questions
from nutrition.own_foods import OwnFood, Recipe, portions_with_own, with_own

OATS, MILK, TABLET, LENTILS = "20038", "174832", "X202", "172421"
ME = nu.Person(34, "female", diet="vegan")


def made(plan, foods, portions, cover=None, **about):
    person = about.get("person", ME)
    notices = nu.notices(person, plan, foods, None, about.get("symptoms", ()))
    needed = nu.needed(person)
    return handout(cover or Cover(), person, plan, foods, portions, needed, notices, "NASEM")


@pytest.fixture(scope="module")
def day(table, portions):
    return made(
        nu.sample("vegan_unfortified"), table, portions, Cover(name="Ida", by="A. Berg", date="1 May")
    )


def test_it_can_be_written_as_json_as_it_is(day):
    assert json.loads(json.dumps(day, allow_nan=False)) == day


def test_the_plan_stands_by_meal_in_household_measures(day):
    meals = day["days"][0]["meals"]
    assert [(meal["at"], meal["meal"]) for meal in meals] == [
        ("08:00", "Breakfast"),
        ("12:30", "Lunch"),
        ("16:00", "Snack"),
        ("19:00", "Dinner"),
    ]
    assert meals[0]["foods"][:2] == [
        "¾ cup (60 g) of rolled oats, dry",
        "1 cup (243 g) of soy milk, unfortified",
    ]
    assert day["days"][0]["title"] == ""


def test_the_head_says_whom_it_is_for_and_by_whom_it_is(day):
    assert day["title"] == "Ida"
    assert day["about"] == [
        ["For", "woman, 34 years, vegan"],
        ["Plan", "Vegan day without fortified foods, one day"],
        ["Held against", "reference intakes of US and Canada (NASEM)"],
        ["Prepared by", "A. Berg"],
        ["Date", "1 May"],
    ]
    assert day["foot"] == "Ida · A. Berg · 1 May"


def test_the_pinned_nutrients_stand_in_their_order_with_what_is_needed(day):
    rows = day["needs"]["rows"]
    assert [row["id"] for row in rows] == [
        "vitamin_b12",
        "iron",
        "zinc",
        "calcium",
        "iodine",
        "vitamin_d",
        "epa_dha",
        "folate",
    ]
    b12, iodine = rows[0], rows[4]
    assert (b12["symbol"], b12["word"], b12["target"]) == ("▼", "Short", "of 2.4 µg/day (RDA)")
    assert (iodine["word"], iodine["amount"][:2]) == ("Cannot tell", "≥ ")
    assert day["needs"]["sentence"] == (
        "3 of 7 key nutrients are met. Below the target: vitamin B12, iron and vitamin D. "
        "Cannot tell: iodine."
    )


def test_what_is_over_a_limit_says_which_and_nothing_else_does(table, portions):
    zinc = nu.find(table, "zinc tablet").index[0]  # 10 mg each
    rows = made(nu.Plan((nu.Item(zinc, 5, "Lunch"),)), table, portions)["needs"]["rows"]
    assert {row["id"]: row["limit"] for row in rows if row["limit"]} == {"zinc": "limit 40.0 mg/day (UL)"}
    salty = made(nu.Plan((nu.Item(nu.find(table, "salt").index[0], 100),)), table, portions)["needs"][
        "others"
    ]
    assert salty[0]["word"] == "Over a limit"
    assert any(text.startswith("Sodium: ") and ", limit 2,300 mg/day (" in text for text in salty[0]["texts"])


def test_every_other_nutrient_with_something_to_compare_stands_once(day, table):
    told = [text.split(":")[0] for group in day["needs"]["others"] for text in group["texts"]]
    assert len(told) == len(set(told))
    assert {"Choline", "Energy", "Protein", "Vitamin C"} <= set(told)
    assert not {"Iron", "Iodine", "Folate (DFE)"} & set(told)


def test_what_was_assumed_for_a_target_is_said(table, portions):
    woman = nu.Person(30, "female", condition="pregnant", diet="vegetarian")
    said = made(nu.sample("pregnant_vegetarian"), table, portions, person=woman)["needs"]["notes"]
    assert any(text.startswith("Iron: ") and "settle it with a clinician" in text for text in said)


def test_b12_is_told_as_eaten_and_as_absorbed_at_each_sitting(table, portions):
    plan = nu.Plan((nu.Item(TABLET, 1, "Breakfast", "08:00"), nu.Item(LENTILS, 200, "Dinner", "19:00")))
    part = made(plan, table, portions)["b12"]
    assert part["eaten"].startswith("Eaten: 10.0 µg/day of 2.4 µg/day (RDA)")
    assert [row["label"] for row in part["rows"]] == ["Breakfast 08:00"]
    assert part["rows"][0]["eaten"] == "10.0 µg"
    assert part["line"].startswith("Absorbed: about ")


def test_days_of_a_week_have_names_and_each_its_sittings(table, portions):
    week = made(nu.sample("vegan_week"), table, portions)
    assert [day["title"] for day in week["days"]] == [f"Day {n}" for n in range(1, 8)]
    assert {row["day"] for row in week["b12"]["rows"]} == {f"Day {n}" for n in range(1, 8)}
    assert week["shopping"]["about"].startswith("For 7 days.")


def test_red_flags_stand_apart_from_what_can_wait(table, portions):
    told = made(nu.sample("omnivore"), table, portions, symptoms=("chest_pain",))
    assert [row["badge"] for row in told["urgent"]] == ["Get help first"]
    assert told["urgent"][0]["action"] == "Call your emergency number now."
    assert all(row["level"] != "urgent" for row in told["notices"])


def test_how_often_is_said_where_it_is_not_every_day(table, portions):
    items = [nu.Item(TABLET, 1, per_week=often) for often in (7, 1, 2, 3)]
    foods = made(nu.Plan(tuple(items)), table, portions)["days"][0]["meals"][0]
    assert foods["meal"] == "Without a meal"
    assert [text.partition("µg")[2].partition(", ")[2] for text in foods["foods"]] == [
        "",
        "once a week",
        "twice a week",
        "on 3 days a week",
    ]


def test_meals_stand_in_order_of_time_one_without_at_its_usual_place_else_last(table, portions):
    items = (
        nu.Item(LENTILS, 50, "Supper"),
        nu.Item(LENTILS, 50, "Breakfast"),
        nu.Item(LENTILS, 50, "Lunch"),
        nu.Item(MILK, 50, "Lunch", "12:00"),
    )
    meals = made(nu.Plan(items), table, portions)["days"][0]["meals"]
    assert [(meal["meal"], meal["at"], len(meal["foods"])) for meal in meals] == [
        ("Breakfast", "", 1),
        ("Lunch", "12:00", 2),
        ("Supper", "", 1),
    ]


def test_every_number_of_a_source_leads_to_one_source(day):
    numbers = [row["number"] for row in day["sources"]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len({row["link"] for row in day["sources"]}) == len(numbers)
    parts = [*day["urgent"], day["needs"], day["b12"], *day["notices"], day["foods"]]
    assert {number for part in parts for number in part["cites"]} == set(numbers)


def test_a_food_whose_source_is_no_key_of_ours_needs_none(table, portions):
    mine = table.loc[[LENTILS]].assign(source="A label").rename(index={LENTILS: "own:dal"})
    assert made(nu.Plan((nu.Item("own:dal", 100),)), mine, portions)["foods"]["cites"] == []


def test_foods_and_recipes_of_ones_own_stand_beside_the_others(table, portions):
    bar = OwnFood("own:bar", "Nut bar", (("energy", 450.0),), measures=(("bar", 40.0),))
    soup = Recipe("own:soup", "Mum's soup", ((LENTILS, 300.0), ("own:bar", 40.0)), servings=2)
    own = (bar, soup)
    plan = nu.Plan((nu.Item("own:bar", 80, "Snack", measure="bar"), nu.Item("own:soup", 170, "Dinner")))
    told = made(plan, with_own(table, own), portions_with_own(portions, own))
    assert [meal["foods"] for meal in told["days"][0]["meals"]] == [
        ["2 nut bars (80 g)"],
        ["1 serving (170 g) of mum's soup"],
    ]
    assert told["needs"]["rows"][0]["coverage"] == "1 of 3 foods known"  # the lentils in the soup


def test_free_text_keeps_its_lines_and_loses_what_cannot_be_printed(table, portions):
    cover = Cover(name=" A\tBe\u0301\x00 ", notes="one\r\n\r\n two\u202e \ud800three\n", agreed="x\u2028y")
    told = made(nu.Plan((nu.Item(LENTILS, 1),)), table, portions, cover)
    assert told["title"] == "A Bé"
    assert told["notes"] == ["one", "two three"]
    assert told["agreed"] == ["x", "y"]


def test_the_line_under_each_page_stays_short(table, portions):
    told = made(nu.Plan((nu.Item(LENTILS, 1),)), table, portions, Cover(name="N" * 200))
    assert len(told["foot"]) == 100
    assert told["foot"].endswith("…")
    assert told["title"] == "N" * 200


def test_the_last_line_says_what_food_cannot_settle(day):
    assert day["standing"] == nu.standing_line()


def test_too_much_text_is_refused_with_its_field():
    with pytest.raises(nu.PlanError) as error:
        Cover(name="N" * 201, notes="n" * 5001, date=1)
    assert [fault.split(":")[0] for fault in error.value.faults] == ["name", "date", "notes"]
    assert "200" in error.value.faults[0]


def test_an_empty_plan_and_an_unknown_authority_are_refused(table, portions):
    with pytest.raises(nu.PlanError, match="plan: is empty"):
        made(nu.Plan(), table, portions)
    plan = nu.sample("omnivore")
    with pytest.raises(ValueError, match="'FDA' is not one of: NASEM, EFSA"):
        handout(Cover(), ME, plan, table, portions, nu.needed(ME), nu.notices(ME), "FDA")


def test_questions_name_the_tests_and_why(table):
    risky = nu.Person(34, "female", diet="vegan", risks=("metformin",))
    said = questions(risky, nu.sample("vegan_unfortified"), table, None, ("tingling",)).splitlines()
    assert said[0].startswith(
        "Total B12 or active B12 in blood. At least one sign and at least one risk factor"
    )
    assert any(line.startswith("Full blood count with MCV. ") for line in said)
    assert questions(nu.Person(34, "female"), nu.sample("omnivore"), table) == ""
