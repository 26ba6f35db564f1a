"""Ask what a change or a new plan has to keep to, and read it back; the answers stay from page to page."""

from functools import cache
from typing import Any

import streamlit as st

import nutrition as nu
from nutrition import tables
from nutrition.wishes import MOST_CHANGES, Wishes
from nutrition.wording import allergen_word
from views import session

FLOORS = {"target": "the recommended intake", "average": "the average requirement, where there is one"}
SUPPLEMENTS = {"last": "only for what food cannot do", "allowed": "as any other food", "never": "none"}
DEFAULTS = {
    "wish_floors": "target",
    "wish_supplements": "last",
    "wish_fortified": True,
    "wish_uncertain": False,
    "wish_without": [],
    "wish_dislikes": [],
    "wish_keep": [],
    "wish_most": Wishes().most_changes,
}
KEPT: dict[str, Any] = {"persist_state": "session"}


def wishes(**other: Any) -> Wishes:  # noqa: ANN401 - the parts of Wishes
    """Give what was asked for, with other parts in the place of some."""
    session.offer(**DEFAULTS)
    asked = {
        "floors": session.entered("wish_floors"),
        "supplements": session.entered("wish_supplements"),
        "fortified": session.entered("wish_fortified"),
        "uncertain": session.entered("wish_uncertain"),
        "without": tuple(session.entered("wish_without")),
        "dislikes": tuple(session.entered("wish_dislikes")),
        "keep": tuple(session.entered("wish_keep")),
        "most_changes": int(session.entered("wish_most")),
    }
    return Wishes(**{**asked, **other})


def ask_reach() -> None:
    """Ask how far to go, and by what."""
    session.offer(**DEFAULTS)
    _choose("Each need has to reach", FLOORS, "wish_floors")
    _choose("Supplements", SUPPLEMENTS, "wish_supplements")
    st.checkbox("Fortified foods may be proposed", key="wish_fortified", **KEPT)


def ask_without() -> None:
    """Ask for allergens."""
    session.offer(**DEFAULTS)
    st.multiselect(
        "Without",
        allergens(),
        format_func=allergen_word,
        key="wish_without",
        placeholder="allergens",
        **KEPT,
    )


def ask_unwanted() -> None:
    """Ask what is not liked."""
    session.offer(**DEFAULTS)
    st.multiselect(
        "Not wanted",
        list(names()),
        format_func=names().get,
        key="wish_dislikes",
        placeholder="foods or kinds of food",
        **KEPT,
    )


def ask_change(plan: nu.Plan) -> None:
    """Ask what stays in a plan, how many changes are fine, and whether to close what cannot be told."""
    session.offer(**DEFAULTS)
    here = list(dict.fromkeys(item.food for item in plan.items))
    session.fill(wish_keep=[food for food in session.entered("wish_keep") if food in here])
    st.multiselect(
        "Stays as it is",
        here,
        format_func=names().get,
        key="wish_keep",
        placeholder="foods of the plan",
        **KEPT,
    )
    st.number_input("At most so many changes", 0, MOST_CHANGES, step=1, key="wish_most", **KEPT)
    st.checkbox("Close also what cannot be told for lack of values", key="wish_uncertain", **KEPT)


def _choose(words: str, texts: dict[str, str], key: str) -> None:
    st.selectbox(words, list(texts), format_func=texts.get, key=key, **KEPT)


@cache
def names() -> dict[str, str]:
    """Name kinds of food, then every food: the choices of what is wanted or not."""
    foods = tables.read_foods()
    groups, subgroups = foods["group"].unique(), foods["subgroup"].unique()
    kinds = {name: f"{name} (all)" for name in [*groups, *(each for each in subgroups if each)]}
    return kinds | foods["name"].to_dict()


@cache
def allergens() -> list[str]:
    """Give the allergens there are, as they are called."""
    found = {name for text in tables.read_foods()["allergens"] for name in text.split(";") if name}
    return sorted(found, key=allergen_word)
