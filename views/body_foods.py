"""Food sources: which foods bring B12, how much of a portion gets in, and what only seems to bring it."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import Any, get_args

import pandas as pd
import streamlit as st

import nutrition as nu
from nutrition.display import food_sources as shown
from nutrition.food_sources import b12_sources, count_contested, suited
from nutrition.intake import SUPPLEMENTS
from nutrition.people import Diet
from views import draw, state

YOURS = "yours"


@st.fragment
def food_sources_tab() -> None:
    """Draw the ranking of foods, what to know beside it, and what is no source."""
    order, diet, contested = _asked()
    ranked = _sources(state.person(), contested)
    fitting = ranked[ranked["food_id"].isin(suited(nu.read_foods(), diet).index)]
    rows = shown.source_rows(fitting, order)
    st.markdown(draw.plain(shown.source_sentence(rows)))
    caption = f"The first {len(rows)} of {len(fitting)} foods whose B12 counts. Tablets are left out."
    st.html(draw.table(shown.source_columns(order), [_source(row) for row in rows], caption))
    st.html(_notes(shown.food_notes(state.person())))
    st.subheader("What does not count")
    table = [_nonsource(row) for row in shown.nonsource_rows()]
    st.html(draw.table(["Food", "What is known"], table, _caption(contested=contested)))


def _asked() -> tuple[str, Diet, bool]:
    """Ask how to rank, for which diet, and whether contested foods count."""
    person = state.person()
    diets = {YOURS: f"Your diet ({person.diet})", **{diet: diet.capitalize() for diet in get_args(Diet)}}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        order = _choice("Most B12", shown.ORDERS, "sources_b12_order")
        diet = _choice("Foods that fit", diets, "sources_b12_diet")
    contested = st.toggle(
        "Count nori and chlorella (unreliable)", key="count_contested", persist_state="session"
    )
    return order, person.diet if diet == YOURS else diet, contested


def _choice(label: str, texts: Mapping[str, str], key: str) -> Any:  # noqa: ANN401 - one of the keys of texts
    return st.selectbox(label, list(texts), format_func=texts.get, key=key, persist_state="session")


@lru_cache(maxsize=8)
def _sources(person: nu.Person, contested: bool) -> pd.DataFrame:  # noqa: FBT001 - lru_cache tells by place
    """Rank all foods but tablets, once for each person."""
    foods = nu.read_foods()
    foods = foods[foods["group"] != SUPPLEMENTS]
    return b12_sources(count_contested(foods) if contested else foods, nu.read_portions(), person)


def _source(row: Mapping[str, Any]) -> list[str]:
    mark = f' <span class="b12-tag">{escape(row["mark"])}</span>' if row["mark"] else ""
    name = f'{escape(row["name"])}{mark}<br><span class="b12-small">{escape(row["about"])}</span>'
    absorbed = f'<b>{row["absorbed"]}</b><br><span class="b12-small">{row["span"]}</span>'
    return [name, row["figure"], absorbed]


def _nonsource(row: Mapping[str, Any]) -> list[str]:
    verdict = f'<span class="b12-small">{escape(row["verdict"])}</span>'
    return [f"{escape(row['label'])}<br>{verdict}", f"{escape(row['text'])}{_links(row['sources'])}"]


def _notes(rows: Sequence[Mapping[str, Any]]) -> str:
    items = "".join(f"<li>{escape(row['text'])}{_links(row['sources'])}</li>" for row in rows)
    return f'<ul class="b12-facts">{items}</ul>'


def _links(sources: Sequence[Mapping[str, str]]) -> str:
    return "".join(f"<br>{draw.link(source['title'], source['link'])}" for source in sources)


def _caption(*, contested: bool) -> str:
    if contested:
        return "These count as 0 in every plan, but for nori and chlorella, as you chose above."
    return "These count as 0 in every plan."
