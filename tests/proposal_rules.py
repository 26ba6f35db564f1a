"""What every proposal has to keep to, worked out anew by the plain calculator; rules say what broke them."""

import warnings
from collections import Counter
from dataclasses import replace
from functools import lru_cache, partial
from unittest.mock import patch

import numpy as np
import pandas as pd

import nutrition as nu
from nutrition import suggestions
from nutrition.assessment import by_nutrient
from nutrition.changes import changed
from nutrition.gaps import beam
from nutrition.kitchen import kitchen
from nutrition.suggestions import suggest
from tests.people import PEOPLE
from tests.random_plans import random_plan

STRICTER = ("vegan", "vegetarian", "pescatarian", "omnivore")
FREE = ("energy", "water_total", "sodium")  # have no floor here
WARNING = ("UL", "CDRR", "maximum", "SDT")  # kinds of limits that warn; others only end a range
NEAR = 1e-9  # sums in another order
FOODS = nu.read_foods()
ABOUT = pd.concat([FOODS[["group", "subgroup", "diet", "allergens"]], kitchen(FOODS)], axis=1).to_dict(
    "index"
)
WEIGHTS = nu.read_portions().set_index(["food_id", "measure"])["grams"].to_dict()


def faults(case):
    """Suggest changes for one plan and one person; give what is wrong with any proposal, in words.

    ``width`` is that of the search: a narrow one finds worse proposals sooner, which keep the same rules.
    """
    warnings.simplefilter("error")
    name, who, width = case
    person, wishes = PEOPLE[who]
    plan = nu.sample(name) if isinstance(name, str) else _random(name)
    if name and plan.items and len(plan.items) % 3 == 0:
        wishes = replace(wishes, keep=(plan.items[1].food,))
    case = Case(plan, nu.needed(person, "NASEM"), person, wishes)
    found = _suggested(width, plan, FOODS, case.needed, person, wishes)
    said = [fault for n, way in enumerate(found.proposals) for fault in _of(case, way, n)]
    return [f"plan {name}, {who}: {fault}" for fault in said]


@lru_cache(maxsize=2)
def _random(seed):
    return random_plan(seed, FOODS)


@lru_cache(maxsize=2)
def _eaten(plan):
    return nu.eaten(plan, FOODS)


def _suggested(width, *asked):
    """Give all proposals, or the first one of a narrow search."""
    if width is None:
        return suggest(*asked, seconds=0)
    quick = patch.multiple(beam, NOTED=width, ROUNDS=0)  # few sets are carried on, none is taken apart
    with quick, patch.object(suggestions, "found_at_once", partial(_narrow, width)):
        return next(suggestions.improving(*asked))


def _narrow(width, posed):
    return beam.beam(posed.problem, width=width) if posed.options else [()]


class Case:
    """A plan, whom it is for, and what it comes to."""

    def __init__(self, plan, needed, person, wishes):
        self.plan, self.needed, self.person, self.wishes = plan, needed, person, wishes
        self.before, self.b12 = self.judged(plan), self.absorbed(plan)
        self.unfit = [item.food for item in plan.items if not self.fits(item.food)]

    def judged(self, plan):
        return by_nutrient(nu.assess(_eaten(plan), self.needed))

    def absorbed(self, plan):
        return nu.absorbed_per_day(nu.absorbed(plan, FOODS, self.person))["mid"]

    def fits(self, food):
        """Say whether a food keeps to the diet and holds nothing that is left out."""
        diet, row = self.wishes.diet or self.person.diet, ABOUT[food]
        held = set(row["allergens"].split(";"))
        return STRICTER.index(row["diet"]) <= STRICTER.index(diet) and not held & set(self.wishes.without)

    def floor(self, line):
        average = self.wishes.floors == "average" and not np.isnan(line["average"])
        return line["average"] if average else line["target"]


def _of(case, way, number):
    after = case.judged(way.plan)
    for rule in (moved, sizes, foods, floors, limits, energy, claims):
        yield from (f"proposal {number}: {fault}" for fault in rule(case, way, after))


def moved(case, way, after):
    """Nothing outside the listed changes has moved, and there are no more of them than wished for."""
    gone = Counter(item for change in way.changes for item in change.before)
    come = Counter(item for change in way.changes for item in change.after)
    if changed(case.plan, way.changes) != way.plan:
        yield "the changes do not make the plan"
    if Counter(way.plan.items) != Counter(case.plan.items) - gone + come:
        yield "items have changed that no change lists"
    there, untouched = iter(way.plan.items), Counter(case.plan.items) - gone
    left = list(case.plan.items)
    for item in gone.elements():
        left.remove(item)
    if not all(item in there for item in left) or Counter(left) != untouched:
        yield "untouched items are not in their order"
    if (way.plan.days, way.plan.name) != (case.plan.days, case.plan.name):
        yield "the plan has another length or name"
    if len(way.changes) > case.wishes.most_changes:
        yield f"{len(way.changes)} changes"
    kept = [item for item in case.plan.items if item.food in case.wishes.keep and case.fits(item.food)]
    if any(item in gone for item in kept):
        yield "a food to keep has changed"


