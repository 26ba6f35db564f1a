"""What may fail, asking before deleting, and saying on the next run what came of it."""

from collections.abc import Callable

import streamlit as st

import nutrition as nu
from nutrition import storage
from views import draw, session

LONGEST = 60  # characters of a name in a sentence or on a button


def called(name: str) -> str:
    """Give a name as Markdown that shows it as it is, shortened where it is very long."""
    short = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
    return draw.plain(short) or "Without a name"


def tried(act: Callable[[], object]) -> bool:
    """Do something that may fail; where it does, the page says why and nothing is changed."""
    try:
        act()
    except nu.PlanError as error:
        session.refuse(error)
    except (storage.Missing, storage.StorageError, storage.Conflict) as error:
        session.refuse(nu.PlanError([str(error)]))
    else:
        session.fill(fault="")
        return True
    return False


def sure(key: str, label: str, question: str, yes: str = "Yes, delete for good") -> bool:
    """Draw a button that asks before it does what cannot be undone; True when it is to be done."""
    session.offer(asked_sure="")
    if session.entered("asked_sure") != key:
        st.button(label, key=f"ask_{key}", on_click=_ask, args=(key,), icon=":material/delete:")
        return False
    with st.container(border=True, key="asked_box"):
        st.warning(question, icon=":material/delete_forever:")
        with st.container(horizontal=True):
            done = st.button(yes, key=f"yes_{key}", type="primary")
            st.button("No, keep it", key=f"no_{key}", on_click=_ask, args=("",))
    return done


def _ask(key: str) -> None:
    session.fill(asked_sure=key)


def answer() -> None:
    """Say what came of the last press: what was done, or why nothing was.

    The place of the latter is kept: else all below would be drawn anew, and what is open there be shut.
    """
    if said := session.said():
        st.toast(draw.plain(said), icon=":material/check:")
    with st.container():
        if fault := session.fault():
            words = f"That was not taken, and nothing was changed:\n{draw.plain(fault)}"
            st.error(words, icon=":material/error:")
