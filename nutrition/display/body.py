"""The page "B12 in your body" as sentences, rows of text and figure data; the model itself is elsewhere."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import cast

import pandas as pd

from nutrition import tables
from nutrition.absorption import absorbed_per_day
from nutrition.constants import band, constant
from nutrition.display.figures import Row, amount
from nutrition.explorer import measured
from nutrition.sample_plans import samples

Band = Mapping[str, float]  # eaten (where there is one), low, mid, high [ug per day]

ENDS = ("low", "mid", "high")
FINE, COARSE = 1.0, 100.0  # ug; below and above which a figure has another number of decimals
NEAR = 0.25  # decades; sittings closer than this on both axes share a spot (our choice: a finger's width)
SAME = 0.05  # a difference too small for the model to show; our choice
YEAR, MONTH, WEEK = 365.25, 30.44, 7  # days
POINTS = 60  # of a line; more cannot be seen
SETTLED = 60  # years after which the model's store no longer moves; never shown
NO_NAME = ("record at", "public repository")  # publishers that name no work
VOLUME = re.compile(r"\s\d.*")  # and page, in the name of a journal


def ug(value: float) -> str:
    """Give an amount of B12 with as many decimals as say something."""
    return "0 µg" if value == 0 else amount(value, "ug", 2 if value < FINE else 0 if value >= COARSE else 1)


def dose_text(value: float) -> str:
    """Give a dose as people write it: "10 µg", "3.33 µg", "1,000 µg"."""
    return f"{float(f'{value:.3g}'):,.10g} µg"


def span(low: float, high: float) -> str:
    """Give a band as text: "1.0 to 2.2 µg"."""
    return f"{ug(low).removesuffix(' µg')} to {ug(high)}"


def share(part: float, whole: float) -> str:
    """Give a part of the whole in per cent, with a decimal where it is small; "" of nothing."""
    if not whole > 0:
        return ""
    percent = 100 * part / whole
    return f"{percent:.1f} %" if percent < 9.95 else f"{percent:.0f} %"  # noqa: PLR2004 - it would round to 10.0


def _rows(frame: pd.DataFrame) -> list[Row]:
    return cast("list[Row]", frame.to_dict("records"))  # whose columns are named by text


def notes(view: str) -> list[Row]:
    """Give what a view's figure cannot tell, each with its sources."""
    rows = [row for row in _rows(tables.table("body_notes")) if view in row["view"].split("|")]
    return [{"text": row["text"], "sources": cited(row["source"])} for row in rows]


def statements(rows: pd.DataFrame) -> list[Row]:
    """Give facts, or what `impairments` gives, as titles and texts with their sources."""
    return [{**row, "sources": cited(row["source"])} for row in _rows(rows)]


@cache  # the same few sources stand beside every figure, and each look-up costs half a millisecond
def cited(keys: str) -> list[Row]:
    """Give sources as short names, "Blood, 2008", with their addresses."""
    rows = tables.sources().loc[[key for key in keys.split(";") if key]]
    return [{"title": _short(row), "link": row["link"]} for row in _rows(rows)]


def _short(row: Row) -> str:
    publisher, year = row["publisher"], row["year"]
    if publisher.startswith(NO_NAME):
        return str(row["title"])  # a record or a copy: its place says nothing
    return ", ".join(filter(None, [VOLUME.sub("", publisher.split(",", maxsplit=1)[0]), year]))


def points(kind: str) -> list[Row]:
    """Give published doses [ug] of one kind (free, food, no_if), what was absorbed [ug], and its error."""
    return [{**row, "text": _measured(row)} for row in _rows(measured(kind))]


def _measured(row: Row) -> str:
    return f"{dose_text(row['dose'])}, {row['label']}: {ug(row['absorbed'])} absorbed"


def points_sources(kinds: Sequence[str]) -> list[Row]:
    """Give the sources of the published points that are shown, each once."""
    cells = ";".join(cell for kind in kinds for cell in measured(kind)["source"])
    return cited(";".join(dict.fromkeys(cells.split(";"))))


def has_intrinsic_factor(impaired: pd.DataFrame) -> bool:
    """Say whether the curve with intrinsic factor holds, from what `impairments` gives."""
    return "0" not in set(impaired["intrinsic_factor"])


def sittings_sentence(sittings: pd.DataFrame) -> str:
    """Say what a plan gives and how much of it is absorbed; ``sittings`` is what `absorbed` gives."""
    per_day, unknown = absorbed_per_day(sittings), int(sittings["unknown"].sum())
    gap = f" For {unknown} of its foods B12 is not known, so it may be more." if unknown else ""
    if not per_day["eaten"] > 0:
        return "Your plan holds no B12 that is known to count, so there is nothing to absorb." + gap
    part = share(per_day["mid"], per_day["eaten"])
    return (
        f"Your plan gives {ug(per_day['eaten'])} of B12 per day. About {ug(per_day['mid'])} of it is "
        f"absorbed ({span(per_day['low'], per_day['high'])}), which is {part}.{gap}"
    )


