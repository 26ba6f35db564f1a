"""Charts. Plotly is loaded by the browser only when one of these is drawn."""

from html import escape

import streamlit as st

import nutrition as nu
from nutrition import display, tables

SHOWN = 12  # foods with a bar of their own


def origin(plan: nu.Plan, foods: object) -> None:
    """Draw which foods give a chosen nutrient, largest first, and name the foods where it is not known."""
    nutrients = tables.nutrients()
    chosen = st.selectbox(
        "Nutrient",
        list(nutrients.index),
        index=list(nutrients.index).index("vitamin_b12"),
        format_func=lambda nutrient: nutrients.at[nutrient, "label"],
        key="chart_nutrient",
    )
    bars, sentence = display.origin(nu.contributions(plan, foods, chosen), nutrients.loc[chosen], SHOWN)
    st.text(sentence)  # it holds names that people gave
    if not bars:
        return
    unit = nutrients.at[chosen, "unit"].replace("ug", "µg")
    figure = {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "y": [escape(bar["name"]) for bar in bars],
                "x": [bar["amount"] for bar in bars],
                "text": [bar["text"] for bar in bars],
                "textposition": "auto",
                "cliponaxis": False,
                "hovertemplate": "%{y}: %{text}<extra></extra>",
            }
        ],
        "layout": {
            "height": 90 + 34 * len(bars),
            "margin": {"l": 8, "r": 8, "t": 8, "b": 40},
            "xaxis": {"title": {"text": f"{unit} per day"}, "rangemode": "tozero"},
            "yaxis": {"autorange": "reversed", "automargin": True},
            "showlegend": False,
        },
    }
    st.plotly_chart(figure, key="origin", config={"displayModeBar": False})
