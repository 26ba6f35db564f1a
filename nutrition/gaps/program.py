"""Closing a plan's gaps as a mixed-integer program: what is found is improved, or proven to be best.

The program allows all that `costs` allows and, of absorbed B12, a little more, because a curve is drawn by
straight lines. So its bound holds; what it finds is believed only by `costs`, and where they differ the lines
are drawn finer.
"""

import time
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from math import inf

import numpy as np

from nutrition.gaps.draft import Amount, Draft, Parts, falling
from nutrition.gaps.problem import (
    CHANGE,
    SHORT,
    UNMET,
    Choice,
    Numbers,
    Problem,
    Whole,
    absorbed,
    choice_of,
    costs,
)
from nutrition.gaps.problem import steps_of as row_of
from nutrition.solver import Program, solving

SURE = 2e-6  # part of a cost by which solver and `costs` may differ


@dataclass(frozen=True)
class Proof:
    """The best choice so far, and what no choice can cost less than; gap: their distance as part of cost."""

    choice: Choice
    cost: float
    bound: float
    gap: float
    proven: bool


def prove(problem: Problem, start: Choice, seconds: float) -> Generator[Proof, None, None]:
    """Improve a choice until nothing costs less or the time [s] is over; tell how far 4 times a second.

    The first is the choice itself. Closing the generator ends the solver.

    Raises
    ------
    RuntimeError
        if the solver cannot be started.
    """
    end = time.monotonic() + seconds
    free = (problem.fixed >= 0).all() and (problem.each >= 0).all()  # then nothing costs less than nothing
    proof = _proof(problem, start, 0.0 if free else -inf)
    yield proof
    seen = [row_of(problem, start)]  # often the best there is; the lines are exact there from the beginning
    while not proof.proven and (left := end - time.monotonic()) > 0:
        found = row_of(problem, proof.choice)
        written = program(problem, seen)
        with closing(solving(written, left, start_of(written, found))) as answers:
            for answer in answers:
                if answer.x is not None:
                    found = steps_of(problem, answer.x)
                proof = _better(problem, proof, found, answer.bound)
                yield proof
        if answer.status != "proven" or any((found == old).all() for old in seen):
            return
        seen.append(found)


def steps_of(problem: Problem, x: Numbers) -> Whole:
    """Give the steps of each option in a solution of `program`."""
    return np.rint(x[: len(problem.kind)]).astype(np.int64)


def program(problem: Problem, seen: list[Whole]) -> Program:
    """Write a problem as a program; its first columns are the steps of the options.

    ``seen``: choices (rows of steps) at which the curve of B12 uptake is drawn exactly.
    """
    draft = Draft()
    taken, used = _options(draft, problem)
    for place in range(len(problem.names)):
        _row(draft, problem, place, taken, used)
    _b12(draft, problem, taken, used, seen)
    return draft.program()


def start_of(written: Program, steps: Whole) -> Numbers:
    """Give the columns of a choice that are known; the solver fills in the others."""
    start = np.full(len(written.cost), np.nan)
    start[: len(steps)], start[len(steps) : 2 * len(steps)] = steps, steps > 0
    return start


def _proof(problem: Problem, choice: Choice, bound: float) -> Proof:
    cost = float(costs(problem, row_of(problem, choice)[None, :])[0])
    gap = max(cost - bound, 0.0) / max(abs(cost), 1e-9) if cost < inf else inf
    return Proof(choice, cost, bound, gap, proven=cost < inf and cost - bound <= SURE * (1 + abs(cost)))


def _better(problem: Problem, proof: Proof, found: Whole, bound: float) -> Proof:
    """Keep the better choice and the higher bound; a bound above what a choice costs is none."""
    new = _proof(problem, choice_of(found), proof.bound)
    best = new if new.cost < proof.cost else proof
    sound = bound <= best.cost + SURE * (1 + abs(best.cost))
    return _proof(problem, best.choice, max(bound, proof.bound) if sound else proof.bound)


def _options(draft: Draft, problem: Problem) -> tuple[Whole, Whole]:
    """Write how many steps of options are used, and whether; what is excluded; how many changes it makes."""
    each, fixed, most = problem.each, problem.fixed + CHANGE, problem.most
    taken = np.array([draft.column(c, 0, m, whole=True) for c, m in zip(each, most, strict=True)], np.int64)
    used = np.array([draft.column(c, whole=True) for c in fixed], np.int64)
    for n, y, top in zip(taken, used, most, strict=True):
        draft.row([(n, 1.0), (y, -1.0)], 0.0)
        draft.row([(n, -1.0), (y, float(top))], 0.0)
    for slot in np.unique(problem.slot):
        if (same := problem.slot == slot).sum() > 1:
            draft.row([(used[same], 1.0)], 0.0, 1.0)
    swaps = _swaps(draft, problem, used)
    draft.row([(used, 1.0), (swaps, -1.0)], -inf, problem.most_changes)
    return taken, used


