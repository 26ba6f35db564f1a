"""Figures of the page "B12 in your body". Each is a plain dictionary: nothing is worked out here.

Whoever cannot tell colours apart finds lines by their dashes and labels, and bands by their edges.
"""

from typing import Any

import pandas as pd
import streamlit as st

from nutrition.display import body

Row = dict[str, Any]
Look = tuple[str, str, float]  # colour, dash, width [pixels]

BLUE, RED, GREY = "#2B88C0", "#D55E00", "#7A7A7A"  # near Okabe and Ito's; seen on light and dark
SIZES = (22, 34, 44, 56)  # pixels of a spot that holds one number, two, three, more
BADGES = ("#005A8F", "#A84300")  # darker, to carry white letters
FILL = {BLUE: "rgba(43,136,192,0.22)", RED: "rgba(213,94,0,0.2)"}
STILL = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showAxisDragHandles": False}
DOSES = {"tickvals": [0.1, 1, 10, 100, 1000], "ticktext": ["0.1", "1", "10", "100", "1,000"]}
UPTAKES = {
    "tickvals": [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100],
    "ticktext": ["0.01", "0.03", "0.1", "0.3", "1", "3", "10", "30", "100"],
}


def curve(curves: pd.DataFrame, spots: list[Row], kinds: list[str], sentence: str) -> None:
    """Draw how much of a sitting is absorbed, published doses, and the plan's own sittings."""
    dose = curves["dose"].tolist()
    traces = [
        {**_line(dose, dose, "All of it", (GREY, "dot", 1)), "showlegend": False},
        *_band(dose, curves, BLUE, "solid", "Model, with band"),
        *([] if "no_if" in kinds else _others(dose, curves)),
        *(_published(kind) for kind in kinds),
        _spots(spots),
    ]
    marks = [_label(1.2, 1.25, "all of it ", "right")]
    x = _axis("B12 in one sitting (µg)", type="log", range=[-1, 3.4], **DOSES)
    y = _axis("Absorbed (µg)", type="log", range=[-2 if "no_if" in kinds else -1.3, 1.7], **UPTAKES)
    _draw(traces, x, y, sentence, "body_curve", height=470, annotations=marks)


def _others(dose: list[float], curves: pd.DataFrame) -> list[Row]:
    return [
        _line(dose, curves["michaelis_menten"].tolist(), "Michaelis-Menten", (GREY, "dash", 1.2)),
        _line(dose, curves["doets"].tolist(), "Doets, meals", (GREY, "dashdot", 1.6)),
    ]


PUBLISHED = {
    "free": ("Measured, free B12", "circle-open"),
    "food": ("Measured, food", "square-open"),
    "no_if": ("Measured, no intrinsic factor", "triangle-up-open"),
}


def _published(kind: str) -> Row:
    name, symbol = PUBLISHED[kind]
    rows = body.points(kind)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [row["dose"] for row in rows],
        "y": [row["absorbed"] for row in rows],
        "text": [row["text"] for row in rows],
        "error_y": {
            "array": [row["plus"] for row in rows],
            "arrayminus": [row["minus"] for row in rows],
            "color": GREY,
            "thickness": 1,
            "width": 3,
        },
        "marker": {"symbol": symbol, "size": 9, "color": GREY, "line": {"width": 1.5}},
        "hovertemplate": "%{text}<extra></extra>",
    }


def _spots(spots: list[Row]) -> Row:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": "Your sittings",
        "x": [spot["dose"] for spot in spots],
        "y": [spot["mid"] for spot in spots],
        "text": [f"<b>{spot['text']}</b>" for spot in spots],
        "textfont": {"size": 13, "color": "#ffffff"},
        "marker": {
            **_badge(BADGES[1]),
            "size": [SIZES[min(len(spot["numbers"]), len(SIZES)) - 1] for spot in spots],
        },
        "hovertemplate": "sitting %{text}: %{x:.2f} µg, %{y:.2f} µg absorbed<extra></extra>",
    }


def explorer(curves: pd.DataFrame, chosen: Row, sentence: str) -> None:
    """Draw what is absorbed per day against the dose, with the chosen dose and the marks to reach."""
    dose = curves["dose"].tolist()
    here = {
        "type": "scatter",
        "mode": "markers+text",
        "x": [chosen["dose"]],
        "y": [chosen["mid"]],
        "text": ["<b>your choice</b>"],
        "textposition": "top left" if chosen["dose"] > 30 else "top right",  # noqa: PLR2004 - stays inside
        "error_y": {
            "array": [chosen["high"] - chosen["mid"]],
            "arrayminus": [chosen["mid"] - chosen["low"]],
            "color": BADGES[1],
            "thickness": 2,
            "width": 5,
        },
        "marker": {**_badge(BADGES[1]), "size": 14},
        "hovertemplate": "%{x:.4g} µg: %{y:.2f} µg per day<extra></extra>",
        "showlegend": False,
    }
    x = _axis("B12 at a time (µg)", type="log", range=[-1, 3.7], **DOSES)
    y = _axis("Absorbed per day (µg)", type="log", range=[-2, 2], **UPTAKES)
    traces = [*_band(dose, curves, BLUE, "solid", "Model, with band"), _mark_names(), here]
    _draw(traces, x, y, sentence, "body_explorer", height=430, shapes=_marks(), showlegend=False)


