"""A food's card: everything that is known of it, by how much one likes; and two foods beside each other."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from nutrition.display import food_card as shown
from nutrition.food_card import Card, bases, food_card
from views import draw, state

SECOND = "Second minus first"


def draw_card(foods: pd.DataFrame, portions: pd.DataFrame, food_id: str) -> None:
    """Draw everything that is known of a food of the table, and what is not."""
    card = food_card(foods, portions, food_id, state.needed())
    st.html(_about(card, "h2", shown.known_words(card)))
    texts = shown.choices(card, bases(card))
    basis = st.selectbox(
        "Amounts in", list(texts), format_func=texts.get, key=f"card_of_{food_id}", width=320
    )
    st.html(_groups(shown.card_rows(card, basis)))
    st.html(_origins(card))


def draw_pair(foods: pd.DataFrame, portions: pd.DataFrame, ids: tuple[str, str]) -> None:
    """Draw two foods beside each other, by the same basis."""
    one, other = (food_card(foods, portions, food_id, state.needed()) for food_id in ids)
    both = [basis for basis in bases(one)[:3] if basis in bases(other)[:3]]
    if not both:
        st.info("One of them is an entry whose weight is not known, so there is nothing to go by.")
        return
    basis = st.radio("Amounts in", both, key="pair_basis", horizontal=True)
    names = [f"{card.name} ({shown.basis_words(card, basis)})" for card in (one, other)]
    body = "".join(_pair_group(group, names) for group in shown.pair_rows(one, other, basis))
    st.html(f'<div class="b12-card">{body}<p class="b12-small">{escape(shown.neither(one, other))}</p></div>')
    for card in (one, other):
        st.html(
            f'<div class="b12-card"><b>{escape(card.name)}</b>{_tags(card)}{_list(shown.remarks(card))}</div>'
        )


def _about(card: Card, heading: str, *more: str) -> str:
    name = f"<{heading}>{escape(card.name)}</{heading}>"
    return f'<div class="b12-card">{name}{_tags(card)}{_list([*shown.remarks(card), *more])}</div>'


def _tags(card: Card) -> str:
    cells = "".join(f'<span class="b12-tag">{escape(tag)}</span> ' for tag in shown.tags(card) if tag)
    return f'<p class="b12-tags">{cells}</p>'


def _list(sentences: Iterable[str]) -> str:
    return "".join(f'<p class="b12-small">{escape(each)}</p>' for each in sentences)


def _groups(groups: Sequence[Mapping[str, Any]]) -> str:
    parts = "".join(
        f"<section><h3>{escape(group['title'])}</h3>{''.join(map(_line, group['rows']))}</section>"
        for group in groups
    )
    return f'<div class="b12-card b12-card-groups">{parts}</div>'


def _line(row: Mapping[str, Any]) -> str:
    return (
        f'<div class="b12-held"><span>{escape(row["label"])}</span>{_figure(row)}'
        f'<span class="b12-small">{escape(row["share"])}</span>{_bar(row["fill"])}</div>'
    )


def _figure(row: Mapping[str, Any]) -> str:
    return f"<b>{escape(row['amount'])}</b>" if row["known"] else f"<i>{escape(row['amount'])}</i>"


def _bar(fill: float | None) -> str:
    if fill is None:
        return ""
    inside = f'<span class="b12-fill" style="width:{fill:.1%}"></span>'
    return f'<span class="b12-bar" aria-hidden="true">{inside}</span>'


def _pair_group(group: Mapping[str, Any], names: Sequence[str]) -> str:
    head = "".join(f"<div>{escape(name)}</div>" for name in (group["title"], *names, SECOND))
    rows = "".join(_pair_row(row, names) for row in group["rows"])
    return f'<div class="b12-pair b12-pair-head">{head}</div>{rows}'


def _pair_row(row: Mapping[str, Any], names: Sequence[str]) -> str:
    sides = "".join(
        f'<div><span class="b12-small b12-side">{escape(name)}</span> {_figure(side)}'
        f"{_bar(side['fill'])}</div>"
        for side, name in zip(row["sides"], names, strict=True)
    )
    said = f'<span class="b12-small b12-side">{SECOND}</span> {escape(row["difference"])}'
    return f'<div class="b12-pair"><div><b>{escape(row["label"])}</b></div>{sides}<div>{said}</div></div>'


def _origins(card: Card) -> str:
    rows = "".join(f"<li>{_origin(row)}</li>" for row in shown.origin_rows(card))
    parts = shown.made_of_words(card)
    made = f"<h3>What is in 100 g of it</h3><p>{escape(parts)}</p>" if parts else ""
    return (
        f'<div class="b12-card">{made}<h3>Measures</h3><p>{escape(shown.measure_words(card))}</p>'
        f'<h3>Where it is from</h3><ul class="b12-facts">{rows}</ul></div>'
    )


def _origin(row: Mapping[str, Any]) -> str:
    parts = [escape(row["words"])] * bool(row["words"])
    parts += [draw.link(row["title"], row["link"])] * bool(row["link"])
    parts += [f"number {escape(row['number'])}"] * bool(row["number"])
    parts += [draw.link("its page there", row["page"])] * bool(row["page"])
    return f"{escape(row['what'])}: {', '.join(parts) or 'not said'}"
