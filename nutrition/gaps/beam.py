"""The first answer: sets of changes built up move by move, the most promising carried on, then mended.

Sets that break something hard are carried on as well (room for an addition is often made after it), but are
never answered.
"""

from collections.abc import Iterable
from itertools import combinations

import numpy as np

from nutrition.gaps.moves import Moves
from nutrition.gaps.problem import CHANGE, EXACT, UNMET, Choice, Numbers, Problem, Whole, costs, steps_of
from nutrition.gaps.sets import Search, Sets, search_of, sets_of, weighed

Pool = dict[Choice, float]  # what each choice found costs

DEAR = 100.0  # an option that costs this much is for what the others cannot do
DEPTH = 8  # moves in a set before it is taken apart
GIVEN = 12  # choices that are given, at most
OTHERS = 12  # width of the search for others
NOTED = 12  # choices that are at least noted, of each level
MENDED, ROUNDS, DEEPER = 5, 4, 2  # how many of the best are taken apart, how often, and moves added again
AGAIN = 6  # times that a set turns up on a level, at most: it is reached in every order of its moves


def beam(problem: Problem, width: int = 40, banned: frozenset[int] = frozenset()) -> list[Choice]:
    """Give the best choices found, best first by `costs`; the empty choice at least.

    ``width`` sets of moves are carried on at a time. Then the best are taken apart, every
    pair of changes left out, and built up again. What is dear (a supplement that comes last) is tried only
    if a goal is missed without it. ``banned`` slots are left alone, which forces another answer. The same
    problem always gets the same answer; it is not proven to be the best one.
    """
    search = search_of(problem, banned)
    pool = _checked(problem, [()])
    dear = search.every.cost >= DEAR
    _find(search, np.flatnonzero(~dear[:-1]), [()], (width, DEPTH), pool)
    if dear.any() and min(pool.values()) >= UNMET:
        alone = [search.every.parts[move] for move in np.flatnonzero(dear)]
        starts = [(), *(parts for parts in alone if len(parts) == 1)]
        _find(search, np.arange(search.every.nothing), starts, (width, DEPTH), pool)
    return _best(_checked(problem, pool), GIVEN)


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
        pool |= _checked(problem, beam(problem, width=OTHERS, banned=slot))
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


def _find(search: Search, usable: Whole, starts: list[Choice], size: tuple[int, int], pool: Pool) -> None:
    """Build up sets from the starts, then take the best apart until that is no use."""
    _climb(search, usable, _paths(search, starts), size, pool)
    for _ in range(ROUNDS):
        before = min(pool.values())
        _climb(search, usable, _apart(search, _best(pool, MENDED)), (size[0], DEEPER), pool)
        if min(pool.values()) > before - EXACT:
            return


def _climb(search: Search, usable: Whole, path: Whole, size: tuple[int, int], pool: Pool) -> None:
    """Add a move to every set, note the best, carry on the most promising; and so on."""
    width, depth = size
    tried = search.every.only(usable)
    for _ in range(depth if len(usable) else 0):
        sets = sets_of(search, path)
        cost, promises = weighed(search, sets, tried, min(pool.values()))
        best, noted = _least(sets, tried, cost, max(NOTED, width // 4))
        pool.update(zip(_choices(search, _placed(sets, usable, best)), noted, strict=True))
        chosen = [best, *(_least(sets, tried, promise, width)[0] for promise in promises)]
        path = np.unique(_placed(sets, usable, np.concatenate(chosen)), axis=0)
        if not len(path):
            return


def _least(sets: Sets, tried: Moves, score: Numbers, most: int) -> tuple[Whole, list[float]]:
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


def _placed(sets: Sets, usable: Whole, places: Whole) -> Whole:
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


def _choices(search: Search, paths: Whole) -> list[Choice]:
    parts = search.every.parts
    return [tuple(sorted(part for move in path for part in parts[move])) for path in paths.tolist()]


def _paths(search: Search, choices: Iterable[Choice]) -> Whole:
    """Give choices as sets of single moves."""
    number = {parts: move for move, parts in enumerate(search.every.parts)}
    none = [search.every.nothing] * search.longest
    rows = [[number[part,] for part in choice] for choice in choices]
    return np.array([sorted(none[len(row) :] + row, reverse=True) for row in rows], dtype=np.int64)


def _apart(search: Search, choices: list[Choice]) -> Whole:
    """Leave out every change and every pair of changes."""
    left = {
        part
        for choice in choices
        for gone in (1, 2)
        for part in combinations(choice, max(len(choice) - gone, 0))
    }
    return _paths(search, sorted(left))
