"""The first answer: sets of changes built up move by move, the most promising carried on, then mended.

A move is an option at so many steps, or a swap in one go. Sets that break something hard are carried on as
well (room is often made after the addition that needs it) but never answered.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import numpy.typing as npt

from nutrition.problem import (
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

Weights = npt.NDArray[np.float32]
Pool = dict[Choice, float]  # what each choice found costs

DEAR = 100.0  # an option that costs this much is for what the others cannot do
MISSED, PART, BROKEN = (
    20.0,
    400.0,
    1000.0,
)  # on the way: a goal missed, missed by its scale, a bound broken
SAFE = 300.0  # an exponent whose power can still be multiplied
NOTED = 12  # choices of each level that are worth remembering
MENDED, ROUNDS, DEEPER = (
    3,
    3,
    2,
)  # how many of the best are taken apart, how often, and moves added again


@dataclass(frozen=True)
class _Moves:
    """What can be done in one go, a row each.

    gain: of each row of the problem [its scale, more is better]. before, full: B12 load that a sitting
    starts from and ends with [ug]. out, into: whether it takes or brings something in each swap group, 0 for
    a swap. slots: those it fills. key: adds up to the same number for the same set.
    """

    parts: tuple[Choice, ...]
    gain: Numbers
    before: Numbers
    full: Numbers
    passive: Numbers
    cost: Numbers
    out: Weights
    into: Weights
    slots: Weights
    key: npt.NDArray[np.uint64]

    def only(self, rows: Whole) -> "_Moves":
        arrays = {name: value[rows] for name, value in vars(self).items() if name != "parts"}
        return replace(self, parts=tuple(self.parts[row] for row in rows), **arrays)


@dataclass(frozen=True)
class _Search:
    """A problem, its moves (the last does nothing), and where its rows stand [scale, more is better]."""

    problem: Problem
    moves: _Moves
    now: Numbers
    goal: Numbers
    hard: Numbers
    longest: int  # moves in a set


@dataclass(frozen=True)
class _Sets:
    """Sets of moves as numbers of moves, a row each, and what they come to."""

    path: Whole
    now: Numbers
    before: Numbers
    full: Numbers
    passive: Numbers
    cost: Numbers
    lone: Weights  # taken less brought, per swap group, swaps apart
    changes: Numbers
    slots: Weights


def beam(
    problem: Problem,
    width: int = 40,
    depth: int = 8,
    keep: int = 12,
    banned: frozenset[int] = frozenset(),
) -> list[Choice]:
    """Give the best choices found, best first by `costs`; the empty choice at least.

    ``width`` sets of up to ``depth`` moves are carried on at a time. Then the best are taken apart, every
    pair of changes left out, and built up again. What is dear (a supplement that comes last) is tried only
    if a goal is missed without it. ``banned`` slots are left alone, which forces another answer. The same
    problem always gets the same answer; it is not proven to be the best one.
    """
    search = _search(problem, banned)
    pool = _checked(problem, [()])
    every = np.arange(len(search.moves.parts) - 1)
    cheap = np.flatnonzero(search.moves.cost[:-1] < DEAR)
    _find(search, cheap, width, depth, pool)
    if len(cheap) < len(every) and min(pool.values()) >= UNMET:
        _find(search, every, width, depth, pool)
    return _best(_checked(problem, pool), keep)


def different(problem: Problem, choices: list[Choice], least: int = 3) -> list[Choice]:
    """Pick choices that differ in what they change, not only in how much of it; the cheapest comes first.

    Of two, neither holds all that the other does. The next one costs little and shares little with those
    before it. Where there are fewer than ``least``, more are looked for, leaving alone each slot of the first
    in turn. All are better than no change, unless that is all there is.
    """
    pool = _checked(problem, choices)
    picked = _picked(problem, pool)
    for option, _ in picked[0] if len(picked) < least else ():
        pool |= _checked(
            problem,
            beam(problem, width=12, banned=frozenset({int(problem.slot[option])})),
        )
        picked = _picked(problem, pool)
        if len(picked) >= least:
            break
    return picked[: max(least, 1)]


def _picked(problem: Problem, pool: Pool) -> list[Choice]:
    nothing = float(costs(problem, steps_of(problem, ())[None])[0])
    left = {choice: _what(problem, choice) for choice in _best(pool, len(pool)) if pool[choice] < nothing}
    picked: list[Choice] = []
    while left:
        shared = {
            choice: max((len(what & _what(problem, other)) for other in picked), default=0)
            for choice, what in left.items()
        }
        first = min(left, key=lambda choice: pool[choice] + CHANGE * shared[choice])
        what = left[first]
        picked.append(first)
        left = {choice: its for choice, its in left.items() if not (its <= what or its >= what)}
    return picked or [()]


def _what(problem: Problem, choice: Choice) -> frozenset[tuple[str, int, int]]:
    """Say what a choice changes: lines of the plan, and foods that come, wherever and however much."""
    return frozenset(
        (problem.kind[option], int(problem.line[option]), int(problem.food[option])) for option, _ in choice
    )


def _find(search: _Search, usable: Whole, width: int, depth: int, pool: Pool) -> None:
    """Build up sets from nothing and from the best so far, then take the best apart until that is no use."""
    moves = search.moves.only(usable)
    _climb(
        search,
        moves,
        usable,
        _paths(search, [(), *_best(pool, width // 2)]),
        (width, depth),
        pool,
    )
    for _ in range(ROUNDS):
        before = _best(pool, 1)
        _climb(
            search,
            moves,
            usable,
            _apart(search, _best(pool, MENDED)),
            (width, DEEPER),
            pool,
        )
        if _best(pool, 1) == before:
            return


def _climb(
    search: _Search,
    moves: _Moves,
    usable: Whole,
    path: Whole,
    size: tuple[int, int],
    pool: Pool,
) -> None:
    """Add a move to every set, note the best, carry on the most promising; and so on."""
    width, depth = size
    for _ in range(depth):
        if not len(path) or not len(usable):
            return
        sets = _sets(search, path)
        exact, guide = _tried(search, sets, moves)
        best, cost = _next(search, sets, usable, exact, max(NOTED, width // 4))
        pool.update({_choice(search, row): value for row, value in zip(best, cost.tolist(), strict=True)})
        guide[sets.cost[:, None] + moves.cost + CHANGE * (sets.changes[:, None] + 1) > min(pool.values())] = (
            np.inf
        )
        path = np.unique(np.concatenate([best, _next(search, sets, usable, guide, width)[0]]), axis=0)


def _next(search: _Search, sets: _Sets, usable: Whole, score: Numbers, most: int) -> tuple[Whole, Numbers]:
    """Give the sets of least score, each once, and that score."""
    flat = score.ravel()
    many = min(most * 6, flat.size)  # the same set is reached in every order of its moves
    top = np.argpartition(flat, many - 1)[:many]
    top = top[np.isfinite(flat[top])]
    top = top[np.lexsort((top, flat[top]))]
    row, move = np.divmod(top, len(usable))
    keys = search.moves.key[sets.path[row]].sum(axis=1) + search.moves.key[usable[move]]
    first = np.sort(np.unique(keys, return_index=True)[1])[:most]
    path = sets.path[row[first]]
    path[:, 0] = usable[move[first]]
    return _ordered(path), flat[top[first]]


def _ordered(path: Whole) -> Whole:
    """Put doing nothing, the highest number, first: the next move takes its place."""
    return np.sort(path, axis=1)[:, ::-1]


def _best(pool: Pool, keep: int) -> list[Choice]:
    return sorted(pool, key=lambda choice: (round(pool[choice], 6), len(choice), choice))[:keep]


def _checked(problem: Problem, choices: Iterable[Choice]) -> Pool:
    """Give what choices cost by `costs`, without those that break something hard."""
    rows = list(choices)
    cost = costs(
        problem,
        np.array([steps_of(problem, choice) for choice in rows]).reshape(len(rows), -1),
    )
    return {choice: float(value) for choice, value in zip(rows, cost, strict=True) if np.isfinite(value)}


def _choice(search: _Search, path: Whole) -> Choice:
    return tuple(sorted(part for move in path for part in search.moves.parts[move]))


def _paths(search: _Search, choices: list[Choice]) -> Whole:
    number = {parts[0]: move for move, parts in enumerate(search.moves.parts) if len(parts) == 1}
    path = np.full((len(choices), search.longest), len(search.moves.parts) - 1)
    for row, choice in enumerate(choices):
        path[row, : len(choice)] = [number[part] for part in choice]
    return np.unique(_ordered(path), axis=0)


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
    moves, b12 = search.moves, search.problem.b12
    out, into = moves.out[path].sum(axis=1), moves.into[path].sum(axis=1)
    left = b12.share @ b12.load
    return _Sets(
        path=path,
        now=search.now + moves.gain[path].sum(axis=1),
        before=left + moves.before[path].sum(axis=1),
        full=left + b12.load + moves.full[path].sum(axis=1),
        passive=b12.passive + moves.passive[path].sum(axis=1),
        cost=moves.cost[path].sum(axis=1),
        lone=out - into,
        changes=(path < len(moves.parts) - 1).sum(axis=1) - np.minimum(out, into).sum(axis=1),
        slots=moves.slots[path].sum(axis=1),
    )


def _tried(search: _Search, sets: _Sets, moves: _Moves) -> tuple[Numbers, Numbers]:
    """Give the cost of every set with every move added, and how promising that is."""
    missed, part, broken = _rows(search, sets, moves)
    b12, taken = search.problem.b12, _absorbed(search, sets, moves)
    if not np.isnan(b12.goal):
        _miss(b12.goal * (1 - EXACT), taken, b12.goal, missed, part)
    broken += np.maximum(b12.hard * (1 - EXACT) - EXACT - taken, 0.0)
    changes = sets.changes[:, None] + 1.0 - _saved(sets, moves)
    spent = sets.cost[:, None] + moves.cost + CHANGE * changes
    spent[(changes > search.problem.most_changes) | (sets.slots @ moves.slots.T > 0)] = np.inf
    guide = MISSED * missed + PART * part + BROKEN * broken + spent
    return np.where(broken > 0, np.inf, UNMET * missed + SHORT * part + spent), guide


def _rows(search: _Search, sets: _Sets, moves: _Moves) -> tuple[Numbers, Numbers, Numbers]:
    """Add up goals missed, the parts missed and what is broken, over the rows that any move can make so."""
    missed, part, broken = np.zeros((3, len(sets.path), len(moves.cost)))
    gain = np.ascontiguousarray(moves.gain.T)
    worst = sets.now.min(axis=0) + gain.min(axis=1)
    for row in np.flatnonzero(worst < np.maximum(search.goal, search.hard)):
        value = sets.now[:, row, None] + gain[row]
        if worst[row] < search.hard[row]:
            broken += np.maximum(search.hard[row] - value, 0.0)
        if search.goal[row] > search.hard[row]:
            _miss(search.goal[row], value, 1.0, missed, part)
    return missed, part, broken


def _miss(goal: float, value: Numbers, scale: float, missed: Numbers, part: Numbers) -> None:
    gap = (goal - value) / scale
    np.clip(gap, 0.0, 1.0, out=gap)
    part += gap
    missed += gap > 0


def _saved(sets: _Sets, moves: _Moves) -> Weights:
    """Give 1 where a move and one of the set together are a swap."""
    saved: Weights = (sets.lone > 0).astype("float32") @ moves.into.T
    saved += (sets.lone < 0).astype("float32") @ moves.out.T
    return saved


def _absorbed(search: _Search, sets: _Sets, moves: _Moves) -> Numbers:
    """Give the B12 absorbed with every move added [ug/day]; what `absorbed` gives, all at once."""
    b12 = search.problem.b12
    kept = b12.times.copy()  # a pulse on top of a sitting uses up part of what that sitting left free
    np.add.at(kept, b12.pulses.place, b12.pulses.times * np.expm1(-b12.rate * b12.pulses.load))
    free = _free(b12.rate, sets.before, moves.before, b12.times) - _free(
        b12.rate, sets.full, moves.full, kept
    )
    return b12.ceiling * free + sets.passive[:, None] + moves.passive


def _free(rate: float, loads: Numbers, more: Numbers, times: Numbers) -> Numbers:
    """Give the sum over sittings of times x exp(-rate x (load + more))."""
    if -rate * more.min(initial=0.0) < SAFE:
        return (np.exp(-rate * loads) * times) @ np.exp(-rate * more).T
    free: Numbers = np.exp(-rate * (loads[:, None] + more)) @ times
    return free


def _search(problem: Problem, banned: frozenset[int]) -> _Search:
    unit = problem.sense / problem.scale
    return _Search(
        problem=problem,
        moves=_moves(problem, banned),
        now=problem.now * unit,
        goal=np.where(
            np.isnan(problem.goal),
            -np.inf,
            _bound(problem, np.nan_to_num(problem.goal)),
        ),
        hard=_bound(problem, problem.hard),
        longest=2 * problem.most_changes + 1,
    )


def _bound(problem: Problem, bound: Numbers) -> Numbers:
    """Give bounds in scales of their rows, more being better, with the slack that `costs` gives."""
    slack = EXACT * np.abs(np.where(np.isfinite(bound), bound, 0.0)) + EXACT
    scaled: Numbers = (problem.sense * bound - slack) / problem.scale
    return scaled


def _parts(problem: Problem, banned: frozenset[int]) -> list[Choice]:
    """List the moves: every option at every number of steps, and every swap; last, nothing."""
    free = [option for option, slot in enumerate(problem.slot.tolist()) if slot not in banned]
    single = {option: [(option, n) for n in range(1, int(problem.most[option]) + 1)] for option in free}
    grouped = [option for option in free if problem.group[option] >= 0]
    out = [option for option in grouped if problem.kind[option] == "remove"]
    swaps = [
        tuple(sorted((one, other)))
        for gone in out
        for come in grouped
        if problem.group[come] == problem.group[gone]
        and problem.kind[come] != "remove"
        and problem.slot[come] != problem.slot[gone]
        for one in single[gone]
        for other in single[come]
    ]
    return [*((part,) for option in free for part in single[option]), *swaps, ()]


def _moves(problem: Problem, banned: frozenset[int]) -> _Moves:
    parts = _parts(problem, banned)
    option, steps = _pairs(parts, len(problem.kind))
    used = (steps > 0).astype(np.float64)
    removes = np.array([kind == "remove" for kind in problem.kind], dtype=bool)
    alone = np.array([len(part) == 1 for part in parts])[:, None]
    load = _summed(problem.load, option, steps)
    before = load @ problem.b12.share.T
    groups = _member(problem.group)
    return _Moves(
        parts=tuple(parts),
        gain=_summed(problem.effect, option, steps) * (problem.sense / problem.scale),
        before=before,
        full=before + load,
        passive=_summed(problem.passive, option, steps),
        cost=_summed(problem.fixed, option, used) + _summed(problem.each, option, steps),
        out=(_summed(groups * removes[:, None], option, used) * alone).astype(np.float32),
        into=(_summed(groups * ~removes[:, None], option, used) * alone).astype(np.float32),
        slots=_summed(_member(problem.slot), option, used).astype(np.float32),
        key=_keys(option, steps),
    )


def _pairs(parts: list[Choice], none: int) -> tuple[Whole, Whole]:
    """Give the one or two options of each move and their steps; ``none`` where there is no other."""
    filled = [(*part, (none, 0), (none, 0))[:2] for part in parts]
    both = np.array(filled, dtype=np.int64).reshape(-1, 2, 2)
    return both[:, :, 0], both[:, :, 1]


def _summed(each: Numbers, option: Whole, times: Numbers | Whole) -> Numbers:
    """Add up what the options of each move bring."""
    padded = np.concatenate([each, np.zeros_like(each[:1]) if len(each) else np.zeros((1, *each.shape[1:]))])
    taken = padded[option]
    total: Numbers = (taken * times.reshape(*times.shape, *[1] * (taken.ndim - 2))).sum(axis=1)
    return total


def _member(number: Whole) -> Numbers:
    """Say which number each option has, a column per number; -1 is none."""
    member: Numbers = (number[:, None] == np.unique(number[number >= 0])).astype(np.float64)
    return member


def _keys(option: Whole, steps: Whole) -> npt.NDArray[np.uint64]:
    """Give each (option, steps) a number so mixed that sums of them hardly ever meet (splitmix64)."""
    mixed = (option.astype(np.uint64) << np.uint64(16)) + steps.astype(np.uint64)
    mixed *= np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    mixed = (mixed ^ (mixed >> np.uint64(31))) * (steps > 0).astype(np.uint64)
    return mixed.sum(axis=1, dtype=np.uint64)