def three_sentence(sittings: pd.DataFrame, three: Band) -> str:
    """Say what the same amount would give in three equal sittings, ``three`` of `in_three_sittings`."""
    now = absorbed_per_day(sittings)
    if not now["eaten"] > 0:
        return ""
    same = abs(three["mid"] - now["mid"]) < SAME * now["mid"]
    return (
        f"In three equal sittings the same amount would give about {'the same' if same else _about(three)}."
    )


def second_sentence(band: Band) -> str:
    """Say what is absorbed if food gives less; why it may stands beside it, from `impairments`."""
    return f"If food gives you less, as it may over 50: about {_about(band)}."


def _about(band: Band) -> str:
    return f"{ug(band['mid'])} ({span(band['low'], band['high'])})"


def per_day(days: int) -> str:
    """Say over what the figure of a plan is taken."""
    return "Absorbed per day" if days == 1 else f"Absorbed per day, average of {days} days"


def sitting_rows(sittings: pd.DataFrame, day: int, days: int) -> list[Row]:
    """Give the sittings of one day as texts, numbered as on the curve."""
    mine = _rows(sittings[sittings["day"] == day])
    return [_sitting(number, row, days) for number, row in enumerate(mine, 1)]


def _sitting(number: int, row: Row, days: int) -> Row:
    a_week = round(row["times_per_day"] * WEEK * days, 2)
    label = " ".join(filter(None, [row["meal"] or "Without a meal", row["at"]]))
    some, at_least = row["eaten"] > 0, "≥ " if row["unknown"] else ""
    return {
        "number": str(number),
        "label": label if a_week == WEEK else f"{label}, {a_week:g} of 7 days",
        "eaten": at_least + ug(row["eaten"]),
        "absorbed": at_least + ug(row["mid"]) if some else "",
        "span": span(row["low"], row["high"]) if some else "",
        "share": share(row["mid"], row["eaten"]),
    }


def spots(sittings: pd.DataFrame, day: int) -> list[Row]:
    """Give where a day's sittings stand on the curve; those that would hide each other share a spot."""
    mine = enumerate(_rows(sittings[sittings["day"] == day]), 1)
    found: list[Row] = []
    for number, row in sorted(mine, key=lambda pair: float(pair[1]["eaten"])):
        near = next((spot for spot in found if _near(spot, row)), None)
        if near:
            near["numbers"].append(number)
        elif row["mid"] > 0:
            found.append({"numbers": [number], "dose": row["eaten"], "mid": row["mid"]})
    return [{**spot, "text": ", ".join(map(str, sorted(spot["numbers"])))} for spot in found]


def _near(spot: Row, row: Row) -> bool:
    ratios = (row["eaten"] / spot["dose"], row["mid"] / spot["mid"])
    return all(10**-NEAR < ratio < 10**NEAR for ratio in ratios)


def dose_sentence(chosen: Band, form: str, spacing: str) -> str:
    """Say what a dose in a form and spacing gives per day; ``chosen`` is a row of `explore`."""
    dose, eaten = dose_text(chosen["dose"]), dose_text(chosen["eaten"])
    each = "" if dose == eaten else f", which is {eaten} per day"
    return (
        f"{dose} at a time, {_lower(form)}, {_lower(spacing)}{each}: about {ug(chosen['mid'])} per day is "
        f"absorbed ({span(chosen['low'], chosen['high'])}), {share(chosen['mid'], chosen['eaten'])}."
    )


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]


def targets() -> list[Row]:
    """Give the marks to hold an absorbed amount against [ug per day], and where in a figure to name them."""
    low, _, high = band("target_absorbed_efsa")
    us = constant("target_absorbed_us")
    european = {"name": "EU", "low": low, "high": high, "side": "top", "end": high}
    return [{"name": "US", "low": us, "high": us, "side": "bottom", "end": us}, european]


def verdicts(absorbed: Band) -> list[Row]:
    """Say how an absorbed amount stands to each mark: a word, a symbol, and what the band adds."""
    return [{"name": _mark(mark), **_verdict(absorbed, mark)} for mark in targets()]


def _mark(mark: Row) -> str:
    text = ug(mark["low"]) if mark["low"] == mark["high"] else span(mark["low"], mark["high"])
    return f"{mark['name']} mark, {text}"


