"""Lose It's food log: a row per food, without B12."""

from nutrition.exchange.columns import folded
from nutrition.exchange.entries import Line, Program, Said
from nutrition.exchange.reading import number

NEEDED = {"date", "name", "quantity", "units", "calories", "fat"}  # its log of exercise has no fat


def _is_foods(columns: frozenset[str]) -> bool:
    return columns >= NEEDED


def _food(line: Line) -> Said | str:
    if folded(line.cell("deleted")) in ("true", "1", "yes"):
        return "deleted in Lose It"
    if folded(line.cell("meal")) == "exercise":
        return "exercise, not food"
    if not line.cell("name"):
        return "no food is named"
    count = number(line.cell("quantity"), line.decimal)
    amount = "" if count is None else f"{count:.10g} {line.cell('units')}".strip()
    return Said(line.cell("meal"), None, line.cell("name"), amount)


FOODS = Program("Lose It", "Lose It", _is_foods, _food, named=True)
