"""The mixed-integer program: against every choice on small problems, and its bound and cuts by themselves."""

from contextlib import closing
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from nutrition.gaps.draft import Amount, Draft, falling
from nutrition.gaps.problem import UNMET, absorbed, choice_of, costs, steps_of
from nutrition.gaps.program import program, prove
from nutrition.solver import Answer, solve, solve_many
from tests.small_problems import best, every_choice, small_problem

SEEDS = range(30)
LATE = 120.0  # seconds; small ones take a few tenths


def last(problem, start=()):
    """Give the last word on a problem."""
    *_, proof = prove(problem, start, LATE)
    return proof


def cost_of(problem, choice):
    return float(costs(problem, steps_of(problem, choice)[None, :])[0])


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_costs_less_than_what_is_proven(seed):
    problem = small_problem(seed)
    proof = last(problem)
    assert proof.proven
    assert proof.cost == pytest.approx(best(problem)[1], abs=1e-6)
    assert cost_of(problem, proof.choice) == proof.cost


@pytest.mark.parametrize("seed", [1, 7, 14])
def test_every_step_on_the_way_is_true(seed):
    """Each bound holds, each choice costs what is said, and none is worse than the one before."""
    problem = small_problem(seed)
    least = best(problem)[1]
    proofs = list(prove(problem, (), LATE))
    assert proofs[0].choice == ()
    assert all(proof.cost == cost_of(problem, proof.choice) for proof in proofs)
    assert all(proof.bound <= least + 1e-5 * (1 + least) for proof in proofs)
    assert all(after.cost <= before.cost for before, after in pairwise(proofs))
    assert [proof.proven for proof in proofs] == [False] * (len(proofs) - 1) + [True]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_program_allows_every_choice_that_is_allowed(seed):
    """Its best with a choice held fast costs no more than that choice, so that its bound holds."""
    problem = small_problem(seed, options=6)
    every = every_choice(problem)
    allowed = every[np.isfinite(costs(problem, every))]
    some = np.random.default_rng(seed).permutation(allowed)[:8]
    answers = solve_many([held(problem, steps) for steps in some], LATE)
    for steps, answer in zip(some, answers, strict=True):
        exact = cost_of(problem, choice_of(steps))
        assert answer.objective <= exact + 1e-5
        assert answer.objective > exact - 1e-5 or b12_is_short(problem, steps)


def held(problem, steps):
    """Write the program with its steps held fast."""
    free = program(problem, [])
    lower, upper = free.lower.copy(), free.upper.copy()
    lower[: len(steps)] = upper[: len(steps)] = steps
    return replace(free, lower=lower, upper=upper)


def b12_is_short(problem, steps):
    """Say whether B12 misses its goal: by straight lines it misses a little less, or reaches what is near."""
    b12 = problem.b12
    got = float(absorbed(b12, (steps @ problem.load)[None, :], np.array([steps @ problem.passive]))[0])
    return got < b12.goal


def test_where_b12_is_at_its_goal_the_lines_are_drawn_finer():
    """The goal is what one choice absorbs, or a hair more: it counts for the first, not for the second."""
    problem = small_problem(2)
    problem = replace(problem, most_changes=9, b12=replace(problem.b12, ceiling=1.7, goal=9.0))
    every = every_choice(problem)
    cost = costs(problem, every)
    taken = absorbed(problem.b12, every @ problem.load, every @ problem.passive)
    most = taken[np.isfinite(cost)].max()
    for goal, reached in ((most * (1 - 1e-4), True), (most * (1 + 1e-4), False)):
        near = replace(problem, b12=replace(problem.b12, goal=goal))
        proof = last(near)
        assert proof.proven
        assert proof.cost == pytest.approx(best(near)[1], abs=1e-6)
        whole = replace(near, b12=replace(near.b12, goal=np.nan))
        extra = proof.cost - best(whole)[1]
        assert (extra < UNMET) == reached


def test_a_plan_that_lacks_nothing_is_left_alone():
    problem = small_problem(4)
    fine = replace(problem, goal=problem.now, hard=problem.now, b12=replace(problem.b12, goal=np.nan))
    proof = last(fine)
    assert (proof.choice, proof.cost, proof.proven) == ((), 0.0, True)


