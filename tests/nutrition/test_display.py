import json
import math

import pandas as pd
import pytest

import nutrition as nu
from nutrition import display, tables
from nutrition.display.figures import WORDS, amount, at_least, shown_status, who
from nutrition.display.result import report
from nutrition.own_foods import OwnFood, Recipe, with_own
from nutrition.plans import Item, Plan
from tests.strategies import NAN, foods_table

ME = nu.Person(34, "female")
NEEDED = nu.needed(ME)


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        (NAN, "ug", 1, "—"),
        (0.0, "ug/day", 1, "0.0 µg/day"),
        (0.04, "ug", 1, "<0.1 µg"),
        (0.06, "ug", 1, "0.1 µg"),
        (0.4, "mg", 0, "<1 mg"),
        (0.5, "mg", 0, "<1 mg"),
        (0.51, "mg", 0, "1 mg"),
        (0.004, "mg", 2, "<0.01 mg"),
        (2.44, "ug/day", 1, "2.4 µg/day"),
        (2105.4, "kcal/day", 0, "2,105 kcal/day"),
        (1234567.0, "", 1, "1,234,567.0"),
    ],
)
def test_an_amount_as_text(value, unit, decimals, text):
    assert amount(value, unit, decimals) == text


@pytest.mark.parametrize(
    ("known", "gap", "text"),
    [
        (0.4, True, "≥ 0 µg"),  # "at least less than one" says nothing
        (0.4, False, "<1 µg"),
        (1.6, True, "≥ 2 µg"),
        (NAN, True, "—"),
        (0.0, True, "≥ 0 µg"),
    ],
)
def test_a_sum_with_gaps_as_text(known, gap, text):
    assert at_least(known, "ug", 0, gap=gap) == text


def judged(nutrient="vitamin_b12", **about):
    """Assess one nutrient with an amount, a target and a limit typed here."""
    row = {"known": 1.2, "unknown_share": 0.0, "items": 4, "reporting": 4, "supplements": 0.0} | {
        key: about.pop(key) for key in ("known", "unknown_share", "reporting", "supplements") if key in about
    }
    eaten = pd.DataFrame([row], index=[nutrient])
    needed = NEEDED.loc[[nutrient]].assign(
        **({"target": 2.4, "kind": "RDA", "upper": NAN, "upper_kind": "", "upper_limits": ""} | about)
    )
    return nu.assess(eaten, needed)


def line(nutrient="vitamin_b12", **about):
    return report(judged(nutrient, **about))[0]


UL = {"upper": 10.0, "upper_kind": "UL", "upper_limits": "all"}
NO_TARGET = {"target": NAN, "kind": ""}


@pytest.mark.parametrize(
    ("about", "word", "symbol"),
    [
        ({"known": 2.4}, "Met", "✓"),
        ({"known": 2.39}, "Short", "▼"),
        ({"known": 10.1, **UL}, "Over limit", "▲"),
        ({"known": 10.1, **UL, "upper_kind": "CDRR"}, "Over limit", "▲"),
        ({"known": 10.1, **UL, "upper_kind": "AMDR"}, "Above range", "▲"),
        ({"known": 1.0, "unknown_share": 0.2, "reporting": 3}, "Cannot tell", "?"),
        (NO_TARGET, "No target", "–"),
        ({**NO_TARGET, **UL}, "Within limit", "✓"),
        ({**NO_TARGET, **UL, "unknown_share": 0.2}, "Cannot tell", "?"),
        ({**NO_TARGET, **UL, "known": 11.0}, "Over limit", "▲"),
    ],
)
def test_each_status_has_its_word_and_symbol(about, word, symbol):
    row = line(**about)
    assert (row["word"], row["symbol"]) == (word, symbol)


