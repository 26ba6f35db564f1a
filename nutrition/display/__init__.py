"""What plans, results and tables look like to a reader: texts and bar lengths, decided elsewhere."""

from nutrition.display.check import cards, readings, sheet, symptom_rows
from nutrition.display.differences import differences
from nutrition.display.figures import links, scope, who
from nutrition.display.lists import constant_rows, needs_rows, pairs
from nutrition.display.meals import choices, day_table, origin
from nutrition.display.result import details, page
from nutrition.display.uptake import of_sittings, uptake

__all__ = [
    "cards",
    "choices",
    "constant_rows",
    "day_table",
    "details",
    "differences",
    "links",
    "needs_rows",
    "of_sittings",
    "origin",
    "page",
    "pairs",
    "readings",
    "scope",
    "sheet",
    "symptom_rows",
    "uptake",
    "who",
]
