"""Our own parts of a page: the plan's table, the foods found, the day's result; and blocks of HTML."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st
import streamlit.components.v2 as components

from nutrition import display

LINKED = re.compile(r"(www)(?=\.)|(@)(?=\w)|(:)(?=[a-z/])", re.IGNORECASE)  # starts a link or an icon
JOINER = "\u2060"  # takes no room and keeps both sides together
MARKDOWN = re.compile(r"[\\`*_\[\]<>$~:!#|]")
NOTHING = "Nothing was entered so far that is a reason to ask for a B12 test."
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


def food_list(rows: list[dict[str, object]], label: str, key: str, on_open: Callable[[], None]) -> None:
    """Draw foods in their order, each to be opened; `on_open` finds the event under ``key``, "open"."""
    data: dict[str, object] = {"rows": rows, "label": label}
    _part("food_list", "b12-foods")(data=_packed(data), key=key, on_open_change=on_open)


def result(data: dict[str, object], key: str) -> None:
    """Draw what the day gives against what is needed; "opened" under ``key`` names the open nutrients."""
    _part("result", "b12-result")(data=_packed(data), key=key, on_opened_change=_again, on_view_change=_again)


def proposal(data: dict[str, object], key: str, on_accept: Callable[[], None]) -> None:
    """Draw the changes of a proposal; `on_accept` finds the event under ``key``, "accept"."""
    _part("proposal", "b12-proposal")(data=_packed(data), key=key, on_accept_change=on_accept)


def menu(data: dict[str, object], key: str, on_again: Callable[[], None]) -> None:
    """Draw a new plan; `on_again` finds the event under ``key``, "again"."""
    _part("menu", "b12-menu")(data=_packed(data), key=key, on_again_change=on_again)


def top(step: str, *, first: bool = False) -> None:
    """Mark where a step begins; the browser goes there when another is open, or ``first`` at once."""
    _part("top", "b12-top")(data=_packed({"step": step, "first": first}), key="top")


def plain(words: str) -> str:
    """Give what people wrote as Markdown that shows it as it is: no pictures, links, icons or colours.

    Links and icons are looked for once more in what is shown, where a backslash is gone; a joiner stays.
    """
    return MARKDOWN.sub(r"\\\g<0>", LINKED.sub(rf"\g<0>{JOINER}", words))


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


def folded(title: str, rows: Iterable[Sequence[str]]) -> None:
    """Draw rows of text that end in their source keys, folded away until somebody opens them."""
    cells = [[*map(escape, row[:-1]), opened(row[-1])] for row in rows]
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells)
    st.html(
        f'<details class="b12-fold"><summary>{escape(title)}</summary><div class="b12-scroll">'
        f'<table class="b12-table"><tbody>{body}</tbody></table></div></details>'
    )


def opened(keys: str) -> str:
    """Give the sources behind some keys, joined with ";", as links."""
    return "<br>".join(link(source["title"], source["link"]) for source in display.links(keys))


def cards(rows: Sequence[Mapping[str, Any]]) -> None:
    """Draw notices or readings as cards, each with its sources.

    Their place is kept where there are none: else what follows would move when the first one comes, and the
    browser would draw it anew and lose what is being typed there.
    """
    with st.container():
        if rows:
            st.html(f'<div class="b12-cards">{"".join(map(card, rows))}</div>')


def card(row: Mapping[str, Any]) -> str:
    """Give one notice or reading as HTML, its sources below it."""
    sources = " · ".join(link(source["title"], source["link"]) for source in row["sources"])
    why = f'<p class="b12-small">{escape(row["why"])}</p>' if row["why"] else ""
    return _section(row, f"<p>{escape(row['text'])}</p>{why}{_action(row, 'p')}<p>{sources}</p>")


def _section(row: Mapping[str, Any], body: str, beside: str = "") -> str:
    badge = f'<span class="b12-badge">{escape(row["badge"])}</span> ' if row["badge"] else ""
    figure = f' <span class="b12-figure">{escape(row["figure"])}</span>' if row["figure"] else ""
    return (
        f'<section class="b12-notice b12-level-{escape(row["level"])}">'
        f'<p class="b12-head">{badge}<b>{escape(row["title"])}</b>{figure} {beside}</p>{body}</section>'
    )


def _action(row: Mapping[str, Any], tag: str) -> str:
    return f"<{tag}><b>What to do:</b> {escape(row['action'])}</{tag}>" if row["action"] else ""


def sheet(page: Mapping[str, Any]) -> str:
    """Give the page for a clinician as HTML, its sources numbered and listed once at the end."""
    rows = [row for part in page["parts"] for row in part["rows"]]
    titles = {source["link"]: source["title"] for row in rows for source in row["sources"]}
    numbers = {address: number for number, address in enumerate(titles, 1)}
    parts = "".join(_sheet_part(part, numbers) for part in page["parts"]) or f"<p>{NOTHING}</p>"
    listed = "".join(f"<li>{link(title, address)}</li>" for address, title in titles.items())
    sources = f"<h3>Sources</h3><ol>{listed}</ol>" if listed else ""
    plan = f"<p>{escape(page['plan'])}</p>" if page["plan"] else ""
    return (
        f'<article class="b12-sheet"><h2>{escape(page["title"])}</h2><p>{escape(page["about"])}</p>{plan}'
        f"{parts}{sources}<p>{escape(page['standing'])}</p></article>"
    )


def _sheet_part(part: Mapping[str, Any], numbers: Mapping[str, int]) -> str:
    cards = ""
    for row in part["rows"]:
        sources = " ".join(link(f"[{numbers[source['link']]}]", source["link"]) for source in row["sources"])
        text = f"<p>{escape(row['text'])} {_action(row, 'span')} {sources}</p>"
        cards += _section(row, text) if row["text"] else _section(row, "", sources)
    return f"<h3>{escape(part['title'])}</h3>{cards}"


def standalone(article: str, title: str = "For my clinician") -> str:
    """Give an article as a file of its own, with its style, to print or to send."""
    css = (PARTS / "sheet.css").read_text("utf-8")
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>'
        f"{escape(title)}</title><style>{css}</style>{article}</html>"
    )
