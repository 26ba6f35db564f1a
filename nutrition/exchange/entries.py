"""The rows of another program's table as entries of a diary, or why they are none."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

import pandas as pd

from nutrition.checks import LONGEST_TEXT
from nutrition.errors import PlanError
from nutrition.exchange.audit import Audit, Entry
from nutrition.exchange.columns import Columns, columns_of, decimal_of, folded, recorded
from nutrition.exchange.dates import day_first, iso_day
from nutrition.exchange.matching import NEAR, agree, matched, measured
from nutrition.exchange.recorded import as_own
from nutrition.foods import all_measures
from nutrition.plans import MOST_DAYS
from nutrition.tables import table

MOST_NAMES = 600  # different ones that are looked up, the most frequent first: a name takes some 5 ms
MOST_ENTRIES = 3_000  # of 31 days; people who write down everything have some 40 a day


@dataclass(frozen=True)
class Line:
    """A row of the table: its line in the file, its cells, and what its columns mean."""

    row: int
    cells: Sequence[str]
    columns: Columns
    decimal: str

    def cell(self, role: str) -> str:
        """Give what stands in the column with that role, "" where there is none."""
        return self.columns.cell(self.cells, role)


@dataclass(frozen=True)
class Said:
    """What a row says was eaten."""

    meal: str
    at: str | None
    name: str
    amount: str


@dataclass(frozen=True)
class Program:
    """A kind of file: how it is called, whose columns it has, how it is known by them, what its rows say.

    ``says`` gives why a row is none that was eaten instead. Where ``named``, entries are foods, whose names
    may be those of foods of ours; else they are whole meals or days.
    """

    name: str
    columns: str
    known: Callable[[frozenset[str]], bool]
    says: Callable[[Line], Said | str]
    named: bool


def audit_of(
    program: Program,
    names: Sequence[str],
    rows: Sequence[tuple[int, list[str]]],
    foods: pd.DataFrame,
    portions: pd.DataFrame,
) -> Audit:
    """Read a table: what counts, what does not and why; of more than 31 days the last 31.

    ``PlanError`` where nothing in it counts, where numbers are written in two ways, or where there are more
    than 3,000 entries.
    """
    columns = columns_of(program.columns, names)
    decimal = decimal_of(row[each.place] for _, row in rows for each in columns.amounts)
    lines = [Line(number, cells, columns, decimal) for number, cells in rows]
    days_first = day_first(line.cell("date") for line in lines)
    kept, skipped = _sorted_out(lines, program, names, days_first=days_first)
    kept, early = _last_days(kept)
    kept, wrong = _edible(kept, program)
    skipped = sorted([*skipped, *early, *wrong])
    _check(program, kept, skipped)
    entries = _with_foods(kept, foods, portions) if program.named else kept
    days = tuple(sorted({entry.date for entry in entries}))
    return Audit(
        program=program.name,
        rows_read=len(rows),
        entries=tuple(entries),
        skipped=tuple(skipped),
        unmapped=columns.unmapped,
        converted=(*columns.converted, *_of_dates(lines, days_first=days_first)),
        days=days,
    )


def usual_meal(text: str) -> str:
    """Give a meal by our name for it: "snacks" is Snack, and what has no meal has none."""
    if folded(text) == "uncategorized":
        return ""
    return _meals().get(folded(text)) or _meals().get(folded(text).removesuffix("s")) or short(text)


def is_total(text: str) -> bool:
    """Tell whether a meal or a date is a word for the sum of other rows."""
    return folded(text).removeprefix("daily ").removeprefix("weekly ") in ("total", "totals")


def short(text: str, most: int = LONGEST_TEXT) -> str:
    """Give a text on one line, cut off where it is longer than a plan can keep."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"


@cache
def _meals() -> dict[str, str]:
    return {folded(meal): str(meal) for meal in table("meals")["meal"]}


