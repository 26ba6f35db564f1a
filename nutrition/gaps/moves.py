"""What can be done about a plan's gaps in one go, as arrays: an option in so many steps, or a whole swap."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from nutrition.gaps.problem import Choice, Numbers, Problem, Whole


@dataclass(frozen=True)
class Moves:
    """Moves, a row each; the last one of all does nothing.

    parts are the options used. gain is what each brings to the problem's rows [scale of the row, more is
    better]; before and full what it adds to the B12 that a sitting starts from and ends with [ug]; passive
    what gets in without intrinsic factor [ug/day]. slots are the one or two that are filled. out and into
    are the swap group that a single option takes from or brings to. Their last number means none.
    """

    parts: tuple[Choice, ...]
    gain: Numbers
    before: Numbers
    full: Numbers
    passive: Numbers
    cost: Numbers
    slots: Whole
    out: Whole
    into: Whole

    @property
    def nothing(self) -> int:
        """Give the number of the move that does nothing."""
        return len(self.parts) - 1

    def only(self, rows: Whole) -> "Moves":
        """Give some of the moves."""
        arrays = {name: value[rows] for name, value in vars(self).items() if name != "parts"}
        return replace(self, parts=tuple(self.parts[row] for row in rows), **arrays)


def moves(problem: Problem, banned: frozenset[int]) -> Moves:
    """List what can be done in one go, slots that are ``banned`` left alone."""
    parts = (*_parts(problem, banned), ())
    option, steps = _pairs(parts, len(problem.kind))
    used = (steps > 0).astype(np.float64)
    load = _summed(problem.load, option, steps)
    before = load @ problem.b12.share.T
    return Moves(
        parts=parts,
        gain=_summed(problem.effect, option, steps) * (problem.sense / problem.scale),
        before=before,
        full=before + load,
        passive=_summed(problem.passive[:, None], option, steps)[:, 0],
        cost=(_summed(problem.fixed[:, None], option, used) + _summed(problem.each[:, None], option, steps))[
            :, 0
        ],
        slots=_numbered(problem.slot)[option],
        out=_group(problem, option, removes=True),
        into=_group(problem, option, removes=False),
    )


def _parts(problem: Problem, banned: frozenset[int]) -> Iterator[Choice]:
    free = [option for option, slot in enumerate(problem.slot.tolist()) if slot not in banned]
    single = {option: [(option, n) for n in range(1, int(problem.most[option]) + 1)] for option in free}
    yield from ((part,) for option in free for part in single[option])
    grouped = [option for option in free if problem.group[option] >= 0]
    removes = [option for option in grouped if problem.kind[option] == "remove"]
    for gone in removes:
        for come in (option for option in grouped if option not in removes):
            if problem.group[come] == problem.group[gone] and problem.slot[come] != problem.slot[gone]:
                yield from (tuple(sorted([(gone, 1), part])) for part in single[come])


def _pairs(parts: tuple[Choice, ...], none: int) -> tuple[Whole, Whole]:
    """Give the two options of each move and their steps; ``none`` in 0 steps where there is no other."""
    filled = [(*part, (none, 0), (none, 0))[:2] for part in parts]
    both = np.array(filled, dtype=np.int64)
    return both[:, :, 0], both[:, :, 1]


def _summed(each: Numbers, option: Whole, times: Numbers | Whole) -> Numbers:
    """Add up what the options of each move bring."""
    padded = np.concatenate([each, np.zeros((1, each.shape[1]))])
    total: Numbers = (padded[option] * times[:, :, None]).sum(axis=1)
    return total


def _numbered(names: Whole) -> Whole:
    """Give numbers from 0 on; for -1, and at the end for no option, the one after the last."""
    found = np.unique(names[names >= 0])
    numbers = np.searchsorted(found, np.append(names, -1))
    return np.where(np.append(names, -1) >= 0, numbers, len(found))


def _group(problem: Problem, option: Whole, *, removes: bool) -> Whole:
    """Give the swap group of moves that are one option, of those that remove or of those that do not."""
    kinds = np.array([(kind == "remove") == removes for kind in (*problem.kind, "")])
    group = _numbered(problem.group)
    first, second = option.T
    fits = kinds[first] & (second == len(problem.kind))
    own: Whole = np.where(fits, group[first], group[-1])
    return own
