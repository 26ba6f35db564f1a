"""What somebody plans to eat: frozen values, and the file they travel in."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from itertools import islice
from typing import Any, Self

from nutrition.cells import as_written, csv_line
from nutrition.checks import key_shown, number_faults, shown, strict_json, text_faults
from nutrition.errors import PlanError, plain

FORMAT, VERSION = "b12-plan", 1
MOST_ROWS = 20_000  # items that are read from one file
MOST_FAULTS = 100  # that are named; who mends these sees the next
MADE_BY = "made_by"  # a part of a file that says which program wrote it
MOST_GRAMS = 10_000.0  # of one food as one item; the most in 14,300 recorded ones was 8,925 g of water
MOST_DAYS = 31
LONGEST_FILE = 2_000_000  # characters; a month of meals has about 200,000
CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")  # one spelling for each time: no digits of other scripts


@dataclass(frozen=True)
class Item:
    """One food in a plan.

    ``grams`` is what counts; ``measure`` only says in which household measure a person likes to see it.
    ``at`` is "HH:MM" or None. ``per_week`` is how many days a week it is taken where the plan is a day that
    repeats: a weekly tablet has 1.
    """

    food: str
    grams: float
    meal: str = ""
    at: str | None = None
    day: int = 1
    per_week: float = 7
    measure: str = "g"

    def __post_init__(self) -> None:
        """Refuse what cannot be eaten, naming each value that is wrong."""
        for name in _NUMBERS:
            object.__setattr__(self, name, plain(getattr(self, name)))
        if faults := list(_item_faults(self)):
            raise PlanError(faults)


@dataclass(frozen=True)
class Plan:
    """Foods in the order a person put them, over one or more days."""

    items: tuple[Item, ...] = ()
    name: str = ""
    days: int = 1

    def __post_init__(self) -> None:
        """Refuse a plan whose items lie outside its days."""
        if not isinstance(self.items, Iterable) or getattr(self.items, "ndim", 1) == 0:
            raise PlanError([f"items: {shown(self.items)} is not a row of items"])
        object.__setattr__(self, "items", tuple(self.items))
        object.__setattr__(self, "days", plain(self.days))
        if faults := list(_plan_faults(self)):
            raise PlanError(faults)

    def add(self, item: Item) -> Self:
        """Give the plan with one more item at its end."""
        return replace(self, items=(*self.items, item))

    def remove(self, index: int) -> Self:
        """Give the plan without the item at that place (0 is the first)."""
        return replace(self, items=self.items[:index] + self.items[index + 1 :])

    def change(self, index: int, **parts: Any) -> Self:  # noqa: ANN401 - Item checks them
        """Give the plan with parts of one item replaced: ``plan.change(0, grams=120)``."""
        items = list(self.items)
        items[index] = replace(items[index], **parts)
        return replace(self, items=tuple(items))

    def add_day(self, like: int | None = None) -> Self:
        """Give the plan with one more day at its end: an empty one, or a copy of another day."""
        copied = tuple(replace(item, day=self.days + 1) for item in self.items if item.day == like)
        return replace(self, items=self.items + copied, days=self.days + 1)

    def remove_day(self, day: int) -> Self:
        """Give the plan without that day; later days move up, and one day always stays."""
        kept = (item for item in self.items if item.day != day)
        items = tuple(replace(item, day=item.day - (item.day > day)) for item in kept)
        return replace(self, items=items, days=max(self.days - 1, 1))

    def only(self, day: int) -> Self:
        """Give one day of the plan as a plan of its own."""
        items = tuple(replace(item, day=1) for item in self.items if item.day == day)
        return replace(self, items=items, days=1)

    def to_json(self) -> str:
        """Give the plan as a file: reading it again gives an equal plan."""
        items = [{name: getattr(item, name) for name in _COLUMNS} for item in self.items]
        body = {"format": FORMAT, "version": VERSION, "items": items, "name": self.name, "days": self.days}
        return json.dumps(body, ensure_ascii=False, allow_nan=False, indent=1) + "\n"

    @classmethod
    def from_file(cls, content: bytes) -> Self:
        """Read a plan file of either kind: JSON where it starts with a brace, else a table."""
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise PlanError([f"byte {error.start + 1} is not UTF-8 text; save the file as UTF-8"]) from None
        return cls.from_json(text) if text.lstrip().startswith("{") else cls.from_csv(text)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what `to_json` wrote; every fault in the file is listed in one `PlanError`.

        Parts that begin with "x-" are for other programs and are passed over, as is "made_by".
        """
        return cls.from_body(plan_body(text))

    @classmethod
    def from_body(cls, body: Mapping[str, Any]) -> Self:
        """Make a plan of what `plan_body` gives."""
        return cls(**_plan_fields(body))

    def to_csv(self) -> str:
        """Give one line per item; an empty plan is the line of column names alone, without its name.

        Text that a spreadsheet would run as a formula gets an apostrophe before it, which `from_csv` removes.
        """
        rows = ([*(getattr(item, name) for name in _COLUMNS), self.name, self.days] for item in self.items)
        return "".join(map(csv_line, [[*_COLUMNS, "plan", "days"], *rows]))

    @classmethod
    def from_csv(cls, text: str) -> Self:
        """Read a table with at least the columns food and grams; comma or semicolon between columns."""
        rows = _csv_rows(text)
        items = _items((f"row {number}", _cells(row)) for number, row in rows)
        first = rows[0][1] if rows else {}
        days = _number(first.get("days") or "") or max((item.day for item in items), default=1)
        name = as_written(first.get("plan") or "")
        return cls(items, name, days)  # type: ignore[arg-type]  # Plan names a bad value


