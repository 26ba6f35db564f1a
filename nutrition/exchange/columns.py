"""Another program's table with its columns understood: ``data/exchange_columns.csv`` says what they mean."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from nutrition.errors import PlanError
from nutrition.exchange.reading import number
from nutrition.tables import Row, nutrients, records
from nutrition.units import convert

MOST_NAME = 60  # characters of a column's name; the longest we know has 24
NAMED = re.compile(r"(.*?)\s*(?:\(([^()]*)\))?")  # "B12 (Cobalamin) (µg)" has the unit "µg"
UNITS = {"μg": "ug", "mcg": "ug", "ug": "ug", "mg": "mg", "g": "g", "kcal": "kcal", "kj": "kJ", "iu": "IU"}
DECIMAL_COMMA = re.compile(r"[0-9]+,([0-9]{1,2}|[0-9]{4,})|[0-9.]+\.[0-9]{3},[0-9]+")
DECIMAL_POINT = re.compile(r"[0-9]+\.([0-9]{1,2}|[0-9]{4,})|[0-9,]+,[0-9]{3}\.[0-9]+")


@dataclass(frozen=True)
class Amount:
    """A column that holds a nutrient: where it stands, how it is called, and what its numbers count as.

    ``factor`` turns its unit into ours. Where ``zero_unknown``, a 0 says nothing. ``part`` names a nutrient
    of which several columns hold a part, such as EPA.
    """

    place: int
    column: str
    nutrient: str
    factor: float
    zero_unknown: bool
    part: str


@dataclass(frozen=True)
class Columns:
    """What a table's columns mean: places by role, nutrients, those without use, units that are turned."""

    places: Mapping[str, int]
    amounts: tuple[Amount, ...]
    unmapped: tuple[str, ...]
    converted: tuple[str, ...]

    def cell(self, cells: Sequence[str], role: str) -> str:
        """Give what stands in the column with that role on one line, "" where there is no such column."""
        return " ".join(cells[self.places[role]].split()) if role in self.places else ""


def columns_of(program: str, names: Sequence[str]) -> Columns:
    """Say what the columns of that program's file mean; a unit in brackets counts before the usual one."""
    places: dict[str, int] = {}
    amounts, unmapped = [], []
    for place, name in enumerate(" ".join(name.split())[:MOST_NAME] for name in names):
        row, unit = _known(program, name)
        if row["nutrient"]:
            found = _amount(place, name, row, unit)
            unmapped += [found] if isinstance(found, str) else []
            amounts += [found] if isinstance(found, Amount) else []
        elif row["role"] in ("", "unmapped"):
            unmapped += [f"{name}: {row['note'] or 'not a column we know'}"] if name else []
        else:
            places.setdefault(row["role"], place)
    used = tuple(_used(program, amounts, unmapped))
    return Columns(places, used, tuple(unmapped), tuple(_conversions(program, used)))


def recorded(columns: Columns, cells: Sequence[str], decimal: str) -> tuple[tuple[str, float], ...]:
    """Give the nutrients that a row states, in our units, each once; what is left blank is left out.

    A nutrient of several columns is their sum, and left out where one of them is blank. ``PlanError`` names
    every cell that is no number of anything eaten.
    """
    found: dict[str, float] = {}
    faults, blank = [], set()
    for amount in columns.amounts:
        try:
            value = _value(amount, cells[amount.place], decimal)
        except ValueError as error:
            faults.append(f"{amount.column}: {error}")
            continue
        if value is None:
            blank.add(amount.nutrient)
        else:
            found[amount.nutrient] = found.get(amount.nutrient, 0.0) + value
    if faults:
        raise PlanError(faults)
    return tuple(sorted((name, value) for name, value in found.items() if name not in blank))


