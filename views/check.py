"""Check: urgent signs, risks, symptoms and blood tests in one flow that ends in a page for a clinician."""

import streamlit as st

import nutrition as nu
from nutrition import display
from views import check_steps as steps
from views import draw, session, state

STEPS = {
    "first": ("1 Urgent signs", steps.first),
    "risks": ("2 Risks", steps.risks),
    "signs": ("3 Symptoms", steps.signs),
    "blood": ("4 Blood tests", steps.blood),
    "page": ("5 For your clinician", steps.page),
}


def go(step: str) -> None:
    """Open a step."""
    session.fill(step=step)


@st.fragment(key="check")
def check() -> None:
    """Draw what is urgent, then the open step; the only part that is drawn again after an answer."""
    draw.cards(display.cards(state.urgent()))
    names = list(STEPS)
    session.offer(step=names[0])
    draw.top(session.entered("step"))
    step = st.segmented_control(
        "Step",
        names,
        format_func=lambda name: STEPS[name][0],
        key="step",
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    STEPS[step][1]()
    following = names[names.index(step) + 1 :]
    if following:
        label = f"Go on: {STEPS[following[0]][0][2:].lower()}"
        st.button(label, type="primary", on_click=go, args=(following[0],), icon=":material/arrow_forward:")
    st.caption(nu.standing_line())


st.title("Check")
st.write(
    "Signs, risks and blood tests in five short steps. They end in one page to bring to your clinician. "
    "It is education, not a diagnosis. Answers last as long as this page is open; results are kept only if "
    "you say so."
)
st.write(f"It is about: **{display.who(state.person())}**, as set in the sidebar (on a phone behind »).")
check()
