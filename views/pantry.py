"""Foods beyond the table: those somebody likes, took lately, or takes out of the imported USDA database."""

import re
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from nutrition import storage
from nutrition.finding import Wanted, find_everywhere
from nutrition.found_foods import FoundFood, as_own
from nutrition.own_foods import portions_with_own, with_own
from nutrition.usda.importing import stored
from nutrition.usda.library import UNREADABLE, Library, foods_of, open_library
from views import session, state

USDA = re.compile(r"own:fdc-([0-9]+)")


def library() -> Library | None:
    """Give the imported USDA database, None where there is none that can be read."""
    return open_library()


def warned() -> None:
    """Say so where there is a USDA database, but none that can be read."""
    if stored() and library() is None:
        st.warning(f"{UNREADABLE}.", icon=":material/warning:")


def imported(numbers: Sequence[int]) -> list[FoundFood]:
    """Give foods of the USDA database by their numbers; none where it cannot be read, which `warned` says."""
    there = library()
    try:
        return foods_of(there, numbers) if there and numbers else []
    except storage.StorageError:
        return []


def found(wanted: Wanted, limit: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the foods that fit what is wanted, best first, from everywhere; and their household measures."""
    foods, liked = state.foods(), (recent(), favourites())
    try:
        hits = find_everywhere(wanted, foods, library(), *liked, limit)
    except storage.StorageError:  # the database cannot be read, and counts as none from now on
        hits = find_everywhere(wanted, foods, None, *liked, limit)
    numbers = [int(hit.key.removeprefix("fdc-")) for hit in hits if hit.where == "usda"]
    new = [as_own(each) for each in imported(numbers)]
    order = [f"own:{hit.key}" if hit.where == "usda" else hit.key for hit in hits]
    few = foods.loc[[food for food in order if food in foods.index]]
    if not new:
        return few, state.portions()
    whole, portions = with_own(few, new), portions_with_own(state.portions(), new)
    return whole.loc[[food for food in order if food in whole.index]], portions


def favourites() -> frozenset[str]:
    """Give the ids of the foods that the visitor marked."""
    if session.kept("liked", None) is None:
        session.fill(liked=storage.favourites(state.store()))
    return session.entered("liked")


def like(food: str, *, on: bool) -> None:
    """Mark a food as a favourite, or take the mark away; raises `StorageError`."""
    storage.mark(state.store(), food, favourite=on)
    session.fill(liked=None)


def recent() -> tuple[str, ...]:
    """Give the foods eaten lately: those of the open plan, then those of the plans edited last."""
    if session.kept("lately", None) is None:
        session.fill(lately=storage.recent_foods(state.store()))
    here = [item.food for item in reversed(state.plan().items)]
    return tuple(dict.fromkeys([*here, *session.entered("lately")]))


def take(food: str) -> bool:
    """Keep a food of the USDA database as one of the visitor's own; tell whether it is new here.

    Raises
    ------
    StorageError
        where it cannot be kept.
    """
    number, there = USDA.fullmatch(food), library()
    if not number or there is None or food in state.foods().index:
        return False
    state.keep_own(*(as_own(each) for each in foods_of(there, [int(number[1])])))
    return True


def look_at(food: str) -> None:
    """Open a food's card when the page Explore is drawn next."""
    session.fill(explore_show="one", explore_food=food)


def drop(food: str) -> None:
    """Delete a food or recipe of the visitor's own for good; raises `Missing`, `StorageError`."""
    storage.drop_own(state.store(), food)
    session.fill(liked=None)
    state.look_again()
