from dataclasses import replace

import pandas as pd
import pytest

import nutrition as nu
from nutrition.gaps.why_not import why_not
from nutrition.people import Person
from nutrition.plans import Item, Plan
from nutrition.wishes import Wishes
from tests.strategies import NAN, foods_table

WOMAN = Person(34, "female")
VEGAN = Person(34, "female", diet="vegan")
NEVER = Wishes(fortified=False, supplements="never")
CAN = "The foods allowed could meet every need"

FOODS = foods_table(
    {
        "bread": {"energy": 250, "iron": 2, "zinc": 0, "vitamin_b12": 0, "sodium": 400},
        "liver": {"energy": 150, "iron": 10, "zinc": 0, "vitamin_b12": 0, "sodium": 0},
        "nuts": {"energy": 600, "iron": 0, "zinc": 5, "vitamin_b12": 0, "sodium": 0},
    }
).assign(diet=["vegan", "omnivore", "vegan"], allergens=["gluten", "", "tree_nut"], b12_form="none")
PLAN = Plan((Item("bread", 100, "Breakfast"),))


def needs(**targets):
    names = ["energy", "iron", "zinc", "sodium"]
    frame = pd.DataFrame(
        {"target": NAN, "average": NAN, "upper": NAN}, index=pd.Index(names, name="nutrient")
    )
    for name, (target, upper) in targets.items():
        frame.loc[name, ["target", "upper"]] = target, upper
    return frame.assign(kind="RDA", upper_kind="UL", upper_limits="all", unit="mg", food_figure="")


def test_without_fortified_foods_and_supplements_a_vegan_plan_has_no_b12(table):
    found = why_not(nu.sample("vegan_unfortified"), table, nu.needed(VEGAN), VEGAN, NEVER)
    assert found.sentences == (
        "No amount of the foods allowed brings vitamin B12.",
        "Fortified foods would do it; so would supplements or foods that are not vegan.",
    )
    assert found.single == "fortified"
    assert found.needs.index.tolist() == ["vitamin_b12"]
    row = found.needs.loc["vitamin_b12"]
    assert row[["missing", "amount", "best"]].tolist() == pytest.approx([1, 2.4, 0], abs=1e-5)
    told = found.rules.set_index("rule")
    assert told.loc["fortified", "closes"] == told.loc["diet", "closes"] == ("vitamin_b12",)
    assert told.loc[["fortified", "supplements", "energy", "diet"], "does_it"].tolist() == [
        True, True, False, True,
    ]  # fmt: skip


def test_the_most_that_can_be_had_is_that_of_every_food_twice():
    """Bread may grow from 100 g to 400 g, and 400 g more may come: 16 mg iron; of nuts 400 g: 20 mg zinc."""
    found = why_not(PLAN, FOODS.assign(sodium=0.0), needs(iron=(25.6, NAN), zinc=(18, NAN)), VEGAN, Wishes())
    assert found.needs.index.tolist() == ["iron"]
    assert found.needs.loc["iron", ["best", "amount"]].tolist() == pytest.approx([16, 9.6], abs=1e-3)
    assert found.sentences == (
        "Whatever the amounts, iron comes to 62% of what is needed at best, if all else is met too.",
        "Foods that are not vegan would do it.",
    )


def test_there_may_be_more_of_what_is_in_the_plan_although_it_is_not_proposed_anew():
    """100 g of bread may become 400 g, with 8 mg iron, though nobody may propose bread."""
    disliked = Wishes(dislikes=("bread",))
    assert why_not(PLAN, FOODS, needs(iron=(7.9, NAN)), VEGAN, disliked).needs.empty
    found = why_not(PLAN, FOODS, needs(iron=(8.5, NAN)), VEGAN, disliked)
    assert found.needs.loc["iron", "best"] == pytest.approx(8, abs=1e-3)
    kept = why_not(PLAN, FOODS, needs(iron=(7.9, NAN)), VEGAN, Wishes(dislikes=("bread",), keep=("bread",)))
    assert kept.needs.loc["iron", "best"] == pytest.approx(2, abs=1e-3)
    assert kept.single == "dislikes"


def test_needs_that_clash_are_named_together_with_the_energy_that_is_in_the_way():
    """500 kcal hold 500 / 150 x 10 mg iron or 500 / 600 x 5 mg zinc, not 20 and 4: 300 and 480 kcal."""
    wishes = Wishes(energy=(400, 500), diet="omnivore")
    found = why_not(Plan(), FOODS, needs(iron=(20, NAN), zinc=(4, NAN)), WOMAN, wishes)
    assert found.needs["missing"].sum() == pytest.approx(280 / 600 * 5 / 4, abs=1e-3)  # of the cheaper, zinc
    assert found.single == "energy"
    assert found.sentences[-1] == "More energy than 500 kcal a day would do it."


def test_a_limit_in_the_way_is_named_and_nobody_is_told_to_pass_it():
    """8 mg iron take 400 g of bread and 1,600 mg sodium."""
    needed = needs(iron=(8, NAN), sodium=(NAN, 1000))
    found = why_not(PLAN, FOODS, needed, VEGAN, Wishes())
    assert found.needs.loc["iron", "best"] == pytest.approx(5, abs=1e-3)
    assert found.single == "diet"
    alone = why_not(PLAN, FOODS.drop(index="liver"), needed, WOMAN, Wishes())
    assert alone.single == "limit sodium"
    assert alone.sentences[-1] == "What is in the way is the limit of sodium."


