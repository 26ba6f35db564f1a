"""What each change to a plan is, what it brings, and what would happen without it, in words."""

from collections.abc import Iterable
from dataclasses import replace
from math import isnan, nan

import numpy as np
import pandas as pd

from nutrition.assessment import LIMITS
from nutrition.changes import Change
from nutrition.foods import all_measures
from nutrition.gaps.change_words import change_text, days_word
from nutrition.gaps.effects import WORTH, Case, Effect, asked, effect
from nutrition.gaps.goals import ABSORBED, target
from nutrition.people import Person
from nutrition.plans import Plan
from nutrition.tables import read_portions
from nutrition.wishes import Wishes, eatable
from nutrition.wording import Weights, allergen_word, figure, listed, nutrient_word, opened, percent

COLUMNS = ["kind", "day", "meal", "food", "name", "grams", "to_food", "to_name", "to_grams"]
COLUMNS += ["text", "brings", "need", "reason", "without"]
TOLD = 3  # gains named per change
NAMED = 2  # needs named that would be missed without it
UNNAMED = (ABSORBED, "energy", "fat_total", "carbohydrate")  # nobody adds a food for their sake
SAME = 0.005  # part of a target; an amount that differs by less stays where it is


def reasons(  # noqa: PLR0913, PLR0917 - what judges a plan, in the order used everywhere
    plan: Plan,
    changes: Iterable[Change],
    foods: pd.DataFrame,
    needed: pd.DataFrame,
    person: Person | None = None,
    wishes: Wishes | None = None,
) -> pd.DataFrame:
    """Give one row per change, in their order, with what is to be said of it.

    ``kind day meal food name grams to_food to_name to_grams``
        the change as figures; ``day`` says in words which days of several. What is added has no ``food``,
        what is left out no ``to_food`` ("" and NaN).
    ``text``
        what to do, in household measures: "At breakfast, add 1 cup (243 g) of soy milk, fortified".
    ``brings``
        up to three gains, those that were asked for first: "+3.0 µg vitamin B12, +300 mg calcium per day".
    ``need``
        which needs or limits asked for it; "" where none hangs on it alone.
    ``without``
        what the plan would miss with all other changes but this one: "Without it vitamin B12 stays at 38% of
        the target." Reckoned by the plain calculator, `eaten` and `absorbed` of that plan.
    ``reason``
        what it brings and what would happen without it, in one sentence.

    A plan is judged by `goals` of the plan as it was. `PlanError` where a change does not fit the plan.
    """
    every = tuple(changes)
    case = Case(plan, every, foods, needed, person, wishes or Wishes())
    weights = all_measures(read_portions())
    return pd.DataFrame([_row(case, place, weights) for place in range(len(every))], columns=COLUMNS)


def _row(case: Case, place: int, weights: Weights) -> dict[str, object]:
    change, done = case.changes[place], effect(case, place)
    wanted = asked(case, done)
    gains, losses = _gains(case, done, _worth_naming(case, done, wanted))
    barred = _barred(case, change)
    without = f"the plan {barred}" if barred else _missed(case, done, wanted)
    signed = [f"+{text}" for text in gains] + [f"−{text}" for text in losses]
    return {
        **_figures(case, change),
        "text": change_text(change, case.plan.days, case.foods, weights),
        "brings": f"{', '.join(signed)} per day" if signed else "",
        "need": _meant(barred) or listed(list(dict.fromkeys(_asking(case, row) for row in wanted))),
        "reason": _reason(gains, losses, without) if not barred else _goes(change, barred),
        "without": f"Without it {without}." if without else "",
    }


def _figures(case: Case, change: Change) -> dict[str, object]:
    old, new = (next(iter(items), None) for items in (change.before, change.after))
    names = case.foods["name"]
    return {
        "kind": change.kind,
        "day": days_word(change.before or change.after, case.plan.days),
        "meal": (change.before or change.after)[0].meal,
        "food": old.food if old else "",
        "name": names[old.food] if old else "",
        "grams": old.grams if old else nan,
        "to_food": new.food if new else "",
        "to_name": names[new.food] if new else "",
        "to_grams": new.grams if new else nan,
    }


def _worth_naming(case: Case, done: Effect, wanted: list[int]) -> list[int]:
    """Give the goals whose gains are named: asked for, then short before; else the largest of all."""
    order = np.argsort(-done.gain, kind="stable").tolist()
    worth = done.gain >= WORTH
    short = ~case.reached(case.before) & worth
    floor = (case.sense > 0) & worth & np.array([name not in UNNAMED for name in case.names])
    rows = [*wanted, *(row for row in order if short[row])] or [row for row in order if floor[row]]
    eats = any(case.names[row] == "vitamin_b12" for row in rows)
    told = [row for row in dict.fromkeys(rows) if not (eats and case.names[row] == ABSORBED)]
    return [row for row in told if done.gain[row] > 0][:TOLD]


