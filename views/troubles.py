"""What keeps an edit from being saved, and the choice that is due then."""

import streamlit as st

import nutrition as nu
from nutrition import display
from views import draw, state

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
    desk = state.desk()
    if desk.theirs:
        conflict()
    elif desk.trouble:
        unsaved(desk.trouble)
    elif desk.news:
        st.info(draw.plain(desk.news), icon=":material/sync:")


def conflict() -> None:
    """Say that the plan was edited elsewhere too, what was done where, and ask which is to stay."""
    desk = state.desk()
    st.warning(
        f"This plan was edited elsewhere too, at {desk.theirs.saved_at[11:16]} UTC. Nothing is lost.  \n"
        f"**There:** {done(desk.plan, desk.theirs.plan)}  \n**Here:** {done(desk.plan, desk.mine)}",
        icon=":material/call_split:",
    )
    with st.container(horizontal=True, key="conflict"):
        for choice, words in CHOICES.items():
            if st.button(words, key=f"settle_{choice}", help=HELP[choice]):
                state.settle(choice)
                st.rerun()


def done(before: nu.Plan, after: nu.Plan) -> str:
    """Say what was done to a plan."""
    weights = nu.all_measures(state.portions())
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
            state.save_again()
            st.rerun()
