"""Open what others wrote: a plan file of ours, or the diary of another program with what was made of it."""

from html import escape

import pandas as pd
import streamlit as st

import nutrition as nu
from nutrition.exchange.audit import Audit, Choice, Ours
from nutrition.exchange.corrections import Line, corrected, lines
from nutrition.exchange.diary import diary
from nutrition.exchange.plan_file import PlanFile, check_foods
from nutrition.exchange.recognised import KNOWN, recognised
from views import draw, session, state

MOST_FAULTS = 10
OFFERED = 8  # foods to choose from for one name
RECORDED, LEFT_OUT = "recorded", "leave out"
WORDS = {RECORDED: "as recorded, with the values of the file", LEFT_OUT: "left out"}
EMPTY = {"files_found": None, "files_wrong": "", "files_wanted": {}}


def opening() -> None:
    """Draw where a file is chosen, and what is in it."""
    session.offer(**EMPTY)
    st.file_uploader("A file", ["json", "csv", "zip", "txt"], key="files_upload", on_change=read)
    st.caption(f"Can be read: {KNOWN}. Nothing is kept until you open it as a plan.")
    if wrong := session.entered("files_wrong"):
        st.error(wrong, icon=":material/error:")
    found = session.entered("files_found")
    if isinstance(found, Audit):
        audited(found)
    elif found is not None:
        plan_in(found)


def read() -> None:
    """Read the file that was just chosen; a wrong one leaves everything as it is."""
    upload = session.entered("files_upload")
    session.fill(**EMPTY)
    if upload is None:
        return
    try:
        found = recognised(upload.getvalue(), upload.name, state.foods(), state.portions())
        if isinstance(found, PlanFile):
            check_foods(found, state.foods())
        session.fill(files_found=found)
    except nu.PlanError as error:
        session.fill(files_wrong=faults(error))


def faults(error: nu.PlanError, head: str = "The file was not opened:") -> str:
    """Give what is wrong with a file as a list, shortened where the whole file is."""
    said = [f"- {draw.plain(fault)}" for fault in error.faults[:MOST_FAULTS]]
    more = len(error.faults) - len(said)
    return "\n".join([head, *said, *([f"- and {more} more"] if more else [])])


def plan_in(file: PlanFile) -> None:
    """Draw what a plan file holds."""
    plan = file.plan
    own = f", {len(file.own)} foods of its own" if file.own else ""
    st.write(f"**{draw.plain(plan.name or 'A plan')}**: {len(plan.items)} foods, days: {plan.days}{own}.")
    as_plan(file)


def as_plan(file: PlanFile) -> None:
    """Draw the button that makes a plan of what was read, beside the one there is."""
    shown = {"type": "primary", "icon": ":material/add:", "key": "files_take"}
    st.button("Open as a new plan", on_click=take, args=(file,), **shown)  # once for each click


def take(file: PlanFile) -> None:
    """Put a plan beside the one there is, which stays."""
    try:
        state.open_file(file)
    except nu.PlanError as error:
        session.fill(files_wrong=faults(error))
        return
    session.fill(**EMPTY, panel="")
    session.say("Opened. The plan you had is kept.")
    st.rerun()  # not only this part of the page, which is closed now


def audited(audit: Audit) -> None:
    """Draw what reading a diary came to, with a place to correct it."""
    choices = corrected(audit, session.entered("files_wanted"), state.portions())
    counts = f"{audit.rows_read} rows read, {len(audit.entries)} entries on {len(audit.days)} days"
    st.write(f"**{draw.plain(audit.program)}**: {counts}, {len(audit.skipped)} rows left out.")
    told(
        "Rows left out, and why",
        [f"{why}: {count}, first in row {row}" for why, count, row in audit.reasons()],
    )
    told("Columns that are not used", audit.unmapped)
    told("Units turned into ours", audit.converted)
    listed = lines(audit, choices)
    names = state.foods()["name"]
    rows = [cells(line, names) for line in listed]
    heads = ["In the file", "Times", "Amount", "Becomes", "Match"]
    st.html(draw.table(heads, rows, "What becomes of each food in the diary"))
    correct(audit, listed)
    as_plan(diary(audit, choices))


def told(title: str, rows: list[str] | tuple[str, ...]) -> None:
    """Draw some lines, folded away; nothing where there are none."""
    if rows:
        body = "".join(f"<li>{escape(row)}</li>" for row in rows)
        head = f"<summary>{escape(title)} ({len(rows)})</summary>"
        st.html(f'<details class="b12-fold">{head}<ul>{body}</ul></details>')


def cells(line: Line, names: pd.Series) -> list[str]:
    """Give one line of the table as HTML."""
    sure = f"{line.score:.0f} %" if isinstance(line.choice, Ours) else ""
    return [
        escape(text) for text in (line.name, str(line.times), line.amount, becomes(line.choice, names), sure)
    ]


def becomes(choice: Choice, names: pd.Series) -> str:
    """Say what becomes of an entry."""
    if isinstance(choice, Ours):
        return f"{names[choice.food]}, {choice.grams:,.5g} g"
    return WORDS[choice]


def correct(audit: Audit, listed: list[Line]) -> None:
    """Ask which food of the diary is another one of ours."""
    with st.container(border=True):
        name = st.selectbox(
            "Correct", [line.name for line in listed], None, key="files_which", placeholder="a food"
        )
        if name is None:
            return
        words = st.text_input("Look for", name, key=f"files_words_{name}")
        found = nu.find(state.foods(), words, OFFERED)["name"]
        options = [RECORDED, LEFT_OUT, *found.index]
        said = {**WORDS, **found}
        st.selectbox("It becomes", options, format_func=said.get, key="files_becomes")
        st.number_input(
            "Grams of one entry (empty: as its amount says)", 0.1, 10_000.0, None, key="files_grams"
        )
        st.button("Use this", key="files_use", on_click=use, args=(audit, name))


def use(audit: Audit, name: str) -> None:
    """Take what was chosen for all entries of that name, or say why not."""
    food, grams = session.entered("files_becomes"), session.entered("files_grams")
    choice: Choice = food if food in WORDS else Ours(food, grams or 0.0)
    wanted = {**session.entered("files_wanted"), name: choice}
    try:
        corrected(audit, wanted, state.portions())
        session.fill(files_wanted=wanted, files_wrong="")
    except nu.PlanError as error:
        session.fill(files_wrong=faults(error, "That was not taken:"))
