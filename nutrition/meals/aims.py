"""What a day of meals is made from and has to reach, as arrays; which foods may stand where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
import numpy.typing as npt

from nutrition.meals.patterns import Slot

Numbers = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

USUAL = 1.5  # portions that people have of anything


@dataclass(frozen=True)
class Larder:
    """What foods hold and how they are eaten, one row per food of the table.

    ``amounts`` per 100 g (foods x needs and limits, what is not known as 0), ``energy`` [kcal], ``load`` and
    ``passive`` [ug of B12], all per 100 g; ``portion`` and ``step`` [g], ``most`` [portions], ``cost`` of
    using a food at all. ``kind`` numbers mains of a sort, -1 for other foods; ``staple``: may come twice.
    """

    amounts: Numbers
    energy: Numbers
    load: Numbers
    passive: Numbers
    portion: Numbers
    step: Numbers
    most: Numbers
    cost: Numbers
    kind: IntArray
    staple: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Aims:
    """What a day is to reach, beside what is there already.

    ``sense`` is 1 for needs and -1 for limits, ``goal`` their amounts, ``there`` what locked food and tablets
    give, ``scale`` what a miss is measured against. ``energy`` [kcal]: lowest and highest. ``shares``: lowest
    and highest part of the energy of each open meal. ``absorbed`` [ug], NaN for none; ``loads`` [ug of B12 at
    each meal] there already; ``size``: portions beside those of an adult.
    """

    sense: Numbers
    goal: Numbers
    there: Numbers
    scale: Numbers
    energy: tuple[float, float]
    energy_there: float
    shares: Mapping[str, tuple[float, float]]
    absorbed: float
    loads: Mapping[str, float]
    passive: float
    ceiling: float
    rate: float
    size: float


@dataclass(frozen=True)
class Pick:
    """One food in one slot: its columns are the steps of it and whether it is used."""

    slot: int
    food: int
    low: int
    high: int
    usual: int


def picks(slots: Sequence[Slot], larder: Larder, size: float) -> list[Pick]:
    """Give every food that may stand in each slot, with the fewest, most and usual steps of it."""
    found = []
    for number, slot in enumerate(slots):
        for food in slot.foods:
            portion, step = larder.portion[food], larder.step[food]
            large = max(slot.small, min(slot.large, max(larder.most[food], USUAL)) * size)
            high = max(1, floor(large * portion / step + 1e-6))
            low = min(high, max(1, ceil(slot.small * min(size, 1.0) * portion / step - 1e-6)))
            usual = min(max(round(portion * size**0.5 / step), low), high)
            found.append(Pick(number, food, low, high, usual))
    return found
