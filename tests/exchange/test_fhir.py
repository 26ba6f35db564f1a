"""The FHIR bundle, read back by the library: nobody named, nothing unknown sent, codes as published."""

import json
import subprocess
import sys
from datetime import UTC, datetime

import numpy as np
import pytest
from fhir.resources.bundle import Bundle

import nutrition as nu
from nutrition.exchange.fhir import to_fhir
from nutrition.exchange.fhir_parts import timing
from nutrition.own_foods import OwnFood, Recipe, portions_with_own, with_own
from nutrition.tables import records
from tests.random_plans import random_plan

ME = nu.Person(34, "female", diet="vegan", weight_kg=61.5)
WHEN = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
SOY, OATS = "175218", "57602100"


def made(plan, foods, labs=(), person=None, portions=None):
    """Give the resources of a bundle by kind, after the library has read it back."""
    text = to_fhir(plan, foods, person, nu.needed(ME, "NASEM"), labs, WHEN, portions)
    assert json.loads(Bundle.model_validate_json(text).model_dump_json()) == json.loads(text)
    found = {}
    for entry in json.loads(text)["entry"]:
        found.setdefault(entry["resource"]["resourceType"], []).append(entry["resource"])
    return found


def amounts(parts, name):
    """Give value and UCUM code by the name of a nutrient."""
    told = [(part[name].get("concept", part[name])["text"], part["amount"]) for part in parts]
    return {text: (amount["value"], amount["code"]) for text, amount in told}


@pytest.fixture(scope="module")
def foods(table):
    two = table.loc[[SOY, OATS]].copy()
    two.loc[SOY, ["vitamin_b12", "iodine", "alcohol", "copper"]] = [1.0, np.nan, 0.0, 80.0]
    two.loc[OATS, ["vitamin_b12", "iodine", "alcohol", "copper"]] = [0.0, 10.0, 0.0, 20.0]
    return two


@pytest.fixture(scope="module")
def bundle(foods):
    breakfast = [nu.Item(SOY, 243, "Breakfast", "08:00", measure="cup"), nu.Item(OATS, 50, "Breakfast")]
    plan = nu.Plan((nu.Item(OATS, 100, "Lunch", "12:30"), *breakfast), "A day")
    return made(plan, foods)


def test_nobody_is_named(bundle):
    assert bundle["Patient"] == [{"resourceType": "Patient"}]


def test_a_person_gives_no_more_than_the_sex(foods):
    plan = nu.Plan((nu.Item(SOY, 100),))
    text = to_fhir(plan, foods, ME, nu.needed(ME, "NASEM"), (), WHEN)
    assert made(plan, foods, person=ME)["Patient"] == [{"resourceType": "Patient", "gender": "female"}]
    assert "61.5" not in text
    assert "birthDate" not in text


def test_it_says_that_it_is_an_experiment_and_when_it_was_made(foods):
    told = json.loads(to_fhir(nu.Plan(), foods, None, nu.needed(ME, "NASEM"), (), WHEN))
    assert told["type"] == "collection"
    assert told["timestamp"] == "2026-11-21T10:30:00Z"
    assert told["meta"]["tag"][0]["display"].startswith("Experimental export")


def test_one_order_holds_the_targets_and_the_plan_in_words(bundle):
    (order,) = bundle["NutritionOrder"]
    assert (order["status"], order["intent"]) == ("draft", "plan")
    targets = amounts(order["oralDiet"]["nutrient"], "modifier")
    assert targets["Vitamin B12 (cobalamin)"] == (2.4, "ug")
    assert targets["Iron"] == (32.4, "mg")  # 18 x 1.8, as the diet is vegan
    assert targets["Protein"] == (49.2, "g")  # 0.8 g x 61.5 kg
    assert targets["Energy"][1] == "kcal"
    assert "Cholesterol" not in targets
    assert order["oralDiet"]["instruction"].splitlines() == [
        "Breakfast, 08:00: 1 cup (243 g), Soy milk, plain, fortified (3 µg B12 per cup)",
        "Breakfast, 08:00: 50 g, Rolled oats, dry",
        "Lunch, 12:30: 100 g, Rolled oats, dry",
    ]
    assert "supplement" not in order
    assert any(note["text"] == "estimated energy requirement (EER): Energy." for note in order["note"])


def test_each_sitting_is_one_intake_that_is_only_planned(bundle):
    breakfast, lunch = bundle["NutritionIntake"]
    assert (breakfast["code"]["text"], lunch["code"]["text"]) == ("Breakfast", "Lunch")
    assert breakfast["status"] == "preparation"
    assert "occurrenceDateTime" not in breakfast
    soy, oats = breakfast["consumedItem"]
    assert soy["amount"] == {"value": 243, "unit": "g", "system": "http://unitsofmeasure.org", "code": "g"}
    assert soy["schedule"]["repeat"] == {"timeOfDay": ["08:00:00"]}
    assert (oats["type"]["text"], oats["amount"]["value"]) == ("Food", 50)


