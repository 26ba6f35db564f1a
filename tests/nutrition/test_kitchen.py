"""How foods are eaten. Expectations are typed by hand from the tables of foods and portions."""

import pandas as pd
import pytest

from nutrition.kitchen import PARTS, kitchen
from nutrition.tables import read_foods, read_portions

FOODS = read_foods()
KITCHEN = kitchen(FOODS)
COLUMNS = [*PARTS, "portion", "step", "measure", "count"]


def of(name):
    return KITCHEN.loc[FOODS.index[FOODS["name"] == name][0]]


def test_every_food_has_a_row_in_the_same_order():
    assert list(KITCHEN.index) == list(FOODS.index)
    assert list(KITCHEN.columns) == COLUMNS
    assert KITCHEN.notna().all().all()


@pytest.mark.parametrize(
    ("name", "role", "swap", "first_meal"),
    [
        ("Milk, whole", "dairy", "milk", "Breakfast"),
        ("Soy milk, unsweetened, fortified", "dairy", "milk", "Breakfast"),
        ("Coconut milk, canned, for cooking", "seasoning", "cream", "Dinner"),
        ("Chicken breast, roasted, no skin", "main", "protein", "Dinner"),
        ("Tofu, firm, calcium set", "main", "protein", "Dinner"),
        ("Lentils, boiled", "main", "protein", "Dinner"),
        ("Hummus", "topping", "spread_savoury", "Lunch"),
        ("Potato, boiled, peeled", "starch", "starch", "Dinner"),
        ("Carrots, raw", "vegetable", "vegetable", "Lunch"),
        ("Butter", "fat", "butter", "Breakfast"),
        ("Cod liver oil", "supplement", "", "Breakfast"),
        ("Vitamin B12 tablet, 10 µg", "supplement", "tablet_b12", "Breakfast"),
        ("Cheese pizza, thin crust", "dish", "pizza", "Dinner"),
        ("Beef burger patty, 80% lean, grilled, no bun", "main", "protein", "Dinner"),
    ],
)
def test_what_a_food_is_in_a_meal(name, role, swap, first_meal):
    food = of(name)
    assert (food["role"], food["swap"], food["meals"][0]) == (role, swap, first_meal)


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("Milk, whole", True),
        ("Egg, hard-boiled", True),
        ("Egg, raw", False),
        ("Salmon, Atlantic, farmed, raw", False),
        ("Beef mince (ground beef), 85% lean, raw", False),
        ("Red wine", False),
        ("Coffee, brewed", False),
        ("Sugar, white", False),
        ("Kombu kelp, dried (very high in iodine)", False),
        ("Lentils, dry", False),
        ("Wheat flour, whole grain", False),
        ("Paprika", False),
        ("Energy drink, fortified (Red Bull type)", False),
        ("Nutrition shake, fortified (Ensure type)", False),
    ],
)
def test_what_may_be_proposed(name, offered):
    assert of(name)["offer"] == offered


@pytest.mark.parametrize(
    ("name", "whom"),
    [
        ("Beef liver, braised", ("pregnant",)),
        ("Brie", ("pregnant",)),
        ("Cheddar cheese", ()),
        ("Swordfish, baked", ("pregnant", "lactating", "child")),
        ("Mackerel, king, baked", ("pregnant", "lactating", "child")),
        ("Almonds", ("child",)),
        ("Almond butter", ()),
        ("Red wine", ("pregnant", "lactating", "child")),
        ("Sushi, tuna nigiri", ("pregnant", "child")),
        ("Cod liver oil", ("pregnant",)),
        ("Vitamin B12 tablet, 10 µg", ()),
        ("Vitamin B12 tablet, 1000 µg", ("child",)),
    ],
)
def test_for_whom_a_food_is_not_proposed(name, whom):
    assert of(name)["not_for"] == whom


@pytest.mark.parametrize(
    ("name", "fortified"),
    [
        ("Soy milk, unsweetened, fortified", True),
        ("Soy milk, unfortified", False),
        ("Orange juice", False),
        ("Orange juice, calcium fortified", True),
        ("White bread", False),
        ("Vegan cheese slice, coconut oil based, unfortified", False),
        ("Vegan cheese slice, fortified with B12", True),
        ("Nutritional yeast, unfortified", False),
        ("Waffle, frozen, fortified", True),
        ("Veggie burger in bun, fortified patty", True),
    ],
)
def test_which_foods_are_fortified(name, fortified):
    assert of(name)["fortified"] == fortified


def test_whatever_holds_added_b12_is_fortified_or_a_supplement():
    added = FOODS["vitamin_b12_added"] > 0
    assert KITCHEN.loc[added & (KITCHEN["role"] != "supplement"), "fortified"].all()
    assert added.sum() > 60


