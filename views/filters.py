"""What a search is narrowed to: diet, group, allergens left out, rich in a nutrient, brands."""

from collections.abc import Iterable
from typing import get_args

import streamlit as st

from nutrition import tables
from nutrition.finding import Wanted, rich_lines
from nutrition.people import Diet
from nutrition.wording import allergen_word, nutrient_word
from views import pantry, session, state, wishing

KEPT = {"persist_state": "session"}


def asked() -> None:
    """Ask what to narrow the search to; what was said stays when this is folded away."""
    labels = tables.nutrients()["label"]
    left, right = st.columns(2)
    with left:
        diet("filter_diet")
        _choice("Rich in", {"": "Any", **{one: labels[one] for one in rich_lines()}}, "filter_rich")
    with right:
        group("filter_group", state.foods()["group"].unique())
        without("filter_without")
    st.toggle("Favourites and recent foods while nothing is typed", key="filter_liked", **KEPT)
    if pantry.library():
        st.toggle("Brands of the USDA database too", value=True, key="filter_brands", **KEPT)


def diet(key: str) -> str:
    """Ask for a diet that foods have to fit, "" where any will do; whoever eats everything needs none."""
    return _choice(
        "Fits the diet", {"": "Any", **{one: one.capitalize() for one in get_args(Diet)[:-1]}}, key
    )


def group(key: str, groups: Iterable[str]) -> str:
    """Ask for a group of foods, "" where any will do."""
    return _choice("Group", {"": "Any", **{one: one for one in groups}}, key)


def without(key: str) -> tuple[str, ...]:
    """Ask for the allergens that foods have to be known to be without."""
    return tuple(st.multiselect("Without", wishing.allergens(), key=key, format_func=allergen_word, **KEPT))


def wanted(words: str) -> Wanted:
    """Give what is looked for: the words that were typed, narrowed as asked."""
    return Wanted(
        words,
        diet=session.kept("filter_diet", ""),
        group=session.kept("filter_group", ""),
        without=tuple(session.kept("filter_without", ())),
        rich_in=session.kept("filter_rich", ""),
        brands=session.kept("filter_brands", default=True),
    )


def idle(of: Wanted) -> bool:
    """Tell whether nothing is looked for, and nothing is to be shown without."""
    return of == Wanted(brands=of.brands) and not session.kept("filter_liked", default=False)


def words(of: Wanted) -> str:
    """Say what a search is narrowed to, "" where it is not."""
    said = [of.diet, of.group, *(f"without {allergen_word(one)}" for one in of.without)]
    said += [f"rich in {nutrient_word(of.rich_in)}"] if of.rich_in else []
    return ", ".join(filter(None, said))


def _choice(label: str, texts: dict[str, str], key: str) -> str:
    return str(st.selectbox(label, list(texts), format_func=texts.get, key=key, **KEPT))
