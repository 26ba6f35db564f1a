"""What opens beside the plan: close its gaps, make it over, list what to buy, hand it out, take it along."""

from collections.abc import Callable

import streamlit as st

from nutrition import storage
from views import closing, converting, draw, files, handing, session, shopping, state

PANELS: dict[str, tuple[str, Callable[[], None]]] = {
    "close": ("Close the gaps", closing.closing),
    "make": ("Make it vegan, or …", converting.converting),
    "shop": ("Shopping list", lambda: shopping.shopping(state.plan(), "shop")),
    "handout": ("Handout", handing.handing),
    "files": ("Files and link", files.files),
}


@st.fragment(key="panel")
def panel() -> None:
    """Draw the panel that is open."""
    title, body = PANELS[state.panel()]
    with st.container(border=True, key="beside"):
        draw.top(state.panel(), first=True)
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.subheader(title, anchor=False)
            st.button("Close", key="panel_close", icon=":material/close:", type="tertiary", on_click=leave)
        try:
            body()
        except (storage.Missing, storage.StorageError) as error:  # the plan itself stays as it is
            st.error(draw.plain(f"This cannot be shown now: {error}"), icon=":material/cloud_off:")


def leave() -> None:
    """Close the panel, and end what it does."""
    show("")
    st.rerun()


def show(name: str) -> None:
    """Open a panel; what another one does ends. A name that is none opens nothing."""
    for job in (closing.JOB, converting.JOB):
        session.begin(job, None)
    session.fill(panel=name if name in PANELS else "")