def test_where_nothing_can_be_done_that_is_proven():
    problem = small_problem(3)
    options = ("line", "food", "slot", "group", "most", "effect", "load", "passive", "fixed", "each")
    bare = replace(problem, kind=(), **{name: getattr(problem, name)[:0] for name in options})
    proof = last(bare)
    assert (proof.choice, proof.proven) == ((), True)
    assert proof.cost == costs(bare, np.zeros((1, 0), dtype=int))[0] > UNMET


def test_an_option_that_is_liked_may_cost_less_than_nothing():
    """Where one costs less than nothing, a plan that lacks nothing may still be changed."""
    problem = small_problem(4)
    fine = replace(problem, goal=problem.now, hard=problem.sense * -np.inf)
    fine = replace(
        fine, b12=replace(fine.b12, goal=np.nan), fixed=problem.fixed - 12, effect=0 * problem.effect
    )
    proof = last(fine)
    assert proof.proven
    assert proof.cost == pytest.approx(best(fine)[1])
    assert proof.cost < 0


def test_without_room_for_changes_nothing_is_changed():
    problem = replace(small_problem(9), most_changes=0)
    proof = last(problem)
    assert (proof.choice, proof.proven) == ((), True)


def test_without_time_the_start_is_all_there_is():
    problem = small_problem(1)
    (proof,) = prove(problem, (), 0)
    assert (proof.choice, proof.proven, proof.bound, proof.gap) == ((), False, 0, 1)


def test_a_start_that_is_best_is_kept():
    problem = small_problem(12)
    steps, cost = best(problem)
    with closing(prove(problem, choice_of(steps), LATE)) as proofs:
        assert {proof.choice for proof in proofs} == {choice_of(steps)}
    assert last(problem, choice_of(steps)).cost == pytest.approx(cost)


def test_a_start_that_is_not_allowed_is_left():
    problem = small_problem(10)
    far = tuple((option, int(most)) for option, most in enumerate(problem.most))
    first, *_, proof = prove(problem, far, LATE)
    assert first.cost == np.inf
    assert first.proven is False
    assert proof.cost == pytest.approx(best(problem)[1])


def test_a_bound_that_a_choice_contradicts_proves_nothing(monkeypatch):
    """A solver that reckons wrongly is not believed."""
    problem = small_problem(14)
    wrong = Answer("proven", np.zeros(200), 1.0, bound=9_999.0)
    monkeypatch.setattr("nutrition.gaps.program.solving", lambda *_: iter_closing([wrong]))
    proof = last(problem)
    assert (proof.choice, proof.proven, proof.bound) == ((), False, 0)


def iter_closing(answers):
    """Give answers as a generator, which can be closed."""
    yield from answers


def test_what_is_left_of_sums_that_cancel_out_is_nothing():
    draft = Draft()
    columns = np.array([draft.column(), draft.column()])
    draft.row([(columns, np.array([0.1 + 0.2 - 0.3, 2.0]))], 1.0)
    row, column, value = draft.program().rows
    assert (row.tolist(), column.tolist(), value.tolist()) == ([0], [1], [2.0])


def test_a_curve_is_drawn_from_both_sides_and_exact_where_asked():
    """exp(-0.5 x) at x = 3: chords no lower, tangents no higher; the same where it was asked to be."""
    for exact in ([], [3.0]):
        for above, sign in ((True, -1.0), (False, 1.0)):
            draft = Draft()
            x = draft.column(0.0, 3.0, 3.0)
            amount = Amount(0.0, np.array([x]), np.array([1.0]), 0.0, 40.0)
            curve = falling(draft, amount, 0.5, exact, above=above)
            drawn = draft.program()
            cost = drawn.cost.copy()
            cost[curve] = sign
            height = solve(replace(drawn, cost=cost), LATE).x[curve]
            assert sign * height <= sign * np.exp(-1.5) + 1e-6
            assert height == pytest.approx(np.exp(-1.5), abs=1e-6 if exact else 0.03)
