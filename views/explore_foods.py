"""One food's card, and two foods side by side, found by their names or named in the address."""

import pandas as pd
import streamlit as st

import nutrition as nu
from nutrition.display.explore import found_rows
from nutrition.display.lookup import not_counted_words
from nutrition.finding import Wanted
from nutrition.found_foods import FoundFood, as_own
from nutrition.own_foods import portions_with_own, with_own
from views import adding, draw, pantry, session, state
from views.food_card import draw_card, draw_pair

SOURCES, ONE, TWO = "sources", "one", "two"
FOUND = 8  # foods that are offered for the words typed
FIRST, SECOND = "explore_food", "explore_other"  # where the ids of the foods looked at are kept


def linked() -> None:
    """Open the food that the address names (``?food=173424``) when the page is first drawn in a session.

    Later it is only where a reload would come back to: a browser may still send the address before the last.
    """
    food = "" if session.kept("explore_linked", default=False) else st.query_params.get("food", "")
    session.fill(explore_linked=True)
    if food in state.foods().index:
        pantry.look_at(food)


def address() -> None:
    """Put the food that is open into the address; foods of one's own stay out of it, as they tell of one."""
    food = _chosen(FIRST) if session.entered("explore_show") == ONE else ""
    if food in nu.read_foods().index:
        st.query_params["food"] = food
    else:
        st.query_params.pop("food", None)


def one_part() -> None:
    """Draw one food's card, and the search above it."""
    _search(FIRST, "Find a food")
    if food := _chosen(FIRST):
        foods, portions = _tables(food)
        draw_card(foods, portions, food)
        for sentence in _remarks(foods, food):
            st.caption(draw.plain(sentence))
        with st.container(key="explore_add_box"):
            adding.meal("explore_add_meal")
            adding.shown(foods.loc[[food]], portions, "explore_add")
        with st.container(horizontal=True):
            st.button("Beside another food", icon=":material/compare_arrows:", on_click=_beside)
            st.page_link("views/plan.py", label="To the plan", icon=":material/restaurant:")
    else:
        st.info("Find a food by its name, or press one among the best sources.")


def two_part() -> None:
    """Draw two foods beside each other, each found by a search of its own."""
    left, right = st.columns(2)
    with left:
        _search(FIRST, "First food")
    with right:
        _search(SECOND, "Second food")
    one, other = _chosen(FIRST), _chosen(SECOND)
    if one and other:
        draw_pair(*_tables(one, other), (one, other))
    else:
        st.info("Find two foods by their names; they are then shown beside each other.")


def opened(key: str, place: str) -> bool:
    """Take the food that somebody opened in the list drawn under ``key``; tell whether it is one."""
    event = session.event(key, "open") or {}
    food = str(event.get("food"))
    fine = food in state.foods().index or bool(_imported(food))
    if fine:
        session.fill(**{place: food})
    return fine


def _beside() -> None:
    session.fill(explore_show=TWO)


def _chosen(place: str) -> str:
    """Give the food that is looked at, "" where there is none, or it has been deleted since."""
    food = session.kept(place, "")
    return food if food in state.foods().index or _imported(food) else ""


def _imported(*ids: str) -> list[FoundFood]:
    """Give those foods that are in the imported database."""
    return pantry.imported([int(found[1]) for food in ids if (found := pantry.USDA.fullmatch(food))])


def _remarks(foods: pd.DataFrame, food: str) -> list[str]:
    """Give what there is to know of a food of the database, and what of it is held back."""
    return [
        sentence
        for found in _imported(food)
        for sentence in (
            *found.notes,
            *(not_counted_words(held) for held in found.held_back if pd.isna(foods[held.nutrient][food])),
        )
    ]


def _tables(*ids: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the food table and the measures, with foods of the imported database where they are looked at."""
    foods, portions = state.foods(), state.portions()
    new = [as_own(each) for each in _imported(*(food for food in ids if food not in foods.index))]
    return with_own(foods, new), portions_with_own(portions, new)


def _search(place: str, label: str) -> None:
    """Draw a search; pressing what it finds opens it."""
    words = st.text_input(
        label, type="search", live="200ms", key=f"{place}_words", width=420, placeholder="oat milk, lentils …"
    )
    food = _chosen(place)
    if words:
        found, _ = pantry.found(Wanted(words), FOUND)
        if found.empty:
            st.caption("Nothing is called that. Another word, or only its beginning, may find it.")
        key = f"{place}_list"
        draw.food_list(found_rows(found), f"Found for {label}", key, lambda: _take(key, place))
    elif food and session.entered("explore_show") == TWO:
        st.caption(draw.plain(str(_tables(food)[0].loc[food, "name"])))


def _take(key: str, place: str) -> None:
    opened(key, place)
    session.fill(**{f"{place}_words": ""})
