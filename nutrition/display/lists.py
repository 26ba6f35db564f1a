"""Comparisons, reference intakes, constants and the evidence behind them as rows of text."""

import math
import re

import pandas as pd

from nutrition import tables
from nutrition.display.figures import TARGET_AT, WORDS, Row, amount, at_least, links, shown_status
from nutrition.display.result import COVERS

STANDING = {
    "cited": "stated in the source",
    "derived": "worked out from the source",
    "choice": "our own choice",
    "recalled": "from memory, not yet checked in a source",
}
UG = re.compile(r"\bug\b")  # the unit, not the letters inside a word


def pairs(compared: pd.DataFrame, needed: pd.DataFrame) -> list[Row]:
    """Give a comparison as texts and bar lengths, in its order.

    Nutrients that neither plan is known to hold are left out.
    """
    words = needed[["kind", "upper_kind"]]
    joined = compared.drop(columns="unit").join(tables.nutrients()).join(words)
    known = joined[(joined["known_a"] > 0) | (joined["known_b"] > 0)]
    return [_pair(str(nutrient), row) for nutrient, row in known.iterrows()]


def _pair(nutrient: str, row: pd.Series) -> Row:
    unit, decimals = f"{row['unit']}/day", int(row["decimals"])
    return {
        "id": nutrient,
        "label": row["label"],
        "sides": [_side(row, side, unit, decimals) for side in ("a", "b")],
        "target": amount(row["target"], unit, decimals) if row["target"] > 0 else "no target",
        "difference": _signed(row["difference"], unit, decimals),
        "causes": [
            f"{name} ({'+' if more > 0 else '−'}{amount(abs(more), row['unit'], decimals)})"
            for name, more in row["causes"]
        ],
    }


def _signed(change: float, unit: str, decimals: int) -> str:
    sign = "+" if change > 0 else "−" if change < 0 else ""
    return sign + amount(abs(change), unit, decimals)


def _side(row: pd.Series, side: str, unit: str, decimals: int) -> Row:
    gaps = row[f"reporting_{side}"] < row[f"items_{side}"]
    known, share, unknown = (row[f"{name}_{side}"] for name in ("known", "share", "unknown_share"))
    judged = {"kind": row["kind"], "upper_kind": row["upper_kind"], "share": share, "limit_status": ""}
    status = shown_status({**judged, "status": row[f"status_{side}"]})
    word, symbol = WORDS[status]
    return {
        "status": status,
        "word": word,
        "symbol": symbol,
        "amount": at_least(known, unit, decimals, gap=gaps),
        "percent": "" if math.isnan(share) else f"{share:.0%}",
        "unknown": f"{unknown:.0%} of the plan not known" if unknown > 0 else "",
        "fill": None if math.isnan(share) else min(share * TARGET_AT, 1.0),
        "target_at": TARGET_AT,
    }


def needs_rows(needed: pd.DataFrame) -> list[list[str]]:
    """Give reference intakes as rows of text: nutrient, target, average, upper limit, note, source keys."""
    joined = needed.drop(columns=["unit", "label"]).join(tables.nutrients())
    asked = joined[joined[["target", "average", "upper"]].notna().any(axis=1)]
    return [_needs_row(row) for row in asked.to_dict("records")]  # type: ignore[arg-type]


def _needs_row(row: Row) -> list[str]:
    def figure(value: float, kind: str) -> str:
        return (
            ""
            if math.isnan(value)
            else f"{amount(value, row['unit'] + '/day', int(row['decimals']))} ({kind})"
        )

    covers = "" if row["upper_limits"] in ("", "all") else f", counts {COVERS[row['upper_limits']]}"
    keys = ";".join(dict.fromkeys(filter(None, [row["source"], row["upper_source"]])))
    return [
        row["label"],
        figure(row["target"], row["kind"]),
        figure(row["average"], row["average_kind"]),
        figure(row["upper"], row["upper_kind"] + covers),
        row["note"].replace(" ug", " µg"),
        keys,
    ]


def constant_rows(constants: pd.DataFrame) -> list[list[str]]:
    """Give the constants of the B12 rules as rows of text: what, value, standing, source keys."""
    rows = []
    for row in constants.to_dict("records"):
        span = f" ({row['low']} to {row['high']})" if row["low"] and row["high"] else ""
        rows.append(
            [
                UG.sub("µg", row["label"]),
                UG.sub("µg", f"{row['value']}{span} {row['unit']}"),
                STANDING[row["tag"]],
                row["source"],
            ]
        )
    return rows


def evidence(view: str) -> list[Row]:
    """Give the tables that one view of the Sources page shows: ``caption columns rows``.

    ``data/evidence_views.csv`` says which tables and columns. A row is its cells as text and, at the end,
    what `citations` gives; a table with tags also says how well founded each row is. A view with no tables
    gives nothing.
    """
    listed: list[Row] = tables.table("evidence_views").to_dict("records")  # type: ignore[assignment]
    return [_listed(row) for row in listed if row["view"] == view]


def _listed(shown: Row) -> Row:
    rows: list[Row] = tables.table(shown["table"]).to_dict("records")  # type: ignore[assignment]
    columns = dict(each.split(": ") for each in shown["columns"].split(" | "))
    tagged = ["Standing"] if "tag" in rows[0] else []
    return {
        "caption": shown["caption"],
        "columns": [*columns, *tagged, "Source"],
        "rows": [_evidence_row(row, list(columns.values())) for row in rows],
    }


def _evidence_row(row: Row, columns: list[str]) -> list[object]:
    standing = [STANDING[row["tag"]]] if "tag" in row else []
    return [*(UG.sub("µg", row[name]) for name in columns), *standing, citations(row["source"], row["where"])]


def citations(source: str, where: str) -> list[Row]:
    """Give the sources behind some keys, joined with ";", as ``title link where``, in their order.

    ``where`` holds one place for each key, joined the same way. A place for all of them stands with the last;
    without any source it stands alone.
    """
    found, place = links(source), UG.sub("µg", where)
    if not found:
        return [{"title": "", "link": "", "where": place}] if place else []
    places = place.split(";")
    if len(places) != len(found):
        places = [*[""] * (len(found) - 1), place]
    return [{**each, "where": words.strip()} for each, words in zip(found, places, strict=True)]