def _swaps(draft: Draft, problem: Problem, used: Whole) -> Whole:
    """Write how many pairs of a removal and an addition are one change."""
    removes = np.array(problem.kind) == "remove"
    swaps = []
    for group in np.unique(problem.group[problem.group >= 0]):
        out, into = (used[(problem.group == group) & kind] for kind in (removes, ~removes))
        if len(out) and len(into):
            swap = draft.column(-CHANGE, 0.0, float(min(len(out), len(into))))
            draft.row([(out, 1.0), (swap, -1.0)], 0.0)
            draft.row([(into, 1.0), (swap, -1.0)], 0.0)
            swaps.append(swap)
    return np.array(swaps, np.int64)


def _row(draft: Draft, problem: Problem, place: int, taken: Whole, used: Whole) -> None:
    """Write one floor or limit: what is never broken, and what counts as missed."""
    scale = problem.scale[place] * problem.sense[place]
    effect = problem.effect[:, place] / scale
    hard, goal = ((bound[place] - problem.now[place]) / scale for bound in (problem.hard, problem.goal))
    if np.isfinite(hard):
        draft.row([(taken, effect)], hard)
    worst = _reach(problem.slot, problem.most * effect)[0]
    most = goal - (max(worst, hard) if np.isfinite(hard) else worst)
    if np.isnan(goal) or most <= 0:
        return
    missed, short = _short(draft, most)
    draft.row([(taken, effect), *short], goal)
    if goal > 0:
        _cover(draft, used, np.maximum(problem.most * effect, 0) / goal, missed)


def _short(draft: Draft, most: float) -> tuple[int, Parts]:
    """Write what it costs to miss a goal, by 1 at most; give the column for that, and the missing part.

    Who misses more than all of it pays no more: ``beyond`` allows it.
    """
    missed, short = draft.column(UNMET, whole=True), draft.column(SHORT)
    draft.row([(missed, min(most, 1.0)), (short, -1.0)], 0.0)
    if most <= 1:
        return missed, [(short, 1.0)]
    beyond = draft.column(SHORT, whole=True)
    draft.row([(missed, 1.0), (beyond, -1.0)], 0.0)
    return missed, [(short, 1.0), (beyond, most)]


def _cover(draft: Draft, used: Whole, part: Numbers, missed: int) -> None:
    """Say that a gap is missed or filled part by part: that follows anyway, and shortens the proof."""
    draft.row([(used, np.minimum(part, 1.0)), (missed, 1.0)], 1.0)


def _reach(slot: Whole, values: Numbers) -> tuple[float, float]:
    """Give the least and the most that options can add up to, one of each slot."""
    _, where = np.unique(slot, return_inverse=True)
    least, most = np.zeros(where.max(initial=-1) + 1), np.zeros(where.max(initial=-1) + 1)
    np.minimum.at(least, where, values)
    np.maximum.at(most, where, values)
    return float(least.sum()), float(most.sum())


def _b12(draft: Draft, problem: Problem, taken: Whole, used: Whole, seen: list[Whole]) -> None:
    """Write absorbed B12, from above: sum of times x ceiling x (E(left) - E(left + load)), E = exp(-rate x).

    What is not taken every day adds to it in proportion to E(left + load).
    """
    b12 = problem.b12
    goal = 0.0 if np.isnan(b12.goal) else b12.goal
    if max(goal, b12.hard) <= 0:
        return
    parts: Parts = [(taken, problem.passive)]
    if b12.ceiling > 0:
        parts += _curves(draft, problem, taken, seen)
    now = b12.passive
    if b12.hard > 0:
        draft.row(parts, b12.hard - now)
    if goal > b12.hard:
        missed, short = _short(draft, 1.0)
        draft.row([*parts, *((column, goal * value) for column, value in short)], goal - now)
        _cover_b12(draft, problem, used, missed)


def _curves(draft: Draft, problem: Problem, taken: Whole, seen: list[Whole]) -> Parts:
    """Write E of what is left and of what is there at each sitting; give what they add to the uptake."""
    b12 = problem.b12
    leave = b12.ceiling * b12.times
    pulse = b12.pulses.times * b12.ceiling * -np.expm1(-b12.rate * b12.pulses.load)
    stay = leave - np.bincount(b12.pulses.place, weights=pulse, minlength=len(leave))
    there = b12.share + np.eye(len(leave))
    parts: Parts = []
    for value, share in (*zip(leave, b12.share, strict=True), *zip(-stay, there, strict=True)):
        now, load = float(share @ b12.load), problem.load @ share
        low, high = _reach(problem.slot, problem.most * load)
        amount = Amount(now, taken, load, now + low, now + high)
        exact = [float(now + steps @ load) for steps in seen]
        parts.append((falling(draft, amount, b12.rate, exact, above=value > 0), float(value)))
    return parts


def _cover_b12(draft: Draft, problem: Problem, used: Whole, missed: int) -> None:
    """As `_cover`: a load brings at most what it would alone; one taken away may help the others."""
    b12 = problem.b12
    gap = b12.goal - float(absorbed(b12, np.zeros((1, len(b12.load))), np.zeros(1))[0])
    if gap <= 0:
        return
    most = problem.most[:, None] * np.maximum(problem.load, 0)
    gain = -b12.ceiling * np.expm1(-b12.rate * most) @ b12.times + problem.most * problem.passive
    part = np.where((problem.load < 0).any(axis=1), 1.0, gain / gap)
    _cover(draft, used, part, missed)
