import re

import pandas as pd
import pytest

import nutrition as nu
from nutrition.changes import Change, changed
from nutrition.errors import PlanError
from nutrition.gaps.reasons import COLUMNS, reasons
from nutrition.people import Person
from nutrition.plans import Item, Plan
from nutrition.wishes import Wishes
from tests.strategies import NAN, foods_table

WOMAN = Person(34, "female")
FOODS = foods_table(
    {
        "bread": {"energy": 250, "iron": 2, "calcium": 100, "sodium": 400, "vitamin_b12": 0},
        "crisps": {"energy": 500, "iron": 1, "calcium": 20, "sodium": 800, "vitamin_b12": 0},
        "beans": {"energy": 120, "iron": 3.2, "calcium": 40, "sodium": 5, "vitamin_b12": 0},
        "drink": {"energy": 40, "iron": 0, "calcium": 120, "sodium": 50, "vitamin_b12": 1.2},
        "milk": {"energy": 60, "iron": 0, "calcium": 120, "sodium": 50, "vitamin_b12": 0.5},
    }
).assign(diet=["vegan", "vegan", "vegan", "vegan", "vegetarian"], allergens=["gluten", "", "", "soy", "milk"])
FOODS["b12_form"] = ["none", "none", "none", "fortified_crystalline", "natural_animal"]


def needs(**targets):
    names = ["energy", "iron", "calcium", "sodium", "vitamin_b12"]
    frame = pd.DataFrame(
        {"target": NAN, "average": NAN, "upper": NAN}, index=pd.Index(names, name="nutrient")
    )
    for name, (target, upper) in targets.items():
        frame.loc[name, ["target", "upper"]] = target, upper
    return frame.assign(kind="RDA", upper_kind="UL", upper_limits="all", unit="mg", food_figure="")


NEEDED = needs(iron=(10, NAN), calcium=(500, NAN), sodium=(NAN, 1000))
BREAD, CRISPS = Item("bread", 200, "Breakfast"), Item("crisps", 50, "Snack")
PLAN = Plan((BREAD, CRISPS))  # iron 4.5, calcium 210, sodium 1200
BEANS = Change("add", (), (Item("beans", 200, "Lunch"),))  # iron 6.4, calcium 80, sodium 10
NO_CRISPS = Change("remove", (CRISPS,))  # iron 0.5, calcium 10, sodium 400


def only(plan, changes, needed=NEEDED, **more):
    return reasons(plan, changes, FOODS, needed, WOMAN, **more)


def test_an_addition_says_what_asked_for_it_and_what_would_be_without():
    """Without the beans, and without the crisps: iron 4 of 10; calcium stays short in any case."""
    row = only(PLAN, [BEANS, NO_CRISPS]).iloc[0]
    assert row["text"] == "At lunch, add 200 g of beans"
    assert row["brings"] == "+6.4 mg iron, +80 mg calcium per day"
    assert row["need"] == "iron"
    assert row["without"] == "Without it iron drops to 40% of the target."
    assert row["reason"] == (
        "Brings 6.4 mg iron and 80 mg calcium a day; without it iron drops to 40% of the target."
    )
    assert row[["kind", "day", "meal", "food", "name", "to_food", "to_name"]].tolist() == [
        "add", "", "Lunch", "", "", "beans", "Beans",
    ]  # fmt: skip
    assert pd.isna(row["grams"])
    assert row["to_grams"] == 200


def test_a_removal_says_which_limit_it_keeps():
    row = only(PLAN, [BEANS, NO_CRISPS]).iloc[1]
    assert row["text"] == "At snack time, leave out 50 g of crisps"
    assert row["brings"] == "−400 mg sodium per day"
    assert row["need"] == "the limit of sodium"
    assert row["reason"] == (
        "Takes away 400 mg sodium a day; without it sodium stays above its limit of 1,000 mg."
    )
    assert row[["food", "grams", "to_food"]].tolist() == ["crisps", 50, ""]


def test_the_high_end_of_a_range_is_no_limit():
    needed = NEEDED.assign(upper_kind="AMDR")
    plan = Plan((BREAD, Item("crisps", 20)))  # 960 mg: in range, until the beans come
    changes = [
        Change("add", (), (Item("beans", 1000),)),
        Change("less", (BREAD,), (Item("bread", 190, "Breakfast"),)),
    ]
    row = only(plan, changes, needed).iloc[1]  # 970 mg with both, 1010 mg without the second
    assert row["text"] == "At breakfast, have 190 g of bread instead of 200 g"
    assert row["need"] == "the range of sodium"
    assert row["without"] == "Without it sodium goes above the high end of its range (1,000 mg)."


def test_a_limit_that_the_authority_does_not_have_is_that_of_the_world():
    """WHO: at most 2,000 mg sodium a day; the plan has 1,200, and 1,600 come with the crisps."""
    needed = needs(iron=(10, NAN)).drop(index="calcium")
    more, less = Change("add", (), (Item("crisps", 200),)), Change("remove", (CRISPS,))
    for table in (needed, needed.drop(index="sodium")):
        row = only(PLAN, [Change("add", (), (Item("crisps", 140),)), less], table).iloc[1]
        assert row["need"] == "the limit of sodium"  # 1,920 mg with both, 2,320 mg without the second
        assert row["without"] == "Without it sodium goes above its limit of 2,000 mg."
    assert only(PLAN, [more], needed).loc[0, "need"] == "iron"