def _sorted_out(
    lines: Iterable[Line], program: Program, names: Sequence[str], *, days_first: bool
) -> tuple[list[Entry], list[tuple[int, str]]]:
    kept, skipped = [], []
    for line in lines:
        try:
            kept.append(_entry(line, program, names, days_first=days_first))
        except ValueError as error:  # a PlanError is one
            skipped.append((line.row, short(str(error))))
    return kept, skipped


def _entry(line: Line, program: Program, names: Sequence[str], *, days_first: bool) -> Entry:
    """Make a row an entry; the error says why it is none."""
    if [cell.strip() for cell in line.cells] == list(names):
        raise ValueError("the names of the columns again")
    said = program.says(line)
    if isinstance(said, str):
        raise ValueError(said)  # noqa: TRY004 - the row is at fault
    day = iso_day(line.cell("date"), days_first=days_first)
    values = recorded(line.columns, line.cells, line.decimal)
    if not program.named and not any(value for _, value in values):
        raise ValueError("nothing was recorded")
    return Entry(
        row=line.row,
        date=day,
        meal=usual_meal(said.meal),
        at=said.at,
        name=short(said.name if program.named else f"{said.name} {day} ({program.columns})"),
        amount=short(_pointed(said.amount, line.decimal)),
        grams=None,
        recorded=values,
    )


def _edible(entries: Iterable[Entry], program: Program) -> tuple[list[Entry], list[tuple[int, str]]]:
    """Part the entries whose values a food can have from those whose cannot."""
    kept, skipped = [], []
    for entry in entries:
        try:
            as_own(entry, program.name)
            kept.append(entry)
        except PlanError as error:
            skipped.append((entry.row, short(str(error))))
    return kept, skipped


def _pointed(amount: str, decimal: str) -> str:
    """Give an amount with a point before its decimals."""
    count, space, unit = amount.partition(" ")
    swapped = count.translate(str.maketrans(".,", ",.")) if decimal == "," else count
    return swapped + space + unit


def _last_days(entries: list[Entry]) -> tuple[list[Entry], list[tuple[int, str]]]:
    days = sorted({entry.date for entry in entries})
    last = set(days[-MOST_DAYS:])
    why = f"before the last {MOST_DAYS} days of the file; a plan has no more"
    return [entry for entry in entries if entry.date in last], [
        (entry.row, why) for entry in entries if entry.date not in last
    ]


def _check(program: Program, entries: list[Entry], skipped: list[tuple[int, str]]) -> None:
    if not entries:
        first = f": line {skipped[0][0]}: {skipped[0][1]}" if skipped else "; export days that have some"
        raise PlanError([f"this {program.name} file holds nothing that was eaten{first}"])
    if len(entries) > MOST_ENTRIES:
        found = f"{len(entries):,} entries in its last {MOST_DAYS} days"
        raise PlanError([f"the file has {found}; at most {MOST_ENTRIES:,} are read: export fewer days"])


def _with_foods(entries: list[Entry], foods: pd.DataFrame, portions: pd.DataFrame) -> list[Entry]:
    """Give the entries with the foods of ours that they are likely to be, and their weight."""
    often = Counter(entry.name for entry in entries).most_common(MOST_NAMES)
    named = foods[[column for column in ("name", "group") if column in foods.columns]]
    names = {name: matched(name, named) for name, _ in often}
    weights = all_measures(portions)
    holds = {name: foods[name].to_dict() for name in NEAR if name in foods.columns}
    found = []
    for entry in entries:
        food, score = names.get(entry.name, ("", 0.0))
        grams, measure = measured(entry.amount, weights.get(food, {}))
        agrees = not food or agree(
            dict(entry.recorded), {name: of[food] for name, of in holds.items()}, grams
        )
        found.append(replace(entry, food=food, score=score, grams=grams, measure=measure, agrees=agrees))
    return found


def _of_dates(lines: Iterable[Line], *, days_first: bool) -> list[str]:
    slashed = any("/" in line.cell("date") for line in lines)
    order = "day/month/year" if days_first else "month/day/year"
    return [f"Dates: read as {order}"] if slashed else []
