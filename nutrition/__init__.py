"""Plan what to eat and see what it gives against what a person needs."""

from nutrition.assessment import assess
from nutrition.comparison import compare
from nutrition.errors import DataError, PlanError
from nutrition.foods import all_measures, find, measures, parse_amount
from nutrition.intake import by_day, by_item, by_meal, contributions, eaten
from nutrition.needs import needed
from nutrition.people import Person
from nutrition.plans import Item, Plan
from nutrition.risks import notices, risk_choices, standing_line
from nutrition.sample_plans import sample, samples
from nutrition.tables import read_foods, read_portions

__all__ = [
    "DataError",
    "Item",
    "Person",
    "Plan",
    "PlanError",
    "all_measures",
    "assess",
    "by_day",
    "by_item",
    "by_meal",
    "compare",
    "contributions",
    "eaten",
    "find",
    "measures",
    "needed",
    "notices",
    "parse_amount",
    "read_foods",
    "read_portions",
    "risk_choices",
    "sample",
    "samples",
    "standing_line",
]
