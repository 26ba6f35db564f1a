"""How much B12 one dose lets in, and doses that follow each other.

Two routes. Intrinsic factor takes up a large part of a small dose and levels off at about 1.3 ug per
sitting; about 1 % of any dose gets in without it. Every constant is in ``data/b12.csv``, with its source.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import overload

import numpy as np
import numpy.typing as npt
import pandas as pd

from nutrition.constants import band, constant
from nutrition.tables import table

Numbers = npt.NDArray[np.float64]

BANDS = ("low", "mid", "high")
BLOCK = 8192  # doses worked out together: few enough to stay in the processor's own memory
OVER_50 = "age_50"  # the row of impairments.csv that age brings, not a risk


@dataclass(frozen=True)
class Uptake:
    """The constants of one estimate; ``usual("low" | "mid" | "high")`` gives those of the table.

    ceiling [ug per sitting] and first [part of a very small dose] belong to intrinsic factor, both 0 without
    it; passive and passive_with_meal [part of the dose]; recovery [hours]; food_bound is the part of the
    uptake from food that is left where stomach acid is low.
    """

    ceiling: float
    first: float
    passive: float
    passive_with_meal: float
    recovery: float
    food_bound: float

    @property
    def rate(self) -> float:
        """Give how fast a load comes near the ceiling [per ug]; 0 without intrinsic factor."""
        return self.first / self.ceiling if self.ceiling > 0 else 0.0


@cache
def usual(estimate: str = "mid", *, intrinsic_factor: bool = True) -> Uptake:
    """Give the low, mid or high estimate: every constant at that end of its band."""
    names = "ceiling_ug", "first_fraction", "passive", "passive_with_meal", "recovery_hours", "food_bound"
    uptake = Uptake(*(band(name)[BANDS.index(estimate)] for name in names))
    return uptake if intrinsic_factor else replace(uptake, ceiling=0.0, first=0.0)


def estimates(risks: Sequence[str]) -> list[Uptake]:
    """Give the low, mid and high estimate for somebody with these risks: with or without intrinsic factor."""
    works = not (impaired(risks)["intrinsic_factor"] == "0").any()
    return [usual(name, intrinsic_factor=works) for name in BANDS]


@overload
def absorb(dose: float, intrinsic_factor: bool = ..., with_meal: bool = ...) -> float: ...  # noqa: FBT001
@overload
def absorb(dose: Numbers, intrinsic_factor: bool = ..., with_meal: bool = ...) -> Numbers: ...  # noqa: FBT001
def absorb(
    dose: float | Numbers,
    intrinsic_factor: bool = True,  # noqa: FBT001, FBT002 - others call it by place
    with_meal: bool = False,  # noqa: FBT001, FBT002
) -> float | Numbers:
    """Give what one sitting lets in [ug]: V x (1 - exp(-f x dose / V)) + p x dose; NaN stays NaN.

    V = 1.3 ug, f = 0.80, p = 0.012, or 0.005 for a tablet taken with a meal; V and f are 0 without
    intrinsic factor, so that p x dose is left. Our fit to published points (docs/absorption.md).

    Raises
    ------
    ValueError
        for a dose that is no number, below zero or infinite, and for a flag that is not True or False.
    """
    doses = _checked(dose)
    works, meal = _flag("intrinsic_factor", intrinsic_factor), _flag("with_meal", with_meal)
    uptake = usual(intrinsic_factor=works)
    passive = uptake.passive_with_meal if meal else uptake.passive
    taken = by_intrinsic_factor(doses, 0.0, uptake) + passive * doses
    return taken if taken.ndim else float(taken)


def absorb_spaced(
    doses: Sequence[float] | Numbers, hours: Sequence[float] | Numbers, uptake: Uptake | None = None
) -> Numbers:
    """Give what each of a row of doses lets in [ug]; ``hours`` are their times, none before the last.

    An earlier dose still fills part of the way in: what it left behind counts as dose x (1 - gap / 6 h), 0
    from 6 hours on. With R the sum of that, a dose gives g(R + dose) - g(R) + p x dose, where g is the
    intrinsic factor part of `absorb`. At the same time this is exactly the doses taken as one. The straight
    line is our choice; 4 to 6 hours is from IOM 1998.

    Raises
    ------
    ValueError
        for doses below zero, times that go back or are not known, and rows of different length.
    """
    uptake = usual() if uptake is None else uptake
    if not isinstance(uptake, Uptake):
        raise ValueError(f"uptake {uptake!r} is no estimate; leave it out for the usual one")  # noqa: TRY004
    amounts, times = _checked(doses), _numbers("hours", hours)
    if amounts.ndim != 1 or amounts.shape != times.shape:
        raise ValueError(f"doses {amounts.shape} and hours {times.shape}: give one time for each dose")
    if np.isnan(amounts).any() or not (np.diff(times) >= 0).all() or not np.isfinite(times).all():
        raise ValueError("doses and hours: every dose and time must be known, and times must not go back")
    taken = uptake.passive * amounts
    for first in range(0, len(amounts), BLOCK):
        since = int(np.searchsorted(times, times[first] - uptake.recovery))
        block, near = slice(first, first + BLOCK), slice(since, first + BLOCK)
        left = _left_behind(amounts[near], times[near], uptake.recovery)[first - since :]
        taken[block] += by_intrinsic_factor(amounts[block], left, uptake)
    return taken


def absorption_curves(doses: Sequence[float] | Numbers, *, intrinsic_factor: bool = True) -> pd.DataFrame:
    """Give what single doses let in [ug]: ``dose low mid high michaelis_menten doets``.

    The last two are other models, to compare. michaelis_menten: 1.5 x dose / (1.6 + dose) + 0.012 x dose.
    doets: exp(0.7694 x ln dose - 0.9614), for food portions with intrinsic factor; NaN outside 0.5 to 15 ug.

    Raises
    ------
    ValueError
        as `absorb`, and for a table of doses instead of a row.
    """
    given = np.atleast_1d(_checked(doses))
    if given.ndim > 1:
        raise ValueError(f"doses {given.shape}: give them as one row")
    intrinsic_factor = _flag("intrinsic_factor", intrinsic_factor)
    curves = {name: usual(name, intrinsic_factor=intrinsic_factor) for name in BANDS}
    frame = pd.DataFrame({"dose": given})
    for name, uptake in curves.items():
        frame[name] = by_intrinsic_factor(given, 0.0, uptake) + uptake.passive * given
    specific = constant("mm_ceiling") * given / (constant("mm_half") + given) if intrinsic_factor else 0.0
    frame["michaelis_menten"] = specific + constant("passive") * given
    studied = (given >= constant("doets_least")) & (given <= constant("doets_most")) & intrinsic_factor
    line = constant("doets_slope") * np.log(np.where(studied, given, 1.0)) + constant("doets_constant")
    frame["doets"] = np.where(studied, np.exp(line), np.nan)
    return frame


def by_intrinsic_factor(load: Numbers, before: float | Numbers, uptake: Uptake) -> Numbers:
    """Give what intrinsic factor takes up [ug] of a load on top of another: g(before + load) - g(before)."""
    if uptake.ceiling == 0:
        return np.zeros_like(load)
    rate = uptake.rate
    # As a product, so that a small load on a large one does not drown in rounding.
    taken: Numbers = -uptake.ceiling * np.exp(-rate * np.asarray(before)) * np.expm1(-rate * load)
    return taken


def impaired(risks: Sequence[str]) -> pd.DataFrame:
    """Give the rows of ``data/impairments.csv`` of some risks, each once; `ValueError` for an unknown one."""
    rows = table("impairments", "id")
    known = [name for name in rows.index if name != OVER_50]
    for risk in risks:
        if risk not in known:
            raise ValueError(f"risk {risk!r} is not in data/impairments.csv; it has: {', '.join(known)}")
    return rows.loc[list(dict.fromkeys(risks))]


def _checked(doses: float | Sequence[float] | Numbers) -> Numbers:
    """Give doses as an array; NaN may be among them, an amount below zero or without end not."""
    given = _numbers("dose", doses)
    if (given < 0).any():
        raise ValueError(f"dose {given[given < 0].flat[0]:g} ug is below zero; give an amount from 0 up")
    if np.isinf(given).any():
        raise ValueError("dose inf ug is infinite; give an amount from 0 up")
    return given


def _numbers(name: str, values: object) -> Numbers:
    """Give one number or several as an array; text and True are none, also where NumPy would take them."""
    try:
        given = np.asarray(values)
        if given.dtype.kind in "iuf":
            return np.asarray(given, dtype="float64")
        if given.dtype.kind == "O":  # None and NA among numbers
            return np.asarray(values, dtype="float64")
    except (TypeError, ValueError, OverflowError):
        pass
    raise ValueError(f"{name} {str(values)[:60]!r}: not a number, or a row of numbers")


def _flag(name: str, value: object) -> bool:
    """Give True or False; anything else would be read as True, the text "no" too."""
    if not isinstance(value, bool | np.bool_):
        raise ValueError(f"{name} {value!r} is not True or False")  # noqa: TRY004
    return bool(value)


def _left_behind(doses: Numbers, times: Numbers, recovery: float) -> Numbers:
    """Give what earlier doses still count for: one step for each place back that still counts somewhere."""
    left = np.zeros_like(doses)
    for back in range(1, len(doses)):
        share = 1 - (times[back:] - times[:-back]) / recovery
        if not (share > 0).any():
            break
        left[back:] += doses[:-back] * np.maximum(share, 0)
    return left
