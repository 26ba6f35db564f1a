"""The plans of a person: open, rename, copy, put away, delete, and every step that led to one."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from nutrition import desk_clients, display, storage
from nutrition.storage import Client, Line, Step
from views import asking, choices, draw, session, state
from views import people_parts as parts

STEPS_SHOWN = 12
MARKS = ("**as it is now**", "undone")


def plans(client: Client) -> None:
    """Draw the plans of a person, those put away folded below."""
    session.offer(people_more="", people_older=False)
    lines = storage.plans_of(state.store(), client.id)
    away = storage.plans_of(state.store(), client.id, archived=True)
    if not lines and not away:
        st.info("No plan is saved yet. It is saved with its first food.", icon=":material/restaurant:")
    if st.button("New plan", key="people_new_plan", icon=":material/add:"):
        state.new_plan()
        st.switch_page("views/plan.py")
    for line in lines:
        plan_row(line)
    if away:
        with st.expander(f"Put away ({len(away)})", key="people_away"):
            for line in away:
                plan_row(line)


def is_open(plan_id: str) -> bool:
    """Tell whether a plan lies open."""
    saved = state.desk().saved
    return saved is not None and saved.id == plan_id


def plan_row(line: Line) -> None:
    """Draw a plan with what can be done to it."""
    now = " · **open now**" if is_open(line.id) else ""
    about = (
        f"{parts.count(line.days, 'day')} · {parts.count(line.foods, 'food')} · {parts.when(line.saved_at)}"
    )
    more = session.entered("people_more") == line.id
    with st.container(border=True, key=f"people_plan_{line.id}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{asking.called(line.name)}**{now}  \n:small[{about}]", width="stretch")
            with st.container(horizontal=True, width="content"):
                if st.button("Open", key=f"people_open_{line.id}"):
                    state.open_saved(line.id)
                    st.switch_page("views/plan.py")
                words = "Less" if more else "More"
                to = "" if more else line.id
                st.button(words, key=f"people_more_{line.id}", on_click=show, args=(to,))
        if more:
            change(line)
            history(line)


def show(plan_id: str) -> None:
    """Show what can be done to a plan."""
    session.fill(people_more=plan_id, people_older=False, asked_sure="")


def change(line: Line) -> None:
    """Offer another name, a copy, to put it away, and to delete it."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        session.fill(people_rename=line.name)
        st.text_input(
            "Name of the plan", key="people_rename", max_chars=100, on_change=rename, args=(line.id,)
        )
        people = choices.people()
        st.selectbox("Copy it for", list(people), format_func=people.get, key="people_copy_for", width=260)
        if st.button("Copy", key="people_copy", icon=":material/content_copy:"):
            copy(line, session.entered("people_copy_for"))
        words = "Take out again" if line.archived else "Put away"
        if st.button(words, key="people_put_away", icon=":material/archive:"):
            put_away(line)
    question = f"Delete {asking.called(line.name)} with all its steps for good? It cannot be brought back."
    if asking.sure(f"plan_{line.id}", "Delete this plan", question):
        done = asking.tried(lambda: state.change_desk(lambda desk: desk_clients.without_plan(desk, line.id)))
        session.fill(asked_sure="", people_more="")
        session.say("Deleted." if done else "")
        st.rerun()


def rename(plan_id: str) -> None:
    """Give a plan the name that was typed: one more step."""
    name = session.entered("people_rename")
    if is_open(plan_id):
        asking.tried(lambda: state.edit(replace(state.plan(), name=name)))
    else:
        asking.tried(lambda: _renamed(plan_id, name))


def _renamed(plan_id: str, name: str) -> None:
    saved = storage.saved_plan(state.store(), plan_id)
    storage.save_plan(state.store(), saved, replace(saved.plan, name=name))


def copy(line: Line, client_id: str) -> None:
    """Copy a plan as it stands."""
    if asking.tried(lambda: storage.copy_plan(state.store(), line.id, client_id)):
        session.say(f"Copied for {choices.people()[client_id]}.")
    st.rerun()


def put_away(line: Line) -> None:
    """Put a plan away, or take it out again."""
    if asking.tried(lambda: storage.archive_plan(state.store(), line.id, archived=not line.archived)):
        session.say("Taken out again." if line.archived else "Put away. It is listed below, and kept.")
    st.rerun()


def history(line: Line) -> None:
    """Draw the steps of a plan, the newest first, each with what was done."""
    steps = storage.history(state.store(), line.id)
    undone = storage.saved_plan(state.store(), line.id).redoable
    shown = len(steps) if session.entered("people_older") else STEPS_SHOWN
    st.markdown("**Its steps**")
    if undone:
        st.caption(f"{parts.count(undone, 'step')} undone: to bring a step back drops those after it.")
    for place, step in enumerate(steps[:shown]):
        mark = "" if place > undone else MARKS[place < undone]
        step_row(line, step, words(steps, place), mark)
    if len(steps) > shown:
        older = {"people_older": True}
        st.button(
            f"Show {len(steps) - shown} older",
            key="people_show_older",
            on_click=partial(session.fill, **older),
        )


def words(steps: Sequence[Step], place: int) -> str:
    """Say what a step did to the one before it."""
    if place + 1 == len(steps):
        return "the first that is kept"
    weights = state.weights()
    return display.differences(steps[place + 1].plan, steps[place].plan, state.foods(), weights)


def step_row(line: Line, step: Step, what: str, mark: str) -> None:
    """Draw a step, with a button to bring it back."""
    about = " · ".join(filter(None, [parts.when(step.at), parts.count(len(step.plan.items), "food"), mark]))
    with st.container(horizontal=True, vertical_alignment="center", key=f"people_step_{step.number}"):
        st.markdown(f"{about}  \n:small[{draw.plain(what)}]", width="stretch")
        if mark != MARKS[0] and st.button("Bring back", key=f"people_back_{step.number}"):
            if not is_open(line.id):
                state.open_saved(line.id)
            state.edit(step.plan)
            session.say("Brought back as one more step; undo leads back.")
            st.rerun()
