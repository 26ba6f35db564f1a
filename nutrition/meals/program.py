"""One day of meals as a whole-number program: which pattern, which foods, how much of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf

import numpy as np
import numpy.typing as npt

from nutrition.meals.aims import Aims, IntArray, Larder, Numbers, Pick
from nutrition.meals.patterns import Slot
from nutrition.solver import Program

Block = tuple[Numbers, Numbers, Numbers]  # rows x columns, low, high

MISSED, OVER, FAR = 1000.0, 1000.0, 1500.0  # costs of missing a need, passing a limit, being off the energy
MEAL = 100.0  # of a meal that is too small or too large by all of the day's energy
ODD, SIZE, TWICE = 3.0, 0.4, 4.0  # of an unusual food, a step away from its usual portion, one kind twice
BENDS = (0.0, 0.3, 0.6, 1.0, 1.5, 2.2, 3.2, 5.0, 10.0, 40.0)  # ug of B12 at a sitting, where the chords meet
MUCH = 100.0  # of anything that is missed, as a part of it


def day_program(slots: Sequence[Slot], chosen: Sequence[Pick], larder: Larder, aims: Aims) -> Program:
    """Give the program of one day; `portions_of` reads its solution.

    Columns: for each pick its steps n, whether it is used y and how far n is from the usual u; for each
    pattern whether it is eaten; then what is missed. All misses are allowed at a price, so that there is
    always an answer. Absorbed B12 by chords of the uptake curve of each sitting, which lie below it.
    """
    parts = _Parts(slots, chosen, larder, aims)
    blocks = [
        *parts.sizes(),
        *parts.meals(),
        *parts.once(),
        *parts.rows(),
        *parts.energies(),
        *parts.uptake(),
    ]
    matrix, low, high = (np.concatenate([block[part] for block in blocks]) for part in range(3))
    row, column = np.nonzero(matrix)
    return Program(
        cost=parts.cost(),
        lower=np.zeros(parts.width),
        upper=parts.upper(),
        whole=parts.whole(),
        rows=(row.astype(np.int64), column.astype(np.int64), matrix[row, column]),
        low=low,
        high=high,
    )


def portions_of(x: Numbers, chosen: Sequence[Pick], larder: Larder) -> list[tuple[int, int, float]]:
    """Give slot, food and grams of what a solution eats."""
    steps = np.rint(x[: len(chosen)])
    return [
        (pick.slot, pick.food, float(count * larder.step[pick.food]))
        for pick, count in zip(chosen, steps, strict=True)
        if count >= 1
    ]


@dataclass(frozen=True)
class _Parts:
    """The columns of the program, and its rows in blocks."""

    slots: Sequence[Slot]
    chosen: Sequence[Pick]
    larder: Larder
    aims: Aims

    @cached_property
    def food(self) -> IntArray:
        return np.array([pick.food for pick in self.chosen], dtype=np.int64)

    @cached_property
    def grams(self) -> Numbers:
        """Hundreds of grams in one step of each pick."""
        steps: Numbers = self.larder.step[self.food] / 100
        return steps

    @cached_property
    def eaten(self) -> list[tuple[str, str]]:
        """Give the patterns: meal, name."""
        return list(dict.fromkeys((slot.meal, slot.pattern) for slot in self.slots))

    @cached_property
    def meal(self) -> list[str]:
        return list(dict.fromkeys(meal for meal, _ in self.eaten))

    @cached_property
    def sittings(self) -> list[str]:
        return list(dict.fromkeys([*self.aims.loads, *self.meal]))

    @cached_property
    def kinds(self) -> list[int]:
        return sorted({int(kind) for kind in self.larder.kind[self.food] if kind >= 0})

    @cached_property
    def counts(self) -> dict[str, int]:
        """Say how many columns there are of each sort, in their order."""
        count, rows = len(self.chosen), len(self.aims.goal)
        return {
            "steps": count,
            "used": count,
            "away": count,
            "pattern": len(self.eaten),
            "missed": rows,
            "energy": 2,
            "meal": len(self.meal),
            "twice": len(self.kinds),
            "taken": len(self.sittings),
            "b12": 1,
        }

    @cached_property
    def width(self) -> int:
        return sum(self.counts.values())

    @cached_property
    def first(self) -> dict[str, int]:
        """Give the first column of each sort."""
        ends = np.cumsum([0, *self.counts.values()]).tolist()
        return dict(zip(self.counts, ends, strict=False))

    def filled(self, sort: str, values: Numbers | float) -> Numbers:
        """Give a row of all columns with these values in the columns of one sort."""
        row = np.zeros(self.width)
        row[self.first[sort] : self.first[sort] + self.counts[sort]] = values
        return row

    def cost(self) -> Numbers:
        missed = np.where(self.aims.sense > 0, MISSED, OVER)
        return (
            self.filled("used", self.larder.cost[self.food])
            + self.filled("away", SIZE)
            + self.filled("missed", missed)
            + self.filled("energy", FAR)
            + self.filled("meal", MEAL)
            + self.filled("twice", TWICE)
            + self.filled("b12", MISSED)
        )

    def upper(self) -> Numbers:
        high = np.array([pick.high for pick in self.chosen], dtype="float64")
        upper = np.full(self.width, MUCH)
        for sort, values in (("steps", high), ("used", 1.0), ("away", high), ("pattern", 1.0)):
            upper[self.filled(sort, 1.0) > 0] = values
        return upper

    def whole(self) -> npt.NDArray[np.bool_]:
        return (self.filled("steps", 1.0) + self.filled("used", 1.0) + self.filled("pattern", 1.0)) > 0

    def member(self, fits: Sequence[bool], sort: str, values: Numbers | float = 1.0) -> Numbers:
        return self.filled(sort, np.where(np.array(fits, dtype=bool), values, 0.0))

    def sizes(self) -> list[Block]:
        """Give n between its bounds where it is used, and how far it is from the usual."""
        count = len(self.chosen)
        blocks = []
        for name, way, away in (
            ("low", 1.0, 0.0),
            ("high", -1.0, 0.0),
            ("usual", 1.0, 1.0),
            ("usual", -1.0, 1.0),
        ):
            block = np.zeros((count, self.width))
            each = np.arange(count)
            block[each, each] = way
            block[each, count + each] = [-way * getattr(pick, name) for pick in self.chosen]
            block[each, 2 * count + each] = away
            blocks.append((block, np.zeros(count), np.full(count, inf)))
        return blocks

    def meals(self) -> list[Block]:
        """Give one pattern for each meal, and as many foods in each of its slots as belong there."""
        one = [self.member([meal == name for meal, _ in self.eaten], "pattern") for name in self.meal]
        blocks = [_block(one, 1.0, 1.0)]
        for number, slot in enumerate(self.slots):
            used = self.member([pick.slot == number for pick in self.chosen], "used")
            eaten = self.member([each == (slot.meal, slot.pattern) for each in self.eaten], "pattern")
            blocks += [
                _block([used - slot.least * eaten], 0.0, inf),
                _block([used - slot.most * eaten], -inf, 0.0),
            ]
        return blocks

    def once(self) -> list[Block]:
        """Give each food once a day, but for staples; mains of one kind twice only at a price."""
        foods = sorted(set(self.food[~self.larder.staple[self.food]].tolist()))
        single = [self.member((self.food == food).tolist(), "used") for food in foods]
        kinds = self.larder.kind[self.food]
        alike = []
        for number, kind in enumerate(self.kinds):
            again = np.arange(len(self.kinds)) == number
            alike.append(
                self.member((kinds == kind).tolist(), "used") - self.filled("twice", again.astype("float64"))
            )
        return [_block(part, -inf, 1.0) for part in (single, alike) if part]

    def rows(self) -> list[Block]:
        """Give needs and limits; what is missed is paid for."""
        aims, count = self.aims, len(self.chosen)
        block = np.zeros((len(aims.goal), self.width))
        block[:, :count] = (self.larder.amounts[self.food] * self.grams[:, None]).T
        each = np.arange(len(aims.goal))
        block[each, self.first["missed"] + each] = aims.sense * aims.scale
        block /= aims.scale[:, None]
        bound = (aims.goal - aims.there) / aims.scale
        return [(block, np.where(aims.sense > 0, bound, -inf), np.where(aims.sense > 0, inf, bound))]

    def energies(self) -> list[Block]:
        """Give the energy of the day and of each meal, as parts of the day's."""
        aims, middle = self.aims, max(sum(self.aims.energy) / 2, 1.0)
        kcal = self.larder.energy[self.food] * self.grams / middle
        low, high = ((end - aims.energy_there) / middle for end in aims.energy)
        day = self.filled("steps", kcal)
        blocks = [
            _block([day + self.filled("energy", np.array([1.0, 0.0]))], low, inf),
            _block([day - self.filled("energy", np.array([0.0, 1.0]))], -inf, high),
        ]
        for number, meal in enumerate(self.meal):
            part = self.member([self.slots[pick.slot].meal == meal for pick in self.chosen], "steps", kcal)
            slack = self.filled("meal", (np.arange(len(self.meal)) == number).astype("float64"))
            least, most = aims.shares.get(meal, (0.0, 1.0))
            blocks += [_block([part + slack], least, inf), _block([part - slack], -inf, most)]
        return blocks

    def uptake(self) -> list[Block]:
        """Give the B12 absorbed at each sitting, below every chord, and enough of it in all."""
        aims = self.aims
        if not (aims.absorbed > 0 and aims.ceiling > 0):
            return []
        bends = np.array(BENDS)
        taken = -aims.ceiling * np.expm1(-aims.rate * bends)
        slopes = np.diff(taken) / np.diff(bends)
        load, blocks = self.larder.load[self.food] * self.grams, []
        for number, meal in enumerate(self.sittings):
            here = self.member([self.slots[pick.slot].meal == meal for pick in self.chosen], "steps", load)
            own = self.filled("taken", (np.arange(len(self.sittings)) == number).astype("float64"))
            cuts = taken[:-1] + slopes * (aims.loads.get(meal, 0.0) - bends[:-1])
            rows = [own - slope * here for slope in slopes] + [own]
            blocks.append((np.array(rows), np.full(len(rows), -inf), np.append(cuts, taken[-1])))
        passive = self.larder.passive[self.food] * self.grams
        every = self.filled("taken", 1.0) + self.filled("steps", passive) + self.filled("b12", aims.absorbed)
        return [*blocks, _block([every], aims.absorbed - aims.passive, inf)]


def _block(rows: list[Numbers], low: float, high: float) -> Block:
    return np.array(rows), np.full(len(rows), low), np.full(len(rows), high)
