"""The first answer: as good as trying everything on small problems, and never against the rules."""

from dataclasses import replace

import numpy as np
import pytest

from nutrition.gaps.beam import beam, different
from nutrition.gaps.problem import B12Uptake, Problem, Pulses, costs, steps_of
from tests.small_problems import best, small_problem

SEEDS = range(40)


def cost(problem, choices):
    return costs(problem, np.array([steps_of(problem, choice) for choice in choices]))


def slots(problem, choice):
    return {int(problem.slot[option]) for option, _ in choice}


def what(problem, choice):
    """Foods and lines that a choice changes, and how, without how much."""
    return {(problem.kind[o], int(problem.line[o]), int(problem.food[o])) for o, _ in choice}


@pytest.mark.parametrize("seed", SEEDS)
def test_it_is_as_good_as_trying_everything(seed):
    problem = small_problem(seed, options=9)
    assert cost(problem, beam(problem)[:1])[0] == pytest.approx(best(problem)[1], abs=1e-6)


def test_choices_keep_what_is_hard_and_come_best_first():
    for seed in SEEDS:
        problem = small_problem(seed)
        found = cost(problem, beam(problem))  # infinite where something hard is broken
        assert np.isfinite(found).all()
        assert (np.diff(found) >= -1e-6).all()


def test_the_same_problem_gets_the_same_answer():
    for seed in range(10):
        assert beam(small_problem(seed)) == beam(small_problem(seed))


def test_a_dozen_choices_at_most_and_each_once():
    found = beam(small_problem(10))
    assert len(found) == len(set(found)) == 12


def test_banned_slots_are_left_alone():
    for seed in SEEDS:
        problem = small_problem(seed)
        banned = frozenset(slots(problem, beam(problem)[0]))
        assert all(not slots(problem, choice) & banned for choice in beam(problem, banned=banned))


def test_everything_banned_leaves_only_nothing():
    problem = small_problem(3)
    assert beam(problem, banned=frozenset(problem.slot.tolist())) == [()]
    assert different(problem, [()]) == [()]


def test_no_change_allowed():
    assert beam(replace(small_problem(3), most_changes=0)) == [()]


def iron(**parts):
    """Iron is 6 of 10 and energy 20 of at most 22; plum brings 2 iron, beans 5, meat goes for 1 iron."""
    rows = {"sense": [1, -1], "now": [6, 20], "goal": [10, np.nan], "hard": [5, 22], "scale": [10, 22]}
    options = {
        "line": [-1, -1, 0],
        "food": [1, 2, 0],
        "slot": [0, 1, 2],
        "group": [-1, -1, -1],
        "most": [2, 1, 1],
    }
    amounts = {"effect": [[2, 1], [5, 5], [-1, -4]], "fixed": [0.2, 0.1, 0.5], "each": [0.03, 0.03, 0]}
    uptake = {"load": [0], "share": [[0]], "times": [1]}
    nothing = Pulses(np.zeros(0), np.zeros(0, dtype=int), np.zeros(0))
    b12 = B12Uptake(
        **{name: np.array(value, dtype=float) for name, value in uptake.items()},
        passive=0.0,
        pulses=nothing,
        ceiling=1.0,
        rate=1.0,
        goal=np.nan,
        hard=0.0,
    )
    return Problem(
        names=("iron", "energy"),
        kind=("add", "add", "remove"),
        **{name: np.array(value, dtype=float) for name, value in (rows | amounts).items()},
        **{name: np.array(value) for name, value in options.items()},
        load=np.zeros((3, 1)),
        passive=np.zeros(3),
        b12=b12,
        **({"most_changes": 3} | parts),
    )


def test_one_food_twice_rather_than_two_changes():
    assert beam(iron())[0] == ((0, 2),)  # 6 + 2 x 2 = 10 iron for 10 + 0.2 + 2 x 0.03


def test_room_is_made_for_what_does_not_fit_alone():
    choice = beam(iron(), banned=frozenset({0}))[0]
    assert choice == ((1, 1), (2, 1))  # beans alone break the limit: 20 + 5 > 22


def test_a_removal_and_an_addition_of_one_group_are_one_change():
    swap = iron(most_changes=1)
    swap = replace(swap, group=np.array([-1, 4, 4]))
    assert beam(swap, banned=frozenset({0}))[0] == ((1, 1), (2, 1))
    assert beam(iron(most_changes=1), banned=frozenset({0}))[0] == ()


def test_what_is_dear_is_for_what_nothing_else_can_do():
    dear = replace(iron(), fixed=np.array([300.0, 0.1, 0.5]))
    assert beam(dear)[0] == ((1, 1), (2, 1))
    assert beam(replace(dear, most_changes=1))[0] == ((0, 2),)


def test_b12_is_taken_up_from_two_sittings_rather_than_one():
    """One tablet of 3 ug at either sitting: 2 x (1 - exp(-3)) = 1.90, both at one only 1 - exp(-6) = 1.00."""
    b12 = replace(
        iron().b12,
        load=np.zeros(2),
        share=np.zeros((2, 2)),
        times=np.ones(2),
        goal=1.5,
    )
    loads = np.array([[3.0, 0.0], [0.0, 3.0], [3.0, 0.0]])
    problem = replace(
        iron(),
        b12=b12,
        load=loads,
        effect=np.zeros((3, 2)),
        goal=np.full(2, np.nan),
        most=np.array([2, 1, 1]),
    )
    assert {option for option, _ in beam(problem)[0]} in ({0, 1}, {1, 2})


def test_a_large_dose_that_goes_away_leaves_what_was_there():
    """Without the tablet of 2,000 ug, 1 ug stays: 1 - exp(-1) = 0.63 absorbed, less than the 0.9 to keep."""
    b12 = replace(iron().b12, load=np.array([2001.0]), hard=0.9, goal=np.nan)
    problem = replace(iron(), b12=b12, load=np.array([[0.0], [0.0], [-2000.0]]))
    assert beam(problem, banned=frozenset({0}))[0] == ()
    fine = replace(problem, b12=replace(b12, hard=0.5))
    assert beam(fine, banned=frozenset({0}))[0] == ((1, 1), (2, 1))


def test_proposals_differ_in_what_they_change():
    for seed in SEEDS:
        problem = small_problem(seed)
        found = different(problem, beam(problem))
        changes = [what(problem, choice) for choice in found]
        assert all(not a <= b for n, a in enumerate(changes) for m, b in enumerate(changes) if n != m)


def test_the_best_is_proposed_first_and_each_is_better_than_no_change():
    for seed in SEEDS:
        problem = small_problem(seed)
        found = cost(problem, different(problem, beam(problem)))
        assert found[0] == pytest.approx(best(problem)[1], abs=1e-6)
        assert len(found) == 1 or found.max() < cost(problem, [()])[0]


def test_other_ways_are_looked_for_where_there_are_few():
    problem = iron()
    assert different(problem, [((0, 2),)]) == [((0, 2),), ((1, 1), (2, 1))]
    assert different(problem, beam(problem), least=1) == [((0, 2),)]
