"""Make a plan vegan, vegetarian, pescatarian or free of an allergen: each food for the nearest that fits."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import inf
from typing import get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from nutrition.changes import Change, changed
from nutrition.comparison import compare
from nutrition.errors import check_columns
from nutrition.gaps.options import lines
from nutrition.gaps.reasons import reasons
from nutrition.intake import food_rows, known_per_100_g
from nutrition.kitchen import kitchen
from nutrition.people import Diet, Person, check_person
from nutrition.plans import Item, Plan
from nutrition.suggestions import Suggestion, suggest
from nutrition.tables import records
from nutrition.wishes import Wishes, allowed, check_wishes, eatable

Numbers = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
Line = tuple[Item, ...]  # what recurs: one food at one meal, an item per day

AS_MUCH = ("dairy", "drink", "soup", "seasoning", "supplement")  # a cup of milk becomes one of soy milk
BY_PROTEIN = ("main", "dish", "dairy")  # where people look for protein as well as for energy
SMALL_ENERGY, SMALL_PROTEIN = 50.0, 5.0  # kcal and g; of less than this, a difference is not counted as large
OTHER_SWAP, OTHER_KIND, OTHER_MEAL = 1.0, 0.3, 0.5  # how far away it makes a food
OTHER_DIET = 1.0  # tofu is sooner beans than beef, whoever eats it
PICKED = -100.0  # a hand-picked food comes before all others, the first one first
FAR = 2.5  # no nearer than this, a food does not stand in for another
MOST_USES = 2  # lines of one food on one day, before another is looked for
FORMS = re.compile(
    r"\b(and|baked|boiled|cooked|fat|for|fortified|fried|grilled|in|low|made|no|plain|raw|roasted|steamed|"
    r"unfortified|unsweetened|whole|with|without)\b"
)  # words of a name that say how a food is made, not what it is


@dataclass(frozen=True)
class Conversion:
    """A plan in which each food that did not fit has been swapped, and what was done.

    ``changes`` are swaps, and removals where nothing stands in; ``left`` are the items removed. ``kept`` are
    items that do not fit and stay all the same, because they are wished for.
    """

    plan: Plan
    changes: tuple[Change, ...]
    kept: tuple[Item, ...]
    left: tuple[Item, ...]


@dataclass(frozen=True)
class MadeOver:
    """A plan made to fit, and what then closes its gaps.

    ``swaps`` says of each swap what it brings, as `reasons` does. ``suggestion`` starts from the converted
    plan. ``compared`` sets the plan as it was (a) beside the first proposal (b), as `compare` does.
    """

    conversion: Conversion
    swaps: pd.DataFrame
    suggestion: Suggestion
    compared: pd.DataFrame

    @property
    def plan(self) -> Plan:
        """Give the plan with the swaps made and its gaps closed as far as they can be."""
        return self.suggestion.plan


def convert(plan: Plan, foods: pd.DataFrame, person: Person, wishes: Wishes | None = None) -> Conversion:
    """Swap each food that the diet or an allergen forbids for the nearest one that fits.

    Near is what stands in for it in the kitchen (``data/kitchen_swaps.csv``, then its swap group, then its
    part in the meal), is close in energy, protein and name, is ordinary and usual at that meal. Meal, time
    and days stay. The amount is a real portion: as much as it was of milk, drinks and soups, else of similar
    energy, and protein where it is a main. One food is always swapped for the same one; one that is twice
    on a day already is passed over where another is near. Everything else stays as it is.

    ``wishes`` are those of the changed plan: ``diet`` (that of the person if None), ``without``,
    ``dislikes``, ``fortified``, and ``keep`` for what stays although it does not fit.

    Raises
    ------
    PlanError, ValueError
        for a food that is not in ``foods``; for an allergen or a dislike that is not known.
    """
    asked = Wishes() if wishes is None else wishes
    check_columns("foods", foods, ("name", "energy", "protein"))
    check_person(person)
    check_wishes(asked)
    fits = eatable(foods, person, asked)[food_rows(plan, foods)]
    wrong = [tuple(plan.items[place] for place in line) for line in lines(plan) if not fits[line[0]]]
    kept = tuple(item for line in wrong for item in line if item.food in asked.keep)
    to_go = [line for line in wrong if line[0].food not in asked.keep]
    pantry = _Pantry.of(foods, person, asked)
    chosen = _chosen(to_go, pantry, _uses(plan, to_go, pantry))
    changes = tuple(_change(line, chosen[line[0].food], pantry) for line in to_go)
    left = tuple(item for change in changes if not change.after for item in change.before)
    return Conversion(changed(plan, changes), changes, kept, left)


def make_it(  # noqa: PLR0913, PLR0917 - as `suggest` takes them
    plan: Plan,
    foods: pd.DataFrame,
    needed: pd.DataFrame,
    person: Person,
    wishes: Wishes | None = None,
    seconds: float = 10.0,
) -> MadeOver:
    """Convert a plan, then close the gaps of the converted one: two steps, and what they cost in nutrients.

    ``needed`` are the needs of the person on the new diet. Errors as of `convert` and `suggest`.
    """
    asked = Wishes() if wishes is None else wishes
    conversion = convert(plan, foods, person, asked)
    swaps = reasons(plan, conversion.changes, foods, needed, person, asked)
    suggestion = suggest(conversion.plan, foods, needed, person, asked, seconds)
    return MadeOver(conversion, swaps, suggestion, compare(plan, suggestion.plan, foods, needed))


@dataclass(frozen=True)
class _Pantry:
    """The foods as arrays: ``fits`` may be eaten, ``may`` may also be proposed; per 100 g, unknown as 0."""

    row: dict[str, int]
    about: pd.DataFrame
    kind: npt.NDArray[np.object_]
    diet: npt.NDArray[np.intp]
    words: list[frozenset[str]]
    energy: Numbers
    protein: Numbers
    fits: Mask
    may: Mask

    @classmethod
    def of(cls, foods: pd.DataFrame, person: Person, wishes: Wishes) -> "_Pantry":
        about = kitchen(foods)
        kind = foods["subgroup"] if "subgroup" in foods.columns else about["role"]
        energy, protein = np.nan_to_num(known_per_100_g(foods, ["energy", "protein"])).T
        may = allowed(foods, person, wishes)
        return cls(
            {str(food): place for place, food in enumerate(foods.index)},
            about,
            kind.to_numpy(object),
            _diets(foods),
            [_words(name) for name in foods["name"].fillna("")],
            energy,
            protein,
            allowed(foods, person, wishes, offered=False),
            may,
        )


def _diets(foods: pd.DataFrame) -> npt.NDArray[np.intp]:
    """Give the strictest diet that each food fits as a number, vegan 0; 0 where the table says nothing."""
    texts = foods["diet"].tolist() if "diet" in foods.columns else [""] * len(foods)
    strictest_first = list(get_args(Diet))
    return np.array([strictest_first.index(text) if text in strictest_first else 0 for text in texts])


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]{3,}", FORMS.sub(" ", name.lower())))


def _uses(plan: Plan, to_go: Sequence[Line], pantry: _Pantry) -> Counter[tuple[int, int]]:
    """Count on how many lines each food stays, by row and day."""
    going = {item.food for line in to_go for item in line}
    return Counter((pantry.row[item.food], item.day) for item in plan.items if item.food not in going)


def _chosen(to_go: Sequence[Line], pantry: _Pantry, uses: Counter[tuple[int, int]]) -> dict[str, int | None]:
    """Give the row of what stands in for each food, the nearest pairs first; None where nothing does."""
    by_food: dict[str, list[Line]] = {}
    for line in to_go:
        by_food.setdefault(line[0].food, []).append(line)
    away = {food: _away(of_food[0][0], pantry) for food, of_food in by_food.items()}
    chosen: dict[str, int | None] = {}
    for food in sorted(by_food, key=lambda food: float(away[food].min(initial=inf))):
        days = {item.day for line in by_food[food] for item in line}
        chosen[food] = _nearest(away[food], days, uses)
        if (place := chosen[food]) is not None:
            uses.update((place, day) for day in days)
    return chosen


def _nearest(away: Numbers, days: set[int], uses: Counter[tuple[int, int]]) -> int | None:
    """Give the nearest row that is not there often already; one that is, where no other is near."""
    for place in np.argsort(away, kind="stable"):
        if away[place] >= FAR:
            break
        if all(uses[int(place), day] < MOST_USES for day in days):
            return int(place)
    first = int(np.argmin(away)) if len(away) else -1
    return first if len(away) and away[first] < FAR else None


def _away(item: Item, pantry: _Pantry) -> Numbers:
    """Say how far every food is from what an item is; infinite where it cannot stand in."""
    of, about = pantry.row[item.food], pantry.about
    swap, role = (about[name].to_numpy(object) for name in ("swap", "role"))
    alike = (swap == swap[of]) & (swap[of] != "")
    offered = pantry.may if about["offer"].iloc[of] else pantry.fits
    same_part = (role == role[of]) & (swap[of] != "") & pantry.may
    away: Numbers = _miss(item, pantry) + about["liking"].to_numpy("float64")
    away += OTHER_SWAP * ~alike + OTHER_KIND * (pantry.kind != pantry.kind[of])
    away += OTHER_DIET * (pantry.diet > pantry.diet[of])
    away += OTHER_MEAL * np.array([bool(item.meal) and item.meal not in meals for meals in about["meals"]])
    own = pantry.words[of]
    away -= [len(own & words) / max(len(own), 1) for words in pantry.words]
    away[~((alike & offered) | same_part)] = inf
    for rank, picked in enumerate(_picked(item.food, str(pantry.kind[of]))):
        place = pantry.row.get(picked)
        if place is not None and pantry.fits[place]:
            away[place] = PICKED + rank
    return away


def _miss(item: Item, pantry: _Pantry) -> Numbers:
    """Give by how much a real portion of every food misses the energy and protein of an item, 0 to 2."""
    of, grams = pantry.row[item.food], _amounts(item, pantry)
    missed = np.zeros(len(grams))
    for held, small in ((pantry.energy, SMALL_ENERGY), (pantry.protein, SMALL_PROTEIN)):
        had = held[of] * item.grams / 100
        missed += np.minimum(np.abs(held * grams / 100 - had) / max(had, small), 1.0)
    return missed


def _amounts(item: Item, pantry: _Pantry) -> Numbers:
    """Give how much of every food stands in for an item, in whole steps that people take [g]."""
    of, about = pantry.row[item.food], pantry.about
    portion, step, most = (about[name].to_numpy("float64") for name in ("portion", "step", "most"))
    role = about["role"].to_numpy(object)
    wanted = _alike(pantry.energy, of) * item.grams
    if role[of] in BY_PROTEIN:
        wanted = np.sqrt(wanted * _alike(pantry.protein, of) * item.grams)
    at_most = np.maximum(most, item.grams / portion[of]) * portion
    steps = np.clip(np.round(wanted / step), 1.0, np.maximum(np.floor(at_most / step + 1e-9), 1.0))
    poured = (role == role[of]) & (role[of] in AS_MUCH)
    amounts: Numbers = np.where(poured, _as_much(item, pantry), steps * step)
    return amounts


def _as_much(item: Item, pantry: _Pantry) -> Numbers:
    """Give as many cups or tablets where foods come in the same ones, else about the same weight [g]."""
    of, about = pantry.row[item.food], pantry.about
    portion, step, count = (about[name].to_numpy("float64") for name in ("portion", "step", "count"))
    measure, weight = about["measure"].to_numpy(object), portion / count
    near: Numbers = np.maximum(np.round(item.grams / step), 1.0) * step
    return np.where(measure == measure[of], item.grams / weight[of] * weight, near)


def _alike(held: Numbers, of: int) -> Numbers:
    """Give how many grams of each food hold what a gram of one does; 1 where either holds none."""
    both = (held > 0) & (held[of] > 0)
    ratio: Numbers = np.where(both, held[of] / np.where(held > 0, held, 1.0), 1.0)
    return ratio


def _change(line: Line, place: int | None, pantry: _Pantry) -> Change:
    if place is None:
        return Change("remove", line)
    food, measure = str(pantry.about.index[place]), str(pantry.about["measure"].iloc[place])
    return Change("swap", line, tuple(_stand_in(item, food, measure, place, pantry) for item in line))


def _stand_in(item: Item, food: str, measure: str, place: int, pantry: _Pantry) -> Item:
    return replace(item, food=food, grams=float(_amounts(item, pantry)[place]), measure=measure)


def _picked(food: str, kind: str) -> tuple[str, ...]:
    """Give what is picked by hand to stand in for a food, else for its subgroup, the best first."""
    return _swaps().get(food, _swaps().get(kind, ()))


@cache
def _swaps() -> dict[str, tuple[str, ...]]:
    return {row["of"]: tuple(row["to"].split(";")) for row in records("kitchen_swaps")}
