"""What plans, results and tables look like to a reader: texts and bar lengths, decided elsewhere."""

from nutrition.display.figures import scope, who
from nutrition.display.lists import constant_rows, needs_rows, pairs
from nutrition.display.meals import choices, day_table, origin
from nutrition.display.result import details, page

__all__ = [
    "choices",
    "constant_rows",
    "day_table",
    "details",
    "needs_rows",
    "origin",
    "page",
    "pairs",
    "scope",
    "who",
]
