"""Foods: those of one's own, from a label, a recipe, looked up online, or out of the USDA database."""

import streamlit as st

from nutrition import storage
from views import asking, draw, foods_label, foods_lookup, foods_mine, foods_recipe, foods_usda, session

PARTS = {
    "mine": ("My foods", foods_mine.mine_part),
    "label": ("From a label", foods_label.label_part),
    "recipe": ("Recipe", foods_recipe.recipe_part),
    "lookup": ("Look up", foods_lookup.lookup_part),
    "usda": ("USDA database", foods_usda.usda_part),
}

session.offer(foods_part="mine")
st.title("Foods")
titles = {name: title for name, (title, _) in PARTS.items()}
part = st.segmented_control(
    "What to do",
    titles,
    format_func=titles.get,
    key="foods_part",
    on_change=lambda: session.taken("fault"),
    required=True,
    label_visibility="collapsed",
    bind="query-params",
)
asking.answer()
try:
    PARTS[part][1]()
except (storage.Missing, storage.StorageError) as error:
    st.error(draw.plain(f"This cannot be shown now: {error}"), icon=":material/cloud_off:")
