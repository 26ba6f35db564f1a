"""What to buy for a plan: a list by place in the shop, to print or to keep."""

from html import escape

import pandas as pd
import streamlit as st

import nutrition as nu
from nutrition.shopping import shopping_csv, shopping_list
from views import draw, state

MOST_DAYS = 31
TITLE = "Shopping list"


def shopping(plan: nu.Plan, key: str) -> None:
    """Draw what to buy for a plan; a single day can be bought for several."""
    if not plan.items:
        st.info("The plan is empty, so there is nothing to buy.", icon=":material/shopping_cart:")
        return
    days = plan.days
    if days == 1:
        days = int(st.number_input("For how many days", 1, MOST_DAYS, step=1, key=f"{key}_days", width=200))
    wanted = shopping_list(plan, state.foods(), state.portions(), days)
    article = sheet(wanted, plan.name or "My plan", days)
    with st.container(horizontal=True):
        keep("As a table", shopping_csv(wanted), "shopping-list.csv", "text/csv", f"{key}_csv")
        page = draw.standalone(article, TITLE)
        keep("As a page to print", page, "shopping-list.html", "text/html", f"{key}_page")
    st.html(article)


def keep(label: str, text: str, name: str, kind: str, key: str) -> None:
    """Draw a button that saves a file."""
    st.download_button(label, text, name, kind, key=key, icon=":material/download:", on_click="ignore")


def sheet(wanted: pd.DataFrame, name: str, days: int) -> str:
    """Give the list as an article: a table for each place in the shop."""
    parts = "".join(section(str(group), rows) for group, rows in wanted.groupby("group", sort=False))
    often = "one day" if days == 1 else f"{days} days"
    return (
        f'<article class="b12-sheet b12-shopping"><h2>{escape(name)}</h2>'
        f"<p>{TITLE} for {often}. Amounts as eaten, rounded up.</p>{parts}</article>"
    )


def section(group: str, rows: pd.DataFrame) -> str:
    """Give the foods of one place in the shop."""
    lines = "".join(
        f"<li><span>{escape(row['name'])}</span><b>{escape(row['amount'])}</b>"
        f'<span class="b12-small">{escape(row["metric"])}</span></li>'
        for row in rows.to_dict("records")
    )
    return f"<section><h3>{escape(group)}</h3><ul>{lines}</ul></section>"
