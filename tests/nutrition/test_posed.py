"""A plan's gaps posed as a problem say the same as the plain calculator, whatever is chosen."""

import numpy as np
import pytest

import nutrition as nu
from nutrition.gaps.goals import goals
from nutrition.gaps.options import lines
from nutrition.gaps.posed import pose
from nutrition.gaps.problem import absorbed, costs, count, steps_of
from nutrition.wishes import Wishes, allowed

PEOPLE = {
    name: nu.Person(
        about["age"],
        about["sex"],
        about["condition"],
        diet=about["diet"],
        risks=tuple(filter(None, about["risks"].split(";"))),
    )
    for name, about in nu.samples().iterrows()
}


def some_choices(problem, count, seed):
    """Draw choices that use no slot twice."""
    draw = np.random.default_rng(seed)
    for _ in range(count):
        taken, slots = [], set()
        for option in draw.permutation(len(problem.kind))[: draw.integers(1, 7)]:
            if problem.slot[option] not in slots:
                slots.add(problem.slot[option])
                taken.append((int(option), int(draw.integers(1, problem.most[option] + 1))))
        yield tuple(sorted(taken))


@pytest.mark.parametrize("name", [*PEOPLE])
def test_amounts_and_absorbed_b12_of_any_choice_are_those_of_the_changed_plan(name, table):
    """Rows are sums and agree; so does B12 taken up, but for tablets left alone in a sitting."""
    plan, person = nu.sample(name), PEOPLE[name]
    needed = nu.needed(person)
    posed = pose(plan, table, needed, person, Wishes(supplements="allowed"))
    problem = posed.problem
    for choice in some_choices(problem, 12, seed=3):
        changed = nu.changed(plan, posed.changes(choice))
        steps = steps_of(problem, choice)
        again = goals(changed, table, needed, person, Wishes())
        now = dict(zip(zip(again["name"], again["sense"], strict=True), again["now"], strict=True))
        values = problem.now + steps @ problem.effect
        rows = zip(problem.names, problem.sense, values, problem.now, strict=True)
        for nutrient, sense, value, before in rows:
            if nutrient != "forbidden":
                assert value == pytest.approx(now[nutrient, sense], rel=1e-6, abs=1e-6 + 1e-9 * before), (
                    nutrient
                )
        taken = absorbed(problem.b12, (steps @ problem.load)[None], np.array([steps @ problem.passive]))[0]
        plain = nu.absorbed_per_day(nu.absorbed(changed, table, person))["mid"]
        assert taken == pytest.approx(plain, rel=0.02, abs=0.02)


@pytest.mark.parametrize("name", [*PEOPLE])
def test_what_may_be_added_keeps_every_wish_and_the_plan_as_it_stands_breaks_nothing(name, table):
    plan, person = nu.sample(name), PEOPLE[name]
    wishes = Wishes(without=("gluten",), dislikes=("Mushrooms",), fortified=False)
    posed = pose(plan, table, nu.needed(person), person, wishes)
    may = set(table.index[allowed(table, person, wishes)])
    assert {option.food for option in posed.options if not option.line} <= may
    nothing = np.zeros((1, len(posed.options)), dtype=np.int64)
    assert np.isfinite(costs(posed.problem, nothing)[0])


def test_a_food_to_keep_is_left_alone(table):
    plan = nu.sample("vegetarian")
    kept = plan.items[0].food
    posed = pose(plan, table, nu.needed(PEOPLE["vegetarian"]), PEOPLE["vegetarian"], Wishes(keep=(kept,)))
    touched = {plan.items[place].food for option in posed.options for place in option.line}
    swapped = {plan.items[lines(plan)[option.swaps][0]].food for option in posed.options if option.swaps >= 0}
    assert kept not in touched | swapped
    assert touched


def test_what_recurs_on_several_days_is_one_line():
    plan = nu.sample("vegan_week")
    milk = [line for line in lines(plan) if len(line) > 1]
    assert milk, "the week has the same breakfast drink on several days"
    for line in milk:
        assert len({plan.items[place].day for place in line}) == len(line)
        assert len({(plan.items[p].food, plan.items[p].grams, plan.items[p].meal) for p in line}) == 1


def test_a_removal_and_what_takes_its_place_are_one_swap(table):
    plan, person = nu.sample("vegan_unfortified"), PEOPLE["vegan_unfortified"]
    posed = pose(plan, table, nu.needed(person), person, Wishes())
    problem = posed.problem
    removes = {posed.options[o].swaps: o for o in range(len(posed.options)) if problem.kind[o] == "remove"}
    into = next(
        o for o, option in enumerate(posed.options) if option.kind == "add" and option.swaps in removes
    )
    both = tuple(sorted([(removes[posed.options[into].swaps], 1), (into, 1)]))
    (swap,) = posed.changes(both)
    assert swap.kind == "swap"
    assert [(old.meal, old.at, old.day) for old in swap.before] == [
        (new.meal, new.at, new.day) for new in swap.after
    ]
    assert count(problem, steps_of(problem, both)[None] > 0).tolist() == [1]
    assert posed.changes(((into, 1),))[0].kind == "add"


def test_moving_a_b12_source_moves_its_load(table):
    """Two fortified foods at breakfast: moving one to dinner lets more in, and the sums stay as they were."""
    soy = str(nu.find(table, "soy milk plain fortified").index[0])
    lentils = str(nu.find(table, "lentils boiled").index[0])
    plan = nu.Plan((nu.Item(soy, 243, "Breakfast", "08:00"), nu.Item(lentils, 200, "Dinner", "19:00")))
    person = nu.Person(34, "female", diet="vegan")
    posed = pose(plan, table, nu.needed(person, "EFSA"), person, Wishes())
    moves = [o for o, kind in enumerate(posed.problem.kind) if kind == "move"]
    assert {posed.options[o].meal for o in moves} == {"Lunch", "Snack", "Dinner"}
    assert (posed.problem.effect[moves] == 0).all()
    assert posed.problem.load[moves].sum(axis=1) == pytest.approx(0.0)
    (move,) = posed.changes(((moves[-1], 1),))
    assert move.after[0].grams == 243
    assert move.after[0].at == "19:00"
