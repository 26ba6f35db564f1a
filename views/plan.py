"""Plan: put meals together and see at once what they give against what is needed."""

from dataclasses import replace

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

import nutrition as nu
from nutrition import display, tables
from nutrition.exchange.plan_file import PlanFile, check_foods, write_plan
from nutrition.exchange.recognised import recognised
from views import (
    adding,
    chart,
    choices,
    draw,
    edits,
    files_open,
    filters,
    panel,
    pantry,
    session,
    state,
    troubles,
)

FOUND = 8  # foods shown for a search
WELCOMED = 4  # samples offered beside an empty plan
STEPS = {"undo": state.undo, "redo": state.redo, "save": lambda: None}  # saving changes nothing
ORIGIN = "origin"  # the view of the result that shows where a nutrient comes from
PLANS = {"new": "A new, empty plan", "copy": "A copy of this plan"}
OPENED = "A plan file, or a diary of Cronometer, MyFitnessPal or Lose It"
MOST_PLANS = 15  # listed to open; the page People lists all
DAYS = {"empty": "Add an empty day", "copy": "Add a copy of the open day", "remove": "Remove the open day"}
TOOLS = [
    ("close", "Close the gaps"),
    ("make", "Make it vegan …"),
    ("shop", "Shopping list"),
    ("handout", "Handout"),
    ("files", "Files and link"),
]  # panels that open beside the plan
ALL_DAYS, THIS_DAY = "All days", "This day"

foods, portions = state.foods(), state.portions()
weights = state.weights()
meals = tables.table("meals")
person, authority = state.person(), state.authority()
needed = state.needed()
about_person = f"{display.who(person)}, {authority}"


def open_file() -> None:
    """Read the file that was just chosen; another program's diary is shown first, with what is made of it."""
    upload = session.entered("file")
    if upload is None:
        return
    try:
        found = recognised(upload.getvalue(), upload.name, foods, portions)
        if isinstance(found, PlanFile):
            check_foods(found, foods)
            state.open_file(found)
        else:
            panel.show("files")
            session.fill(**{**files_open.EMPTY, "files_found": found}, files_part="Open")
    except nu.PlanError as error:
        session.refuse(error)


def rename() -> None:
    """Give the plan the name that was typed."""
    try:
        state.edit(replace(state.plan(), name=session.entered("name")))
    except nu.PlanError as error:
        session.refuse(error)


def found_new(new: bool) -> None:  # noqa: FBT001 - what `adding.shown` tells
    """Draw again what shows the plan: all of the page where the food was not in its tables before."""
    st.rerun() if new else st.rerun(drawn())


def edit_plan() -> None:
    """Do what was done to the plan's table."""
    event, plan, day = session.event("table", "edit"), state.plan(), state.day()
    if event is None:
        return
    if event.get("do") == "open":
        panel.show(str(event.get("to")))
        st.rerun()
    if step := STEPS.get(str(event.get("do"))):
        step()
        if session.taken("redrawn"):
            st.rerun()  # the diet in the sidebar went with the plan
    else:
        take(plan, event, day)
    if state.panel():  # asked for only then: by itself the part that was edited is drawn, once
        st.rerun(drawn())


def take(plan: nu.Plan, event: edits.Event, day: int) -> None:
    """Do one edit of the table, or say why not."""
    try:
        times = edits.usual_times(meals, plan, day)
        state.edit(edits.edited(plan, event, weights, times, day))
    except nu.PlanError as error:
        session.refuse(edits.about(event, error, foods))


def drawn() -> list[str]:
    """Name the parts of the page that show the plan."""
    return ["day", "panel"] if state.panel() else ["day"]


def head() -> None:
    """Draw the plan's name, and where plans come from."""
    plan = state.plan()
    with st.container(horizontal=True, vertical_alignment="bottom", key="head"):
        session.fill(name=plan.name)
        st.text_input("Name of the plan", key="name", on_change=rename, max_chars=200)
        titles = nu.samples()["title"]
        shown = {"format_func": titles.get, "icon": ":material/menu_book:"}
        st.menu_button("Samples", list(titles.index), key="sample", on_click=open_sample, **shown)
        with st.popover("Open", icon=":material/folder_open:"):
            st.file_uploader(OPENED, ["json", "csv", "zip", "txt"], key="file", on_change=open_file)
        shown = {"format_func": DAYS.get, "icon": ":material/calendar_month:"}
        st.menu_button("Days", list(DAYS), key="days", on_click=change_days, **shown)
        saved = {**PLANS, **choices.other_plans(MOST_PLANS)}
        shown = {"format_func": saved.get, "icon": ":material/folder:"}
        st.menu_button("Plans", list(saved), key="plans", on_click=change_plan, **shown)


def open_sample() -> None:
    """Open the sample that was chosen and say what it is."""
    name = session.entered("sample")
    state.open_sample(name)
    session.say(nu.samples()["description"][name])


def change_plan() -> None:
    """Begin a plan, copy this one, or open another."""
    what = session.entered("plans")
    if what == "new":
        state.new_plan()
    elif what == "copy":
        state.open_new(edits.copied(state.plan()))
    else:
        state.open_saved(what)


