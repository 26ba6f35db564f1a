"""What was read from another program's diary: every row that counts, every row that does not and why."""

from collections import Counter
from dataclasses import dataclass
from typing import Literal

GOOD_MATCH = 90.0  # from this score on [0 to 100] a name means a food of ours; measured on labelled names


@dataclass(frozen=True)
class Entry:
    """One row of a diary that can be eaten.

    ``row`` is its line in the file, ``date`` is ISO, ``at`` "HH:MM" or None, ``amount`` as printed. ``grams``
    [g] is known where the amount is a weight, or a measure that the matched food has; None where it is not.
    ``recorded`` pairs nutrient ids with what the file says of the whole entry, in the units of
    ``data/nutrients.csv``; what the file leaves blank is left out. ``food`` is the food of ours whose name
    comes nearest, with its ``score`` [0 to 100], or "" and 0; ``measure`` is its household measure that the
    amount is in, else "g". Where not ``agrees``, file and food say too different things of its energy or B12
    to be the same.
    """

    row: int
    date: str
    meal: str
    at: str | None
    name: str
    amount: str
    grams: float | None
    recorded: tuple[tuple[str, float], ...]
    food: str = ""
    score: float = 0.0
    measure: str = "g"
    agrees: bool = True


@dataclass(frozen=True)
class Audit:
    """What reading a file came to, for somebody to look over before a plan is made of it.

    ``skipped`` pairs the row's line in the file with why it does not count. ``unmapped`` are the columns that
    hold nothing we can use, each with the reason; ``converted`` says which units were turned into ours.
    """

    program: str
    rows_read: int
    entries: tuple[Entry, ...]
    skipped: tuple[tuple[int, str], ...] = ()
    unmapped: tuple[str, ...] = ()
    converted: tuple[str, ...] = ()
    days: tuple[str, ...] = ()

    def reasons(self) -> tuple[tuple[str, int, int], ...]:
        """Say why rows were skipped: (why, how many rows, the first of them), the most frequent first."""
        first = {why: row for row, why in reversed(self.skipped)}
        return tuple(
            (why, count, first[why]) for why, count in Counter(why for _, why in self.skipped).most_common()
        )


@dataclass(frozen=True)
class Ours:
    """An entry taken as a food of ours: its id, how much of it [g], and the measure that is shown in."""

    food: str
    grams: float
    measure: str = "g"


# What becomes of an entry: a food of ours, a food of its own with the values of the file, or nothing.
Choice = Ours | Literal["recorded", "leave out"]


def proposed(entry: Entry) -> Choice:
    """Say what becomes of an entry unless somebody chooses: our food where all of it is clear."""
    if entry.food and entry.score >= GOOD_MATCH and entry.grams and entry.agrees:
        return Ours(entry.food, entry.grams, entry.measure)
    return "recorded"