@pytest.mark.parametrize(
    ("wishes", "rule", "said"),
    [
        (Wishes(without=("gluten",)), "without gluten", "Foods with gluten would do it"),
        (Wishes(dislikes=("bread",)), "dislikes", "Foods that are now disliked would do it"),
    ],
)
def test_each_rule_is_left_out_in_turn(wishes, rule, said):
    found = why_not(Plan(), FOODS, needs(iron=(5, NAN)), VEGAN, wishes)
    assert found.single == rule
    assert found.sentences[0] == "No amount of the foods allowed brings iron."
    assert found.sentences[1].startswith(said)
    assert found.rules.set_index("rule").loc["diet", "does_it"]


def test_where_two_rules_are_in_the_way_each_part_is_told():
    wishes = Wishes(without=("gluten", "tree_nut"))
    found = why_not(Plan(), FOODS, needs(iron=(5, NAN), zinc=(5, NAN)), VEGAN, wishes)
    assert found.single == ""
    assert found.sentences == (
        "No food is left that could be added: the wishes leave out all of them.",
        "No amount of the foods allowed brings iron or zinc.",
        "Foods with gluten would close iron.",
        "Foods with tree nuts would close zinc.",
        "No single wish is in the way of all of it.",
    )


def test_a_target_above_its_own_limit_is_for_a_clinician():
    found = why_not(PLAN, FOODS, needs(iron=(12, 8)), WOMAN, Wishes())
    assert found.sentences == (
        "More iron is needed than its own limit allows; a clinician can settle that.",
        "The foods allowed can meet all else, in as many changes as it takes.",
    )
    assert found.single == ""


def test_where_amounts_can_do_it_the_number_of_changes_is_in_the_way():
    needed = needs(iron=(5, NAN))
    few, most, none = (why_not(PLAN, FOODS, needed, WOMAN, Wishes(most_changes=count)) for count in (2, 8, 0))
    assert few.needs.empty
    assert few.single == "most_changes"
    assert few.sentences == (
        f"{CAN}, but no way was found with at most 2 changes in usual portions. More changes may do it.",
    )
    assert most.sentences[0].endswith("A new plan may do it.")
    assert none.sentences == (f"{CAN}, but no change is allowed. A few changes would do it.",)


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        (Wishes(energy=(150, 250)), "More energy than 250 kcal a day would do it."),
        (Wishes(energy=(11_900, 12_100)), "Less energy than 11,900 kcal a day would do it."),
        (Wishes(energy=(2500, 2000)), "The lowest energy, 2,500 kcal, is above the highest, 2,000 kcal."),
        (NEVER, ""),
    ],
)
def test_contradictory_wishes_end_in_sentences(table, wishes, said):
    plan, needed = nu.sample("vegan_supplement"), nu.needed(WOMAN)
    told = why_not(plan, table, needed, WOMAN, wishes).sentences
    assert told
    assert said in ("", *told)
    everything = replace(wishes, dislikes=tuple(sorted(set(table["group"]))))
    nothing = why_not(Plan(), table, needed, WOMAN, everything)
    assert nothing.sentences[0].startswith(("No food is left", "The lowest energy"))
    assert not any(CAN in sentence for sentence in nothing.sentences)
    assert len(nothing.needs)


@pytest.mark.parametrize("id", ["vegan_fortified", "large_day"])
def test_nothing_is_called_impossible_that_a_proposal_does(table, id):  # noqa: A002
    """A proof that allowed too little would: here every need is met by changes, so amounts can meet them."""
    row = nu.samples().loc[id]
    person = Person(float(row["age"]), row["sex"], diet=row["diet"])
    plan, needed = nu.sample(id), nu.needed(person)
    done = nu.suggest(plan, table, needed, person, seconds=0)
    assert done.unmet.empty
    assert why_not(plan, table, needed, person).needs.empty


def drinks(b12, target):
    food = foods_table({"drink": {"energy": 80, "vitamin_b12": b12}})
    food = food.assign(b12_form="fortified_crystalline", diet="vegan", allergens="")
    needed = needs().reindex(["energy", "vitamin_b12"])
    needed = needed.assign(upper_limits="all", food_figure="", unit="ug", upper_kind="UL", kind="RDA")
    needed.loc["vitamin_b12", "target"] = target
    return food, needed


def test_b12_is_enough_where_four_sittings_of_it_are_absorbed():
    """6 µg in four: 4 x 1.3 x (1 - exp(-0.8 x 1.5 / 1.3)) + 0.012 x 6 = 3.2 µg, of 3 that are wanted."""
    food, needed = drinks(2.0, 6.0)
    assert why_not(Plan(), food, needed, WOMAN, Wishes(energy=(0, 241))).needs.empty
    less = why_not(Plan(), food, needed, WOMAN, Wishes(energy=(0, 200))).needs  # 250 g
    assert less.loc["vitamin_b12", "best"] == pytest.approx(5, abs=1e-3)


def test_more_b12_than_four_sittings_take_up_is_not_to_be_had():
    """400 g bring 40 µg: four sittings take up 5.19 µg of it, and 0.48 µg get in without; 10 are wanted."""
    food, needed = drinks(10.0, 20.0)
    found = why_not(Plan(), food, needed, WOMAN, Wishes())
    assert found.needs.loc["vitamin_b12", ["best", "goal"]].tolist() == pytest.approx([5.67, 10], abs=0.03)
    said = "absorbed vitamin B12 comes to 56% of what is needed at best, if all else is met too."
    assert found.sentences[0] == f"Whatever the amounts, {said}"
