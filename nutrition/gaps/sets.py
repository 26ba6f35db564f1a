"""Sets of moves, many at once: what they come to, and what each move more would make of them.

The same as `nutrition.gaps.problem` says of choices one by one, in the order that is quick.
"""

from dataclasses import dataclass

import numpy as np

from nutrition.gaps.moves import Moves, moves
from nutrition.gaps.problem import CHANGE, EXACT, SHORT, UNMET, Numbers, Problem, Whole

# What counts on the way: a goal missed, and the part of it that is missing. Where all goals can be reached
# the parts lead there; where not, a goal that is out of reach should be given up for others.
PROMISES = ((0.0, 1000.0), (300.0, 300.0))
BROKEN = 1000.0  # a bound broken by as much as its scale
SAFE = 300.0  # an exponent whose power can still be multiplied


@dataclass(frozen=True)
class Search:
    """A problem, its moves, and where its rows stand [scale, more is better]."""

    problem: Problem
    every: Moves
    now: Numbers
    goal: Numbers
    hard: Numbers
    longest: int  # moves in a set


@dataclass(frozen=True)
class Sets:
    """Sets of moves, a row each, and what they come to.

    Per swap group and at last for none, lone is how many options take less how many bring, swaps apart;
    slots how often each is filled.
    """

    path: Whole
    now: Numbers
    before: Numbers
    full: Numbers
    passive: Numbers
    cost: Numbers
    changes: Whole
    lone: Whole
    slots: Whole


def search_of(problem: Problem, banned: frozenset[int]) -> Search:
    """Start a search; ``banned`` slots are left alone."""
    unit = problem.sense / problem.scale
    asked = ~np.isnan(problem.goal)
    return Search(
        problem=problem,
        every=moves(problem, banned),
        now=problem.now * unit,
        goal=np.where(asked, _bound(problem, np.where(asked, problem.goal, 0.0)), -np.inf),
        hard=_bound(problem, problem.hard),
        longest=2 * problem.most_changes + 1,
    )


def sets_of(search: Search, path: Whole) -> Sets:
    """Work out what sets of moves come to."""
    every, b12 = search.every, search.problem.b12
    out, into = _counted(every.out, path), _counted(every.into, path)
    left = b12.share @ b12.load
    return Sets(
        path=path,
        now=search.now + every.gain[path].sum(axis=1),
        before=left + every.before[path].sum(axis=1),
        full=left + b12.load + every.full[path].sum(axis=1),
        passive=b12.passive + every.passive[path].sum(axis=1),
        cost=every.cost[path].sum(axis=1),
        changes=(path < every.nothing).sum(axis=1) - np.minimum(out, into).sum(axis=1),
        lone=out - into,
        slots=_counted(every.slots, path),
    )


def _counted(numbers: Whole, path: Whole) -> Whole:
    """Count how often each number, but for the last, is among the moves of a set."""
    found = numbers[path].reshape(len(path), -1)
    counts = np.zeros((len(path), int(numbers.max()) + 1), dtype=np.int64)
    np.add.at(counts, (np.arange(len(path))[:, None], found), 1)
    counts[:, -1] = 0
    return counts


def weighed(search: Search, sets: Sets, tried: Moves, limit: float) -> tuple[Numbers, list[Numbers]]:
    """Give the cost of every set with every move added, and how promising each is in either way.

    What costs more than ``limit`` whatever it reaches is not promising.
    """
    problem = search.problem
    missed, part, broken = _rows(search, sets, tried)
    taken = _absorbed(search, sets, tried)
    if not np.isnan(problem.b12.goal):
        _miss((problem.b12.goal * (1 - EXACT) - taken) / problem.b12.goal, missed, part)
    broken += np.maximum(problem.b12.hard * (1 - EXACT) - EXACT - taken, 0.0)
    changes = sets.changes[:, None] + 1.0 - _saved(sets, tried)
    spent = sets.cost[:, None] + tried.cost + CHANGE * changes
    filled = sets.slots > 0
    twice = filled[:, tried.slots[:, 0]] | filled[:, tried.slots[:, 1]]
    spent[(changes > problem.most_changes) | twice] = np.inf
    cost = np.where(broken > 0, np.inf, UNMET * missed + SHORT * part + spent)
    spent[spent > limit] = np.inf
    spent += BROKEN * broken
    return cost, [count * missed + share * part + spent for count, share in PROMISES]


def _rows(search: Search, sets: Sets, tried: Moves) -> tuple[Numbers, Numbers, Numbers]:
    """Add up goals missed, the parts missed and what is broken, over the rows that any move can make so."""
    missed, part, broken = np.zeros((3, len(sets.path), len(tried.cost)))
    gain = np.ascontiguousarray(tried.gain.T)
    worst = sets.now.min(axis=0) + gain.min(axis=1)
    value, gap = np.empty((2, *missed.shape))  # to work in: new arrays for every row take longer
    for row in np.flatnonzero(worst < np.maximum(search.goal, search.hard)):
        np.add(sets.now[:, row, None], gain[row], out=value)
        if worst[row] < search.hard[row]:
            broken += np.maximum(np.subtract(search.hard[row], value, out=gap), 0.0, out=gap)
        if search.goal[row] > search.hard[row]:
            _miss(np.subtract(search.goal[row], value, out=gap), missed, part)
    return missed, part, broken


def _miss(gap: Numbers, missed: Numbers, part: Numbers) -> None:
    """Count what is missing of a goal [part of its scale]; ``gap`` is used up."""
    part += np.clip(gap, 0.0, 1.0, out=gap)
    missed += np.ceil(gap, out=gap)


def _saved(sets: Sets, tried: Moves) -> Numbers:
    """Give 1 where a move and one of the set make a swap together."""
    saved = (sets.lone > 0)[:, tried.into] | (sets.lone < 0)[:, tried.out]
    return saved.astype(np.float64)


def _absorbed(search: Search, sets: Sets, tried: Moves) -> Numbers:
    """Give the B12 absorbed with every move added [ug/day], as `nutrition.gaps.problem.absorbed` does.

    Each sitting takes ceiling x (exp(-rate x before) - exp(-rate x full)), and powers of sums are products.
    """
    b12 = search.problem.b12
    times = b12.times.copy()  # a pulse uses up part of what its sitting leaves free
    np.add.at(times, b12.pulses.place, b12.pulses.times * np.expm1(-b12.rate * b12.pulses.load))
    before = _powers(b12.rate, sets.before, tried.before, b12.times)
    full = _powers(b12.rate, sets.full, tried.full, times)
    taken: Numbers = b12.ceiling * (before - full) + sets.passive[:, None] + tried.passive
    return taken


def _powers(rate: float, loads: Numbers, more: Numbers, times: Numbers) -> Numbers:
    """Give the sum over sittings of times x exp(-rate x (load + more))."""
    powers = np.zeros((len(loads), len(more)))
    near = -rate * more.min(initial=0.0) < SAFE
    for load, added, often in zip(loads.T, more.T, times, strict=True):
        if near:
            powers += np.outer(often * np.exp(-rate * load), np.exp(-rate * added))
        else:
            powers += often * np.exp(-rate * np.maximum(load[:, None] + added, 0.0))
    return powers


def _bound(problem: Problem, bound: Numbers) -> Numbers:
    """Give bounds in scales of their rows, more being better, with the slack that `costs` leaves."""
    slack = EXACT * np.abs(np.where(np.isfinite(bound), bound, 0.0)) + EXACT
    scaled: Numbers = (problem.sense * bound - slack) / problem.scale
    return scaled
