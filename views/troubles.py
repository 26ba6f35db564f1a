"""What keeps an edit from being saved, and the choice that is due then."""

import streamlit as st

import nutrition as nu
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
    """Say that the plan was edited elsewhere too, and ask which is to stay."""
    theirs = state.desk().theirs
    mine = state.desk().mine
    with st.container(border=True, key="conflict"):
        st.warning(
            f"This plan was edited elsewhere too, at {theirs.saved_at[11:16]} UTC. Nothing is lost: there it has "
            f"{foods(theirs.plan)}, here {foods(mine)}. Which one is to stay?",
            icon=":material/call_split:",
        )
        with st.container(horizontal=True):
            for choice, words in CHOICES.items():
                if st.button(words, key=f"settle_{choice}", help=HELP[choice]):
                    state.settle(choice)
                    st.rerun()


def foods(plan: nu.Plan) -> str:
    """Say how many foods a plan has."""
    count = len(plan.items)
    return "1 food" if count == 1 else f"{count} foods"


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
