"""Looking at work that goes on beside the page, until it is over."""

from collections.abc import Callable

import streamlit as st

from views import session
from views.jobs import Job


@st.fragment(run_every=0.4)
def watching(name: str, found: Callable[[Job], None]) -> None:
    """Draw what a job has found so far, again and again until nothing more comes."""
    job = session.job(name)
    if job is None or job.over:
        st.rerun()
    found(job)