def sizes(case, way, after):
    """What comes or is resized does so in real steps: usual ones, or halves of the item's own measure."""
    for change in way.changes:
        was = {(item.food, item.day): item.grams for item in change.before}
        for item in change.after:
            by = abs(item.grams - was.get((item.food, item.day), 0))
            steps = (ABOUT[item.food]["step"], WEIGHTS.get((item.food, item.measure), 1) / 2)
            whole = [abs(by / step - round(by / step)) < 1e-6 <= by for step in steps]
            if change.kind != "move" and not any(whole):
                yield f"{item.food} by {by} g, no multiple of {steps}"


def foods(case, way, after):
    """What comes keeps to diet, allergens, dislikes and what people eat; nothing unfit grows."""
    for change in way.changes:
        for item in change.after:
            if not case.fits(item.food):
                yield f"{item.food} does not fit"
            if change.kind not in ("add", "swap", "supplement"):
                continue
            about = ABOUT[item.food]
            named = {item.food, about["group"], about["subgroup"]}
            if named & set(case.wishes.dislikes):
                yield f"{item.food} is disliked"
            if not about["offer"] or case.person.condition in about["not_for"]:
                yield f"{item.food} is not to be proposed"
            if about["fortified"] and not case.wishes.fortified:
                yield f"{item.food} is fortified"
            if about["group"] == "Supplements" and case.wishes.supplements == "never":
                yield f"{item.food} is a supplement"


def floors(case, way, after):
    """What was met stays met and nothing known falls far; where foods had to go, what is lost is told."""
    for name, line in case.before.items():
        least, had, has = case.floor(line), line["known"], after[name]["known"]
        if name in FREE or not least > 0 or not had >= 0:
            continue
        lost = has < min(least, had) * (1 - NEAR) if had >= least else has < 0.9 * had * (1 - NEAR)
        told = had < least or name in {*way.unmet.index, *way.unproven.index}
        if lost and not (case.unfit and told):
            yield f"{name} falls from {had:.4g} to {has:.4g} of {least:.4g}"


def limits(case, way, after):
    """A limit that held holds; what is above one comes no further above it, a range by 5 % at most."""
    for name, line in case.before.items():
        most, had, has = line["upper"], np.nan_to_num(line["limited"]), after[name]["limited"]
        room = most if had <= most else had if line["upper_kind"] in WARNING else 1.05 * had
        if has > room * (1 + NEAR):
            yield f"{name} rises from {had:.4g} to {has:.4g} of {most:.4g}"


def energy(case, way, after):
    """Energy keeps to its band, or goes no further away than the plan was."""
    need, had, has = (
        case.before["energy"]["target"],
        case.before["energy"]["known"],
        after["energy"]["known"],
    )
    low, high = case.wishes.energy or (0.9 * need, 1.1 * need)
    if not min(low, had) * (1 - NEAR) <= has <= max(high, had) * (1 + NEAR):
        yield f"energy goes from {had:.0f} to {has:.0f} of {low:.0f} to {high:.0f} kcal"


def claims(case, way, after):
    """What is open is said to be: short, over, cannot be told, B12 taken up, foods that must go."""
    told = set(way.unmet.index) | set(way.unproven.index)
    for name, line in after.items():
        short = (
            line["status"] in ("short", "cannot tell")
            and line["known"] < case.floor(line)
            and line["items"] > 0
        )
        over = line["limit_status"] == "over" and line["upper_kind"] in WARNING
        if name not in FREE and short and name not in told:
            yield f"{name} is {line['status']} and not told"
        if over and name not in told:
            yield f"{name} is over and not told"
    yield from _b12(case, way)
    left = [
        item.food for item in way.plan.items if not case.fits(item.food) and item.food not in case.wishes.keep
    ]
    if bool(left) != ("forbidden" in way.unmet.index):
        yield f"foods that do not fit: {left}, told: {list(way.unmet.index)}"
    for name in set(way.unmet.index) & set(after):
        line = after[name]
        above = line["limited"] > line["upper"] * (1 - 1e-5)
        if not above and line["known"] >= case.floor(line) * (1 + 1e-5):
            yield f"{name} is met but told as open"


def _b12(case, way):
    was, taken = case.b12, case.absorbed(way.plan)
    goal = case.floor(case.needed.loc["vitamin_b12"]) / 2
    if (taken < goal * (1 - NEAR)) != ("vitamin_b12_absorbed" in way.unmet.index):
        yield f"B12 taken up is {taken:.4g} of {goal:.4g}, told: {list(way.unmet.index)}"
    if not case.unfit and taken < min(goal, 0.9 * was) * (1 - NEAR):
        yield f"B12 taken up falls from {was:.4g} to {taken:.4g}"