def _marks() -> list[Row]:
    """Draw the marks of `targets` across the figure: a line, or a band where there are two ends."""
    return [
        {
            "type": "rect",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": mark["low"],
            "y1": mark["high"],
            "fillcolor": GREY,
            "opacity": 0.35,
            "line": {"color": GREY, "width": 1.5, "dash": "dot"},
            "layer": "below",
        }
        for mark in body.targets()
    ]


def _mark_names() -> Row:
    marks = body.targets()
    return {
        "type": "scatter",
        "mode": "text",
        "x": [0.1] * len(marks),
        "y": [mark["end"] for mark in marks],
        "text": [f"{mark['name']} mark" for mark in marks],
        "textposition": [f"{mark['side']} right" for mark in marks],
        "hoverinfo": "skip",
    }


def stores(sides: list[Row], time: str, step: float, sentence: str, key: str) -> None:
    """Draw two stores over time side by side, with the lowest store that went with health."""
    traces: list[Row] = []
    for side, colour, dash in zip(sides, (BLUE, RED), ("solid", "dash"), strict=True):
        lines = side["lines"]
        traces += _band(lines["at"], pd.DataFrame(lines), colour, dash, side["mark"])
    last = sides[0]["lines"]["at"][-1]
    line = body.threshold()
    ends = [_end(side["lines"], side["mark"], colour) for side, colour in zip(sides, BADGES, strict=True)]
    mark = _label(last, line["at"], line["text"], "right", "top")
    least = {**_line([0, last], [line["at"]] * 2, "", (GREY, "dot", 2))}
    x = _axis(time, range=[0, last * 1.05], dtick=step)
    y = _axis("B12 in the body (µg)", range=[0, line["top"]], dtick=1000, tickformat=",")
    _draw([*traces, least, *ends], x, y, sentence, key, height=430, annotations=[mark], showlegend=False)


def _end(lines: Row, mark: str, colour: str) -> Row:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [lines["at"][-1]],
        "y": [lines["mid"][-1]],
        "text": [f"<b>{mark}</b>"],
        "textfont": {"size": 13, "color": "#ffffff"},
        "marker": {**_badge(colour), "size": 22},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _badge(colour: str) -> Row:
    return {"symbol": "circle", "color": colour, "opacity": 1, "line": {"width": 1.5, "color": "#ffffff"}}


def _band(x: list[float], ends: pd.DataFrame, colour: str, dash: str, name: str) -> list[Row]:
    edge = {"showlegend": False, "legendgroup": name}
    return [
        {**_line(x, ends["high"].tolist(), name, (colour, dash, 0.7)), **edge},
        {
            **_line(x, ends["low"].tolist(), name, (colour, dash, 0.7)),
            **edge,
            "fill": "tonexty",
            "fillcolor": FILL[colour],
        },
        {**_line(x, ends["mid"].tolist(), name, (colour, dash, 3)), "legendgroup": name},
    ]


def _line(x: list[float], y: list[float], name: str, look: Look) -> Row:
    colour, dash, width = look
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": x,
        "y": y,
        "line": {"color": colour, "dash": dash, "width": width},
        "hoverinfo": "skip",
    }


def _label(x: float, y: float, text: str, side: str, above: str = "middle") -> Row:
    return {"x": x, "y": y, "text": text, "showarrow": False, "xanchor": side, "yanchor": above}


def _axis(title: str, **more: object) -> Row:
    return {"title": {"text": title}, "fixedrange": True, "zeroline": False, "automargin": False, **more}


def _draw(traces: list[Row], x: Row, y: Row, sentence: str, key: str, **more: object) -> None:
    legend = {"orientation": "h", "y": -0.18, "x": 0, "itemclick": False, "itemdoubleclick": False}
    layout = {
        "margin": {"l": 64, "r": 12, "t": 12, "b": 56},  # fixed: plotly would draw twice to find its own
        "xaxis": x,
        "yaxis": y,
        "dragmode": False,
        "hovermode": "closest",
        "legend": legend,
        **more,
    }
    st.plotly_chart({"data": traces, "layout": layout}, key=key, config=STILL, alt=sentence)
