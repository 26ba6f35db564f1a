"""New plan: whole days made to order, meal by meal kept or made again, then used and shopped for."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

import nutrition as nu
from nutrition.display import menus as shown
from nutrition.display import suggestions, who
from nutrition.menus import LONGEST, Menu, another_day, new_plan
from views import closing_parts as parts
from views import draw, edits, session, shopping, state, wishing
from views.jobs import Job
from views.watch import watching

JOB = "menu"
SECONDS, AGAIN_SECONDS = 12.0, 6.0  # for a whole plan; for one meal or one day
CHANGED = "The person or the wishes have changed since this was begun; “Make another plan” goes by them."
KEPT: dict[str, Any] = {"persist_state": "session"}
DEFAULTS = {"menu_days": 3, "menu_energy": None, "menu_likes": [], "menu_kept": (), "menu_seed": 0}


def given() -> dict[str, Any]:
    """Give what was asked for, as the planner of menus takes it; each time with another order of meals."""
    session.fill(menu_seed=session.entered("menu_seed") + 1)
    energy = session.entered("menu_energy")
    return {
        "likes": tuple(session.entered("menu_likes")),
        "energy": energy,
        "seed": session.entered("menu_seed"),
    }


def about() -> tuple[Any, ...]:
    """Give who a plan is for and what it has to keep to, as the planner of menus takes it."""
    return state.person(), state.foods(), state.needed(), wishing.wishes()


def whom() -> tuple[Any, ...]:
    """Give who a plan is for and what is wished, to tell whether that still holds."""
    return state.person(), state.authority(), wishing.wishes()


def begin() -> None:
    """Make a plan, with the meals that are kept."""
    days, menu = int(session.entered("menu_days")), made()
    kept = edits.kept(menu.plan if menu else nu.Plan(), session.entered("menu_kept"), days)
    locked = replace(kept, name="New plan")
    steps = new_plan(*about(), days=days, locked=locked, seconds=SECONDS, **given())
    session.begin(JOB, Job(steps, (days, whom()), SECONDS))


def again() -> None:
    """Keep a meal or let it go; make a meal or a day again."""
    event, menu = session.event("menu", "again"), made()
    if event is None or menu is None:
        return
    try:
        do, day, meal = edits.asked_again(menu.plan, event)
    except nu.PlanError as error:
        session.refuse(error)
        return
    if do == "keep":
        session.fill(menu_kept=edits.toggled(session.entered("menu_kept"), (day, meal)))
        return
    meals = (meal,) if do == "meal" else edits.open_meals(menu.plan, session.entered("menu_kept"), day)
    call = partial(another_day, menu.plan, day, *about(), meals=meals, seconds=AGAIN_SECONDS, **given())
    session.begin(JOB, Job(once(call), (menu.plan.days, whom()), AGAIN_SECONDS, menu))


def once(call: Callable[[], Menu]) -> Iterator[Menu]:
    """Give what takes a while as the only step of some work."""
    yield call()


def made() -> Menu | None:
    """Give the plan as far as it is made, None before."""
    job = session.job(JOB)
    return job.latest if job else None


def ask() -> None:
    """Ask what the plan is to be like."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input("Days", 1, LONGEST, step=1, key="menu_days", width=150, **KEPT)
        st.number_input(
            "Energy (kcal per day)",
            0.0,
            20000.0,
            step=50.0,
            format="%g",
            key="menu_energy",
            placeholder="as needed",
            width=220,
            **KEPT,
        )
        st.multiselect(
            "Liked",
            list(state.foods().index),
            format_func=wishing.names().get,
            key="menu_likes",
            placeholder="foods that come sooner",
            width=320,
            **KEPT,
        )
    more = st.expander("Without, not wanted, supplements", key="menu_more", on_change="rerun")
    if more.open:
        with more:
            wishing.ask_without()
            wishing.ask_unwanted()
            wishing.ask_reach()


@st.fragment(key="menu_page")
def page() -> None:
    """Draw the questions, and the plan as far as it is made."""
    ask()
    job, menu = session.job(JOB), made()
    words = "Make the plan" if job is None else "Make another plan"
    with st.container(horizontal=True):
        kind = "primary" if job is None else "secondary"
        st.button(words, type=kind, icon=":material/auto_awesome:", on_click=begin, key="menu_make")
        if job and job.over and menu and menu.plan.items:
            use(menu.plan)
    if job and job.over:
        found(job)
    elif job:
        watching(JOB, found)


def use(plan: nu.Plan) -> None:
    """Offer to put the new plan in the place of the old one."""
    shown = {"type": "primary", "icon": ":material/check:", "key": "menu_use"}
    if st.button("Use this plan", on_click=state.open_new, args=(plan,), **shown):  # once for each click
        st.switch_page("views/plan.py")


def found(job: Job) -> None:
    """Draw how far the plan is, and its days."""
    menu, over = job.latest, job.over
    days_asked, made_for = job.about
    said = shown.made(menu.done if menu else 0, days_asked, over=over, stopped=job.stopped)
    fill = suggestions.passed(job.spent, job.seconds)
    told = menu.sentences if menu and over else ()
    st.html(f"<div>{parts.standing({'text': said, 'fill': fill, 'over': over})}{parts.sentences(told)}</div>")
    if not over:
        st.button("Stop here", on_click=job.stop, icon=":material/stop_circle:", key="menu_stop")
    if fault := job.wrong() or session.fault():
        st.error(draw.plain(fault), icon=":material/error:")
    if made_for != whom():
        st.info(CHANGED, icon=":material/sync:")
    if menu is None:
        return
    weights = state.weights()
    days = shown.menu_days(menu.plan, state.foods(), weights, session.entered("menu_kept"))
    draw.menu({"days": [day for day in days if day["meals"]], "busy": not over}, "menu", again)
    listed = st.expander("Shopping list", key="menu_shop", on_change="rerun", icon=":material/shopping_cart:")
    if over and listed.open:
        with listed:
            shopping.shopping(menu.plan, "menu_shop")


st.title("New plan")
st.write(
    f"Whole days for **{who(state.person())}**, as set in the sidebar (on a phone behind »). Keep the meals "
    "you like and make the others again."
)
session.offer(**DEFAULTS)
page()