def test_what_helps_without_being_enough_is_told():
    row = only(PLAN, [Change("add", (), (Item("beans", 100, "Lunch"),))]).iloc[0]
    assert row["need"] == "calcium and iron"  # 250 of 500 and 7.7 of 10 with it
    assert row["without"] == "Without it calcium stays at 42% and iron at 45% of the target."


def test_what_the_others_do_as_well_is_said_to_be_so():
    twice = [BEANS, Change("add", (), (Item("beans", 250, "Dinner"),))]
    table = only(Plan((BREAD,)), twice, needs(iron=(10, NAN)))
    assert table["need"].tolist() == ["", ""]
    assert table["without"].tolist() == ["", ""]
    assert table.loc[0, "reason"] == "Brings 6.4 mg iron a day; the other changes would do without it."


def test_the_average_requirement_is_named_where_it_is_the_goal():
    needed = NEEDED.assign(average=[NAN, 8, NAN, NAN, NAN])
    row = only(PLAN, [BEANS], needed, wishes=Wishes(floors="average")).iloc[0]
    assert "iron stays at 56% of the average requirement" in row["without"]  # 4.5 of 8


def test_a_move_says_how_much_more_is_absorbed():
    """2.4 µg at once: 1.3 x (1 - exp(-0.8 x 2.4 / 1.3)) + 0.012 x 2.4 = 1.03; as twice 1.2 µg 1.39."""
    one, two = Item("drink", 100, "Breakfast", "08:00"), Item("drink", 100.5, "Breakfast", "08:00")
    plan = Plan((one, two))
    move = Change("move", (two,), (Item("drink", 100.5, "Dinner", "19:00"),))
    row = only(plan, [move], needs(vitamin_b12=(2.4, NAN))).iloc[0]
    assert row["text"] == "Move 100 g of drink from breakfast to dinner"
    assert row["need"] == "vitamin B12"
    assert row["brings"] == "+0.4 µg absorbed vitamin B12 per day"
    assert row["without"] == "Without it only 1.03 of the 1.20 µg vitamin B12 wanted is absorbed."


def test_energy_is_kept_to_what_was_wished():
    wishes = Wishes(energy=(300, 600))  # the plan has 750
    row = only(PLAN, [NO_CRISPS], needs(iron=(NAN, NAN)), wishes=wishes).iloc[0]
    assert row["need"] == "energy"
    assert (
        row["reason"] == "Takes away 250 kcal a day; without it energy comes to 750 kcal (at most 600 kcal)."
    )


def test_what_may_not_stay_goes_for_that_reason():
    milk, drink = Item("milk", 200, "Breakfast"), Item("drink", 200, "Breakfast")
    plan, swap = Plan((BREAD, milk)), Change("swap", (milk,), (drink,))
    row = only(plan, [swap], wishes=Wishes(diet="vegan")).iloc[0]
    assert row["text"] == "At breakfast, swap the milk for 200 g of drink"
    assert row[["need", "reason"]].tolist() == [
        "a vegan plan",
        "Swapped, because this is to be a vegan plan.",
    ]
    assert row["without"] == "Without it the plan is not vegan."
    gone = only(plan, [Change("remove", (milk,))], wishes=Wishes(without=("milk",))).iloc[0]
    assert gone["reason"] == "Left out, because this is to be a plan without milk."
    assert gone["without"] == "Without it the plan contains milk."


def test_days_are_told_in_words():
    lines = tuple(Item("bread", 200, "Breakfast", day=day) for day in (1, 2))
    more = Change("more", lines, tuple(Item("bread", 300, "Breakfast", day=item.day) for item in lines))
    second = Change("add", (), (Item("beans", 100, "Dinner", day=2),))
    table = only(Plan(lines, days=2), [more, second])
    assert table["day"].tolist() == ["every day", "on day 2"]
    assert table["text"].tolist() == [
        "Every day at breakfast, have 300 g of bread instead of 200 g",
        "On day 2 at dinner, add 100 g of beans",
    ]


def test_no_changes_give_no_rows_and_changes_that_do_not_fit_are_refused():
    none = only(PLAN, [])
    assert none.empty
    assert list(none.columns) == COLUMNS
    with pytest.raises(PlanError, match="60 g of 'crisps'"):
        only(PLAN, [Change("remove", (Item("crisps", 60, "Snack"),))])


SAYS = re.compile(r"(?P<name>iron|choline|vitamin D) (?:stays at|drops to|reaches only) (?P<percent>\d+)%")


@pytest.mark.parametrize("id", ["vegan_unfortified", "vegetarian"])
def test_parts_of_targets_are_those_of_the_plain_calculator(table, id):  # noqa: A002
    """Each change left out in turn: what is said of three needs is what `eaten` gives of that plan."""
    plan, needed = nu.sample(id), nu.needed(WOMAN)
    names = ["Pumpkin seeds", "Egg, hard-boiled", "Salmon, sockeye, baked", "Lentils, boiled"]
    foods = [table.index[table["name"] == name][0] for name in names]
    changes = [Change("add", (), (Item(food, 150, "Dinner"),)) for food in foods]
    rows, found = reasons(plan, changes, table, needed, WOMAN), 0
    for place, said in enumerate(rows["without"]):
        left = changed(plan, changes[:place] + changes[place + 1 :])
        known = nu.eaten(left, table)["known"] / needed["target"]
        for match in SAYS.finditer(said):
            name = match["name"].replace(" ", "_").lower()
            assert int(match["percent"]) == int(known[name] * 100)
            found += 1
    assert found >= 1