def _verdict(absorbed: Band, mark: Row) -> Row:
    if absorbed["mid"] >= mark["high"]:
        more = "" if absorbed["low"] >= mark["high"] else "the low end of the band is below"
        return {"kind": "met", "word": "✓ Reached", "more": more}
    if absorbed["mid"] >= mark["low"]:
        return {"kind": "met", "word": "≈ Within", "more": ""}
    more = "the high end of the band reaches it" if absorbed["high"] >= mark["low"] else ""
    return {"kind": "short", "word": "▼ Below", "more": more}


def ways(same: pd.DataFrame, chosen: str) -> list[Row]:
    """Give what `same_amount` gives as texts and bar lengths; ``chosen`` is the label of the choice."""
    longest = max([float(same["high"].max())] + [mark["high"] for mark in targets()])
    marks = sorted({mark[end] / longest for mark in targets() for end in ("low", "high")})
    return [{**_way(row, longest), "chosen": row["label"] == chosen, "marks": marks} for row in _rows(same)]


def _way(row: Row, longest: float) -> Row:
    return {
        "label": row["label"],
        "text": f"{ug(row['mid'])}",
        "small": f"{dose_text(row['dose'])} each time; {span(row['low'], row['high'])}",
        "fill": row["mid"] / longest,
        "from": row["low"] / longest,
        "spread": (row["high"] - row["low"]) / longest,
    }


def store_choices(mine: str, name: str) -> dict[str, str]:
    """Give what a store can be drawn for: the plan itself, regimens, samples; id and title."""
    regimens = _rows(tables.table("b12_regimens"))
    own = "My plan" if name in {"", "My plan"} else f"My plan: {name}"
    plans = {str(key): f"Sample: {title}" for key, title in samples()["title"].items()}
    return {mine: own, **{row["id"]: row["label"] for row in regimens}, **plans}


def is_regimen(name: str) -> bool:
    """Say whether a choice of `store_choices` is a regimen, not a plan."""
    return name in tables.table("b12_regimens", "id").index


def store_lines(bands: pd.DataFrame, days: float, unit: float) -> Row:
    """Give a store over time as lines of few points: at [unit of days], and low, mid, high [ug], capped."""
    shown = bands[bands["day"] <= days]
    thin = shown.iloc[:: max(1, len(shown) // POINTS)]
    capped = {end: thin[end].clip(upper=constant("store_cap")).round(1).tolist() for end in ENDS}
    return {"at": (thin["day"] / unit).round(3).tolist(), **capped}


def store_sentence(name: str, absorbed: Band, bands: pd.DataFrame) -> str:
    """Say what is absorbed and where the model's store settles; never how long it takes.

    ``bands`` is what `store_bands` gives over `SETTLED` years; its last row is taken.
    """
    low, mid, high = (float(bands[end].iloc[-1]) for end in ENDS)
    taken = f"{name}: about {ug(absorbed['mid'])} per day is absorbed. In the model "
    if mid >= constant("store_cap"):
        return f"{taken}the store grows past {store(mid)}, further than the model can be trusted."
    side = "above" if mid > constant("store_threshold") else "below"
    line = f"{side} the line at {store(constant('store_threshold'))}"
    return f"{taken}the store settles near {store(mid)} ({_store_span(low, high)}), {line}."


def refill_sentence(name: str, bands: pd.DataFrame) -> str:
    """Say what a store is in the model at the end of ``bands``, which `repletion` gives."""
    low, mid, high = (float(bands[end].iloc[-1]) for end in ENDS)
    if mid >= constant("store_cap"):
        return f"{name}: past {store(mid)} within a year, further than the model can be trusted."
    span_text = f" ({_store_span(low, high)})" if high > low else ""
    return f"{name}: about {store(mid)} after a year{span_text}."


def store(value: float) -> str:
    """Give a store as text, rounded to what the model can say, at most the cap."""
    cap = constant("store_cap")
    shown = cap if value >= cap else round(value, -1 if value < 1000 else -2)  # noqa: PLR2004 - two figures
    return f"{shown:,.0f} µg"


def _store_span(low: float, high: float) -> str:
    over = "over " * (high > constant("store_cap"))
    return f"{store(low).removesuffix(' µg')} to {over}{store(high)}"


def threshold() -> Row:
    """Give where the lowest store that went with health stands, what to write there, and the axis' end."""
    at = constant("store_threshold")
    text = f"{store(at)}: lowest store found with health"
    return {"at": at, "text": text, "top": constant("store_cap") * 1.04}


def loss(impaired: pd.DataFrame) -> float:
    """Give the daily loss [part of the store] that what `impairments` gives brings; the largest counts."""
    return max(map(constant, ["loss_normal", *impaired["loss"]]))
