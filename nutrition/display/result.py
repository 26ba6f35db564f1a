"""The result of a plan: every nutrient with its texts and bar lengths, and the notices.

Nothing here decides anything: statuses come from `assess`, amounts from `eaten`. Bar lengths run from 0 to 1.
"""

import math
from collections.abc import Collection, Iterable
from functools import cache

import pandas as pd

from nutrition import tables
from nutrition.display.figures import LIMIT_AT, TARGET_AT, WORDS, Row, amount, at_least, links, shown_status
from nutrition.intake import contributions
from nutrition.plans import Plan

COVERS = {
    "all": "all intake",
    "supplements": "supplements only",
    "added": "supplements and fortified foods",
    "preformed": "preformed vitamin A (retinol)",
}
LEVELS = {"urgent": "Get help first", "act": "Act on this", "ask": "Ask about this", "know": "Good to know"}
FOODS_SHOWN = 5
ABOUT = ["label", "group", "decimals", "pinned"]
LINE = ["known", "unit", "share", "status", "items", "reporting", "target", "kind"]
LINE += ["upper", "upper_kind", "upper_limits", "limit_status"]
FACTS = ["unknown_share", "source", "where", "note", "average", "average_kind", "p_adequate"]
FACTS += ["upper_source", "limited"]


def page(assessed: pd.DataFrame, notices: pd.DataFrame, opened: Collection[str]) -> Row:
    """Give what the result of a plan shows: the pinned lines, and those of the groups in ``opened``.

    ``counts`` says of every group how it stands, whether open or not.
    """
    rows = _records(assessed, LINE)
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row["group"], []).append(row)
    return {
        "rows": [_row(row) for row in rows if row["pinned"] > 0 or row["group"] in opened],
        "notices": notice_rows(notices),
        "counts": {group: _count(members) for group, members in groups.items()},
    }


def report(assessed: pd.DataFrame) -> list[Row]:
    """Give one row per nutrient, in display order, with the texts and bar lengths of its line."""
    return [_row(row) for row in _records(assessed, LINE)]


def details(plan: Plan, foods: pd.DataFrame, assessed: pd.DataFrame, chosen: Iterable[str]) -> Row:
    """Give what stands behind the lines that are open: facts with sources, and the foods that give most."""
    names = list(chosen)
    rows = _records(assessed.loc[names], LINE + FACTS) if names else []
    return {row["id"]: {"facts": _facts(row), "givers": _givers(plan, foods, row)} for row in rows}


def _records(assessed: pd.DataFrame, columns: list[str]) -> list[Row]:
    about = _about()
    rows = zip(assessed.index, _dicts(assessed, columns), strict=True)
    return [{**about[name], **row} for name, row in rows]


def _dicts(frame: pd.DataFrame, columns: list[str]) -> list[Row]:
    """Give rows as dictionaries; through object arrays, since text columns are forty times slower."""
    values = [frame[name].to_numpy(object).tolist() for name in columns]
    return [dict(zip(columns, row, strict=True)) for row in zip(*values, strict=True)]


@cache
def _about() -> dict[str, Row]:
    known = tables.nutrients().reset_index(names="id")[["id", *ABOUT]].to_dict("records")
    return {row["id"]: row for row in known}  # type: ignore[misc]  # its column names are text


def notice_rows(notices: pd.DataFrame) -> list[Row]:
    """Give notices as texts with their sources as links."""
    return [_notice(row) for row in _dicts(notices, list(notices.columns))]


def _notice(row: Row) -> Row:
    parts = [
        ("", row["text"]),
        ("Why:", row["why"]),
        ("How sure:", row["evidence"]),
        ("What to do:", row["action"]),
    ]
    return {
        "id": row["id"],
        "level": row["level"],
        "word": LEVELS[row["level"]],
        "title": row["title"],
        "parts": [part for part in parts if part[1]],
        "sources": links(row["source"]),
    }


def _count(rows: list[Row]) -> str:
    """Say how a group stands: "9 met, 2 short, 1 cannot tell"."""
    said = [shown_status(row) for row in rows]
    counts = {status: said.count(status) for status in ("met", "short", "over", "above range", "cannot tell")}
    return ", ".join(f"{count} {status}" for status, count in counts.items() if count)


