"""What keeps an edit from being saved, and the choice that is due then."""

from dataclasses import replace

import streamlit as st

import nutrition as nu
from nutrition import desk, display, storage
from nutrition.exchange.plan_file import PlanFile, beside, used
from views import draw, keeping, session, state

CHOICES = {
    "theirs": "Show the other one",
    "mine": "Keep mine",
    "both": "Keep both",
}
HELP = {
    "theirs": "Your last edit is dropped.",
    "mine": "The other edit stays a step of the plan: undo goes back to it.",
    "both": "Your edit becomes a copy beside the plan.",
}


def troubles() -> None:
    """Draw what stands in the way of saving, if anything does."""
    lying = state.desk()
    if why := state.unreachable():
        unsaved(why)
    elif lying.theirs:
        conflict()
    elif lying.trouble:
        unsaved(lying.trouble)
    elif lying.news:
        st.info(draw.plain(lying.news), icon=":material/sync:")


def conflict() -> None:
    """Say that the plan was edited elsewhere too, what was done where, and ask which is to stay."""
    lying = state.desk()
    st.warning(
        f"This plan was edited elsewhere too, at {lying.theirs.saved_at[11:16]} UTC. Nothing is lost.  \n"
        f"**There:** {done(lying.plan, lying.theirs.plan)}  \n**Here:** {done(lying.plan, lying.mine)}",
        icon=":material/call_split:",
    )
    with st.container(horizontal=True, key="conflict"):
        for choice, words in CHOICES.items():
            if st.button(words, key=f"settle_{choice}", help=HELP[choice]):
                state.settle(choice)
                st.rerun()


def done(before: nu.Plan, after: nu.Plan) -> str:
    """Say what was done to a plan."""
    weights = state.weights()
    words = display.differences(before, after, state.foods(), weights)
    return draw.plain(words or "as it was")


def unsaved(why: str) -> None:
    """Say that the last edit is not saved, and offer to try again."""
    with st.container(border=True, key="unsaved"):
        st.warning(
            f"Not saved yet: {draw.plain(why)}. Your edit is kept on this page; a file keeps it too.",
            icon=":material/cloud_off:",
        )
        if st.button("Try again", key="save_again", icon=":material/refresh:"):
            reach() if state.unreachable() else state.save_again()
            st.rerun()


def reach() -> None:
    """Try again to reach what is saved; what lies open is kept beside it, with the own foods in it."""
    store, where, trouble = keeping.opened()
    session.fill(unreachable=trouble)
    if trouble:
        return
    here = PlanFile(state.plan(), used(state.plan(), state.own()))
    try:
        mine = beside(here, storage.own_foods(store))
        storage.keep_own(store, *mine.own)
        state.change_desk(lambda lying: desk.moved(replace(lying, plan=mine.plan), store))
        state.look_again()
        session.fill(where=where)
    except (storage.Missing, storage.StorageError) as error:
        session.fill(unreachable=str(error))