@pytest.mark.parametrize(
    ("known", "word"),
    [
        (1799, "Below estimate"),
        (1800, "Near estimate"),
        (2000, "Near estimate"),
        (2200, "Near estimate"),
        (2201, "Above estimate"),
    ],
)
def test_an_energy_estimate_is_near_or_not_and_never_met(known, word):
    assert line("energy", known=float(known), target=2000.0, kind="EER")["word"] == word


def test_an_energy_sum_with_gaps_cannot_be_told():
    row = line("energy", known=900.0, target=2000.0, kind="EER", unknown_share=0.3)
    assert row["word"] == "Cannot tell"


def test_every_status_of_assess_has_a_word():
    for status in ("met", "short", "over", "cannot tell", "no target"):
        row = {"kind": "RDA", "status": status, "share": 1.0, "upper_kind": "UL", "limit_status": "no limit"}
        assert shown_status(row) in WORDS


def test_no_word_is_told_by_its_colour_alone():
    assert len({word for word, _ in WORDS.values()}) == len(WORDS)
    assert all(symbol for _, symbol in WORDS.values())


def test_a_line_says_amount_target_share_and_coverage():
    row = line(known=1.2, reporting=3)
    assert row["amount"] == "≥ 1.2 µg/day"
    assert row["target"] == "of 2.4 µg/day (RDA)"
    assert row["percent"] == "50%"
    assert row["coverage"] == "3 of 4 foods known"
    assert row["short"] == "B12"


def test_a_line_without_a_known_amount_shows_a_dash_and_no_fill():
    row = line(known=NAN, reporting=0, unknown_share=1.0)
    assert (row["amount"], row["percent"], row["fill"]) == ("—", "", None)
    assert row["word"] == "Cannot tell"


def test_a_line_without_a_target_names_the_limit_or_nothing():
    assert line(**NO_TARGET, **UL)["target"] == "limit 10.0 µg/day (UL)"
    assert line(**NO_TARGET)["target"] == ""


def test_a_bar_is_full_at_most_and_its_target_stands_at_three_quarters():
    assert line(known=1.2)["fill"] == 0.375
    assert line(known=2.4)["fill"] == line(known=2.4)["target_at"] == 0.75
    assert line(known=24.0)["fill"] == 1.0


def test_a_limit_line_stands_only_where_it_fits():
    assert line(**{**UL, "upper": 3.0})["limit_at"] == 0.9375
    assert line(**UL)["limit_at"] is None  # 10 / 2.4 x 0.75 lies beyond the bar
    assert line(**NO_TARGET, **UL)["limit_at"] == 0.9
    assert line()["limit_at"] is None


@pytest.mark.parametrize("part", ["supplements", "added", "preformed"])
def test_a_limit_on_a_part_has_no_line_and_no_bar_of_its_own(part):
    assert line(**{**UL, "upper": 3.0, "upper_limits": part})["limit_at"] is None
    row = line(**NO_TARGET, **{**UL, "upper_limits": part})
    assert (row["fill"], row["target_at"], row["limit_at"]) == (None, None, None)


def facts(**about):
    nutrient = about.pop("nutrient", "vitamin_b12")
    found = display.details(Plan(), tables.read_foods(), judged(nutrient, **about), [nutrient])
    return found[nutrient]["facts"]


def test_details_name_the_source_and_its_place():
    first = facts()[0]
    row = NEEDED.loc["vitamin_b12"]
    about = tables.sources().loc[row["source"]]
    assert first == {
        "text": "RDA: 2.4 µg/day",
        "source": about["title"] + (f", {row['where']}" if row["where"] else ""),
        "link": about["link"],
    }
    assert first["link"].startswith("https://")


def test_details_say_what_a_limit_counts_and_what_of_it_is_here():
    told = [fact["text"] for fact in facts(**{**UL, "upper_limits": "supplements"}, supplements=0.5)]
    assert "Upper limit (UL): 10.0 µg/day, counts supplements only; here 0.5 µg/day" in told
    assert "Upper limit (UL): 10.0 µg/day, counts all intake" in [fact["text"] for fact in facts(**UL)]


