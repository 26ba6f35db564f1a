"""What may change in a plan and what may not, as the person it is for wishes."""

from dataclasses import dataclass, replace
from functools import cache
from math import inf
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from nutrition.errors import as_float, check_columns, ids, not_known
from nutrition.kitchen import kitchen
from nutrition.people import Diet, Person, check_person
from nutrition.tables import read_foods

Floors = Literal["target", "average"]
Supplements = Literal["allowed", "last", "never"]
Mask = npt.NDArray[np.bool_]

YOUNG = 5.0  # years; below, foods that kitchen.csv marks as not for a child are not proposed
UNKNOWN = "?"  # where a food table says nothing
MOST_CHANGES = 8  # more than anybody would do at once


@dataclass(frozen=True)
class Wishes:
    """What a changed or a new plan has to keep to.

    ``diet``: that of the person if None. ``without``: allergens as in the food table. ``dislikes``: ids of
    foods, or names of groups or subgroups. ``keep``: ids of foods that stay as they are, even if they do not
    fit. ``floors``: what a need has to reach, the target or the average requirement where there is one.
    ``supplements``: allowed as any food is, last (only for what food cannot do) or never. ``fortified``:
    whether fortified foods may be proposed. ``energy`` [kcal/day]: lowest and highest; None = within 10 % of
    what is needed, or no further away than the plan is. ``most_changes``: 0 to 8. ``uncertain``: close also
    what cannot be told.
    """

    diet: Diet | None = None
    without: tuple[str, ...] = ()
    dislikes: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    floors: Floors = "target"
    supplements: Supplements = "last"
    fortified: bool = True
    energy: tuple[float, float] | None = None
    most_changes: int = 6
    uncertain: bool = False

    def __post_init__(self) -> None:
        """Refuse a wish that cannot be read, naming it."""
        for name in ("without", "dislikes", "keep"):
            object.__setattr__(self, name, ids(name, getattr(self, name)))
        for name, choices in (("floors", Floors), ("supplements", Supplements), ("diet", Diet)):
            value = getattr(self, name)
            if value not in get_args(choices) and not (name == "diet" and value is None):
                raise not_known(name, value, get_args(choices))
        for name in ("fortified", "uncertain"):
            if not isinstance(getattr(self, name), bool):
                raise ValueError(f"{name} {getattr(self, name)!r} is neither True nor False")  # noqa: TRY004
        most = self.most_changes
        if isinstance(most, bool) or not isinstance(most, int) or not 0 <= most <= MOST_CHANGES:
            raise ValueError(f"most_changes {most!r} is not a whole number from 0 to {MOST_CHANGES}")
        if self.energy is not None:
            object.__setattr__(self, "energy", _energy(self.energy))


def check_wishes(wishes: object) -> None:
    """Refuse what are no `Wishes`."""
    if not isinstance(wishes, Wishes):
        raise ValueError(f"wishes {str(wishes)[:60]!r} are none; write Wishes()")  # noqa: TRY004


def check_asked(foods: object, needed: object, person: object, wishes: object) -> None:
    """Refuse what is no food table, no needs, no person (None is nobody) or no wishes."""
    check_columns("foods", foods, ("name", "group", "b12_form", "energy", "vitamin_b12"))
    check_columns("needed", needed, ("target", "upper"))
    if person is not None:
        check_person(person)
    check_wishes(wishes)


def allowed(foods: pd.DataFrame, person: Person, wishes: Wishes, *, offered: bool = True) -> Mask:
    """Say of every food whether it may be proposed: by diet, allergens, dislikes and what people eat.

    ``offered`` False: also what is not offered by itself, such as coffee, but may stand in a meal. A food
    whose allergens nobody knows is never proposed to somebody who leaves one out.

    Raises
    ------
    ValueError
        for an allergen, a dislike or a food to keep that is not known.
    """
    if gone := [food for food in wishes.keep if food not in foods.index]:
        raise ValueError(f"keep: {gone[0]!r} is not in the food table; give ids of foods")
    about = kitchen(foods)
    fine: Mask = eatable(foods, person, wishes)
    if offered:
        fine &= about["offer"].to_numpy(bool)
    if not wishes.fortified:
        fine &= ~about["fortified"].to_numpy(bool)
    if wishes.supplements == "never":
        fine &= about["role"].to_numpy(object) != "supplement"
    if wishes.without:
        fine &= _column(foods, "allergens", UNKNOWN) != UNKNOWN
    barred = about["not_for"].tolist()
    for who in _who(person):
        fine &= np.array([who not in each for each in barred], dtype=bool)
    return fine & ~_named(foods, wishes.dislikes)


