"""The B12 of a plan's sittings as arrays, so that many changes of it can be worked out at once."""

from math import nan

import numpy as np
import numpy.typing as npt
import pandas as pd

from nutrition.absorption import factors_of, left_shares, passive_rates, sittings_of, takes_up_poorly
from nutrition.doses import estimates
from nutrition.gaps.options import Times
from nutrition.gaps.problem import B12Uptake, Pulses
from nutrition.intake import SUPPLEMENT, hundred_grams, per_100_g
from nutrition.made_of import parts_of, recipes_in
from nutrition.people import Person
from nutrition.plans import Item, Plan
from nutrition.sums import in_items

Numbers = npt.NDArray[np.float64]
Places = dict[tuple[int, str], int]  # day, meal: its sitting


def uptake(plan: Plan, foods: pd.DataFrame, person: Person, known: Times) -> tuple[B12Uptake, Places]:
    """Give the B12 of a plan as it stands, and where a food lands that is eaten at a meal of a day.

    The middle estimate of `absorbed`, with the sittings of all meals of ``known``, eaten or not; goal and
    hard are NaN and 0.
    """
    nothing = [Item(str(foods.index[0]), 0.0, meal, at, day) for (day, meal), at in known.items()]
    probe = Plan((*plan.items, *nothing), days=plan.days)
    poorly, estimate = takes_up_poorly(person.risks), estimates(person.risks)[1]
    found = sittings_of(probe, foods, poorly=poorly)
    places = {}
    for day, meal, place in zip(found.names[0], found.names[2], found.place.tolist(), strict=True):
        places[day, meal] = place
    count = int(found.place.max()) + 1 if len(found.place) else 0
    first = np.array([np.flatnonzero(found.place == place)[0] for place in range(count)], dtype=np.intp)
    load = np.zeros(count)
    np.add.at(load, found.place[found.daily], found.load[found.daily, 1])
    pulse = ~found.daily
    return B12Uptake(
        load=load,
        share=left_shares(found, plan.days, estimate.recovery)[np.ix_(first, first)],
        times=np.full(count, 1 / plan.days),
        passive=float(found.passive[:, 1] @ found.times_per_day),
        pulses=Pulses(found.load[pulse, 1], found.place[pulse].astype(np.int64), found.times_per_day[pulse]),
        ceiling=estimate.ceiling,
        rate=estimate.rate,
        goal=nan,
        hard=0.0,
    ), places


def b12_per_100_g(foods: pd.DataFrame, person: Person) -> tuple[Numbers, Numbers]:
    """Give what of the B12 in 100 g of each food reaches intrinsic factor, and what gets in without it [ug].

    What is not known counts as nothing. A recipe counts as the foods it is made of.
    """
    poorly = takes_up_poorly(person.risks)
    kinds = list(zip(foods["b12_form"], foods["group"], strict=True))
    factor = {kind: factors_of(*kind, poorly=poorly)[1] for kind in set(kinds)}
    parts = np.array([factor[kind] for kind in kinds], dtype="float64")
    # A tablet is taken with a meal, where less of it gets in.
    rates = {pill: passive_rates(with_meal=pill)[1] for pill in (True, False)}
    passive = np.array([rates[form == SUPPLEMENT] for form, _ in kinds], dtype="float64")
    held = np.nan_to_num(per_100_g(foods, ["vitamin_b12"])[:, 0])
    return _of_recipes(foods, held * parts), _of_recipes(foods, held * np.where(parts > 0, passive, 0.0))


def _of_recipes(foods: pd.DataFrame, amounts: Numbers) -> Numbers:
    """Put what the foods of each recipe come to in its place."""
    recipes = recipes_in(foods)
    if len(recipes):
        parts = parts_of(hundred_grams(foods, recipes), foods, recipes)
        held = np.where(parts.row < 0, 0.0, amounts[parts.row]) * parts.grams / 100
        amounts[recipes] = in_items(held[:, None], parts.item)[:, 0]
    return amounts