def _gains(case: Case, done: Effect, rows: list[int]) -> tuple[list[str], list[str]]:
    """Say what a change brings, and what it takes away where that is wanted."""
    size = np.abs(case.after - done.without)
    told = [(case.sense[row] > 0, _amount(size[row], case.names[row])) for row in rows]
    return [text for up, text in told if up], [text for up, text in told if not up]


def _amount(value: float, name: str) -> str:
    if name == ABSORBED:
        return f"{figure(value, 'vitamin_b12')} absorbed vitamin B12"
    return figure(value, name) if name == "energy" else f"{figure(value, name)} {nutrient_word(name)}"


def _asking(case: Case, row: int) -> str:
    """Name what asked for a change: "vitamin B12", "the limit of sodium", "energy"."""
    name = case.names[row].replace(ABSORBED, "vitamin_b12")
    if case.sense[row] > 0 or name == "energy":
        return nutrient_word(name)
    return f"the {'limit' if _limit(case, row)[1] else 'range'} of {nutrient_word(name)}"


def _barred(case: Case, change: Change) -> str:
    """Say why a food that goes may not stay, by its diet or else an allergen; "" if it may."""
    if not change.before or (change.after and change.after[0].food == change.before[0].food):
        return ""
    row = case.foods.loc[[change.before[0].food]]
    if case.person is None or eatable(row, case.person, case.wishes).all():
        return ""
    if not eatable(row, case.person, replace(case.wishes, without=())).all():
        return f"is not {case.wishes.diet or case.person.diet}"
    holds = str(row["allergens"].iloc[0]).split(";")
    return f"contains {listed([allergen_word(each) for each in case.wishes.without if each in holds])}"


def _meant(barred: str) -> str:
    """Say what kind of plan a food is barred from: "a vegan plan", "a plan without milk"; "" for none."""
    verb, _, what = barred.removeprefix("is ").partition(" ")
    return "" if not barred else f"a {what} plan" if verb == "not" else f"a plan without {what}"


def _goes(change: Change, barred: str) -> str:
    """Say why a food that may not stay goes."""
    return f"{'Swapped' if change.after else 'Left out'}, because this is to be {_meant(barred)}."


def _reason(gains: list[str], losses: list[str], without: str) -> str:
    brings = f"brings {listed(gains)}" if gains else ""
    takes = f"takes away {listed(losses)}" if losses else ""
    said = listed([text for text in (brings, takes) if text])
    first = f"{said} a day" if said else "changes little by itself"
    return opened(
        f"{first}; {f'without it {without}' if without else 'the other changes would do without it'}."
    )


def _missed(case: Case, done: Effect, wanted: list[int]) -> str:
    """Say what the plan would miss without a change: "iron stays at 38% and zinc at 82% of the target"."""
    told = [_miss(case, done, row) for row in wanted[:NAMED]]
    if len({verb for _, verb, _, _ in told}) < len(told) and told[0][1]:
        told[1] = (told[1][0], told[1][1].split()[-1], *told[1][2:])
    if len({end for *_, end in told}) < len(told):
        told[0] = (*told[0][:3], "")
    said = listed([" ".join(filter(None, parts)) for parts in told])
    more = len(wanted) - len(told)
    count = "one more goal is" if more == 1 else f"{more} more goals are"
    return f"{said}, and {count} missed" if more else said


def _miss(case: Case, done: Effect, row: int) -> tuple[str, str, str, str]:
    """Say how one goal would stand without a change: subject, verb, figure, and what that is a part of."""
    name, value = case.names[row], done.without[row]
    if name == ABSORBED:
        return f"only {value:.2f} of the {case.bound[row]:.2f} µg vitamin B12 wanted is absorbed", "", "", ""
    if name == "energy":
        end = f"(at {'least' if case.sense[row] > 0 else 'most'} {figure(case.bound[row], name)})"
        return "energy", "comes to", f"{figure(value, name)} {end}", ""
    return _short(case, done, row) if case.sense[row] > 0 else (_over(case, row), "", "", "")


def _short(case: Case, done: Effect, row: int) -> tuple[str, str, str, str]:
    """Say how far a need would be met."""
    name, line = case.names[row], case.line(row)
    least, (before, value) = target(line, case.wishes), (case.before[row], done.without[row])
    same = abs(value - before) <= SAME * least and before < case.bound[row]
    verb = "stays at" if same else "drops to" if value < before else "reaches only"
    of = "of the average requirement" if least != line["target"] else "of the target"
    return nutrient_word(name), verb, percent(value / least), of


def _over(case: Case, row: int) -> str:
    """Say which limit would be passed."""
    most, warns = _limit(case, row)
    verb, text = "stays" if case.before[row] > most else "goes", figure(most, case.names[row])
    what = f"its limit of {text}" if warns else f"the high end of its range ({text})"
    return f"{nutrient_word(case.names[row])} {verb} above {what}"


def _limit(case: Case, row: int) -> tuple[float, bool]:
    """Give the limit that a row keeps to, and whether it is one that warns or only the end of a range."""
    line = case.line(row)
    if isnan(line["upper"]):
        return float(case.bound[row]), True
    return float(line["upper"]), line.get("upper_kind", "UL") in LIMITS
