"""What a search is narrowed to: diet, group, allergens left out, rich in a nutrient, brands."""

from typing import get_args

import streamlit as st

from nutrition import tables
from nutrition.finding import Wanted, rich_lines
from nutrition.people import Diet
from nutrition.wording import allergen_word
from views import pantry, session, state, wishing

ANY = "Any"
KEPT = {"persist_state": "session"}


def asked() -> None:
    """Ask what to narrow the search to; what was said stays when this is folded away."""
    labels = tables.nutrients()["label"]
    foods = state.foods()
    left, right = st.columns(2)
    with left:
        st.selectbox("Fits the diet", [ANY, *get_args(Diet)], key="filter_diet", format_func=_capital, **KEPT)
        st.selectbox(
            "Rich in",
            [ANY, *rich_lines()],
            key="filter_rich",
            format_func=lambda one: labels.get(one, one),
            **KEPT,
        )
    with right:
        st.selectbox("Group", [ANY, *foods["group"].unique()], key="filter_group", **KEPT)
        st.multiselect(
            "Without", wishing.allergens(), key="filter_without", format_func=allergen_word, **KEPT
        )
    st.toggle("Favourites and recent foods while nothing is typed", key="filter_liked", **KEPT)
    if pantry.library():
        st.toggle("Brands of the USDA database too", value=True, key="filter_brands", **KEPT)


def wanted(words: str) -> Wanted:
    """Give what is looked for: the words that were typed, narrowed as asked."""
    return Wanted(
        words,
        diet=_chosen("filter_diet"),
        group=_chosen("filter_group"),
        without=tuple(session.kept("filter_without", ())),
        rich_in=_chosen("filter_rich"),
        brands=session.kept("filter_brands", default=True),
    )


def idle(of: Wanted) -> bool:
    """Tell whether nothing is looked for, and nothing is to be shown without."""
    return of == Wanted(brands=of.brands) and not session.kept("filter_liked", default=False)


def words(of: Wanted) -> str:
    """Say what a search is narrowed to, "" where it is not."""
    labels = tables.nutrients()["label"]
    said = [of.diet, of.group, *(f"without {one}" for one in of.without)]
    said += [f"rich in {labels[of.rich_in]}"] if of.rich_in else []
    return ", ".join(filter(None, said))


def _chosen(key: str) -> str:
    said = session.kept(key, ANY)
    return "" if said in (ANY, None) else said


def _capital(text: str) -> str:
    return text.capitalize()
