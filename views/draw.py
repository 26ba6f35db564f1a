"""Our own parts of a page: the plan's table, the foods found, the day's result; and blocks of HTML."""

import json
import re
from collections.abc import Callable
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st
import streamlit.components.v2 as components

MARKDOWN = re.compile(r"[\\`*_\[\]<>$~:!#|]")
PARTS = Path(__file__).parent / "parts"


@cache
def _part(name: str, css_class: str) -> Callable[..., object]:
    script = (PARTS / "common.js").read_text("utf-8") + (PARTS / f"{name}.js").read_text("utf-8")
    frame = f'<div class="{css_class}"></div>'
    return components.component(f"b12_{name}", html=frame, js=script, isolate_styles=False)


def _packed(data: dict[str, object]) -> bytes:
    """Give data as JSON bytes: as a dictionary Streamlit would write it twice, to send it and to know it."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _again() -> None:
    """Draw again, with what was opened; the state itself is read where it is needed."""


def plan_table(data: dict[str, object], key: str, on_edit: Callable[[], None]) -> None:
    """Draw a day of the plan, editable in place; `on_edit` finds the event under ``key``, "edit"."""
    _part("plan_table", "b12-plan")(data=_packed(data), key=key, on_edit_change=on_edit)


def picker(foods: list[dict[str, object]], key: str, on_add: Callable[[], None]) -> None:
    """Draw the foods found; `on_add` finds the event under ``key``, "add"."""
    _part("picker", "b12-picker")(data=_packed({"foods": foods}), key=key, on_add_change=on_add)


def result(data: dict[str, object], key: str) -> None:
    """Draw what the day gives against what is needed; "opened" under ``key`` names the open nutrients."""
    _part("result", "b12-result")(data=_packed(data), key=key, on_opened_change=_again, on_view_change=_again)


def plain(words: str) -> str:
    """Give what people wrote as Markdown that shows it as it is: no pictures, links or colours."""
    return MARKDOWN.sub(r"\\\g<0>", words)


def style() -> None:
    """Lay our style sheet over the page."""
    st.html(PARTS / "style.css")


def link(title: str, href: str) -> str:
    """Give a source as HTML that opens in a new tab."""
    return f'<a class="b12-source" href="{escape(href)}" target="_blank" rel="noopener">{escape(title)}</a>'


def table(columns: list[str], rows: list[list[str]], caption: str) -> str:
    """Give a table as HTML; the cells are HTML already, so escape what people wrote."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        f'<div class="b12-scroll"><table class="b12-table"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