def change_days() -> None:
    """Add a day at the end, empty or like the open one, or leave out the open one."""
    plan, day, what = state.plan(), state.day(), session.entered("days")
    try:
        if what == "remove":
            state.edit(plan.remove_day(day))
        else:
            state.edit(plan.add_day(day if what == "copy" else None))
    except nu.PlanError as error:
        session.refuse(error)


@st.fragment(key="search")
def search() -> None:
    """Draw the search box and, as somebody types, the foods that fit."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="finder"):
        words = st.text_input(
            "Find a food",
            type="search",
            live="200ms",
            key="words",
            placeholder="lentils, soy milk, salmon, B12 tablet …",
        )
        adding.meal("picker_meal")
        narrowing = st.popover("Filters", icon=":material/tune:", key="narrowing", on_change="rerun")
    if narrowing.open:
        with narrowing:
            filters.asked()
    wanted = filters.wanted(words)
    if filters.idle(wanted):
        return
    found, measures = pantry.found(wanted, FOUND)
    pantry.warned()
    if limits := filters.words(wanted):
        st.caption(f"Only {limits}.")
    if found.empty:
        nothing(words)
    adding.shown(found, measures, "picker", found_new)


def nothing(words: str) -> None:
    """Say that no food fits, and where there are more."""
    st.caption(f"No food fits “{draw.plain(words)}”. Try a shorter or a more general word, or look further:")
    with st.container(horizontal=True):
        for part, label in (
            ("Look up", "Look up online"),
            ("From a label", "From a label"),
            ("Recipe", "A recipe"),
        ):
            st.page_link("views/foods.py", label=label, query_params={"foods_part": part})


@st.fragment(key="day")
def day(right: DeltaGenerator) -> None:
    """Draw the plan and, on the right, its result; the only part that is drawn again after an edit."""
    plan = state.plan()
    state.address()
    if plan.name != session.entered("name"):
        st.rerun()  # undone or done again: the name stands outside this part
    sittings = nu.absorbed(plan, foods, person)
    with right, st.container(key="result"):  # first, so that the new total is there soonest
        outcome(plan, sittings)
    day_bar(plan)
    if said := session.said():
        st.toast(draw.plain(said), icon=":material/check:")
    troubles.troubles()
    if fault := session.fault():
        text = f"That was not taken, and the plan is as it was:\n{draw.plain(fault)}"
        st.error(text, icon=":material/error:")
    names = list(edits.usual_times(meals, plan, state.day()))
    table = display.day_table(plan, foods, weights, state.day(), display.of_sittings(sittings, state.day()))
    draw.plan_table({"meals": names, **table, **answer(plan)}, "table", edit_plan)
    if not plan.items:
        welcome()


def answer(plan: nu.Plan) -> dict[str, object]:
    """Answer what the table asked last: by its number, and with the file if it was to be saved."""
    event = session.event("table", "edit") or {}
    saved = event.get("do") == "save"
    file = {"name": f"{plan.name or 'plan'}.json", "text": write_plan(plan, state.own())} if saved else None
    steps = {step: state.can(step) for step in ("past", "future")}
    tools = TOOLS if plan.items else TOOLS[-1:]
    kept = state.saved_words()
    answered = {"answered": event.get("number"), "page": session.kept("page", "")}
    return {**answered, "file": file, "can": steps, "tools": tools, "saved": kept}


def welcome() -> None:
    """Say how to begin, and offer some whole days to begin with."""
    st.write("**Find a food above and add it, or begin with a whole day:**")
    for name, sample in nu.samples().head(WELCOMED).iterrows():
        if st.button(sample["title"], key=f"welcome_{name}", on_click=state.open_sample, args=(name,)):
            st.rerun()  # the sidebar now holds the sample's person
        st.caption(sample["description"])


def day_bar(plan: nu.Plan) -> None:
    """Draw which day is open, where the plan has several."""
    if plan.days > 1:
        days = {number: f"Day {number}" for number in range(1, plan.days + 1)}
        st.segmented_control("Day", days, format_func=days.get, key="day", default=1, required=True)


def outcome(plan: nu.Plan, sittings: pd.DataFrame) -> None:
    """Draw the result, or where a chosen nutrient comes from."""
    if not plan.items:
        st.info("What the plan gives appears here as soon as it holds a food.", icon=":material/monitoring:")
        return
    day = state.day()
    if plan.days > 1:
        scopes = [ALL_DAYS, THIS_DAY]
        chosen = st.segmented_control("Result for", scopes, key="scope", default=ALL_DAYS, required=True)
        if chosen == THIS_DAY:
            plan, day = plan.only(state.day()), 1
            sittings = nu.absorbed(plan, foods, person)
    assessed = nu.assess(nu.eaten(plan, foods), needed)
    opened, view = session.opened("outcome"), session.view("outcome")
    page = display.page(assessed, state.notices(plan), opened)
    page["details"] = display.details(
        plan, foods, assessed, [name for name in assessed.index if name in opened]
    )
    page["uptake"] = display.uptake(sittings, plan, foods, person, day)
    words = {
        "scope": display.scope(plan, contested=state.contested()),
        "standing": nu.standing_line(),
        "person": about_person,
    }
    draw.result({**page, **words, "view": view}, "outcome")
    if view == ORIGIN:
        chart.origin(plan, foods)


head()
left, right = st.columns([11, 9], gap="medium")
with left:
    search()
    if state.panel():
        panel.panel()
    day(right)