def decimal_of(cells: Iterator[str]) -> str:
    """Say what stands before decimals, "." or ",", from the cells that can be read in one way only.

    ``PlanError`` where some say one and some the other; "." where none says anything.
    """
    found: dict[str, str] = {}
    for cell in cells:
        if "," not in found and "," in cell and DECIMAL_COMMA.fullmatch(cell.strip()):
            found[","] = cell.strip()
        elif "." not in found and DECIMAL_POINT.fullmatch(cell.strip()):
            found["."] = cell.strip()
    if len(found) > 1:
        both = " and ".join(repr(cell[:30]) for cell in found.values())
        raise PlanError([f"numbers: {both} are written in two ways; save the file with one kind of decimals"])
    return next(iter(found), ".")


def base_name(name: str) -> str:
    """Give a column's name as it is compared, without the unit in brackets at its end."""
    return str(NAMED.fullmatch(folded(name))[1])  # type: ignore[index]  # it matches any line


def folded(name: str) -> str:
    """Give a column's name as it is compared: small letters, one kind of micro sign, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _value(amount: Amount, cell: str, decimal: str) -> float | None:
    value = number(cell, decimal)
    if value is None or (value == 0 and amount.zero_unknown):
        return None
    if value < 0:
        raise ValueError(f"{cell.strip()[:40]!r} is below zero")
    return value * amount.factor


def _known(program: str, name: str) -> tuple[Row, str]:
    """Give what is known of a column, and the unit in its name; a column may be listed with the brackets."""
    whole = folded(name)
    base, unit = NAMED.fullmatch(whole).groups("")  # type: ignore[union-attr]  # it matches any line
    rows = _rows(program)
    if whole in rows:
        return rows[whole], ""
    return rows.get(base, NOT_KNOWN), unit


NOT_KNOWN: Row = {"role": "", "nutrient": "", "note": ""}


def _amount(place: int, name: str, row: Row, unit: str) -> Amount | str:
    """Give the column as one that holds a nutrient, or why it cannot be used."""
    theirs, ours = UNITS.get(unit, unit) or row["unit"], str(nutrients().at[row["nutrient"], "unit"])
    try:
        factor = convert(1.0, f"IU of {row['nutrient']}" if theirs == "IU" else theirs, ours)
    except ValueError:
        return f"{name}: its unit cannot be turned into {_shown(ours)}"
    return Amount(place, name, row["nutrient"], factor, row["zero"] == "unknown", row["part"])


def _used(program: str, amounts: list[Amount], unmapped: list[str]) -> Iterator[Amount]:
    """Give the columns to be read: the first of several that mean the same, no part without the rest."""
    seen: set[tuple[str, str]] = set()
    has = {(each.nutrient, each.part) for each in amounts}
    for each in amounts:
        parts = {row["part"] for row in _rows(program).values() if row["nutrient"] == each.nutrient}
        missing = sorted(part for part in parts if (each.nutrient, part) not in has)
        if missing:
            unmapped.append(f"{each.column}: not counted without {', '.join(missing)}")
        elif (each.nutrient, each.part) in seen:
            unmapped.append(f"{each.column}: the column before it says the same")
        else:
            seen.add((each.nutrient, each.part))
            yield each


def _conversions(program: str, amounts: Sequence[Amount]) -> Iterator[str]:
    notes = {row["column"]: row["note"] for row in _rows(program).values()}
    for each in amounts:
        if each.factor != 1:
            ours = _shown(str(nutrients().at[each.nutrient, "unit"]))
            yield f"{each.column} to {ours}: {_times(each.factor)}"
        note = notes.get(NAMED.fullmatch(each.column)[1], "")  # type: ignore[index]  # it matches any line
        if note and not each.part:
            yield f"{each.column}: {note}"


def _times(factor: float) -> str:
    return f"times {factor:,.6g}" if factor >= 1 else f"divided by {1 / factor:,.6g}"


def _shown(unit: str) -> str:
    return unit.replace("ug", "µg")


@cache
def _rows(program: str) -> dict[str, Row]:
    return {folded(row["column"]): row for row in records("exchange_columns") if row["program"] == program}
