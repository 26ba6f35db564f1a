"""MyFitnessPal's summary: a row per meal, without foods and without B12."""

from nutrition.exchange.columns import folded
from nutrition.exchange.entries import Line, Program, Said


def _is_meals(columns: frozenset[str]) -> bool:
    return {"date", "meal", "calories"} <= columns and "name" not in columns


def _meal(line: Line) -> Said | str:
    meal = line.cell("meal")
    if "total" in folded(f"{meal} {line.cell('date')}"):
        return "a total of other rows"
    return Said(meal, None, meal or "Meal", "")


MEALS = Program("MyFitnessPal", "MyFitnessPal", _is_meals, _meal, named=False)