@pytest.mark.parametrize(
    ("name", "portion", "step"),
    [
        ("Milk, whole", 244, 122),  # 1 cup; half a cup
        ("Whole wheat bread", 32, 32),  # 1 slice; 1 slice
        ("Egg, hard-boiled", 50, 50),  # 1 egg; 1 egg
        ("Lentils, boiled", 99, 99),  # half a cup; half a cup
        ("Peanut butter", 32, 16),  # 2 tbsp; 1 tbsp
        ("Hummus", 60, 60),  # a quarter of a cup; the same
        ("Yogurt, plain, whole milk", 183.75, 61.25),  # three quarters of a cup; a quarter
        ("Apple, with skin", 200, 100),  # 1 apple; half an apple
        ("Saltine crackers", 18, 9),  # 6 crackers; 3
        ("Vitamin B12 tablet, 10 µg", 1, 1),
    ],
)
def test_a_usual_portion_and_the_step_people_change_it_by(name, portion, step):
    food = of(name)
    assert food["portion"] == pytest.approx(portion)
    assert food["step"] == pytest.approx(step)


def test_a_step_is_a_whole_number_of_quarters_of_a_measure_and_no_more_than_a_portion():
    weight = KITCHEN["portion"] / KITCHEN["count"]
    quarters = KITCHEN["step"] / weight * 4
    thirds = KITCHEN["count"].sub(1 / 3).abs() < 1e-9
    assert (quarters[~thirds].round() - quarters[~thirds]).abs().max() < 1e-9
    assert (KITCHEN["step"] <= KITCHEN["portion"] * (1 + 1e-12)).all()
    assert (KITCHEN["step"] > 0).all()


def test_a_supplement_is_taken_one_at_a_time():
    supplements = KITCHEN[FOODS["group"] == "Supplements"]
    assert (supplements["role"] == "supplement").all()
    assert (supplements["most"] == 1).all()
    assert (supplements["step"] == supplements["portion"]).all()


def test_foods_that_are_not_listed_are_a_main_at_any_meal():
    made = pd.DataFrame({"energy": [90.0]}, index=["mine"])
    food = kitchen(made).loc["mine"]
    assert list(food[["role", "swap", "most", "liking", "offer", "portion", "step"]]) == [
        "main",
        "",
        2,
        0.2,
        True,
        100,
        25,
    ]
    assert food["meals"] == ("Breakfast", "Lunch", "Snack", "Dinner")
    assert (food["not_for"], food["fortified"]) == ((), False)


def test_an_unlisted_supplement_is_one():
    made = pd.DataFrame({"group": ["Supplements"]}, index=["mine"])
    portions = pd.DataFrame({"food_id": ["mine"], "measure": ["tablet"], "grams": [0.5], "usual": [2.0]})
    food = kitchen(made, portions).loc["mine"]
    assert list(food[["role", "most", "portion", "step"]]) == ["supplement", 1, 0.5, 0.5]


@pytest.mark.parametrize(
    ("measure", "grams", "usual", "portion", "step"),
    [
        ("g", 1, 40, 40, 25),
        ("g", 1, 150, 150, 50),
        ("cup", 240, 2, 480, 240),
        ("cup", 240, 1.5, 360, 120),
        ("cup", 90, 1 / 3, 30, 30),
        ("slice", 30, 3, 90, 30),
        ("lychee", 10, 10, 100, 50),
        ("pie", 250, 1, 250, 125),
        ("patty", 80, 1.5, 120, 40),
        ("patty", 75, 1.5, 112.5, 75),
        ("oz", 28, 1, 28, 14),
        ("naan", 70, 0.5, 35, 35),
    ],
)
def test_own_portions(measure, grams, usual, portion, step):
    made = pd.DataFrame({"name": ["Mine"]}, index=["mine"])
    portions = pd.DataFrame({"food_id": ["mine"], "measure": [measure], "grams": [grams], "usual": [usual]})
    food = kitchen(made, portions).loc["mine"]
    assert food["portion"] == pytest.approx(portion)
    assert food["step"] == pytest.approx(step)


def test_portions_given_are_those_used():
    given = read_portions()
    given.loc[given["food_id"] == "11111000", "grams"] = 200.0
    assert kitchen(FOODS, given).loc["11111000", "portion"] == 200
    assert kitchen(FOODS).loc["11111000", "portion"] == 244


def test_part_of_a_table_gives_the_same_rows():
    some = FOODS.iloc[[700, 3, 42]]
    pd.testing.assert_frame_equal(kitchen(some), KITCHEN.iloc[[700, 3, 42]])


def test_a_changed_answer_changes_no_other():
    first = kitchen(FOODS)
    first.loc[:, "portion"] = 0.0
    first.iloc[0, 0] = "drink"
    pd.testing.assert_frame_equal(kitchen(FOODS), KITCHEN)


def test_no_foods_no_rows():
    none = kitchen(FOODS.iloc[:0])
    assert list(none.columns) == COLUMNS
    assert none.empty
