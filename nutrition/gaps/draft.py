"""A program as it is written, column by column and row by row; a falling curve drawn by straight lines."""

from dataclasses import dataclass, field
from math import inf

import numpy as np

from nutrition.solver import IntArray, Numbers, Program

Parts = list[tuple[IntArray | int, Numbers | float]]  # columns and their values, added up

CHORDS, TANGENTS = 4, 8  # lines that draw a curve, each for the same part of its fall
NEAR = 1e-9  # amounts closer to each other are the same


@dataclass(frozen=True)
class Draft:
    """Columns (cost, lower, upper, whole) and rows of a program; it grows until `program` is asked for."""

    columns: list[tuple[float, float, float, bool]] = field(default_factory=list)
    rows: list[tuple[IntArray, Numbers]] = field(default_factory=list)
    ends: list[tuple[float, float]] = field(default_factory=list)

    def column(
        self, cost: float = 0.0, lower: float = 0.0, upper: float = 1.0, *, whole: bool = False
    ) -> int:
        """Add a column; give its number."""
        self.columns.append((cost, lower, upper, whole))
        return len(self.columns) - 1

    def row(self, parts: Parts, low: float, high: float = inf) -> None:
        """Add a row: low <= sum of columns x values <= high."""
        columns = np.concatenate([np.atleast_1d(column) for column, _ in parts]).astype(np.int64)
        spread = [np.broadcast_to(value, np.shape(np.atleast_1d(column))) for column, value in parts]
        values = np.concatenate(spread).astype("float64")
        some = np.abs(values) > NEAR  # what is left of sums that cancel out only misleads a solver
        self.rows.append((columns[some], values[some]))
        self.ends.append((low, high))

    def program(self) -> Program:
        """Give what is written as one program."""
        cost, lower, upper, whole = np.array(self.columns, dtype="float64").reshape(-1, 4).T
        number = np.repeat(np.arange(len(self.rows)), [len(columns) for columns, _ in self.rows])
        columns = np.concatenate([np.zeros(0, np.int64), *(columns for columns, _ in self.rows)])
        values = np.concatenate([np.zeros(0), *(values for _, values in self.rows)])
        ends = np.array(self.ends, dtype="float64").reshape(-1, 2)
        return Program(cost, lower, upper, whole > 0, (number, columns, values), ends[:, 0], ends[:, 1])


@dataclass(frozen=True)
class Amount:
    """An amount that a program decides: now + columns x values, from ``low`` to ``high``."""

    now: float
    columns: IntArray
    values: Numbers
    low: float
    high: float


def falling(draft: Draft, amount: Amount, rate: float, exact: list[float], *, above: bool) -> int:
    """Write exp(-rate x amount) and give its column: at least that by tangents, or at most by chords.

    ``above`` draws chords, of which one holds at a time: the column cannot pass the curve by more than their
    distance from it. Tangents keep it from falling below. At the amounts ``exact`` the lines touch the curve.
    """
    if amount.high - amount.low < NEAR:
        fixed = float(np.exp(-rate * amount.now))
        return draft.column(0.0, fixed, fixed)
    curve = draft.column(0.0, 0.0, float(np.exp(-rate * amount.low)))
    at = _points(amount, rate, CHORDS if above else TANGENTS, exact)
    (_chords if above else _tangents)(draft, amount, at, rate, curve)
    return curve


def _points(amount: Amount, rate: float, lines: int, exact: list[float]) -> Numbers:
    """Give amounts from low to high between which the curve falls alike, and those where it is exact."""
    first, last = np.exp(-rate * amount.low), np.exp(-rate * amount.high)
    even = -np.log(np.linspace(first, last, lines + 1)[1:-1]) / rate
    points = np.unique(np.clip([amount.low, amount.high, *even, *exact], amount.low, amount.high))
    chosen: Numbers = points[np.concatenate([[True], np.diff(points) > NEAR])]
    return chosen


def _tangents(draft: Draft, amount: Amount, at: Numbers, rate: float, curve: int) -> None:
    for x, height in zip(at, np.exp(-rate * at), strict=True):
        fall = float(rate * height)  # curve >= height - fall (amount - x)
        draft.row([(curve, 1.0), (amount.columns, fall * amount.values)], height + fall * (x - amount.now))


def _chords(draft: Draft, amount: Amount, at: Numbers, rate: float, curve: int) -> None:
    """Write the amount as a mean of the two corners of one piece, and the curve as that of their heights."""
    corner = np.array([draft.column() for _ in at])
    piece = np.array([draft.column(whole=True) for _ in at[1:]])
    draft.row([(corner, 1.0)], 1.0, 1.0)
    draft.row([(piece, 1.0)], 1.0, 1.0)
    draft.row([(corner, at), (amount.columns, -amount.values)], amount.now, amount.now)
    draft.row([(corner, np.exp(-rate * at)), (curve, -1.0)], 0.0)
    for place, column in enumerate(corner.tolist()):
        draft.row([(piece[max(place - 1, 0) : place + 1], 1.0), (column, -1.0)], 0.0)
