"""Closing a plan's gaps as arrays: what counts, what can be done about it, and what each choice costs.

A choice says how many steps of each option are taken. Everything that searches or solves works on this.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Words = tuple[str, ...]
Choice = tuple[tuple[int, int], ...]  # (option, steps), by option

UNMET = 1000.0  # cost of a goal that is missed: more than every change that could be made
SHORT = 30.0  # cost of missing all of it: a third of a need is worth one change
CHANGE = 10.0  # cost of one change: more than any difference in how mild the changes are
EXACT = 1e-9  # sums in another order differ by this much of themselves


@dataclass(frozen=True)
class Pulses:
    """B12 that is not taken every day: load [ug], its sitting, and how often [times/day]."""

    load: Numbers
    place: Whole
    times: Numbers


@dataclass(frozen=True)
class B12Uptake:
    """B12 of the plan's sittings as it stands; see `nutrition.absorption`.

    load is what reaches intrinsic factor [ug per sitting], share what a sitting (column) leaves behind for
    another (row), times how often each is [times/day], passive what gets in without [ug/day]. Intrinsic
    factor takes ceiling x (1 - exp(-rate x load)) of a load, nothing where the ceiling is 0. goal and hard
    [ug/day absorbed] as in `Problem`.
    """

    load: Numbers
    share: Numbers
    times: Numbers
    passive: float
    pulses: Pulses
    ceiling: float
    rate: float
    goal: float
    hard: float


@dataclass(frozen=True)
class Problem:
    """Rows to keep and options to choose from; R rows, O options, P sittings.

    A row with sense 1 is a floor, with -1 a limit. ``hard`` is never broken and holds as the plan stands;
    ``goal`` is what counts as reached, NaN where nothing is asked. Options of one ``slot`` exclude one
    another. A "remove" and one "add" of the same ``group`` (not -1) are one change, a swap. ``effect`` and
    ``load`` are per step, of which there are 1 to ``most``; ``fixed`` is the cost of an option, ``each`` that
    of a step; all of them together stay below `CHANGE`, but for supplements that come last.
    """

    names: Words
    sense: Numbers
    now: Numbers
    goal: Numbers
    hard: Numbers
    scale: Numbers
    kind: Words
    line: Whole
    food: Whole
    slot: Whole
    group: Whole
    most: Whole
    effect: Numbers
    load: Numbers
    passive: Numbers
    fixed: Numbers
    each: Numbers
    b12: B12Uptake
    most_changes: int


def costs(problem: Problem, steps: Whole) -> Numbers:
    """Give the cost of each of S choices, ``steps`` being S x O; infinite where something hard is broken.

    UNMET for every goal missed (absorbed B12 is one), SHORT x the part that is missing of it, CHANGE for
    every change, and what the options themselves cost.
    """
    used = steps > 0
    values = problem.now + steps @ problem.effect
    b12 = absorbed(problem.b12, steps @ problem.load, steps @ problem.passive)
    missed, part = _missed(problem, values)
    b12_missed, b12_part = _b12_missed(problem.b12, b12)
    changes = count(problem, used)
    cost = UNMET * (missed.sum(axis=1) + b12_missed) + SHORT * (part.sum(axis=1) + b12_part)
    cost += CHANGE * changes + used @ problem.fixed + steps @ problem.each
    broken = (
        (changes > problem.most_changes) | _twice(problem.slot, used) | (steps > problem.most).any(axis=1)
    )
    broken |= (_beyond(problem.sense, problem.hard, values)).any(axis=1)
    broken |= b12 < problem.b12.hard * (1 - EXACT) - EXACT
    return np.where(broken, np.inf, cost)


def absorbed(b12: B12Uptake, load: Numbers, passive: Numbers) -> Numbers:
    """Give the B12 absorbed [ug/day] by S choices that add loads (S x P) and passive uptake (S)."""
    loads = np.maximum(b12.load + load, 0.0)
    left = loads @ b12.share.T
    taken = (_specific(b12, left + loads) - _specific(b12, left)) @ b12.times + b12.passive + passive
    if len(b12.pulses.load):
        there = (left + loads)[:, b12.pulses.place]
        more = _specific(b12, there + b12.pulses.load) - _specific(b12, there)
        taken = taken + more @ b12.pulses.times
    total: Numbers = taken
    return total


def count(problem: Problem, used: npt.NDArray[np.bool_]) -> Whole:
    """Give how many changes S choices make; a removal and an addition of one group count once."""
    total = used.sum(axis=1)
    for group in np.unique(problem.group[problem.group >= 0]):
        both = problem.group == group
        removes = np.array([kind == "remove" for kind in problem.kind]) & both
        total = total - np.minimum(used[:, removes].sum(axis=1), used[:, both & ~removes].sum(axis=1))
    counted: Whole = total
    return counted


def choice_of(steps: Whole) -> Choice:
    """Give a row of steps as the options that are used."""
    return tuple((int(option), int(steps[option])) for option in np.flatnonzero(steps))


def steps_of(problem: Problem, choice: Choice) -> Whole:
    """Give a choice as one row of steps."""
    steps = np.zeros(len(problem.kind), dtype=np.int64)
    for option, taken in choice:
        steps[option] = taken
    return steps


def missed(problem: Problem, values: Numbers) -> npt.NDArray[np.bool_]:
    """Say which rows' goals are missed by amounts (S x R)."""
    return _missed(problem, values)[0]


def _beyond(sense: Numbers, bound: Numbers, values: Numbers) -> npt.NDArray[np.bool_]:
    slack = EXACT * np.abs(np.where(np.isfinite(bound), bound, 0.0)) + EXACT
    beyond: npt.NDArray[np.bool_] = sense * (values - bound) < -slack
    return beyond


def _missed(problem: Problem, values: Numbers) -> tuple[npt.NDArray[np.bool_], Numbers]:
    away = _beyond(problem.sense, problem.goal, values)  # False where the goal is NaN
    part = np.minimum(np.abs(problem.goal - values) / problem.scale, 1.0)
    return away, np.where(away, part, 0.0)


def _b12_missed(b12: B12Uptake, taken: Numbers) -> tuple[npt.NDArray[np.bool_], Numbers]:
    away = taken < b12.goal * (1 - EXACT)
    return away, np.where(away, np.minimum((b12.goal - taken) / b12.goal, 1.0), 0.0)


def _specific(b12: B12Uptake, load: Numbers) -> Numbers:
    taken: Numbers = -b12.ceiling * np.expm1(-b12.rate * load)
    return taken


def _twice(slot: Whole, used: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Say which choices use two options of one slot."""
    member = slot[:, None] == np.unique(slot)[None, :]
    twice: npt.NDArray[np.bool_] = (used.astype(np.int64) @ member.astype(np.int64) > 1).any(axis=1)
    return twice
