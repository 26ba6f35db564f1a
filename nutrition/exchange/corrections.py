"""What somebody corrects in an audit: by name, for all entries of that name at once."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from nutrition.errors import PlanError
from nutrition.exchange.audit import Audit, Choice, Entry, Ours, proposed
from nutrition.exchange.matching import grams_of

MOST_FAULTS = 5  # that are named; the others are alike


@dataclass(frozen=True)
class Line:
    """All entries of one name: how many, the amount of the first, what becomes of them, how sure that is."""

    name: str
    times: int
    amount: str
    choice: Choice
    score: float


def lines(audit: Audit, choices: Mapping[int, Choice]) -> list[Line]:
    """Give one line per name in the diary, in the order in which they come; ``choices`` are by row."""
    found: dict[str, list[Entry]] = {}
    for entry in audit.entries:
        found.setdefault(entry.name, []).append(entry)
    return [
        Line(name, len(of), of[0].amount, choices.get(of[0].row) or proposed(of[0]), of[0].score)
        for name, of in found.items()
    ]


def corrected(audit: Audit, wanted: Mapping[str, Choice], portions: pd.DataFrame) -> dict[int, Choice]:
    """Give what becomes of the entries whose name was corrected, by row.

    A food of ours with 0 g takes its weight from each entry's amount, where that can be weighed.

    Raises
    ------
    PlanError
        naming the entries that cannot be weighed.
    """
    found: dict[int, Choice] = {}
    faults = []
    for entry in audit.entries:
        choice = wanted.get(entry.name)
        if isinstance(choice, Ours) and not choice.grams:
            grams = grams_of(entry.amount, choice.food, portions)
            if grams is None:
                faults.append(
                    f"row {entry.row}: {entry.amount!r} has no weight for this food; give the grams of one"
                )
                continue
            choice = Ours(choice.food, grams)
        if choice:
            found[entry.row] = choice
    if faults:
        raise PlanError(faults[:MOST_FAULTS])
    return found
