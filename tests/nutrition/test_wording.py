import pandas as pd
import pytest

from nutrition.changes import Change
from nutrition.foods import all_measures
from nutrition.gaps.change_words import change_text
from nutrition.plans import Item
from nutrition.wording import count_word, figure, food_word, helping, listed, nutrient_word, percent


@pytest.fixture(scope="module")
def weights(portions):
    return all_measures(portions)


def named(table, name):
    return table.index[table["name"] == name][0]


@pytest.mark.parametrize(
    ("name", "amount", "said"),
    [
        ("Milk, low fat (1%)", (183, "cup"), "¾ cup (183 g) of milk, low fat (1%)"),
        ("Whole wheat bread", (72, "slice, regular"), "2 slices (72 g) of whole wheat bread"),
        ("Egg, hard-boiled", (100, "egg, large"), "2 large eggs (100 g), hard-boiled"),
        ("Apple, with skin", (200, "apple, medium"), "1 medium apple (200 g), with skin"),
        ("Sweet potato, baked", (228, "sweet potato, medium"), "2 medium sweet potatoes (228 g), baked"),
        ("Avocado, raw", (100, "half avocado"), "½ avocado (100 g), raw"),
        ("Avocado, raw", (200, "half avocado"), "1 avocado (200 g), raw"),
        ("Vitamin B12 tablet, 25 µg", (1, "tablet"), "1 vitamin B12 tablet, 25 µg"),
        ("Greek yogurt, plain, low fat", (183.75, "cup"), "¾ cup (184 g) of Greek yogurt, plain, low fat"),
        ("Parmesan, grated", (6.2, "tbsp"), "1 tbsp (6.2 g) of parmesan, grated"),
        ("Walnuts", (28.35, "oz"), "1 oz (28 g) of walnuts"),
        ("Broccoli, cooked", (52, "cup"), "⅓ cup (52 g) of broccoli, cooked"),
        ("Broccoli, cooked", (208, "cup"), "1⅓ cups (208 g) of broccoli, cooked"),
        ("Broccoli, cooked", (100, "g"), "100 g of broccoli, cooked"),
        ("Omelette with meat", (150, "omelette (2 eggs)"), "1 omelette (150 g) with meat"),
        ("Gyro (kebab) sandwich", (200, "sandwich"), "gyro (kebab) sandwich: 1 sandwich (200 g)"),
    ],
)
def test_amounts_are_said_as_in_a_kitchen(table, weights, name, amount, said):
    item = Item(named(table, name), amount[0], measure=amount[1])
    assert helping(item, table, weights) == said


def test_a_measure_that_a_food_does_not_have_is_not_said(table, weights):
    item = Item(named(table, "Whole wheat bread"), 32, measure="cup")
    assert helping(item, table, weights) == "1 slice (32 g) of whole wheat bread"
    assert count_word(item, weights) == "1"
    assert count_word(Item(item.food, 45), {}) == "45 g"


@pytest.mark.parametrize(
    ("value", "nutrient", "said"),
    [
        (3, "vitamin_b12", "3.0 µg"),
        (1234.4, "calcium", "1,234 mg"),
        (0.004, "copper", "0.004 µg"),
        (0, "iron", "0.0 mg"),
    ],
)
def test_figures_have_their_unit(value, nutrient, said):
    assert figure(value, nutrient) == said


def test_names_stand_inside_a_sentence():
    assert nutrient_word("vitamin_b12") == "vitamin B12"
    assert nutrient_word("epa_dha") == "EPA + DHA"
    assert nutrient_word("thiamin") == "thiamin"
    assert food_word("Swiss (Emmental) cheese") == "Swiss (Emmental) cheese"
    assert food_word("UV mushrooms") == "UV mushrooms"
    assert food_word("Tofu, firm") == "tofu, firm"


def test_every_first_word_that_keeps_its_capital_is_one_of_a_food(table):
    lower = {name for name in table["name"] if food_word(name) == name and name[0].isupper()}
    assert {"Brazil nuts", "Greek yogurt, plain, low fat"} <= lower
    assert not any(name.startswith(("Soy", "Milk", "Bread")) for name in lower)


def test_lists_and_parts():
    assert listed([]) == ""
    assert listed(["iron"]) == "iron"
    assert listed(["iron", "zinc", "calcium"]) == "iron, zinc and calcium"
    assert percent(0.999999) == "99%"
    assert percent(0.29) == "29%"  # 28.999999999999996 in floating point


def test_changes_are_said_with_when_and_where(table, weights):
    soy, milk = named(table, "Soy milk, unfortified"), named(table, "Milk, low fat (1%)")
    bread, pill = named(table, "Whole wheat bread"), named(table, "Vitamin B12 tablet, 1000 µg")
    cup = {"measure": "cup"}
    old = Item(milk, 244, "Breakfast", "08:00", **cup)
    new = Item(soy, 243, "Breakfast", "08:00", **cup)
    said = {
        Change(
            "swap", (old,), (new,)
        ): "At breakfast, swap the milk, low fat (1%), for 1 cup (243 g) of soy milk, unfortified",
        Change("remove", (old,)): "At breakfast, leave out 1 cup (244 g) of milk, low fat (1%)",
        Change(
            "move", (old,), (Item(milk, 244, "Snack", "16:00", **cup),)
        ): "Move 1 cup (244 g) of milk, low fat (1%), from breakfast to snack time",
        Change(
            "move", (old,), (Item(milk, 244, "Breakfast", "10:00", **cup),)
        ): "Move 1 cup (244 g) of milk, low fat (1%), from 08:00 to 10:00",
        Change(
            "more", (Item(bread, 32),), (Item(bread, 64),)
        ): "Have 2 slices (64 g) of whole wheat bread instead of 1",
        Change(
            "add", (), (Item(bread, 32, "Second breakfast"),)
        ): "At Second breakfast, add 1 slice (32 g) of whole wheat bread",
        Change(
            "supplement", (), (Item(pill, 1, "Breakfast", per_week=1),)
        ): "Once a week at breakfast, take 1 vitamin B12 tablet, 1000 µg",
        Change(
            "supplement", (), (Item(pill, 1, per_week=3),)
        ): "On 3 days a week, take 1 vitamin B12 tablet, 1000 µg",
    }
    assert {change: change_text(change, 1, table, weights) for change in said} == said


@pytest.mark.parametrize(
    ("on", "days", "said"),
    [
        ((1, 2, 3), 3, "Every day at lunch, add 1 slice (32 g) of whole wheat bread"),
        ((2,), 3, "On day 2 at lunch, add 1 slice (32 g) of whole wheat bread"),
        ((1, 3, 5), 7, "On days 1, 3 and 5 at lunch, add 1 slice (32 g) of whole wheat bread"),
    ],
)
def test_days_are_said_where_there_are_several(table, weights, on, days, said):
    bread = named(table, "Whole wheat bread")
    change = Change("add", (), tuple(Item(bread, 32, "Lunch", day=day) for day in on))
    assert change_text(change, days, table, weights) == said


@pytest.mark.parametrize(("name", "said"), [(", x", "1 cup (50 g) of , x"), (" (x", "1 cup (50 g) of  (x")])
def test_a_food_of_ones_own_may_have_any_name(name, said):
    table = pd.DataFrame({"name": [name]}, index=["own:a"])
    assert helping(Item("own:a", 50, measure="cup"), table, {"own:a": {"cup": 50.0, "g": 1.0}}) == said