_COLUMNS = [field.name for field in fields(Item)]
_NUMBERS = ("grams", "day", "per_week")


def _item_faults(item: Item) -> Iterable[str]:
    yield from text_faults("food", item.food)
    if isinstance(item.food, str) and not item.food:
        yield "food: is empty; give the id of a food"
    yield from number_faults("grams", item.grams, 0, MOST_GRAMS)
    yield from text_faults("meal", item.meal)
    if item.at is not None and not (isinstance(item.at, str) and CLOCK.fullmatch(item.at)):
        yield f"at: {shown(item.at)} is no time of day; write it as 08:30"
    yield from _whole_faults("day", item.day)
    often = list(number_faults("per_week", item.per_week, 0, 7))
    yield from often
    if not often and item.per_week == 0:
        yield "per_week: 0 days a week means not at all; remove the item instead"
    yield from text_faults("measure", item.measure)


def _plan_faults(plan: Plan) -> Iterable[str]:
    yield from text_faults("name", plan.name)
    wrong = list(_whole_faults("days", plan.days))
    yield from wrong
    for number, item in enumerate(plan.items, 1):
        if not isinstance(item, Item):
            yield f"item {number}: {shown(item)} is no item"
        elif not wrong and item.day > plan.days:
            yield f"item {number}, day: {item.day} lies after the plan's last day, {plan.days}"


def _whole_faults(name: str, value: object) -> Iterable[str]:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MOST_DAYS:
        yield f"{name}: {shown(value)} is not a whole number from 1 to {MOST_DAYS}"


def plan_body(text: str) -> dict[str, Any]:
    """Give the parts of a plan file in JSON, without those for other programs; the rest is not looked at."""
    _check_length(text)
    try:
        body = strict_json(text.removeprefix("\ufeff"))
    except ValueError as error:
        raise PlanError([f"this is no plan file: {error}"]) from None
    if not isinstance(body, dict) or body.get("format") != FORMAT:
        raise PlanError([f'this is no plan file: it does not say "format": "{FORMAT}"'])
    if body.get("version") != VERSION:
        raise PlanError(
            [f"version: {shown(body.get('version'))} is not {VERSION}; a newer planner wrote this file"]
        )
    return {key: value for key, value in body.items() if key != MADE_BY}


