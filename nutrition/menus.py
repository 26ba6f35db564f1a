"""Whole plans for 1 to 7 days: meals that look like meals, and what a person needs over the days."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from nutrition.errors import check_seconds, ids
from nutrition.intake import food_rows
from nutrition.meals.days import Kitchen
from nutrition.meals.larder import Asked, asked, missed
from nutrition.meals.patterns import patterns
from nutrition.people import Person, too_young
from nutrition.plans import Plan
from nutrition.tables import table
from nutrition.wishes import Wishes
from nutrition.wording import listed, nutrient_word

LONGEST = 7  # days
DAY_S = 2.0  # s; more time for a day brings little
LAST_S = 1.0  # s; kept for tablets
NOISE = 2.5  # cost that chance adds to a food, so that plans differ
TABLETS = 4  # at most
LITTLE = 0.02  # worth of a tablet below which it is not taken
EACH = 0.05  # what a miss weighs beside the part that is missing
SAID = 5  # misses told one by one
WIDER = 2  # patterns to choose from where a day is made again


@dataclass(frozen=True)
class Menu:
    """A plan as far as it is made: ``done`` days of it.

    ``unmet`` is what those days miss, as `missed` gives it; ``sentences`` say how the plan stands.
    """

    plan: Plan
    unmet: pd.DataFrame
    done: int
    sentences: tuple[str, ...]


def new_plan(  # noqa: PLR0913 - what a person can ask for
    person: Person,
    foods: pd.DataFrame,
    needed: pd.DataFrame,
    wishes: Wishes = Wishes(),  # noqa: B008 - frozen
    *,
    days: int = 1,
    likes: Sequence[str] = (),
    energy: float | None = None,
    locked: Plan = Plan(),  # noqa: B008 - frozen
    seed: int = 0,
    seconds: float = 12.0,
) -> Iterator[Menu]:
    """Make a plan of 1 to 7 days: give it after each day, then each time it gets better; the last is final.

    Each day is one program on what the days before left open of the week's needs (`day_program`): meals by
    the patterns of ``data/meal_patterns.csv``, a main on at most 2 days and any food on at most 3 but for
    staples. Needs count on the mean of the days, limits and absorbed B12 on every day. Then days are made
    again while something is missed and time [s] is left; at last tablets close what food did not, unless
    ``wishes.supplements`` is "never".

    ``likes`` are ids of foods that come sooner; ``energy`` [kcal/day], else that of the wishes, else of the
    needs, within 5 %. What is ``locked`` stays as it is, up to the last day asked for; a meal with something
    locked is not added to, but for tablets. The same ``seed`` gives the same order of meals; what fills them
    depends on the time too.

    Raises
    ------
    ValueError, PlanError
        for days that are not from 1 to 7, an energy that is no amount, a wish that cannot be read, locked
        foods that are not in ``foods``.
    """
    if isinstance(days, bool) or not isinstance(days, int) or not 1 <= days <= LONGEST:
        raise ValueError(f"days {days!r} is not a whole number from 1 to {LONGEST}")
    _check(locked, foods, seed, seconds)
    end = time.monotonic() + seconds
    kitchen = _kitchen(asked(person, foods, needed, wishes, likes, energy), likes, days, seed)
    plan = replace(locked, days=days, items=tuple(item for item in locked.items if item.day <= days))
    if reason := too_young(person):
        yield Menu(plan, missed(kitchen.asking, plan), days, (reason,))
        return
    unmade = {day: _open(kitchen, plan, day) for day in range(1, days + 1)}
    for day, meals in unmade.items():
        left = (end - time.monotonic()) / (days - day + 1.5)
        plan = kitchen.with_day(plan, day, meals, min(left, DAY_S))
        yield _menu(kitchen, plan, day)
    for better in _improved(kitchen, plan, unmade, end):
        plan = better
        yield _menu(kitchen, plan, days)
    yield _menu(kitchen, _with_tablets(kitchen, plan), days)


def another_day(  # noqa: PLR0913, PLR0917 - as new_plan
    plan: Plan,
    day: int,
    person: Person,
    foods: pd.DataFrame,
    needed: pd.DataFrame,
    wishes: Wishes = Wishes(),  # noqa: B008 - frozen
    *,
    meals: Sequence[str] | None = None,
    likes: Sequence[str] = (),
    energy: float | None = None,
    seed: int = 0,
    seconds: float = 4.0,
) -> Menu:
    """Make one day of a plan again, or some of its meals, with other foods where there are others.

    All else stays as it is, tablets too. Errors as for `new_plan`; `ValueError` for a day or meal that the
    plan cannot have.
    """
    _check(plan, foods, seed, seconds)
    if isinstance(day, bool) or not isinstance(day, int) or not 1 <= day <= plan.days:
        raise ValueError(f"day {day!r} is not a whole number from 1 to {plan.days}")
    kitchen = _kitchen(asked(person, foods, needed, wishes, likes, energy), likes, plan.days, seed)
    known = list(table("meals", "meal").index)
    if unknown := [meal for meal in ids("meals", () if meals is None else meals) if meal not in known]:
        raise ValueError(f"meal {unknown[0]!r} is not one of: {', '.join(known)}")
    if reason := too_young(person):
        return Menu(plan, missed(kitchen.asking, plan), plan.days, (reason,))
    chosen = [meal for meal in known if meals is None or meal in meals]
    before = {item.food for item in plan.items if item.day == day and item.meal in chosen}
    return _menu(kitchen, kitchen.with_day(plan, day, chosen, seconds, avoid=before), plan.days)


def another_meal(  # noqa: PLR0913, PLR0917 - as new_plan
    plan: Plan,
    day: int,
    meal: str,
    person: Person,
    foods: pd.DataFrame,
    needed: pd.DataFrame,
    wishes: Wishes = Wishes(),  # noqa: B008 - frozen
    *,
    likes: Sequence[str] = (),
    energy: float | None = None,
    seed: int = 0,
    seconds: float = 3.0,
) -> Menu:
    """Make one meal again; see `another_day`."""
    asks = {"likes": likes, "energy": energy, "seed": seed, "seconds": seconds}
    return another_day(plan, day, person, foods, needed, wishes, meals=(meal,), **asks)  # type: ignore[arg-type]


def _check(plan: Plan, foods: pd.DataFrame, seed: object, seconds: object) -> None:
    """Refuse what is no plan of these foods, no seed or no time."""
    food_rows(plan, foods)
    check_seconds(seconds)
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        raise ValueError(f"seed {str(seed)[:60]!r} is not a whole number from 0 on")


def _kitchen(asking: Asked, likes: Sequence[str], days: int, seed: int) -> Kitchen:
    every, draw = patterns(asking.foods, asking.fine, likes), np.random.default_rng(seed)
    order = {meal: [str(name) for name in draw.permutation(list(names))] for meal, names in every.items()}
    return Kitchen(asking, every, order, draw.random((days, len(asking.foods))) * NOISE)


def _open(kitchen: Kitchen, plan: Plan, day: int) -> list[str]:
    """Give the meals of a day in which nothing is locked but tablets."""
    locked = {item.meal for item in plan.items if item.day == day and not kitchen.pill(item)}
    return [meal for meal in kitchen.patterns if meal not in locked]


def _improved(kitchen: Kitchen, plan: Plan, unmade: dict[int, list[str]], end: float) -> Iterator[Plan]:
    """Make days again, the worst first, while something is missed and time is left; give better plans."""
    worst = _weight(missed(kitchen.asking, plan))
    order, tried = kitchen.worst_first(plan), 0
    while worst > 0 and tried < 2 * plan.days and (left := end - time.monotonic() - LAST_S) > LAST_S:
        day = order[tried % plan.days]
        again = kitchen.with_day(plan, day, unmade[day], min(left, 2 * DAY_S), choice=WIDER)
        weight, tried = _weight(missed(kitchen.asking, again)), tried + 1
        if weight < worst:
            plan, worst = again, weight
            yield plan


def _weight(unmet: pd.DataFrame) -> float:
    """Give how far a plan is from what it should reach: the parts that are missing, and their number."""
    return float(unmet["missing"].clip(upper=1).sum()) + EACH * len(unmet)


def _with_tablets(kitchen: Kitchen, plan: Plan) -> Plan:
    """Give the plan with the tablets that close most of what is missed, one at a time, every day."""
    if kitchen.asking.wishes.supplements == "never":
        return plan
    unmet = missed(kitchen.asking, plan)
    for _tablet in range(TABLETS if len(unmet) else 0):
        found = [(plan, unmet, 0.0)]
        found += [
            (each, missed(kitchen.asking, each), dose) for each, dose in kitchen.with_tablets(plan, unmet)
        ]
        safe = [
            each for each in found if set(each[1].index[each[1]["limit"]]) <= set(unmet.index[unmet["limit"]])
        ]
        best = min(safe, key=lambda each: (round(_weight(each[1]), 3), each[2]))
        if _weight(best[1]) > _weight(unmet) - LITTLE:
            break
        plan, unmet, _ = best
    return plan


def _menu(kitchen: Kitchen, plan: Plan, done: int) -> Menu:
    so_far = replace(plan, days=done, items=tuple(item for item in plan.items if item.day <= done))
    unmet = missed(kitchen.asking, so_far)
    return Menu(plan, unmet, done, tuple(_sentences(kitchen, so_far, unmet)))


def _sentences(kitchen: Kitchen, plan: Plan, unmet: pd.DataFrame) -> Iterator[str]:
    asking, span = kitchen.asking, "On average over these days" if plan.days > 1 else "On this day"
    empty = [str(meal) for meal in table("meals", "meal").index if meal not in kitchen.patterns]
    if empty:
        yield f"No food is left for {listed([meal.lower() for meal in empty])}; allow more foods for it."
    pills = dict.fromkeys(item.food for item in plan.items if kitchen.pill(item))
    if pills:
        names = "; ".join(str(asking.foods.loc[food, "name"]) for food in pills)  # names have commas
        yield f"What food did not bring comes from a supplement, every day: {names}."
    for name in asking.torn:
        yield (
            f"The target for {nutrient_word(name)} is above its limit. The plan keeps below the limit; "
            "settle the amount with a clinician."
        )
    if unmet.empty:
        yield f"{span} every {'other ' if asking.torn else ''}need is met and no limit is passed."
    for text in unmet["text"].head(SAID):
        yield f"{span}, {text}."
    if len(unmet) > SAID:
        yield f"{len(unmet) - SAID} more are not met."
    if asking.unplanned:
        names = listed([nutrient_word(name) for name in asking.unplanned])
        yield f"Not planned for, because most foods have no value for it: {names}."