def may_grow(foods: pd.DataFrame, person: Person, wishes: Wishes) -> Mask:
    """Say of every food whether a plan that has it may be given more of it.

    Not of what must not be proposed, nor of drinks that are not offered, such as wine or coffee; but of what
    is disliked, as it is eaten all the same.
    """
    about = kitchen(foods)
    drink = (about["role"] == "drink").to_numpy(bool) & ~about["offer"].to_numpy(bool)
    fine: Mask = allowed(foods, person, replace(wishes, dislikes=()), offered=False) & ~drink
    return fine


def eatable(foods: pd.DataFrame, person: Person, wishes: Wishes) -> Mask:
    """Say of every food whether it may stay in a plan: by diet and allergens alone."""
    check_columns("foods", foods, ("name",))
    fine = _fits_diet(foods, wishes.diet or person.diet)
    if wishes.without:
        fine &= ~_holds(foods, wishes.without)
    return fine


def known_to_fit(foods: pd.DataFrame, diet: str, group: str, without: tuple[str, ...]) -> Mask:
    """Say of every food whether it is known to fit: a diet and a group ("" is any), without allergens.

    A food whose diet nobody knows fits only those who eat everything; one whose allergens nobody knows is not
    without any.

    Raises
    ------
    ValueError
        for a diet or an allergen that is not known.
    """
    fine = _fits_diet(foods, diet or "omnivore")
    if without:
        fine &= ~_holds(foods, without) & (_column(foods, "allergens", UNKNOWN) != UNKNOWN)
    if group:
        fine &= _column(foods, "group", "") == group
    return fine


def _fits_diet(foods: pd.DataFrame, diet: str) -> Mask:
    """Say of every food whether it is as strict as a diet; nobody knows it of some, which fit the last."""
    diets = list(get_args(Diet))  # the strictest first
    if diet not in diets:
        raise not_known("diet", diet, diets)
    own = diets.index(diet)
    fits = {name: place <= own for place, name in enumerate(diets)}
    strict = _column(foods, "diet", "omnivore").tolist()
    return np.array([fits.get(name, own == len(diets) - 1) for name in strict], dtype=bool)


def _holds(foods: pd.DataFrame, allergens: tuple[str, ...]) -> Mask:
    """Say of every food whether it is known to hold one of these allergens."""
    _check_allergens(foods, allergens)
    texts = _column(foods, "allergens", "").tolist()
    holds = {text: not set(allergens).isdisjoint(text.split(";")) for text in set(texts)}
    return np.array([holds[text] for text in texts], dtype=bool)


def _who(person: Person) -> list[str]:
    """Give the words of the kitchen's ``not_for`` that hold; "none" bars what is made for pregnancy alone."""
    return [person.condition, *["child"] * (person.age < YOUNG)]


def _named(foods: pd.DataFrame, names: tuple[str, ...]) -> Mask:
    """Say of every food whether it, its group or its subgroup is among the names; each must be there."""
    known = [foods.index.to_numpy(object), *(_column(foods, name, "") for name in ("group", "subgroup"))]
    hits = np.zeros(len(foods), dtype=bool)
    for name in names:
        hit = np.any([column == name for column in known], axis=0)
        if not hit.any():
            raise not_known("dislike", name, sorted({str(v) for column in known[1:] for v in column if v}))
        hits |= hit
    return hits


def _check_allergens(foods: pd.DataFrame, names: tuple[str, ...]) -> None:
    texts = {*_column(foods, "allergens", "").tolist(), *_usual_allergens()}
    known = sorted({part for text in texts for part in text.split(";") if part})
    for name in names:
        if name not in known:
            raise not_known("allergen", name, known)


@cache
def _usual_allergens() -> frozenset[str]:
    return frozenset(read_foods()["allergens"])


def _column(foods: pd.DataFrame, name: str, otherwise: str) -> npt.NDArray[np.object_]:
    """Give a column of words that a hand-made food table may lack."""
    if name not in foods.columns:
        return np.full(len(foods), otherwise, dtype=object)
    words = foods[name].to_numpy(object)  # one without any word in it is a column of numbers
    return np.where(pd.isna(words), otherwise, words)


def _energy(given: object) -> tuple[float, float]:
    pair = tuple(given) if isinstance(given, tuple | list) else ()
    if len(pair) != 2 or not all(0 <= as_float(end) < inf for end in pair):  # noqa: PLR2004 - two ends
        raise ValueError(f"energy {given!r} is not a lowest and a highest kcal per day, as (1800, 2200)")
    return as_float(pair[0]), as_float(pair[1])
