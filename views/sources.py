"""Sources: where every number and every sentence comes from, each one click away."""

from html import escape

import streamlit as st

import nutrition as nu
from nutrition import display, tables
from views import draw, state

person, authority = state.person(), state.authority()
sources = tables.sources()

st.title("Sources")
st.write(
    "Every figure and every warning in this planner comes from a table with a source. They are all here."
)
kind = st.segmented_control(
    "Show",
    ["Needs in use", "Warnings", "Absorption constants", "Foods", "All sources"],
    default="Needs in use",
    key="sources_of",
    required=True,
)


def opened(keys: str) -> str:
    """Give the sources behind some keys as links."""
    known = [key for key in keys.split(";") if key]
    return "<br>".join(draw.link(sources.at[key, "title"], sources.at[key, "link"]) for key in known)


if kind == "Needs in use":
    caption = (
        f"Per day, for {display.who(person)}, {authority}. Change the person or the authority in the sidebar."
    )
    rows = [
        [escape(cell) for cell in row[:-1]] + [opened(row[-1])] for row in display.needs_rows(state.needed())
    ]
    st.html(
        draw.table(
            ["Nutrient", "Target", "Average requirement", "Upper limit", "Note", "Source"], rows, caption
        )
    )
elif kind == "Warnings":
    rows = [
        [
            escape(row.title),
            escape(row.evidence),
            opened(row.source) + (f"<br>{escape(row.where)}" if row.where else ""),
        ]
        for row in tables.table("risks").itertuples()
    ]
    st.html(
        draw.table(
            ["Warning", "How sure", "Source"],
            rows,
            "Every warning that can appear, with the evidence behind it.",
        )
    )
elif kind == "Absorption constants":
    rows = [
        [escape(cell) for cell in row[:-1]] + [opened(row[-1])]
        for row in display.constant_rows(tables.table("b12"))
    ]
    st.html(
        draw.table(
            ["Constant", "Value", "Standing", "Source"],
            rows,
            "Figures the rules use, and how well each is founded.",
        )
    )
elif kind == "Foods":
    foods = nu.read_foods()
    words = st.text_input("Find a food", type="search", live="200ms", key="source_words")
    found = nu.find(foods, words, limit=50) if words else foods.head(50)
    rows = [
        [escape(row.name_), escape(row.basis), opened(row.source), escape(row.source_id), escape(row.note)]
        for row in found.rename(columns={"name": "name_"}).itertuples()
    ]
    st.html(
        draw.table(
            ["Food", "Basis", "Source", "Its number there", "Note"],
            rows,
            f"{len(found)} of {len(foods):,} foods.",
        )
    )
else:
    rows = [
        [draw.link(row.title, row.link), escape(row.publisher), escape(row.year), escape(row.licence)]
        for row in sources.itertuples()
    ]
    st.html(draw.table(["Title", "Publisher", "Year", "Licence"], rows, f"{len(rows)} sources."))