def test_what_is_not_known_is_left_out_and_a_known_0_stays(bundle):
    breakfast, lunch = (amounts(each["ingredientLabel"], "nutrient") for each in bundle["NutritionIntake"])
    assert breakfast["Vitamin B12 (cobalamin)"] == (2.43, "ug")
    assert breakfast["Copper"] == (pytest.approx(243 * 0.8 + 50 * 0.2), "ug")
    assert breakfast["Alcohol"] == (0, "g")
    assert "Iodine" not in breakfast
    assert lunch["Iodine"] == (10, "ug")
    notes = " ".join(note["text"] for note in bundle["NutritionIntake"][0]["note"])
    assert "Left out, as not every food has a value:" in notes
    assert "Iodine" in notes


def test_a_weekly_tablet_is_a_supplement_and_an_intake_of_its_own(table):
    told = made(nu.sample("weekly_tablet"), table)
    (tablet,) = told["NutritionOrder"][0]["supplement"]
    assert tablet["productName"] == "Vitamin B12 tablet, 2000 µg"
    assert tablet["quantity"] == {"value": 1, "unit": "tablet"}
    assert tablet["schedule"]["timing"][0]["repeat"] == {"frequency": 1, "period": 1, "periodUnit": "wk"}
    assert tablet["instruction"].endswith("on 1 of 7 days")
    apart = [
        each for each in told["NutritionIntake"] if each["consumedItem"][0]["type"]["text"] == "Supplement"
    ]
    assert [len(each["consumedItem"]) for each in apart] == [1]
    assert amounts(apart[0]["ingredientLabel"], "nutrient")["Vitamin B12 (cobalamin)"] == (2000, "ug")


@pytest.mark.parametrize(
    ("days", "per_week", "at", "repeat"),
    [
        (1, 7, "", {"frequency": 1, "period": 1, "periodUnit": "d"}),
        (1, 7, "08:00", {"timeOfDay": ["08:00:00"]}),
        (7, 7, "08:00", {"frequency": 1, "period": 7, "periodUnit": "d"}),
        (1, 3, "08:00", {"frequency": 3, "period": 1, "periodUnit": "wk"}),
        (1, 0.25, "", {"frequency": 1, "period": 4, "periodUnit": "wk"}),
        (2, 3.5, "", {"frequency": 1, "period": 0.571429, "periodUnit": "wk"}),
        (7, 1, "", {"frequency": 1, "period": 7, "periodUnit": "wk"}),
        (1, 5e-324, "", {"frequency": 1, "period": 10000, "periodUnit": "wk"}),
    ],
)
def test_how_often_something_is_taken(days, per_week, at, repeat):
    assert timing(days, per_week, at) == {"repeat": repeat}


@pytest.mark.parametrize(
    ("test", "entry", "code", "ucum"),
    [
        ("b12", (205, "pg/mL"), "2132-9", "pg/mL"),
        ("b12", (205, "ng/L"), "2132-9", "ng/L"),
        ("b12", (150, "pmol/L"), "14685-2", "pmol/L"),
        ("holotc", (40, "pmol/L"), "72160-5", "pmol/L"),
        ("mma", (0.52, "umol/L"), "13964-2", "umol/L"),
        ("mma", (520, "nmol/L"), "13964-2", "nmol/L"),
        ("mma", (61, "ug/L"), None, "ug/L"),
        ("hcy", (14, "umol/L"), "13965-9", "umol/L"),
        ("hcy", (1.9, "mg/L"), "2428-1", "mg/L"),
        ("haemoglobin", (12.1, "g/dL"), "718-7", "g/dL"),
        ("mcv", (101, "fL"), "30428-7", "fL"),
        ("folate", (9, "ng/mL"), "2284-8", "ng/mL"),
        ("folate", (20, "nmol/L"), "14732-2", "nmol/L"),
        ("egfr", (66, "mL/min/1.73m2"), "69405-9", "mL/min/{1.73_m2}"),
    ],
)
def test_a_blood_result_keeps_its_figure_and_unit(foods, test, entry, code, ucum):
    (result,) = made(nu.Plan(), foods, [("2026-03-01", nu.Labs(**{test: entry}))])["Observation"]
    assert (result["valueQuantity"]["value"], result["valueQuantity"]["code"]) == (entry[0], ucum)
    assert result["effectiveDateTime"] == "2026-03-01"
    assert result["category"][0]["coding"][0]["code"] == "laboratory"
    assert [each["code"] for each in result["code"].get("coding", [])] == [code] * (code is not None)
    assert result["code"]["text"]


def test_an_antibody_is_a_word_and_replacing_is_said_beside_every_result(foods):
    labs = nu.Labs(holotc=40, anti_if="negative", replacing=True)
    figure, word = made(nu.Plan(), foods, [("2026-03-01", labs)])["Observation"]
    assert word["valueCodeableConcept"] == {"text": "negative"}
    assert word["code"] == {"text": "Intrinsic factor antibody"}
    assert [each["note"][0]["text"][:22] for each in (figure, word)] == ["B12 was being replaced"] * 2


