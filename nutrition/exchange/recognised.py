"""Whose file this is, and what is in it."""

from collections.abc import Sequence

import pandas as pd

from nutrition.errors import PlanError
from nutrition.exchange import cronometer, loseit, myfitnesspal
from nutrition.exchange.audit import Audit
from nutrition.exchange.columns import base_name
from nutrition.exchange.entries import Program, audit_of
from nutrition.exchange.plan_file import PlanFile, read_plan
from nutrition.exchange.reading import ZIP, rows_of, text_of, unzipped
from nutrition.tables import read_portions

PROGRAMS = (cronometer.FOODS, loseit.FOODS, myfitnesspal.MEALS, cronometer.DAYS)
KNOWN = (
    "our plan file (JSON or CSV), Cronometer's servings.csv and dailysummary.csv, "
    "MyFitnessPal's nutrition summary, Lose It's food log; the last two also zipped"
)

Rows = list[tuple[int, list[str]]]


def recognised(
    content: bytes, name: str, foods: pd.DataFrame, portions: pd.DataFrame | None = None
) -> PlanFile | Audit:
    """Read a file of ours (`PlanFile`) or of a program we know (`Audit`); the content decides, not the name.

    ``foods`` and ``portions`` are the tables that entries are matched with; ours, if not given. ``PlanError``
    where it is none of them, saying what can be read.
    """
    portions = read_portions() if portions is None else portions
    if content.startswith(ZIP):
        program, names, rows = _zipped(content, name)
        return audit_of(program, names, rows, foods, portions)
    text = text_of(content)
    if text.lstrip().startswith("{"):
        return read_plan(content)
    names, rows = rows_of(text)
    diary_of = _program(names)
    if diary_of:
        return audit_of(diary_of, names, rows, foods, portions)
    if {"food", "grams"} & set(names):
        return read_plan(content)
    raise PlanError([f"{_label(name)}: {_columns(names)} is no file we know. What can be read: {KNOWN}"])


def _program(names: Sequence[str]) -> Program | None:
    columns = frozenset(map(base_name, names))
    return next((program for program in PROGRAMS if program.known(columns)), None)


def _zipped(content: bytes, name: str) -> tuple[Program, list[str], Rows]:
    """Give the one table in a zip that is a diary."""
    found = {}
    for label, data in unzipped(content).items():
        try:
            names, rows = rows_of(text_of(data))
        except PlanError:
            continue  # pictures and the like lie beside the diary
        if known := _program(names):
            found[label] = (known, names, rows)
    if len(found) == 1:
        return next(iter(found.values()))
    if not found:
        raise PlanError([f"{_label(name)}: nothing in this zip is a file we know. What can be read: {KNOWN}"])
    raise PlanError(
        [f"{_label(name)}: holds several diaries ({', '.join(map(_label, found))}); unpack it and choose one"]
    )


def _columns(names: Sequence[str]) -> str:
    shown = ", ".join(names[:4])
    return f"a table with the columns {shown[:80]!r}"


def _label(name: str) -> str:
    return repr(" ".join(name.split())[:60] or "the file")
