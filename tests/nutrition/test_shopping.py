"""What to buy: sums, household words and rounding, by hand."""

import pandas as pd
import pytest

import nutrition as nu
from nutrition.shopping import household, in_words, metric, plural, shopping_csv, shopping_list

FOODS = pd.DataFrame(
    [
        ("milk", "Milk, whole", "Dairy", "Milk", 88.0),
        ("powder", "Milk powder", "Dairy", "Milk", 3.0),
        ("egg", "Egg, boiled", "Eggs", "Hen eggs", 74.0),
        ("b12", "Vitamin B12 tablet", "Supplements", "Vitamin B12 tablets", 0.0),
        ("soup", "Soup of the house", "Dishes", "Soups", 90.0),
    ],
    columns=["food_id", "name", "group", "subgroup", "water_total"],
).set_index("food_id")
PORTIONS = pd.DataFrame(
    [
        ("milk", "cup", 244.0, 1.0),
        ("milk", "tbsp", 15.0, None),
        ("powder", "cup", 128.0, 0.25),
        ("egg", "egg, large", 50.0, 1.0),
        ("b12", "tablet", 0.2, 1.0),
    ],
    columns=["food_id", "measure", "grams", "usual"],
)


def lines(items, days=1, shop=None):
    frame = shopping_list(nu.Plan(tuple(items), days=days), FOODS, PORTIONS, shop)
    return {row["food"]: row for row in frame.to_dict("records")}


def test_amounts_of_all_days_are_added_up():
    got = lines(
        [nu.Item("milk", 244, day=1), nu.Item("milk", 122, day=2), nu.Item("milk", 60, day=2)], days=3
    )
    assert got["milk"]["grams"] == 426
    assert got["milk"]["amount"] == "2 cups"  # 1.75 cups, rounded up to halves
    assert got["milk"]["metric"] == "430 ml"
    assert got["milk"]["days"] == 2


def test_a_day_is_bought_for_a_week():
    got = lines([nu.Item("milk", 244), nu.Item("egg", 50)], shop=7)
    assert got["milk"]["grams"] == 1708
    assert (got["milk"]["amount"], got["milk"]["metric"]) == ("7 cups", "1.75 l")
    assert (got["egg"]["amount"], got["egg"]["metric"], got["egg"]["days"]) == ("7 eggs, large", "350 g", 7)


def test_a_weekly_tablet_is_bought_once_a_week_and_never_as_a_part():
    weekly = [nu.Item("b12", 0.2, per_week=1)]
    assert lines(weekly, shop=7)["b12"]["amount"] == "1 tablet"
    assert lines(weekly, shop=7)["b12"]["grams"] == pytest.approx(0.2)
    assert lines(weekly, shop=7)["b12"]["days"] == 1
    assert lines(weekly, shop=14)["b12"]["amount"] == "2 tablets"
    assert lines(weekly, shop=8)["b12"]["amount"] == "2 tablets"
    assert lines(weekly)["b12"]["amount"] == "1 tablet"


def test_the_measure_of_most_grams_is_used_and_one_the_food_lacks_is_not():
    spoons = [nu.Item("milk", 30, measure="tbsp"), nu.Item("milk", 15, measure="cup")]
    assert lines(spoons)["milk"]["amount"] == "3 tbsp"
    assert lines([nu.Item("milk", 244, measure="barrel")])["milk"]["amount"] == "1 cup"


def test_a_food_without_measures_comes_in_grams_and_a_powder_is_not_poured():
    got = lines([nu.Item("soup", 251), nu.Item("powder", 32)])
    assert (got["soup"]["amount"], got["soup"]["metric"]) == ("260 g", "260 g")
    assert (got["powder"]["amount"], got["powder"]["metric"]) == ("¼ cup", "32 g")


