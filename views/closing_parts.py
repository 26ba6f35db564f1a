"""Parts of proposals: how the search stands, needs before and after, what stays open; as HTML."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

Row = dict[str, Any]


def standing(row: Row) -> str:
    """Give how the search stands, as a sentence and the part of the time that has passed."""
    fill = f'<span class="b12-fill" style="width:{row["fill"]:.0%}"></span>'
    bar = f'<span class="b12-bar" aria-hidden="true">{fill}</span>'
    said = f'<p class="b12-said" role="status">{escape(row["text"])}</p>' if row["text"] else ""
    return f'<div class="b12-result b12-standing">{said}{"" if row["over"] else bar}</div>'


def sentences(texts: Iterable[str]) -> str:
    """Give sentences, each on its line; nothing where there are none."""
    lines = "".join(f'<p class="b12-said">{escape(text)}</p>' for text in texts)
    return f'<div class="b12-result">{lines}</div>' if lines else ""


def before_after(telling: Sequence[Row], others: Sequence[Row], more: str) -> str:
    """Give the needs that change as pairs of bars; those that stay as they are judged are folded away."""
    if not telling and not others:
        return ""
    lines = "".join(map(_need, telling))
    rest = f'<p class="b12-small">{escape(more)}</p>' if more else ""
    if others:
        folded = f"{len(others)} more change{'s' if len(others) == 1 else ''} in amount, not in status"
        rest = "".join(map(_need, others)) + rest
        rest = f'<details class="b12-fold"><summary>{folded}</summary>{rest}</details>'
    title = "<h2>Before and after, per day</h2>"
    return f'<div class="b12-result b12-notes b12-change-bars">{title}{lines}{rest}</div>'


def _need(row: Row) -> str:
    target = row["target"] if row["target"] == "no target" else f"target {row['target']}"
    sides = "".join(_side(side, name) for side, name in zip(row["sides"], ("before", "after"), strict=True))
    label = f'<b>{escape(row["label"])}</b> <span class="b12-small">{escape(target)}</span>'
    return f'<div class="b12-need"><div>{label}</div>{sides}</div>'


def _side(side: Row, name: str) -> str:
    kind = str(side["status"]).replace(" ", "-")
    figure = f'{escape(side["amount"])} <span class="b12-small">{side["percent"]}</span>'
    return (
        f'<div class="b12-then"><span class="b12-small">{escape(name)}</span>{_bar(side, kind)}'
        f"<span>{figure}</span>"
        f'<span class="b12-badge b12-{kind}">{side["symbol"]} {side["word"]}</span></div>'
    )


def _bar(side: Row, kind: str) -> str:
    if side["fill"] is None:
        return "<span></span>"
    return (
        '<span class="b12-bar" aria-hidden="true">'
        f'<span class="b12-fill b12-{kind}" style="width:{side["fill"]:.1%}"></span>'
        f'<span class="b12-target" style="left:{side["target_at"]:.0%}"></span></span>'
    )


def changes(title: str, rows: Sequence[Row]) -> str:
    """Give changes as a list under a title: what to do, and why; nothing where there are none."""
    lines = "".join(
        f'<li><b>{escape(row["text"])}</b><br><span class="b12-small">{escape(row["reason"])}</span></li>'
        for row in rows
    )
    return f'<div class="b12-result b12-notes"><h2>{escape(title)}</h2><ul>{lines}</ul></div>' if rows else ""


def listed(title: str, texts: Sequence[str]) -> str:
    """Give sentences as a list under a title; nothing where there are none."""
    lines = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return (
        f'<div class="b12-result b12-notes"><h2>{escape(title)}</h2><ul>{lines}</ul></div>' if lines else ""
    )
