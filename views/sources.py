"""Sources: where every number and every sentence comes from, each one click away."""

from collections.abc import Iterable
from html import escape
from typing import Any

import streamlit as st

import nutrition as nu
from nutrition import display, tables
from nutrition.display.lists import citations, evidence
from views import draw, state

person, authority = state.person(), state.authority()

st.title("Sources")
st.write(
    "Every figure and every statement in this planner comes from a table with a source, or says that it is "
    "our own choice. They are all here."
)
kind = st.segmented_control(
    "Show",
    [
        "Needs in use",
        "Warnings",
        "Absorption constants",
        "Symptoms and red flags",
        "Blood tests",
        "Treatment and other facts",
        "Foods",
        "How foods are eaten",
        "Labels and look-up",
        "Files of other programs",
        "All sources",
    ],
    default="Needs in use",
    key="sources_of",
    required=True,
)


def opened(keys: str, where: str = "") -> str:
    """Give the sources behind some keys as links, each followed by the place in it."""
    return cited(citations(keys, where))


def cited(found: list[dict[str, str]]) -> str:
    """Give citations as HTML."""
    links = [draw.link(each["title"], each["link"]) if each["link"] else "" for each in found]
    places = [f"({escape(each['where'])})" if each["where"] else "" for each in found]
    return "<br>".join(f"{link} {place}" for link, place in zip(links, places, strict=True))


def warnings(rows: Iterable[Any], caption: str) -> None:
    """Draw notices with what is known about each."""
    cells = [[escape(row.title), escape(row.evidence), opened(row.source, row.where)] for row in rows]
    st.html(draw.table(["Warning", "How sure", "Source"], cells, caption))


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
    warnings(
        tables.table("risks").itertuples(),
        "Every warning that can appear, with the evidence behind it.",
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
elif kind == "Symptoms and red flags":
    red_flags = tables.table("risks").query("level == 'urgent'")
    warnings(red_flags.itertuples(), "Red flags: they come before everything else.")
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
elif kind == "All sources":
    rows = [
        [draw.link(row.title, row.link), *map(escape, (row.publisher, row.year, row.seen, row.licence))]
        for row in tables.sources().itertuples()
    ]
    st.html(
        draw.table(
            ["Title", "Publisher", "Year", "How it was seen, where noted", "Licence"],
            rows,
            f"{len(rows)} sources.",
        )
    )

for listed in evidence(kind):
    rows = [[*map(escape, row[:-1]), cited(row[-1])] for row in listed["rows"]]
    st.html(draw.table(listed["columns"], rows, listed["caption"]))