def test_details_say_how_much_is_not_known():
    told = [fact["text"] for fact in facts(unknown_share=0.25, reporting=3)]
    assert "Not known for foods that give 25% of the energy" in told


def test_details_name_the_foods_that_give_most(table):
    plan = Plan((Item("X203", 1), Item("175168", 100)))  # 25 ug in a gram of tablet; salmon, 2.8 ug
    assessed = nu.assess(nu.eaten(plan, table), NEEDED)
    found = display.details(plan, table, assessed, ["vitamin_b12"])
    assert found["vitamin_b12"]["givers"] == [
        ["Vitamin B12 tablet, 25 µg", "25.0 µg"],
        ["Salmon, Atlantic, farmed, baked", "2.8 µg"],
    ]
    assert display.details(plan, table, assessed, []) == {}


def day_foods():
    foods = foods_table(
        {
            "soy": {"energy": 40.0, "vitamin_b12": 1.0},
            "bread": {"energy": 250.0},
            "drink": {"energy": 50.0, "vitamin_b12": 0.04},
        }
    )
    return foods.assign(basis=["published", "derived", "illustrative"])


PORTIONS = pd.DataFrame(
    [("soy", "cup", 240.0, 1.0), ("soy", "tbsp", 15.0, NAN), ("bread", "slice", 36.0, 2.0)],
    columns=["food_id", "measure", "grams", "usual"],
)
WEIGHTS = nu.all_measures(PORTIONS)
DAY = Plan(
    (
        Item("bread", 72, "Dinner", "19:00", measure="slice"),
        Item("soy", 240, "Breakfast", "08:00", measure="cup"),
        Item("drink", 100, "Breakfast", "08:00", per_week=1),
        Item("soy", 60, "Dinner", "19:00", measure="bucket"),
        Item("soy", 15, "Breakfast", "07:00", day=2, measure="tbsp"),
    ),
    days=2,
)


def test_a_day_has_its_sittings_in_order_of_time_and_its_foods_in_the_plan_s():
    shown = display.day_table(DAY, day_foods(), WEIGHTS, 1, {})
    assert [(one["meal"], one["at"]) for one in shown["sittings"]] == [
        ("Breakfast", "08:00"),
        ("Dinner", "19:00"),
    ]
    assert [[item["index"] for item in one["items"]] for one in shown["sittings"]] == [[1, 2], [0, 3]]
    second = display.day_table(DAY, day_foods(), WEIGHTS, 2, {})
    assert [(one["meal"], one["at"]) for one in second["sittings"]] == [("Breakfast", "07:00")]


def items(day=1):
    sittings = display.day_table(DAY, day_foods(), WEIGHTS, day, {})["sittings"]
    return {item["index"]: item for one in sittings for item in one["items"]}


def test_a_food_of_a_day_is_shown_in_its_measure_with_what_that_day_gets_of_it():
    assert items()[1] == {
        "index": 1,
        "name": "Soy",
        "food": "soy",
        "mark": "",
        "often": "7",
        "taken": False,
        "amount": "1",
        "measure": "cup",
        "grams": "240 g",
        "energy": "96 kcal",
        "b12": "2.4 µg",
    }
    assert (items()[0]["amount"], items()[0]["measure"], items()[0]["b12"]) == ("2", "slice", "—")
    assert (items(2)[4]["amount"], items(2)[4]["measure"]) == ("1", "tbsp")


def test_a_sitting_shows_what_is_known_of_it_and_that_there_is_more():
    """Breakfast: soy 96 kcal and 2.4 ug of B12, and a weekly drink; dinner: bread has no B12 value."""
    breakfast, dinner = display.day_table(DAY, day_foods(), WEIGHTS, 1, {})["sittings"]
    assert not breakfast["total"].startswith("≥")
    assert "B12 ≥ " in dinner["total"]


