"""The steps of the guided check: urgent signs, risks, symptoms, blood tests, and the page for a clinician."""

from datetime import UTC, datetime

import pandas as pd
import streamlit as st

import nutrition as nu
from nutrition import display
from views import draw, kept_results, session, state

FIRST = ["Get help first", "Spinal cord", "Eyes"]  # signs that need help soon, whatever their cause
INFANT, INFANT_AGE = "Infant (under 3)", 3  # years; these signs are asked below this age
CHECKS = {"heel": "Heel pain", "calf": "Calf pain"}
ANTIBODIES = ("positive", "negative")
CONVENTIONS = {"NICE": "UK guideline (NICE 2024)", "older": "Older convention (148 and 221 pmol/L)"}


def first() -> None:
    """Ask for the signs that come before everything else."""
    st.write("**Is one of these true now?** Choose what fits. If none does, go on.")
    _symptoms([*FIRST, *([INFANT] if _asks_about_infant() else [])])


def _asks_about_infant() -> bool:
    """Say whether it is about a baby, a mother who breastfeeds, or a sign of babies is ticked already."""
    person, known = state.person(), nu.symptom_choices()
    ticked = set(known["id"][known["category"] == INFANT]) & set(state.symptoms())
    return person.age < INFANT_AGE or person.condition == "lactating" or bool(ticked)


def _symptoms(categories: list[str]) -> None:
    known = nu.symptom_choices()
    for category in categories:
        _tick(category, known[known["category"] == category], f"felt_{category}")


def _tick(question: str, answers: pd.DataFrame, key: str) -> None:
    """Ask for any number of answers, rows with an id and a label; they stay from page to page."""
    labels = answers.set_index("id")["label"]
    st.pills(
        question,
        list(labels.index),
        selection_mode="multi",
        format_func=labels.get,
        key=key,
        persist_state="session",
    )


def risks() -> None:
    """Ask for medicines, conditions and habits: the same as in the sidebar, in both places."""
    person, known = state.person(), nu.risk_choices()
    for kind, of_this in known.groupby("kind", sort=False):
        labels = of_this.set_index("id")["label"]
        session.fill(**{f"risk_{kind}": [risk for risk in person.risks if risk in labels]})
        st.pills(
            f"{str(kind).capitalize()}s",
            list(labels.index),
            selection_mode="multi",
            format_func=labels.get,
            key=f"risk_{kind}",
            on_change=_take_risks,
        )
    if session.taken("risks_changed"):
        st.rerun()  # the sidebar shows them too
    told = state.notices(state.plan())
    draw.cards(display.cards(told[told["level"] != "urgent"]))  # those stand at the top of the page


def _take_risks() -> None:
    chosen = [risk for kind in nu.risk_choices()["kind"].unique() for risk in session.entered(f"risk_{kind}")]
    session.fill(risks=chosen, risks_changed=True)


def signs() -> None:
    """Ask for signs by category, then look closer at a heel or a calf."""
    st.write("**What is felt or seen, for weeks or longer?** Choose what fits; none is an answer too.")
    categories = nu.symptom_choices()["category"].unique()
    _symptoms([name for name in categories if name not in (*FIRST, INFANT)])
    draw.folded("How typical each sign is, and where that is from", display.symptom_rows())
    which = st.segmented_control(
        "Look closer at pain in the",
        list(CHECKS),
        format_func=CHECKS.get,
        key="closer",
        persist_state="session",
    )
    if which:
        closer(which)


def closer(check: str) -> None:
    """Ask what tells two causes of a pain apart, and say which pattern the answers have."""
    for question, of_this in nu.guided_questions(check).groupby("question", sort=False):
        _tick(str(question), of_this, f"guided_{check}_{of_this['characteristic'].iloc[0]}")
    if answers := state.answers().get(check):
        found = nu.guided_check(check, answers, state.person(), state.symptoms())
        draw.cards(display.cards(found.tail(1)))  # red flags stand at the top of the page


def blood() -> None:
    """Ask for results as the laboratory printed them, and read them as they are entered."""
    left, right = st.columns(2, gap="medium")
    with left:
        st.write("**Results as printed: number and unit.** Leave out what was not measured.")
        tests = nu.lab_tests()
        for test in tests[tests["units"] != ""].to_dict("records"):
            _result(test["id"], test["label"], test["units"].split(";"))
        st.selectbox(
            "Intrinsic factor antibodies",
            ANTIBODIES,
            index=None,
            placeholder="not tested",
            key="lab_anti_if",
            persist_state="session",
        )
        st.checkbox("Taking B12 now, or in the last months", key="lab_replacing", persist_state="session")
        st.selectbox(
            "Lines for total B12",
            list(CONVENTIONS),
            format_func=CONVENTIONS.get,
            key="lab_convention",
            persist_state="session",
        )
        if labs := state.labs():
            kept_results.keep(labs)
    with right:
        readings()


def _result(test: str, label: str, units: list[str]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        value = st.number_input(
            label,
            value=None,
            format="%g",
            key=f"lab_{test}",
            placeholder="not measured",
            persist_state="session",
        )
        unit = st.selectbox(
            f"Unit of {label}",
            units,
            format_func=lambda name: name.replace("u", "µ", 1) if name.startswith("u") else name,
            key=f"lab_{test}_unit",
            label_visibility="collapsed",
            persist_state="session",
            width=170,
        )
    with st.container():  # keeps the place: the fields below do not move while somebody types there
        if value is not None and (question := nu.lab_question(test, value, unit)):
            st.warning(question.replace("umol", "µmol").replace("ug/", "µg/"), icon=":material/help:")


def readings() -> None:
    """Draw what the results say."""
    labs = state.labs()
    if labs is None:
        st.info("A reading appears here as soon as a result is entered.", icon=":material/labs:")
        return
    draw.cards(display.readings(nu.interpret(labs, state.person(), state.symptoms(), state.convention())))


def page() -> None:
    """Draw the page for a clinician, to print or to keep as a file."""
    person, plan = state.person(), state.plan()
    foods = state.as_published()
    gathered = nu.clinician_page(
        person, plan, foods, state.labs(), state.symptoms(), state.answers(), state.convention()
    )
    sheet = draw.sheet(display.sheet(gathered, person, plan, foods, datetime.now(UTC).date()))
    st.download_button(
        "Save this page",
        draw.standalone(sheet),
        "for-my-clinician.html",
        "text/html",
        icon=":material/download:",
    )
    st.html(sheet)
