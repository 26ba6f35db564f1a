"""Explore: the best sources of any nutrient, a food with everything known of it, two foods side by side."""

import streamlit as st

from nutrition import display
from views import asking, explore_foods, explore_sources, pantry, session, state

PARTS = {
    explore_foods.SOURCES: ("Best sources", explore_sources.sources_part),
    explore_foods.ONE: ("One food", explore_foods.one_part),
    explore_foods.TWO: ("Two foods", explore_foods.two_part),
}

explore_foods.linked()
session.offer(explore_show=explore_foods.SOURCES)
st.title("Explore")
st.segmented_control(
    "Show",
    list(PARTS),
    format_func=lambda part: PARTS[part][0],
    key="explore_show",
    required=True,
    label_visibility="collapsed",
    persist_state="session",
)
asking.answer()
st.caption(f"Targets for {display.who(state.person())}, {state.authority()}.")
warning = st.container()
PARTS[session.entered("explore_show")][1]()
with warning:  # above the part, but only the part finds out
    pantry.warned()
explore_foods.address()
