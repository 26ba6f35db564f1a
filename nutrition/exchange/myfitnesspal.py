"""MyFitnessPal's summary: a row per meal, without foods and without B12."""

from nutrition.exchange.entries import Line, Program, Said, is_total


def _is_meals(columns: frozenset[str]) -> bool:
    return {"date", "meal", "calories"} <= columns and "name" not in columns


def _meal(line: Line) -> Said | str:
    meal = line.cell("meal")
    if is_total(meal) or is_total(line.cell("date")):
        return "a total of other rows"
    return Said(meal, None, meal or "Meal", "")


MEALS = Program("MyFitnessPal", "MyFitnessPal", _is_meals, _meal, named=False)
