"""A plan and what it gives as an Excel workbook, for reading and for further sums.

Figures are numbers; what is not known is an empty cell, never 0. Text of any origin is written as text, so
that no cell becomes a formula.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from math import isnan, nan
from typing import Any

import pandas as pd
from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.styles import Alignment, Font  # type: ignore[import-untyped]
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]

from nutrition.absorption import absorbed, absorbed_per_day
from nutrition.assessment import MOST_UNKNOWN, assess, by_nutrient
from nutrition.cells import neutral
from nutrition.display.figures import WORDS, shown_status, who
from nutrition.exchange.helpings import helpings
from nutrition.intake import eaten, food_rows
from nutrition.people import Person
from nutrition.plans import Plan
from nutrition.risks import standing_line
from nutrition.tables import nutrients, sources

Row = dict[str, Any]

UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML cannot hold these
PAGE, COLUMN = 150, 24  # characters that paper holds across, and one of many columns; longer text is wrapped
A4 = 9  # the number of the paper in the format
WRAPPED, PLAIN = (Alignment(wrap_text=wrap, vertical="top") for wrap in (True, False))
OF_NUTRIENT = "of the nutrient"  # as many decimals as its figures have everywhere
READING = (
    "An empty cell means not known; 0 means none. Where part of the plan is not known, the amount is at least"
    " what is shown. B12 absorbed is an estimate: the middle one, and its lower and upper end."
)
LIMITED = {
    "all": "all of it",
    "supplements": "from supplements only",
    "preformed": "the preformed part only",
    "added": "the added part only",
}


@dataclass(frozen=True)
class Sheet:
    """One sheet: its rows, and how the numbers of some columns are written."""

    title: str
    rows: list[Row]
    columns: tuple[str, ...]
    formats: Mapping[str, str]


def to_excel(  # noqa: PLR0913, PLR0917 - what the figures stand on
    plan: Plan,
    foods: pd.DataFrame,
    portions: pd.DataFrame,
    person: Person,
    needed: pd.DataFrame,
    authority: str,
    on: date | None = None,
) -> bytes:
    """Give the plan as a workbook with the sheets Plan, Result, B12, Foods and About.

    ``authority`` is the name shown of who published the targets in ``needed``; ``on`` the day it is made,
    None = today. Amounts are per day, in the units beside them; on the sheets Plan and B12 per sitting.

    Raises
    ------
    PlanError
        naming every item whose food is not in ``foods``.
    """
    made = on or datetime.now().astimezone().date()
    sheets = [
        _plan(plan, foods, portions),
        _result(plan, foods, needed),
        _b12(plan, foods, person),
        _foods(plan, foods),
        _about(plan, foods, person, authority, made),
    ]
    book, out = Workbook(), BytesIO()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.title)
        _fill(page, sheet)
        _set_up(page)
    book.save(out)
    return out.getvalue()


def _plan(plan: Plan, foods: pd.DataFrame, portions: pd.DataFrame) -> Sheet:
    columns = ("Day", "Meal", "Time", "Food", "Amount", "Measure", "Grams", "Days a week")
    rows = [
        (each.day, each.meal, _clock(each.at), each.name, each.count, each.measure, each.grams, each.per_week)
        for each in helpings(plan, foods, portions)
    ]
    formats = {"Time": "hh:mm", "Amount": "#,##0.00", "Grams": "#,##0.0"}
    return Sheet("Plan", [dict(zip(columns, row, strict=True)) for row in rows], columns, formats)


RESULT = (
    "Group",
    "Nutrient",
    "Known amount",
    "Unit",
    "Part of the plan not known",
    "Target",
    "Kind of target",
    "Part of the target",
    "Upper limit",
    "Kind of limit",
    "Limit is for",
    "Status",
    "Source of the target",
    "Source of the limit",
)


def _result(plan: Plan, foods: pd.DataFrame, needed: pd.DataFrame) -> Sheet:
    about = nutrients()
    judged = by_nutrient(assess(eaten(plan, foods), needed))
    rows = [_line(about.loc[nutrient], judged[nutrient]) for nutrient in about.index if nutrient in judged]
    formats = {
        **dict.fromkeys(("Known amount", "Target", "Upper limit"), OF_NUTRIENT),
        **dict.fromkeys(("Part of the plan not known", "Part of the target"), "0%"),
    }
    return Sheet("Result", rows, RESULT, formats)


def _line(about: pd.Series, row: Row) -> Row:
    word, symbol = WORDS[shown_status(row)]
    # A sum of 0 beside foods that have no value would read as none.
    dark = row["known"] == 0 and row["unknown_share"] > MOST_UNKNOWN
    limited = LIMITED.get(row["upper_limits"], "") if _known(row["upper"]) is not None else ""
    cells = (
        about["group"],
        about["label"],
        nan if dark else row["known"],
        f"{about['unit'].replace('ug', 'µg')} per day",
        row["unknown_share"],
        row["target"],
        row["label"] if _known(row["target"]) is not None else "",
        nan if dark else row["share"],
        row["upper"],
        row["upper_kind"],
        limited,
        f"{symbol} {word}",
        _titles(row["source"]),
        _titles(row["upper_source"]),
    )
    decimals = int(about["decimals"])
    return {**dict(zip(RESULT, cells, strict=True)), "shape": "#,##0" + "." * (decimals > 0) + "0" * decimals}


B12 = (
    "Day",
    "Meal",
    "Time",
    "B12 eaten, µg",
    "Absorbed, µg",
    "Absorbed, lower end, µg",
    "Absorbed, upper end, µg",
    "Foods whose B12 is not known",
    "Times per day",
)


def _b12(plan: Plan, foods: pd.DataFrame, person: Person) -> Sheet:
    rows = []
    for row in absorbed(plan, foods, person).to_dict("records"):
        # Where a sitting has only foods whose B12 is not known, the sum of what is known would read as none.
        dark = row["eaten"] == 0 and row["unknown"] > 0
        amounts = [nan if dark else row[name] for name in ("eaten", "mid", "low", "high")]
        cells = (row["day"], row["meal"], _clock(row["at"]), *amounts, row["unknown"], row["times_per_day"])
        rows.append(dict(zip(B12, cells, strict=True)))
    formats = {**dict.fromkeys(B12[3:7], "#,##0.00"), "Time": "hh:mm", "Times per day": "0.00"}
    return Sheet("B12", rows, B12, formats)


FOODS = ("Food", "Group", "Source", "Number there", "How sure", "Note", "Link")


def _foods(plan: Plan, foods: pd.DataFrame) -> Sheet:
    places = dict.fromkeys(food_rows(plan, foods).tolist())
    told = foods.iloc[list(places)][["name", "group", "source", "source_id", "basis", "note"]]
    rows = []
    for name, group, source, number, basis, note in told.itertuples(index=False):
        cells = (name, group, _titles(source), number, basis, note, _links(source))
        rows.append(dict(zip(FOODS, cells, strict=True)))
    return Sheet("Foods", rows, FOODS, {})


def _about(plan: Plan, foods: pd.DataFrame, person: Person, authority: str, made: date) -> Sheet:
    per_day = absorbed_per_day(absorbed(plan, foods, person))
    known = eaten(plan, foods)["known"]["vitamin_b12"]
    rows = [
        ("Plan", plan.name),
        ("Days", plan.days),
        ("For", who(person)),
        ("Targets by", authority),
        ("Made on", made),
        ("B12 eaten, as far as known, µg per day", known),
        ("B12 absorbed, middle estimate, µg per day", nan if isnan(known) else per_day["mid"]),
        ("How to read it", READING),
        ("What it cannot tell", standing_line()),
    ]
    columns = ("What", "Value")
    return Sheet("About", [dict(zip(columns, row, strict=True)) for row in rows], columns, {})


def _fill(page: Worksheet, sheet: Sheet) -> None:
    for number, column in enumerate(sheet.columns, 1):
        heading = page.cell(1, number, column)
        heading.font = Font(bold=True)
        heading.alignment = WRAPPED
        for line, row in enumerate(sheet.rows, 2):
            shape = sheet.formats.get(column, "")
            _write(page, line, number, row[column], row["shape"] if shape == OF_NUTRIENT else shape)
        page.column_dimensions[heading.column_letter].width = _width(column, sheet)


def _set_up(page: Worksheet) -> None:
    """Keep the headings in sight, on screen and on each sheet of paper; as wide as a page, however long."""
    page.freeze_panes, page.print_title_rows = "A2", "1:1"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", A4
    page.page_setup.fitToPage = True
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.oddFooter.center.text = "&A, page &P of &N"


def _write(page: Worksheet, line: int, number: int, value: object, shape: str) -> None:
    cell = page.cell(line, number)
    if isinstance(value, str) and value:
        cell.value = UNWRITABLE.sub("\ufffd", neutral(value))
        cell.data_type = "s"  # never a formula or an error value, whatever it begins with
    elif not isinstance(value, str):
        cell.value = _known(value) if isinstance(value, float) else value
    cell.alignment = WRAPPED if isinstance(value, str) else PLAIN
    if shape:
        cell.number_format = shape


def _known(value: float) -> float | None:
    return None if isnan(value) else float(value)


def _width(column: str, sheet: Sheet) -> float:
    """Give a column the width of its longest text, as far as paper holds it in letters one can read."""
    longest = max((len(str(row[column])) for row in sheet.rows if isinstance(row[column], str)), default=0)
    heading = max(len(word) for word in column.split())
    return float(min(max(longest, heading, 6) + 2, max(PAGE // len(sheet.columns), COLUMN)))


def _clock(at: str) -> time | None:
    return time.fromisoformat(at) if at else None


def _titles(keys: str) -> str:
    """Name sources by their keys (joined with ";"); what is no key of ours is said as it stands."""
    known = sources()["title"]
    return "; ".join(str(known.get(key, key)) for key in keys.split(";") if key)


def _links(keys: str) -> str:
    known = sources()["link"]
    return " ".join(str(known[key]) for key in keys.split(";") if key in known.index)