def test_supplements_offer_how_often_they_are_taken():
    foods = nu.read_foods()
    plan = Plan((Item("X209", 1, per_week=1, measure="tablet"), Item("175168", 100)))  # a tablet; salmon
    tablet, salmon = display.day_table(plan, foods, nu.all_measures(nu.read_portions()), 1, {})["sittings"][
        0
    ]["items"]
    assert (tablet["taken"], tablet["often"]) == (True, "1")
    assert (salmon["taken"], salmon["often"]) == (False, "7")


def test_a_measure_that_is_gone_becomes_grams():
    assert (items()[3]["amount"], items()[3]["measure"]) == ("60", "g")


def test_a_food_says_when_it_is_an_example_label_and_how_often_it_is_taken():
    drink = items()[2]
    assert (drink["mark"], drink["often"], drink["b12"]) == ("illustrative label", "1", "<0.1 µg")


def test_the_measures_of_a_day_are_those_of_its_foods():
    assert display.day_table(DAY, day_foods(), WEIGHTS, 1, {})["measures"] == {
        "soy": ["cup", "tbsp", "g"],
        "bread": ["slice", "g"],
        "drink": ["g"],
    }


def test_choices_offer_the_usual_amount_first():
    foods = day_foods().assign(diet="vegan")
    bread, drink = display.choices(foods.loc[["bread", "drink"]], PORTIONS)
    assert (bread["amount"], list(bread["measures"]), bread["b12"]) == ("2", ["slice", "g"], None)
    assert (drink["amount"], drink["measures"], drink["b12"]) == ("100", {"g": 1.0}, 0.04)
    assert drink["tags"] == ["Foods", "vegan", "illustrative label"]
    assert bread["tags"] == ["Foods", "vegan"]


def test_of_a_recipe_to_choose_what_is_known_counts_and_says_that_it_is_the_least():
    stew = Recipe("own:stew", "Stew", (("bread", 50), ("drink", 150)))
    foods = with_own(day_foods().assign(diet="vegan"), [stew])
    (row,) = display.choices(foods.loc[["own:stew"]], PORTIONS, foods)
    assert row["b12"] == pytest.approx(0.03)  # 150 of 200 g with 0.04 ug per 100 g; of bread it is not known
    assert row["least"]["b12"]
    assert "" not in row["tags"]
    (alone,) = display.choices(foods.loc[["drink"]], PORTIONS, foods)
    assert not alone["least"]["b12"]


def test_a_food_to_choose_from_elsewhere_says_who_publishes_it_until_it_is_one_s_own():
    foods = with_own(
        day_foods().assign(diet="vegan"), [OwnFood("own:fdc-7", "Oat bar (Mill)", (("iron", 4.0),))]
    )
    (new,) = display.choices(foods.loc[["own:fdc-7"]], PORTIONS, foods.drop("own:fdc-7"))
    (kept,) = display.choices(foods.loc[["own:fdc-7"]], PORTIONS, foods)
    assert (new["tags"], kept["tags"]) == (["USDA"], ["Own foods"])


def test_a_food_to_choose_promises_no_b12_that_does_not_count():
    nori = day_foods().loc[["soy"]].assign(diet="vegan", b12_form="inactive_analogue")
    assert display.choices(nori, PORTIONS)[0]["b12"] == 0


def origin(plan, most=12):
    nutrient = tables.nutrients().loc["vitamin_b12"]
    return display.origin(nu.contributions(plan, day_foods(), "vitamin_b12"), nutrient, most)


def test_origin_names_the_largest_first_and_what_is_not_known():
    bars, sentence = origin(Plan((Item("drink", 1000), Item("soy", 360), Item("bread", 50))))
    assert [(bar["name"], bar["text"]) for bar in bars] == [("Soy", "3.6 µg"), ("Drink", "0.4 µg")]
    assert sentence == "Soy gives 90% of the Vitamin B12 (cobalamin) that is known. Not known for: Bread."


