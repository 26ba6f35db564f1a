"""The first answer: sets of changes built up move by move, the most promising carried on, then mended.

Sets that break something hard are carried on as well (room for an addition is often made after it), but are
never answered.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from nutrition.gaps.moves import Moves, moves
from nutrition.gaps.problem import (
    CHANGE,
    EXACT,
    SHORT,
    UNMET,
    Choice,
    Numbers,
    Problem,
    Whole,
    costs,
    steps_of,
)

Pool = dict[Choice, float]  # what each choice found costs

DEAR = 100.0  # an option that costs this much is for what the others cannot do
# What counts on the way: a goal missed, and the part of it that is missing. Where all goals can be reached
# the parts lead there; where not, a goal that is out of reach should be given up for others.
PROMISES = ((0.0, 1000.0), (300.0, 300.0))
BROKEN = 1000.0  # a bound broken by as much as its scale
SAFE = 300.0  # an exponent whose power can still be multiplied
NOTED = 12  # choices that are at least noted, of each level
MENDED, ROUNDS, DEEPER = 5, 4, 2  # how many of the best are taken apart, how often, and moves added again
AGAIN = 6  # times that a set turns up on a level, at most: it is reached in every order of its moves


@dataclass(frozen=True)
class _Search:
    """A problem, its moves, and where its rows stand [scale, more is better]."""

    problem: Problem
    every: Moves
    now: Numbers
    goal: Numbers
    hard: Numbers
    longest: int  # moves in a set


@dataclass(frozen=True)
class _Sets:
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


def beam(
    problem: Problem, width: int = 40, depth: int = 8, keep: int = 12, banned: frozenset[int] = frozenset()
) -> list[Choice]:
    """Give the best choices found, best first by `costs`; the empty choice at least.

    ``width`` sets of up to ``depth`` moves are carried on at a time. Then the best are taken apart, every
    pair of changes left out, and built up again. What is dear (a supplement that comes last) is tried only
    if a goal is missed without it. ``banned`` slots are left alone, which forces another answer. The same
    problem always gets the same answer; it is not proven to be the best one.
    """
    search = _search(problem, banned)
    pool = _checked(problem, [()])
    dear = search.every.cost >= DEAR
    _find(search, np.flatnonzero(~dear[:-1]), [()], (width, depth), pool)
    if dear.any() and min(pool.values()) >= UNMET:
        alone = [search.every.parts[move] for move in np.flatnonzero(dear)]
        starts = [(), *(parts for parts in alone if len(parts) == 1)]
        _find(search, np.arange(search.every.nothing), starts, (width, depth), pool)
    return _best(_checked(problem, pool), keep)


def different(problem: Problem, choices: list[Choice], least: int = 3) -> list[Choice]:
    """Pick choices that differ in what they change, not only in how much of it; the cheapest comes first.

    Of two, neither holds all that the other does. The next one costs little and shares little with those
    before it. Where there are fewer than ``least``, more are looked for, leaving alone each slot of the first
    in turn. All are better than no change, unless that is all there is.
    """
    pool = _checked(problem, [(), *choices])
    picked = _picked(problem, pool)
    for option, _ in picked[0]:
        if len(picked) >= least:
            break
        slot = frozenset({int(problem.slot[option])})
        pool |= _checked(problem, beam(problem, width=12, banned=slot))
        picked = _picked(problem, pool)
    return picked[: max(least, 1)]


def _picked(problem: Problem, pool: Pool) -> list[Choice]:
    left = {choice: _what(problem, choice) for choice in _best(pool, len(pool)) if pool[choice] < pool[()]}
    picked: list[Choice] = []
    shared = dict.fromkeys(left, 0)
    while left:
        first = min(left, key=lambda choice: pool[choice] + CHANGE * shared[choice])
        what = left[first]
        picked.append(first)
        left = {choice: its for choice, its in left.items() if not (its <= what or its >= what)}
        shared = {choice: max(shared[choice], len(its & what)) for choice, its in left.items()}
    return picked or [()]


def _what(problem: Problem, choice: Choice) -> frozenset[tuple[str, int, int]]:
    """Say what a choice changes: lines of the plan, and foods that come, wherever and however much."""
    return frozenset(
        (problem.kind[option], int(problem.line[option]), int(problem.food[option])) for option, _ in choice
    )


def _find(search: _Search, usable: Whole, starts: list[Choice], size: tuple[int, int], pool: Pool) -> None:
    """Build up sets from the starts, then take the best apart until that is no use."""
    _climb(search, usable, _paths(search, starts), size, pool)
    for _ in range(ROUNDS):
        before = min(pool.values())
        _climb(search, usable, _apart(search, _best(pool, MENDED)), (size[0], DEEPER), pool)
        if min(pool.values()) > before - EXACT:
            return


def _climb(search: _Search, usable: Whole, path: Whole, size: tuple[int, int], pool: Pool) -> None:
    """Add a move to every set, note the best, carry on the most promising; and so on."""
    width, depth = size
    tried = search.every.only(usable)
    for _ in range(depth if len(usable) else 0):
        sets = _sets(search, path)
        cost, promises = _tried(search, sets, tried, min(pool.values()))
        best, noted = _least(sets, tried, cost, max(NOTED, width // 4))
        pool.update(zip(_choices(search, _placed(sets, usable, best)), noted, strict=True))
        chosen = [best, *(_least(sets, tried, promise, width)[0] for promise in promises)]
        path = np.unique(_placed(sets, usable, np.concatenate(chosen)), axis=0)
        if not len(path):
            return


def _least(sets: _Sets, tried: Moves, score: Numbers, most: int) -> tuple[Whole, list[float]]:
    """Give the sets with a move added that score least, as places in ``score``, and their scores.

    Of sets that bring the same, as the same set does in another order, only the first is given.
    """
    flat = score.ravel()
    many = min(most * AGAIN, flat.size)
    top = np.argpartition(flat, many - 1)[:many]
    top = top[np.isfinite(flat[top])]
    top = top[np.lexsort((top, flat[top]))]
    row, move = np.divmod(top, score.shape[1])
    brought = np.round(
        _mixed(sets.now[row] + tried.gain[move]) + _mixed(sets.full[row] + tried.full[move]), 7
    )
    first = np.sort(np.unique(brought, return_index=True)[1])[:most]
    return top[first], flat[top[first]].tolist()


def _placed(sets: _Sets, usable: Whole, places: Whole) -> Whole:
    """Put moves into their sets, where doing nothing stood, the highest number."""
    row, move = np.divmod(places, len(usable))
    path = sets.path[row]
    path[:, 0] = usable[move]
    return np.sort(path, axis=1)[:, ::-1]


def _mixed(values: Numbers) -> Numbers:
    """Make one number of a row of numbers: the same only for the same row, but for chance."""
    mixed: Numbers = values @ np.sqrt(np.arange(2.0, 2.0 + values.shape[1]))
    return mixed


def _best(pool: Pool, keep: int) -> list[Choice]:
    """Give the choices that cost least, of equals the shorter one and the one that is listed first."""
    return sorted(pool, key=lambda choice: (round(pool[choice], 6), len(choice), choice))[:keep]


def _checked(problem: Problem, choices: Iterable[Choice]) -> Pool:
    """Give what choices cost by `costs`, without those that break something hard."""
    rows = list(choices)
    cost = costs(problem, np.array([steps_of(problem, choice) for choice in rows])).tolist()
    return {choice: value for choice, value in zip(rows, cost, strict=True) if np.isfinite(value)}


def _choices(search: _Search, paths: Whole) -> list[Choice]:
    parts = search.every.parts
    return [tuple(sorted(part for move in path for part in parts[move])) for path in paths.tolist()]


def _paths(search: _Search, choices: Iterable[Choice]) -> Whole:
    """Give choices as sets of single moves."""
    number = {parts: move for move, parts in enumerate(search.every.parts)}
    none = [search.every.nothing] * search.longest
    rows = [[number[part,] for part in choice] for choice in choices]
    return np.array([sorted(none[len(row) :] + row, reverse=True) for row in rows], dtype=np.int64)


def _apart(search: _Search, choices: list[Choice]) -> Whole:
    """Leave out every change and every pair of changes."""
    left = {
        part
        for choice in choices
        for gone in (1, 2)
        for part in combinations(choice, max(len(choice) - gone, 0))
    }
    return _paths(search, sorted(left))


def _sets(search: _Search, path: Whole) -> _Sets:
    """Work out what sets of moves come to."""
    every, b12 = search.every, search.problem.b12
    out, into = _counted(every.out, path), _counted(every.into, path)
    left = b12.share @ b12.load
    return _Sets(
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


def _tried(search: _Search, sets: _Sets, tried: Moves, limit: float) -> tuple[Numbers, list[Numbers]]:
    """Give the cost of every set with every move added, and how promising each is in either way.

    What costs more than ``limit`` whatever it reaches is not promising.
    """
    problem = search.problem
    missed, part, broken = _rows(search, sets, tried)
    taken = _absorbed(search, sets, tried)
    if not np.isnan(problem.b12.goal):
        _miss(problem.b12.goal * (1 - EXACT), taken, problem.b12.goal, missed, part)
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


def _rows(search: _Search, sets: _Sets, tried: Moves) -> tuple[Numbers, Numbers, Numbers]:
    """Add up goals missed, the parts missed and what is broken, over the rows that any move can make so."""
    missed, part, broken = np.zeros((3, len(sets.path), len(tried.cost)))
    gain = np.ascontiguousarray(tried.gain.T)
    worst = sets.now.min(axis=0) + gain.min(axis=1)
    for row in np.flatnonzero(worst < np.maximum(search.goal, search.hard)):
        value = sets.now[:, row, None] + gain[row]
        if worst[row] < search.hard[row]:
            broken += np.maximum(search.hard[row] - value, 0.0)
        if search.goal[row] > search.hard[row]:
            _miss(search.goal[row], value, 1.0, missed, part)
    return missed, part, broken


def _miss(goal: float, value: Numbers, scale: float, missed: Numbers, part: Numbers) -> None:
    gap = np.clip((goal - value) / scale, 0.0, 1.0)
    part += gap
    missed += gap > 0


def _saved(sets: _Sets, tried: Moves) -> Numbers:
    """Give 1 where a move and one of the set make a swap together."""
    saved = (sets.lone > 0)[:, tried.into] | (sets.lone < 0)[:, tried.out]
    return saved.astype(np.float64)


def _absorbed(search: _Search, sets: _Sets, tried: Moves) -> Numbers:
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


def _search(problem: Problem, banned: frozenset[int]) -> _Search:
    unit = problem.sense / problem.scale
    asked = ~np.isnan(problem.goal)
    return _Search(
        problem=problem,
        every=moves(problem, banned),
        now=problem.now * unit,
        goal=np.where(asked, _bound(problem, np.where(asked, problem.goal, 0.0)), -np.inf),
        hard=_bound(problem, problem.hard),
        longest=2 * problem.most_changes + 1,
    )


def _bound(problem: Problem, bound: Numbers) -> Numbers:
    """Give bounds in scales of their rows, more being better, with the slack that `costs` leaves."""
    slack = EXACT * np.abs(np.where(np.isfinite(bound), bound, 0.0)) + EXACT
    scaled: Numbers = (problem.sense * bound - slack) / problem.scale
    return scaled