def test_lines_come_by_group_and_name():
    frame = shopping_list(
        nu.Plan((nu.Item("b12", 0.2), nu.Item("powder", 10), nu.Item("milk", 10), nu.Item("egg", 50))),
        FOODS,
        PORTIONS,
    )
    assert list(frame["food"]) == ["powder", "milk", "egg", "b12"]
    assert list(frame.columns) == ["group", "food", "name", "amount", "grams", "metric", "days"]


def test_the_table_runs_no_formula():
    foods = FOODS.assign(name=FOODS["name"].replace("Egg, boiled", "=cmd|'/c calc'!A1"))
    wanted = shopping_list(nu.Plan((nu.Item("egg", 100), nu.Item("milk", 244))), foods, PORTIONS, 2)
    assert shopping_csv(wanted) == (
        "group,name,amount,metric,days\n"
        'Dairy,"Milk, whole",2 cups,490 ml,2\n'
        "Eggs,'=cmd|'/c calc'!A1,\"4 eggs, large\",200 g,2\n"
    )


def test_an_empty_plan_needs_nothing():
    assert shopping_list(nu.Plan(), FOODS, PORTIONS).empty


@pytest.mark.parametrize("days", [0, 32, 1.5, True])
def test_impossible_days_are_refused(days):
    with pytest.raises(ValueError, match=f"days {days}"):
        shopping_list(nu.Plan(), FOODS, PORTIONS, days)


def test_a_food_that_is_not_known_is_named():
    with pytest.raises(nu.PlanError, match="'kiwi'"):
        shopping_list(nu.Plan((nu.Item("kiwi", 100),)), FOODS, PORTIONS)


@pytest.mark.parametrize(
    ("grams", "measure", "weight", "text"),
    [
        (847, "cup", 242, "3½ cups"),
        (848, "cup", 242, "4 cups"),
        (61, "cup", 242, "½ cup"),
        (60.5, "cup", 242, "¼ cup"),
        (1, "tsp", 5, "¼ tsp"),
        (51, "egg", 50, "2 eggs"),
        (170, "serving (3 oz)", 85, "2 servings (3 oz)"),
        (36, "cup, diced", 132, "½ cup, diced"),
        (0.6, "tablet", 0.2, "3 tablets"),
        (155, "g", 1, "160 g"),
    ],
)
def test_household_amounts_are_rounded_up_to_what_can_be_measured(grams, measure, weight, text):
    assert household(grams, measure, weight) == text


@pytest.mark.parametrize(
    ("grams", "text"),
    [
        (0.2, "0.2 g"),
        (1, "1 g"),
        (12.2, "13 g"),
        (50, "50 g"),
        (811, "820 g"),
        (996, "1 kg"),
        (1151, "1.2 kg"),
    ],
)
def test_weights_read_as_on_scales(grams, text):
    assert metric(grams) == text


@pytest.mark.parametrize(("count", "text"), [(0.5, "½"), (2, "2"), (3.75, "3¾"), (0, "0"), (1 / 3, "0.33")])
def test_counts_are_written_with_signs(count, text):
    assert in_words(count) == text


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("slice", "slices"),
        ("egg, large", "eggs, large"),
        ("leaf", "leaves"),
        ("patty with sauce and cheese", "patties with sauce and cheese"),
        ("potato, medium", "potatoes, medium"),
        ("glass", "glasses"),
        ("fl oz", "fl oz"),
        ("can or bottle (12 fl oz)", "cans or bottles (12 fl oz)"),
        ("thigh without skin", "thighs without skin"),
    ],
)
def test_several_of_a_measure(one, many):
    assert plural(one) == many


def test_every_sample_can_be_shopped_and_nothing_is_lost(table, portions):
    for name in nu.samples().index:
        plan = nu.sample(name)
        frame = shopping_list(plan, table, portions)
        eaten = nu.by_item(plan, table).groupby("food")["grams"].sum() * plan.days
        assert frame.set_index("food")["grams"].sort_index().to_dict() == pytest.approx(eaten.to_dict())
