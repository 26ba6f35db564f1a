"""Plan what to eat and see what it gives against what a person needs."""

from nutrition.absorption import absorbed, absorbed_per_day, impairments, in_three_sittings
from nutrition.assessment import assess
from nutrition.body_stores import days_to_threshold, regimen_absorbed, repletion, store_bands, stores
from nutrition.changes import Change, changed
from nutrition.clinician import clinician_page
from nutrition.closing import Match, to_match
from nutrition.comparison import compare
from nutrition.conversion import Conversion, MadeOver, convert, make_it
from nutrition.doses import absorb, absorb_spaced, absorption_curves
from nutrition.errors import DataError, PlanError
from nutrition.food_sources import b12_sources, count_contested
from nutrition.foods import all_measures, find, find_ids, measures, parse_amount
from nutrition.gaps.proposals import Proposal
from nutrition.guided import guided_check, guided_questions
from nutrition.intake import by_day, by_item, by_meal, contributions, eaten
from nutrition.lab_results import Labs, lab_question, lab_tests
from nutrition.labs import combined_b12, findings, interpret
from nutrition.menus import Menu, another_day, another_meal, new_plan
from nutrition.needs import needed
from nutrition.people import Person
from nutrition.plans import Item, Plan
from nutrition.risks import notices, risk_choices, standing_line
from nutrition.sample_plans import sample, samples
from nutrition.shopping import shopping_list
from nutrition.suggestions import Suggestion, improving, suggest
from nutrition.symptoms import symptom_choices
from nutrition.tables import read_foods, read_portions
from nutrition.treatments import facts, treatment_options
from nutrition.wishes import Wishes

__all__ = [
    "Change",
    "Conversion",
    "DataError",
    "Item",
    "Labs",
    "MadeOver",
    "Match",
    "Menu",
    "Person",
    "Plan",
    "PlanError",
    "Proposal",
    "Suggestion",
    "Wishes",
    "absorb",
    "absorb_spaced",
    "absorbed",
    "absorbed_per_day",
    "absorption_curves",
    "all_measures",
    "another_day",
    "another_meal",
    "assess",
    "b12_sources",
    "by_day",
    "by_item",
    "by_meal",
    "changed",
    "clinician_page",
    "combined_b12",
    "compare",
    "contributions",
    "convert",
    "count_contested",
    "days_to_threshold",
    "eaten",
    "facts",
    "find",
    "find_ids",
    "findings",
    "guided_check",
    "guided_questions",
    "impairments",
    "improving",
    "in_three_sittings",
    "interpret",
    "lab_question",
    "lab_tests",
    "make_it",
    "measures",
    "needed",
    "new_plan",
    "notices",
    "parse_amount",
    "read_foods",
    "read_portions",
    "regimen_absorbed",
    "repletion",
    "risk_choices",
    "sample",
    "samples",
    "shopping_list",
    "standing_line",
    "store_bands",
    "stores",
    "suggest",
    "symptom_choices",
    "to_match",
    "treatment_options",
]