def test_origin_adds_up_what_is_beyond_the_most():
    bars, _ = origin(Plan((Item("drink", 1000), Item("soy", 360))), most=1)
    assert [(bar["name"], bar["text"]) for bar in bars] == [("Soy", "3.6 µg"), ("1 other food", "0.4 µg")]


def test_origin_of_nothing():
    assert origin(Plan((Item("bread", 50),))) == (
        [],
        "No food in this plan is known to give Vitamin B12 (cobalamin). Not known for: Bread.",
    )
    assert origin(Plan())[0] == []


def compared(a, b):
    return {row["id"]: row for row in display.pairs(nu.compare(a, b, tables.read_foods(), NEEDED), NEEDED)}


TABLET, SALMON = Plan((Item("X203", 0.1),)), Plan((Item("175168", 100),))  # 2.5 ug and 2.8 ug of B12


def test_pairs_say_both_amounts_their_difference_and_its_cause():
    b12 = compared(TABLET, SALMON)["vitamin_b12"]
    assert [side["amount"] for side in b12["sides"]] == ["2.5 µg/day", "2.8 µg/day"]
    assert [side["percent"] for side in b12["sides"]] == ["104%", "117%"]
    assert [side["word"] for side in b12["sides"]] == ["Met", "Met"]
    assert (b12["target"], b12["difference"]) == ("2.4 µg/day", "+0.3 µg/day")
    assert b12["causes"] == ["Salmon, Atlantic, farmed, baked (+2.8 µg)"]
    turned = compared(SALMON, TABLET)["vitamin_b12"]
    assert turned["difference"] == "−0.3 µg/day"
    assert turned["causes"] == ["Salmon, Atlantic, farmed, baked (−2.8 µg)"]


def test_pairs_of_equal_plans_differ_by_nothing():
    rows = compared(SALMON, SALMON)
    assert rows["vitamin_b12"]["difference"] == "0.0 µg/day"
    assert all(row["causes"] == [] for row in rows.values())


def test_pairs_of_empty_plans_are_none():
    assert compared(Plan(), Plan()) == {}
    assert compared(Plan(), SALMON)["vitamin_b12"]["sides"][0]["amount"] == "0.0 µg/day"


def test_pairs_show_a_dash_where_nothing_is_known_of_one_side():
    foods = foods_table({"soy": {"vitamin_b12": 1.0, "energy": 40.0}, "bread": {"energy": 250.0}})
    one, other = Plan((Item("soy", 100),)), Plan((Item("bread", 100),))
    rows = display.pairs(nu.compare(one, other, foods, NEEDED), NEEDED)
    b12 = next(row for row in rows if row["id"] == "vitamin_b12")
    assert [side["amount"] for side in b12["sides"]] == ["1.0 µg/day", "—"]
    assert b12["difference"] == "—"
    assert b12["sides"][1]["unknown"] == "100% of the plan not known"


def test_needs_as_rows_of_text():
    rows = {row[0]: row for row in display.needs_rows(NEEDED)}
    label, target, average, upper, _, keys = rows["Vitamin B12 (cobalamin)"]
    assert (target, average, upper) == ("2.4 µg/day (RDA)", "2.0 µg/day (EAR)", "")
    assert rows["Magnesium"][3] == "350 mg/day (UL, counts supplements only)"
    known = set(tables.sources().index)
    assert all(set(filter(None, row[-1].split(";"))) <= known for row in rows.values())
    assert label == "Vitamin B12 (cobalamin)"
    assert keys


def test_constants_as_rows_of_text():
    constants = pd.DataFrame(
        [
            ("2", "2", "3", "per day", "sittings", "cited", "a;b"),
            ("3", "", "", "ug per day", "dose", "choice", "a"),
        ],
        columns=["value", "low", "high", "unit", "label", "tag", "source"],
    )
    assert display.constant_rows(constants) == [
        ["sittings", "2 (2 to 3) per day", "stated in the source", "a;b"],
        ["dose", "3 µg per day", "our own choice", "a"],
    ]
    assert len(display.constant_rows(tables.table("b12"))) == len(tables.table("b12"))


