"""The best sources of a nutrient: what is asked for, the ranking, and what nobody knows."""

from collections.abc import Iterable
from html import escape

import pandas as pd
import streamlit as st

from nutrition.display import explore as shown
from nutrition.explore import (
    ABSORBED,
    B12,
    Among,
    Per,
    Tally,
    among,
    apart,
    best_sources,
    groups,
    tally,
    ways,
)
from nutrition.found_foods import as_own
from nutrition.own_foods import portions_with_own, with_own
from nutrition.storage import StorageError
from nutrition.usda.library import Library, foods_of, richest
from nutrition.wording import nutrient_word
from views import draw, explore_foods, filters, pantry, session, state

KEPT = {"persist_state": "session"}
LOOKED_AT = 150  # foods of the database: where figures are hard to believe they are held back, and fall out
Ranked = tuple[pd.DataFrame, pd.DataFrame, Tally]


def sources_part() -> None:
    """Draw the ranking that is asked for, tablets apart from it."""
    there = pantry.library()
    if there and st.toggle("In the USDA database", key="explore_usda", **KEPT):
        _library_part(there)
        return
    nutrient, per = _asked()
    ranked, pills, counted = _ranked(nutrient, per, _narrowed())
    st.html(_notes(nutrient, per, counted))
    label = f"{shown.WAYS[per]}: {nutrient_word(nutrient)}"
    _list(ranked, nutrient, per, label, "explore_list")
    if not pills.empty and st.toggle(f"Supplements, apart ({len(pills)})", key="explore_pills", **KEPT):
        _list(pills, nutrient, per, f"Supplements. {label}", "explore_pill_list")


def _library_part(there: Library) -> None:
    """Draw the ranking of the imported database: by 100 g, as far as its foods go."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        nutrient = _nutrient()
        brands = st.toggle("Brands too", key="explore_brands", **KEPT)
    try:
        found = [as_own(each) for each in foods_of(there, richest(there, nutrient, LOOKED_AT, brands=brands))]
    except StorageError:
        return  # the page says why
    tables = with_own(state.foods().iloc[:0], found), portions_with_own(state.portions().iloc[:0], found)
    said = shown.library_sentence(nutrient, there.release, there.count)
    st.html(_small([said, shown.target_sentence(nutrient, state.needed())]))
    ranked = best_sources(*tables, nutrient, state.person(), "100 g")
    _list(ranked, nutrient, "100 g", f"USDA database: {nutrient_word(nutrient)}", "explore_usda_list")


def _nutrient() -> str:
    labels = shown.nutrient_choices()
    return st.selectbox("Nutrient", list(labels), format_func=labels.get, key="explore_nutrient", **KEPT)


def _asked() -> tuple[str, Per]:
    """Ask which nutrient, and how to rank."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        nutrient = _nutrient()
        offered = ways(nutrient)
        if session.kept("explore_per", None) not in offered:
            session.fill(explore_per=ABSORBED if nutrient == B12 else offered[0])
        per = st.selectbox("Ranked by", offered, format_func=shown.WAYS.get, key="explore_per", **KEPT)
    return nutrient, per


def _narrowed() -> Among:
    """Ask which foods to look at."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        diet = filters.diet("explore_diet")
        group = filters.group("explore_group", groups(state.foods()))
        without = filters.without("explore_without")
    own = not state.own() or st.toggle("With my own foods", value=True, key="explore_own", **KEPT)
    return Among(diet, group, without, own)


def _ranked(nutrient: str, per: Per, which: Among) -> Ranked:
    """Give the ranking of foods, that of supplements, and the counts; made once while nothing changes."""
    about = (state.own(), state.contested(), nutrient, per, which, state.person())
    made = session.kept("explore_ranked", None)
    if made is None or made[0] != about:
        foods, pills = apart(among(state.foods(), which))
        ranking = [
            best_sources(each, state.portions(), nutrient, state.person(), per) for each in (foods, pills)
        ]
        made = (about, (*ranking, tally(foods, nutrient, ranking[0])))
        session.fill(explore_ranked=made)
    return made[1]


def _notes(nutrient: str, per: Per, counted: Tally) -> str:
    first = shown.absorbed_sentence() if per == ABSORBED else shown.target_sentence(nutrient, state.needed())
    said = [first, shown.tally_sentence(counted, nutrient, per)]
    return _small(said)


def _small(sentences: Iterable[str]) -> str:
    return "".join(f'<p class="b12-small">{escape(each)}</p>' for each in sentences)


def _list(ranked: pd.DataFrame, nutrient: str, per: Per, label: str, key: str) -> None:
    rows = shown.source_rows(ranked, nutrient, per, state.needed())
    if rows:
        draw.food_list(rows, label, key, lambda: _open(key))
        st.caption(f"The first {len(rows)}. Press a name for everything known of it.")
    else:
        st.info(
            "No food that fits is known to hold any. Fewer limits may find some, or brands if they are off."
        )


def _open(key: str) -> None:
    if explore_foods.opened(key, explore_foods.FIRST):
        session.fill(explore_show=explore_foods.ONE)