def _row(row: Row) -> Row:
    status = shown_status(row)
    word, symbol = WORDS[status]
    unit, decimals = f"{row['unit']}/day", int(row["decimals"])
    gap = row["reporting"] < row["items"]
    return {
        "id": row["id"],
        "label": row["label"],
        "short": row["label"].split(" (")[0].removeprefix("Vitamin "),
        "group": row["group"],
        "pinned": 0 if math.isnan(row["pinned"]) else int(row["pinned"]),
        "status": status,
        "word": word,
        "symbol": symbol,
        "amount": at_least(row["known"], unit, decimals, gap=gap),
        "target": _target(row, status, unit, decimals),
        "percent": "" if math.isnan(row["share"]) else f"{row['share']:.0%}",
        "coverage": f"{row['reporting']:.0f} of {row['items']:.0f} foods known",
        **_bar(row),
    }


def _target(row: Row, status: str, unit: str, decimals: int) -> str:
    """Name what the amount is held against: the end of a range that was passed, the target or the limit."""
    if status == "above range":
        return f"upper end {amount(row['upper'], unit, decimals)} ({row['upper_kind']})"
    if not math.isnan(row["target"]):
        return f"of {amount(row['target'], unit, decimals)} ({row['kind']})"
    if not math.isnan(row["upper"]):
        return f"limit {amount(row['upper'], unit, decimals)} ({row['upper_kind']})"
    return ""


def _bar(row: Row) -> Row:
    """Give how long the bar is and where its lines stand; None where there is nothing to compare with."""
    known, target = row["known"], row["target"]
    upper = row["upper"] if row["upper_limits"] == "all" else math.nan
    scale = target / TARGET_AT if target > 0 else upper / LIMIT_AT if upper > 0 else math.nan
    parts = {"fill": known / scale, "target_at": target / scale, "limit_at": upper / scale}
    drawn = {name: None if math.isnan(part) else round(min(part, 1.0), 4) for name, part in parts.items()}
    return {**drawn, "limit_at": None if parts["limit_at"] > 1 else drawn["limit_at"]}


def _facts(row: Row) -> list[Row]:
    unit, decimals = f"{row['unit']}/day", int(row["decimals"])
    facts = []
    if not math.isnan(row["target"]):
        facts.append(
            _fact(f"{row['kind']}: {amount(row['target'], unit, decimals)}", row["source"], row["where"])
        )
    if not math.isnan(row["average"]):
        text = f"Average requirement ({row['average_kind']}): {amount(row['average'], unit, decimals)}"
        facts.append(_fact(text, row["source"], ""))
    if not math.isnan(row["p_adequate"]):
        facts.append(
            _fact(
                f"Chance that a planned menu like this covers the need: {_chance(row['p_adequate'])}", "", ""
            )
        )
    if not math.isnan(row["upper"]):
        facts.append(_fact(_limit(row, unit, decimals), row["upper_source"], ""))
    if row["unknown_share"] > 0:
        facts.append(_fact(f"Not known for foods that give {row['unknown_share']:.0%} of the energy", "", ""))
    facts += [_fact(note, "", "") for note in filter(None, [row["note"]])]
    return facts


def _chance(probability: float) -> str:
    return "over 99 %" if probability > 0.99 else "under 1 %" if probability < 0.01 else f"{probability:.0%}"  # noqa: PLR2004


def _limit(row: Row, unit: str, decimals: int) -> str:
    upper, covers = amount(row["upper"], unit, decimals), COVERS[row["upper_limits"]]
    text = f"Upper limit ({row['upper_kind']}): {upper}, counts {covers}"
    if row["upper_limits"] == "all":
        return text
    here = "not measured" if math.isnan(row["limited"]) else amount(row["limited"], unit, decimals)
    return f"{text}; here {here}"


def _fact(text: str, source: str, where: str) -> Row:
    found = links(source)
    title = f"{found[0]['title']}{', ' + where if where else ''}" if found else ""
    return {"text": text.replace(" ug", " µg"), "source": title, "link": found[0]["link"] if found else ""}


def _givers(plan: Plan, foods: pd.DataFrame, row: Row) -> list[list[str]]:
    """Name the foods that gave most of one nutrient, largest first."""
    most = contributions(plan, foods, row["id"]).query("amount > 0").head(FOODS_SHOWN)
    names, amounts = most["name"].tolist(), most["amount"].tolist()
    return [
        [name, amount(value, row["unit"], int(row["decimals"]))]
        for name, value in zip(names, amounts, strict=True)
    ]