def test_every_unit_a_result_may_have_is_written_in_ucum():
    told = {(row["test"], row["unit"]): row["ucum"] for row in records("fhir_codes")}
    assert {(row["test"], row["unit"]) for row in records("lab_units")} == set(told) - {("anti_if", "")}
    assert [pair for pair, ucum in told.items() if bool(ucum) != bool(pair[1])] == []


def check_digit(code):
    """Give the last digit of a LOINC code, reckoned from the others: mod 10, every other digit doubled."""
    digits = [int(digit) for digit in reversed(code.split("-")[0])]
    doubled = [digit * 2 if place % 2 == 0 else digit for place, digit in enumerate(digits)]
    return -sum(number // 10 + number % 10 for number in doubled) % 10


def test_no_code_is_mistyped():
    codes = {row["code"] for row in records("fhir_codes") if row["code"]}
    assert len(codes) == 11
    assert {code for code in codes if int(code[-1]) != check_digit(code)} == set()


@pytest.mark.parametrize("day", ["", "1 March 2026", "2026-02-30", None])
def test_a_day_that_is_none_is_refused(foods, day):
    with pytest.raises(nu.PlanError, match="write it as 2026-03-01"):
        made(nu.Plan(), foods, [(day, nu.Labs(holotc=40))])


def test_a_moment_without_its_zone_is_refused(foods):
    with pytest.raises(ValueError, match="no time zone"):
        to_fhir(nu.Plan(), foods, None, nu.needed(ME, "NASEM"), (), WHEN.replace(tzinfo=None))


def test_an_unknown_food_is_named(foods):
    with pytest.raises(nu.PlanError, match="item 1, food: 'x1' is not in the food table"):
        made(nu.Plan((nu.Item("x1", 100),)), foods)


def test_an_empty_plan_is_an_order_without_foods(foods):
    told = made(nu.Plan(), foods)
    assert sorted(told) == ["NutritionOrder", "Patient"]
    assert told["NutritionOrder"][0]["oralDiet"]["instruction"] == "No foods are planned yet."


@pytest.mark.parametrize(
    "text", ["\u00a0", " ", "<script>alert(1)</script>", "\u202eהפוך😀", "a\u2028b", "\ufeff", "'; --"]
)
def test_any_text_is_text(foods, text):
    named = foods.assign(name=f"x{text}")
    told = made(nu.Plan((nu.Item(SOY, 100, text, measure=text),), text), named)
    (intake,) = told["NutritionIntake"]
    seen = " ".join(text.split())
    assert intake.get("code", {"text": ""})["text"] == seen
    product = intake["consumedItem"][0]["nutritionProduct"]["concept"]["text"]
    assert product == f"x{text}".rstrip().replace("\u2028", " ")


def test_own_foods_and_recipes_stand_like_any_other(table, portions):
    drink = OwnFood("own:drink", "My drink", (("vitamin_b12", 0.4),), (("glass", 200.0),))
    own = (drink, Recipe("own:soup", "Soup", (("own:drink", 500.0), (OATS, 100.0)), servings=2))
    plan = nu.Plan((nu.Item("own:drink", 400, measure="glass"), nu.Item("own:soup", 300, measure="serving")))
    told = made(plan, with_own(table, own), portions=portions_with_own(portions, own))
    instruction = told["NutritionOrder"][0]["oralDiet"]["instruction"]
    assert instruction.splitlines() == ["2 glasses (400 g), My drink", "1 serving (300 g), Soup"]
    assert amounts(told["NutritionIntake"][0]["ingredientLabel"], "nutrient") == {
        "Vitamin B12 (cobalamin)": (pytest.approx(2.6), "ug")  # all that both are known to hold
    }


def test_a_measure_that_weighs_next_to_nothing_is_not_counted(table, portions):
    own = (OwnFood("own:dust", "Dust", (), (("grain", 5e-324),)),)
    plan = nu.Plan((nu.Item("own:dust", 4, measure="grain"),))
    told = made(plan, with_own(table, own), portions=portions_with_own(portions, own))
    assert told["NutritionOrder"][0]["oralDiet"]["instruction"] == "4 g, Dust"


def test_a_measure_without_a_word_is_a_number(table, portions):
    own = (OwnFood("own:drops", "Drops", (("vitamin_b12", 5.0),), ((" ", 2.0),), b12_form="supplement"),)
    plan = nu.Plan((nu.Item("own:drops", 4, measure=" "),))
    (order,) = made(plan, with_own(table, own), portions=portions_with_own(portions, own))["NutritionOrder"]
    assert order["supplement"][0]["quantity"] == {"value": 2}


@pytest.mark.parametrize("seed", range(4))
def test_plans_of_all_kinds_are_valid(table, seed):
    plan = random_plan(seed, table)
    told = made(plan, table)
    eaten = [item for intake in told["NutritionIntake"] for item in intake["consumedItem"]]
    assert len(eaten) == len(plan.items)
    assert sum(item["amount"]["value"] for item in eaten) == pytest.approx(
        sum(item.grams for item in plan.items)
    )


def test_the_pages_do_not_load_the_library():
    script = "import sys, nutrition.display; print({'fhir', 'openpyxl', 'pydantic'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
