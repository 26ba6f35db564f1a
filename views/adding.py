"""A food beside its amount, measure and meal, to be added to the plan; and the star of favourites."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

import nutrition as nu
from nutrition import display, storage, tables
from views import draw, edits, pantry, session, state

After = Callable[[bool], None]  # is told whether a food is new in the table


def adding(food: str, key: str) -> None:
    """Offer to add a food to the open day of the plan. ``key`` names this place on the page."""
    with st.container(key=f"{key}_box"):
        meal(f"{key}_meal")
        shown(state.foods().loc[[food]], state.portions(), key)
        st.page_link("views/plan.py", label="To the plan", icon=":material/restaurant:")


def kept_last(food: str, key: str, after: str) -> None:
    """Offer the food that was kept last to be eaten; ``after`` says what else can be done now."""
    if food and food in state.foods().index:
        with st.container(border=True, key=f"{key}_kept_box"):
            st.markdown(f"**Kept: {draw.plain(str(state.foods()['name'][food]))}**. Eat it, or {after}.")
            adding(food, f"{key}_adding")


def meal(key: str) -> None:
    """Ask which meal what is found is added to."""
    names = list(edits.usual_times(tables.table("meals"), state.plan(), state.day()))
    st.selectbox("Add to", names, key=key, width=150)


def shown(found: pd.DataFrame, portions: pd.DataFrame, key: str, after: After | None = None) -> None:
    """Draw foods that were found, each to be added to the meal that stands in the box ``key``_meal."""
    liked = pantry.favourites()
    rows = [{**row, "liked": row["id"] in liked} for row in display.choices(found, portions, state.foods())]
    draw.picker(rows, key, lambda: _do(key, after))


def _do(key: str, after: After | None) -> None:
    """Do what was asked for beside a food."""
    event = session.event(key, "add")
    if event is None:
        return
    if event.get("do") == "look":
        pantry.look_at(str(event.get("food")))
        st.switch_page("views/explore.py")
    new = False
    try:
        new = pantry.take(str(event.get("food")))
        _done(event, key)
    except nu.PlanError as error:
        session.refuse(edits.about(event, error, state.foods()))
    except storage.StorageError as error:
        session.refuse(nu.PlanError([f"{error}; nothing was changed, please try again"]))
    if after:
        after(new)


def _done(event: edits.Event, key: str) -> None:
    if event.get("do") == "star":
        pantry.like(str(event.get("food")), on=bool(event.get("on")))
        return
    plan, day, to = state.plan(), state.day(), session.entered(f"{key}_meal")
    at = edits.usual_times(tables.table("meals"), plan, day).get(to, "")  # the meal may be gone by now
    new = plan.add(edits.chosen(event, state.weights(), to, at, day))
    nu.by_item(new, state.foods())
    state.edit(new)
    session.say(f"Added to {to}")
