"""Limits of the evidence: what is contested or not known, and what the planner does about it."""

from html import escape

import streamlit as st

import nutrition as nu
from nutrition.display.lists import citations
from views import draw

WIDE = "repeat(auto-fill, minmax(min(100%, 24rem), 1fr))"  # as many columns as fit; one on a phone


def cited(source: str, where: str) -> str:
    """Give sources as links, each with the place in it."""
    links = [
        draw.link(each["title"], each["link"]) + (f" ({escape(each['where'])})" if each["where"] else "")
        for each in citations(source, where)
    ]
    return "".join(f"<li>{each}</li>" for each in links)


def limit(title: str, text: str, does: str, sources: str) -> str:
    """Give one limit as HTML; the sources are HTML already."""
    return (
        f'<section class="b12-notice"><h3>{escape(title)}</h3><p>{escape(text)}</p>'
        f"<p><b>What the planner does.</b> {escape(does)}</p>"
        f'<ul class="b12-small">{sources}</ul></section>'
    )


st.title("Limits of the evidence")
st.write(
    "Studies of B12 disagree, and some questions have no answer yet. Here is where, and what this planner "
    "does about it. Some sources could be read only in part, or through a summary that quotes them: the list "
    "of all sources, on the page Sources, says how each was seen."
)
for part, found in nu.facts("limits").groupby("part", sort=False):
    st.header(part)
    sections = "".join(
        limit(row.title, row.text, row.does, cited(row.source, row.where)) for row in found.itertuples()
    )
    style = f"display: grid; column-gap: 0.8rem; grid-template-columns: {WIDE}"
    st.html(f'<div class="b12-limits" style="{style}">{sections}</div>')