@pytest.mark.parametrize(
    ("person", "words"),
    [
        (nu.Person(34, "female", diet="vegan"), "woman, 34 years, vegan"),
        (nu.Person(18, "male"), "man, 18 years, omnivore"),
        (nu.Person(17, "male"), "boy, 17 years, omnivore"),
        (nu.Person(0.5, "female"), "girl, 0.5 years, omnivore"),
        (nu.Person(30, "female", "pregnant"), "woman, 30 years, pregnant, omnivore"),
        (nu.Person(30, "female", "lactating"), "woman, 30 years, breastfeeding, omnivore"),
    ],
)
def test_a_person_in_a_few_words(person, words):
    assert who(person) == words


GROUPS = list(tables.nutrients()["group"].unique())


def page(name, foods):
    about = nu.samples().loc[name]
    person = nu.Person(
        about["age"],
        about["sex"],
        about["condition"],
        diet=about["diet"],
        risks=tuple(filter(None, about["risks"].split(";"))),
    )
    plan = nu.sample(name)
    assessed = nu.assess(nu.eaten(plan, foods), nu.needed(person))
    return assessed, display.page(assessed, nu.notices(person, plan, foods), GROUPS)


@pytest.mark.parametrize("name", nu.samples().index)
def test_every_line_of_every_sample_has_a_word_a_symbol_and_at_least_where_something_is_unknown(name, table):
    assessed, shown = page(name, table)
    assert [row["id"] for row in shown["rows"]] == list(tables.nutrients().index)
    for row in shown["rows"]:
        behind = assessed.loc[row["id"]]
        assert row["word"]
        assert row["symbol"]
        gaps = behind["reporting"] < behind["items"] and not math.isnan(behind["known"])
        assert row["amount"].startswith("≥ ") == gaps, row
        assert all(
            part is None or 0 <= part <= 1 for part in (row["fill"], row["target_at"], row["limit_at"])
        )
    json.dumps(shown, allow_nan=False)


def test_only_pinned_lines_and_those_of_open_groups_are_given(table):
    """Pinned are B12 and seven more; minerals have eleven lines in all."""
    assessed, _ = page("omnivore", table)
    none = nu.notices(nu.Person(34, "female"))
    closed, opened = (
        display.page(assessed, none, groups)["rows"] for groups in ([], ["Minerals", "nonsense"])
    )
    assert sorted(row["pinned"] for row in closed) == list(range(1, 9))
    assert len([row for row in opened if row["group"] == "Minerals"]) == 11
    assert {row["id"] for row in opened} > {row["id"] for row in closed}


def test_the_scope_says_what_one_day_and_several_stand_for():
    day, week = nu.sample("omnivore"), nu.sample("vegan_week")
    assert display.scope(day, contested=False).startswith("Amounts per day. One day is not your habit")
    assert display.scope(week, contested=False) == "Amounts per day, the average of 7 days."
    assert "do not rely on it" in display.scope(week, contested=True)


def test_a_page_counts_each_group_open_or_not(table):
    assessed, shown = page("older_metformin", table)
    met = sum(row["word"] == "Met" for row in shown["rows"] if row["group"] == "Vitamins")
    assert f"{met} met" in shown["counts"]["Vitamins"]
    assert display.page(assessed, nu.notices(nu.Person(34, "female")), [])["counts"] == shown["counts"]


def test_notices_carry_a_word_and_their_sources(table):
    _, shown = page("older_metformin", table)
    assert any("metformin" in notice["title"].lower() for notice in shown["notices"])
    for notice in shown["notices"]:
        assert notice["word"]
        assert notice["parts"]
        assert all(source["link"].startswith("https://") for source in notice["sources"])
