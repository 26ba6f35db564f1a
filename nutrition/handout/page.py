"""A handout as a page of its own: one file without scripts that asks no address for anything.

What anybody wrote is escaped, and the page forbids itself to run or to fetch anything.
"""

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any

from nutrition.handout.style import STYLE

Row = dict[str, Any]

SIZES = {"a4": "A4", "letter": "letter"}
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
LONG = 40  # letters; a longer title is set smaller
FEW = 4  # meals of a day that two columns hold
LEGEND = (
    '<span><i class="met"></i>Met</span><span><i class="short"></i>Short</span>'
    '<span><i class="cannot-tell"></i>Cannot tell</span><span><i class="over"></i>Over a limit</span>'
    '<span><b></b>target</span><span><b class="limit"></b>upper limit</span>'
    "<span>≥ at least: not every food has a value</span>"
)


def to_html(content: Row, paper: str = "a4") -> str:
    """Give a handout, as `nutrition.handout.content.handout` gathers it, as a page that prints on ``paper``.

    ``ValueError`` for a paper that is neither "a4" nor "letter".
    """
    if paper not in SIZES:
        raise ValueError(f"paper {paper!r} is not one of: {', '.join(SIZES)}")
    title = escape(f"{content['kind']}: {content['title']}")
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{STYLE}@page {{ size: {SIZES[paper]}; margin: 15mm; }}</style></head>"
        f"<body><main>{_head(content)}{_parts(content)}</main></body></html>\n"
    )


def _parts(content: Row) -> str:
    words = content["words"]
    glance = "".join(map(_line, [content["needs"]["sentence"], _b12_line(content["b12"])]))
    parts = [
        _part(words["urgent"], _each(content["urgent"], _card)),
        f'<div class="panel"><p class="kind">{escape(words["glance"])}</p>{glance}</div>',
        _part(words["notes"], "".join(map(_line, content["notes"]))),
        _part(words["agreed"], _ticked(content["agreed"])),
        _part(words["days"], _each(content["days"], _day)),
        _part(words["needs"], _needs(content["needs"])),
        _part(words["b12"], _b12(content["b12"])),
        f'<p class="panel standing">{escape(content["standing"])}</p>',
        _part(words["notices"], _each(content["notices"], _card)),
        _part(words["questions"], _ticked(content["questions"])),
        _part(words["sources"], _sources(content)),
        _part(words["shopping"], _shopping(content["shopping"])),
    ]
    return "".join(parts)


def _head(content: Row) -> str:
    size = ' class="long"' if len(content["title"]) > LONG else ""
    about = "".join(
        f'<dt>{escape(name)}</dt><dd dir="auto">{escape(text)}</dd>' for name, text in content["about"]
    )
    return (
        f'<header><p class="kind">{escape(content["kind"])}</p>'
        f'<h1{size} dir="auto">{escape(content["title"])}</h1><dl class="about">{about}</dl></header>'
    )


def _part(title: str, body: str) -> str:
    """Give a part with its title; one that holds nothing is left out."""
    return f"<section><h2>{escape(title)}</h2>{body}</section>" if body else ""


def _line(text: str) -> str:
    return f'<p dir="auto">{escape(text)}</p>'


def _ticked(lines: Sequence[str]) -> str:
    return f'<ul class="ticked">{_items(lines)}</ul>' if lines else ""


def _items(lines: Iterable[str]) -> str:
    return "".join(f'<li dir="auto">{escape(line)}</li>' for line in lines)


def _cites(row: Row) -> str:
    numbers = " ".join(f'<a href="#source-{number}">[{number}]</a>' for number in row["cites"])
    return f' <span class="cites">{numbers}</span>' if numbers else ""


def _card(row: Row) -> str:
    why = f'<p class="small">{escape(row["why"])}</p>' if row["why"] else ""
    action = f"<p><b>What to do:</b> {escape(row['action'])}</p>" if row["action"] else ""
    return (
        f'<article class="card {escape(row["level"])}"><p><span class="badge">{escape(row["badge"])}</span>'
        f"<b>{escape(row['title'])}</b>{_cites(row)}</p><p>{escape(row['text'])}</p>{why}{action}</article>"
    )


def _day(day: Row) -> str:
    title = f'<h3 class="day">{escape(day["title"])}</h3>' if day["title"] else ""
    level = "h4" if title else "h3"
    meals = (
        "".join(_meal(meal, level) for meal in day["meals"])
        or '<p class="small">Nothing is planned for this day.</p>'
    )
    return f'{title}<div class="across{" three" * (len(day["meals"]) > FEW)}">{meals}</div>'


