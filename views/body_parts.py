"""Parts of the page "B12 in your body": blocks of HTML, each with its sources as links."""

from html import escape
from typing import Any

import streamlit as st

from views import draw

Row = dict[str, Any]

CAPTION = (
    "Numbered as on the curve. A sitting lies below the line where its food gives up less B12, where it "
    "follows soon after another, and for a large tablet with a meal."
)


def head(label: str, total: str, sentences: list[str], verdicts: list[Row]) -> None:
    """Draw the figure of a view, the sentences that say it, and how it stands to the marks."""
    said = "".join(f'<p class="b12-said">{escape(sentence)}</p>' for sentence in sentences if sentence)
    figure = f'<span class="b12-label">{label}</span><div class="b12-total">{total}</div>' if total else ""
    st.html(f'<div class="b12-result"><div class="b12-headline">{figure}{said}{badges(verdicts)}</div></div>')


def badges(verdicts: list[Row]) -> str:
    """Give how an amount stands to the marks: a symbol and a word, then the mark."""
    return "".join(
        f'<div><span class="b12-badge b12-{row["kind"]}">{row["word"]}</span> '
        f'<span class="b12-small">{" · ".join(filter(None, [row["name"], row["more"]]))}</span></div>'
        for row in verdicts
    )


def section(title: str, entries: list[Row], css_class: str = "") -> None:
    """Draw some statements under a title, each with its sources."""
    if entries:
        lines = "".join(f"<li>{statement(entry)}</li>" for entry in entries)
        st.html(f'<div class="b12-result b12-notes {css_class}"><h2>{title}</h2><ul>{lines}</ul></div>')


def statement(entry: Row) -> str:
    """Give one statement and its sources."""
    title = f"<b>{escape(entry['title'])}.</b> " if entry.get("title") else ""
    return f"{title}{escape(entry['text'])} {cited(entry['sources'])}"


def cited(sources: list[Row]) -> str:
    """Give sources as links."""
    return " · ".join(draw.link(source["title"], source["link"]) for source in sources)


def ways(rows: list[Row], amount: str) -> str:
    """Give the same amount per day taken in several ways as bars with a thin line for the band."""
    return (
        f'<div class="b12-result b12-notes"><h2>The same {amount} per day, taken differently</h2>'
        f"{''.join(way(row) for row in rows)}"
        '<p class="b12-small">Bar: absorbed per day. Thin line in it: the band. Upright lines: the US mark, '
        "then both ends of the EU mark.</p></div>"
    )


def way(row: Row) -> str:
    """Draw one way of taking the amount."""
    mine = ' <span class="b12-tag">your choice</span>' if row["chosen"] else ""
    lines = "".join(f'<span class="b12-target" style="left:{mark:.1%}"></span>' for mark in row["marks"])
    band = f'<span class="b12-whisker" style="left:{row["from"]:.1%};width:{row["spread"]:.1%}"></span>'
    return (
        f'<div class="b12-way"><span>{escape(row["label"])}{mine}</span><b>{row["text"]}</b>'
        f'<span class="b12-bar" aria-hidden="true"><span class="b12-fill" style="width:{row["fill"]:.1%}">'
        f'</span>{band}{lines}</span><span class="b12-small">{row["small"]}</span></div>'
    )


def compared(sides: list[Row]) -> str:
    """Give a sentence for each side, after the letter that stands at its line."""
    lines = "".join(
        f'<p class="b12-said"><span class="b12-chip b12-{one["mark"].lower()}">{one["mark"]}</span>'
        f"{escape(one['sentence'])}</p>"
        for one in sides
    )
    return f'<div class="b12-result"><div class="b12-headline">{lines}</div></div>'


def first(entries: list[Row]) -> str:
    """Give what comes before everything else."""
    said = " ".join(statement(entry) for entry in entries)
    return f'<div class="b12-result"><div class="b12-notice b12-level-urgent">{said}</div></div>'


def options(rows: list[Row]) -> str:
    """Give treatment options as cards."""
    cards = "".join(
        f'<div class="b12-headline"><b>{escape(row["situation"])}</b><p>{escape(row["text"])}</p>'
        f'<p class="b12-small">{escape(row["follow_up"])}</p>{cited(row["sources"])}</div>'
        for row in rows
    )
    return (
        '<div class="b12-result b12-notes"><h2>Options a clinician may discuss</h2><p class="b12-small">For '
        "learning: what suits you is for a clinician who knows you and your results to say.</p>"
        f'<div class="b12-columns">{cards}</div></div>'
    )


def folded(title: str, entries: list[Row], css_class: str = "", *, is_open: bool = False) -> str:
    """Give facts under a title that opens."""
    lines = "".join(f"<li>{statement(entry)}</li>" for entry in entries)
    return (
        f'<div class="b12-result b12-notes {css_class}"><details class="b12-group"{" open" * is_open}>'
        f"<summary>{title}</summary><ul>{lines}</ul></details></div>"
    )


def sittings_table(rows: list[Row]) -> None:
    """Draw the sittings of a day, numbered as on the curve."""
    cells = [
        [f"<b>{row['number']}</b> {escape(row['label'])}", row["eaten"], taken(row), row["share"]]
        for row in rows
    ]
    if cells:
        columns = ["Sitting", "Eaten", "Absorbed", "Share"]
        st.html(draw.table(columns, cells, CAPTION))


def taken(row: Row) -> str:
    """Give what is absorbed, with its band in small print."""
    return f"{row['absorbed']}<br><span class='b12-small'>{row['span']}</span>"
