"""Cronometer's two files: ``servings.csv``, a row per food, and ``dailysummary.csv``, a row per day."""

from nutrition.exchange.dates import clock
from nutrition.exchange.entries import Line, Program, Said, is_total

NAME = "Cronometer"


def _is_foods(columns: frozenset[str]) -> bool:
    return bool(columns & {"day", "date"}) and {"food name", "amount"} <= columns


def _is_days(columns: frozenset[str]) -> bool:
    return {"date", "energy"} <= columns and not columns & {"food name", "name", "food", "meal"}


def _food(line: Line) -> Said | str:
    name = line.cell("name")
    if not name:
        return "no food is named"
    return Said(line.cell("meal"), clock(line.cell("time")), name, line.cell("amount"))


def _day(line: Line) -> Said | str:
    """Give a day, or a meal of it where the file has rows for each of its groups and one for their total."""
    group = line.cell("meal")
    if is_total(group):
        return "a total of other rows"
    return Said(group, None, group or "Day", "")


FOODS = Program(NAME, NAME, _is_foods, _food, named=True)
DAYS = Program("Cronometer daily summary", NAME, _is_days, _day, named=False)
