"""Two plans beside each other, nutrient by nutrient, as HTML."""

from collections.abc import Iterable
from html import escape


def side_by_side(rows: Iterable[dict[str, object]], names: tuple[str, str]) -> str:
    """Draw what `display.pairs` gives of two plans, under their names."""
    head = "".join(f"<div>{escape(name)}</div>" for name in ("Nutrient", *names, "Second minus first"))
    body = "".join(pair(row, names) for row in rows)
    return f'<div class="b12-result"><div class="b12-pair b12-pair-head">{head}</div>{body}</div>'


def side(row: dict[str, object], name: str) -> str:
    """Draw one plan's amount of a nutrient."""
    kind = str(row["status"]).replace(" ", "-")
    return (
        f'<div><span class="b12-small b12-side">{escape(name)}</span> '
        f"<b>{escape(str(row['amount']))}</b> {row['percent']} "
        f'<span class="b12-badge b12-{kind}">{row["symbol"]} {row["word"]}</span>{bar(row, kind)}'
        f'<span class="b12-small">{row["unknown"]}</span></div>'
    )


def bar(row: dict[str, object], kind: str) -> str:
    """Draw how far one plan gets; nothing where there is no target."""
    if row["fill"] is None:
        return ""
    return (
        '<span class="b12-bar" aria-hidden="true">'
        f'<span class="b12-fill b12-{kind}" style="width:{row["fill"]:.1%}"></span>'
        f'<span class="b12-target" style="left:{row["target_at"]:.0%}"></span></span>'
    )


def pair(row: dict[str, object], names: tuple[str, str]) -> str:
    """Draw one nutrient of both plans."""
    causes = escape(", ".join(row["causes"]))
    target = row["target"] if row["target"] == "no target" else f"target {row['target']}"
    return (
        f'<div class="b12-pair"><div><b>{escape(row["label"])}</b><br>'
        f'<span class="b12-small">{target}</span></div>'
        + "".join(side(one, name) for one, name in zip(row["sides"], names, strict=True))
        + f'<div><b>{row["difference"]}</b><br><span class="b12-small">{causes}</span></div></div>'
    )
