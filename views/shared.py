"""Shared plan: what is in a link, to look at, and to take over as a plan of one's own."""

import pandas as pd
import streamlit as st

import nutrition as nu
from nutrition import display
from nutrition.display.menus import menu_days
from nutrition.exchange.link import unpacked
from nutrition.exchange.plan_file import PlanFile, check_foods
from nutrition.own_foods import portions_with_own, with_own
from views import chart, draw, session, state

PACKED = "plan"  # the part of the address that holds the plan, packed
MOST_FAULTS = 5  # that are named; the others are alike
NOTHING = "There is no plan in this link. A whole link is long and ends in letters and digits."
OTHER = "A link holds its plan by itself. Where it does not open, ask for the plan as a file."


def shared() -> None:
    """Draw the plan of the link, or say why there is none."""
    text = st.query_params.get(PACKED, "").strip()
    if not text:
        refused(NOTHING)
        return
    try:
        file = unpacked(text)
        check_foods(file, nu.read_foods())
    except nu.PlanError as error:
        first, *more = map(draw.plain, error.faults[:MOST_FAULTS])
        refused("\n".join([first[:1].upper() + first[1:], *(f"- {fault}" for fault in more)]))
        return
    opened(file)


def refused(why: str) -> None:
    """Say why the link does not open, and what can be done."""
    st.title("This link does not open")
    st.error(why, icon=":material/link_off:")
    st.caption(OTHER)
    st.page_link("views/plan.py", label="To my own plan", icon=":material/restaurant:")


def opened(file: PlanFile) -> None:
    """Draw the plan's meals and what they give the visitor."""
    foods = with_own(nu.count_contested(nu.read_foods()) if state.contested() else nu.read_foods(), file.own)
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        st.title(draw.plain(file.plan.name or "A shared plan"), anchor=False)
        shown = {"type": "primary", "icon": ":material/add:", "key": "make_it_mine"}
        st.button("Make it mine", on_click=take, args=(file,), **shown)  # once for each click
    if fault := session.fault():
        st.error(draw.plain(fault), icon=":material/cloud_off:")
    if session.taken("made_mine"):
        st.switch_page("views/plan.py")
    st.caption(
        "To look at. The link holds meals and nothing about a person. What they give stands against your own "
        "needs, by what the sidebar says of you."
    )
    left, right = st.columns([11, 9], gap="medium")
    with right:
        result(file, foods)
    with left:
        weights = nu.all_measures(portions_with_own(nu.read_portions(), file.own))
        days = menu_days(file.plan, foods, weights, ())
        draw.menu({"days": days, "busy": True}, "shared_menu", lambda: None)


def take(file: PlanFile) -> None:
    """Put the plan beside the visitor's own, which stays, and go there."""
    try:
        state.open_file(file)
    except nu.PlanError as error:
        session.refuse(error)
        return
    session.say("The plan is yours now. The one you had is kept.")
    session.fill(made_mine=True)


def result(file: PlanFile, foods: pd.DataFrame) -> None:
    """Draw what the plan gives against what the visitor needs."""
    if not file.plan.items:
        st.info("The plan is empty.", icon=":material/monitoring:")
        return
    plan, person, view = file.plan, state.person(), session.view("shared_result")
    assessed = nu.assess(nu.eaten(plan, foods), state.needed())
    listed = session.opened("shared_result")
    page = display.page(assessed, notices(file), listed)
    page["details"] = display.details(
        plan, foods, assessed, [name for name in assessed.index if name in listed]
    )
    page["uptake"] = uptake(plan, foods, person)
    words = {
        "scope": display.scope(plan, contested=state.contested()),
        "standing": nu.standing_line(),
        "person": f"{display.who(person)}, {state.authority()}",
    }
    draw.result({**page, **words, "view": view}, "shared_result")
    if view:
        chart.origin(plan, foods)


def notices(file: PlanFile) -> pd.DataFrame:
    """Give all notices for the visitor and this plan."""
    as_published = with_own(nu.read_foods(), file.own)  # contested B12 covers nobody
    given = (state.labs(), state.symptoms())
    return nu.notices(state.person(), file.plan, as_published, *given, convention=state.convention())


def uptake(plan: nu.Plan, foods: pd.DataFrame, person: nu.Person) -> dict[str, object]:
    """Give what is absorbed; of several days the sum alone, as no day of them is open."""
    row = display.uptake(nu.absorbed(plan, foods, person), plan, foods, person, day=1)
    return row if plan.days == 1 else {**row, "rows": []}


shared()