def _plan_fields(body: Mapping[str, Any]) -> dict[str, Any]:
    unknown = sorted(set(body) - {"format", "version", "name", "days", "items"})
    faults = [f"{key_shown(key)}: a plan has no such part" for key in unknown]
    rows = body.get("items", [])
    if not isinstance(rows, list):
        raise PlanError([*faults, f"items: {shown(rows)} is not a list"])
    items = _items(((f"item {number}", row) for number, row in enumerate(rows, 1)), faults)
    return {"items": items, "name": body.get("name", ""), "days": body.get("days", 1)}


def _items(rows: Iterable[tuple[str, object]], faults: list[str] | None = None) -> tuple[Item, ...]:
    """Make every row an item, or raise one `PlanError` with the faults of all of them."""
    items, faults = [], list(faults or [])
    for place, row in islice(rows, MOST_ROWS + 1):
        try:
            items.append(_item(row))
        except PlanError as error:
            faults += [f"{place}, {fault}" for fault in error.faults]
        if len(faults) > MOST_FAULTS:
            faults = [*faults[:MOST_FAULTS], "and more; mend these first"]
            break
    if len(items) > MOST_ROWS:
        faults.append(f"the file has more than {MOST_ROWS:,} items; a plan has fewer: split it")
    if faults:
        raise PlanError(faults)
    return tuple(items)


def _item(row: object) -> Item:
    if not isinstance(row, Mapping):
        raise PlanError([f"{shown(row)} is no item"])
    faults = [
        f"{key_shown(key)}: an item has no such part" for key in sorted(set(row) - set(_COLUMNS), key=str)
    ]
    faults += [f"{key}: is missing" for key in ("food", "grams") if key not in row]
    if faults:
        raise PlanError(faults)
    return Item(**row)


def _csv_rows(text: str) -> list[tuple[int, dict[str, str]]]:
    """Give the lines that hold anything, each with its number in the file (the column names are line 1)."""
    _check_length(text)
    text = text.removeprefix("\ufeff")
    header = text.partition("\n")[0]
    between = ";" if header.count(";") > header.count(",") else ","
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True))
    except csv.Error as error:
        raise PlanError([f"this is no table: {error}"]) from None
    columns = [name.strip() for name in table[0]] if table else []
    _check_columns(columns)
    wide = [
        f"row {n}: has {len(row)} cells for {len(columns)} columns"
        for n, row in enumerate(table, 1)
        if len(row) > len(columns)
    ]
    if wide:
        raise PlanError(wide[:MOST_FAULTS])
    return [(n, dict(zip(columns, row, strict=False))) for n, row in enumerate(table[1:], 2) if any(row)]


def _check_columns(columns: list[str]) -> None:
    known = [*_COLUMNS, "plan", "days"]
    odd = [name for name in columns if name not in known]
    faults = [f"column {shown(name)}: not known; the columns are {', '.join(known)}" for name in odd]
    faults += [f"column {name!r}: is missing" for name in ("food", "grams") if name not in columns]
    faults += [f"column {name!r}: stands there twice" for name in known if columns.count(name) > 1]
    if faults:
        raise PlanError(faults[:MOST_FAULTS])


def _check_length(text: str) -> None:
    if not isinstance(text, str):
        raise PlanError([f"this is no plan file: {shown(text)} is not text; use from_file for bytes"])
    if len(text) > LONGEST_FILE:
        raise PlanError([f"the file has {len(text):,} characters; a plan file has at most {LONGEST_FILE:,}"])


def _cells(row: dict[str, str]) -> dict[str, Any]:
    """Cells as an item wants them: numbers as numbers, an empty cell as the item's own default."""
    kept = {
        key: value for key, value in row.items() if key in _COLUMNS and (value or key in ("food", "grams"))
    }
    return {key: _number(value) if key in _NUMBERS else as_written(value) for key, value in kept.items()}


def _number(text: str) -> float | str:
    """Give the number, whole where it is whole; text that is no number stays as it is, for `Item` to name."""
    try:
        return int(text)
    except ValueError:
        try:
            return float(text.replace(",", "."))
        except ValueError:
            return text