def _meal(meal: Row, level: str) -> str:
    at = f'<span class="small">{escape(meal["at"])}</span>'
    head = f'<{level} class="named"><span dir="auto">{escape(meal["meal"])}</span>{at}</{level}>'
    return f'<div class="meal">{head}<ul>{_items(meal["foods"])}</ul></div>'


def _needs(needs: Row) -> str:
    rows = _each(needs["rows"], _need)
    others = "".join(
        f"<p><b>{row['symbol']} {escape(row['word'])}:</b> "
        f"{escape((', ' if row['brief'] else '; ').join(row['texts']))}.</p>"
        for row in needs["others"]
    )
    notes = "".join(f'<p class="small">{escape(note)}</p>' for note in needs["notes"])
    return (
        f"<p>{escape(needs['scope'])}{_cites(needs)}</p>"
        + _table(["Nutrient", "Bar", "Amount and target", "Status"], rows)
        + f'<p class="legend small" aria-hidden="true">{LEGEND}</p>{others}{notes}'
    )


def _table(columns: Sequence[str], rows: str) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _need(row: Row) -> str:
    percent, held = _below(row["percent"]), _below(row["target"]) + _below(row["limit"])
    bar = '<span class="small">no target to compare with</span>' if row["fill"] is None else _bar(row)
    return (
        f'<tr><th scope="row">{escape(row["label"])}</th><td class="wide">{bar}</td><td class="number">'
        f"<b>{escape(row['amount'])}</b>{held}</td>"
        f"<td>{row['symbol']} {escape(row['word'])}{percent}</td></tr>"
    )


def _below(text: str) -> str:
    return f'<br><span class="small">{escape(text)}</span>' if text else ""


def _bar(row: Row) -> str:
    lines = [("", row["target_at"]), ("limit", row["limit_at"])]
    marks = "".join(f'<b class="{name}" style="left:{at:.1%}"></b>' for name, at in lines if at is not None)
    return f'<div class="bar" aria-hidden="true">{_fill(row["status"], row["fill"])}{marks}</div>'


def _fill(status: str, part: float) -> str:
    return f'<i class="{status.replace(" ", "-")}" style="width:{part:.1%}"></i>' if part else ""


def _b12_line(part: Row) -> str:
    return f"Vitamin B12. {part['eaten']}. {part['line']}."


def _b12(part: Row) -> str:
    dated = ["Day"] if any(row["day"] for row in part["rows"]) else []
    columns = [*dated, "When", "Eaten", "Absorbed, about", "Between", "Part that gets in"]
    rows = "".join(_sitting(row, dated=bool(dated)) for row in part["rows"])
    notes = "".join(map(_line, part["notes"]))
    held = "".join(f"<p><b>{escape(note['title'])}</b> {escape(note['text'])}</p>" for note in part["held"])
    total = f"<p><b>{escape(part['eaten'])}. {escape(part['line'])}.</b>{_cites(part)}</p>"
    return total + (_table(columns, rows) if rows else "") + notes + held


def _sitting(row: Row, *, dated: bool) -> str:
    when = ", ".join(filter(None, [row["label"], row["often"]]))
    bar = f'<div class="bar" aria-hidden="true">{_fill("share", row["fill"])}</div>{escape(row["share"])}'
    cells = [*([row["day"]] if dated else []), when, row["eaten"], row["absorbed"], row["span"]]
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}<td>{bar}</td></tr>"


def _shopping(part: Row) -> str:
    groups = "".join(
        f'<div class="bought"><h3 class="named">{escape(group["group"])}</h3>'
        f"<ul>{_each(group['foods'], _bought)}</ul></div>"
        for group in part["groups"]
    )
    return f'<p class="small">{escape(part["about"])}</p><div class="across three">{groups}</div>'


def _each(rows: Iterable[Row], draw: Callable[[Row], str]) -> str:
    return "".join(map(draw, rows))


def _bought(food: Row) -> str:
    return f'<li dir="auto">{escape(food["name"])} <span class="small">{escape(food["amount"])}</span></li>'


def _sources(content: Row) -> str:
    listed = "".join(
        f'<li id="source-{row["number"]}"><a href="{escape(row["link"])}" rel="noopener noreferrer">'
        f"{escape(row['title'])}</a></li>"
        for row in content["sources"]
    )
    return (
        f'<p class="small">Figures of the foods in this plan:{_cites(content["foods"])}</p><ol>{listed}</ol>'
    )
