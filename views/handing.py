"""The handout: what a dietitian writes on it, a look at its first page, and two files to give away."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Any

import streamlit as st

import nutrition as nu
from nutrition import storage
from nutrition.changes import Change
from nutrition.handout.content import handout
from nutrition.handout.cover import LONGEST_LINE, LONGEST_TEXT, Cover, questions
from nutrition.handout.page import to_html
from nutrition.handout.pdf import to_pdf, to_pictures
from views import draw, session, state

PAPERS = {"a4": "A4", "letter": "US Letter"}
LETTER = ("NASEM",)  # whose readers print on US Letter
DOTS = 80  # per inch, of the look at the first page
LINES = {  # what stands on the handout, and what it is called here
    "name": "For (name)",
    "date": "Date",
    "by": "Your name",
    "credentials": "Your credentials",
}
TEXTS = {
    "notes": "Notes",
    "agreed": "What was agreed, one thing a line",
    "questions": "To ask the clinician, one thing a line",
}


def handing() -> None:
    """Draw the files to give away, and below them what is written on them."""
    plan = state.plan()
    if not plan.items:
        st.info("The plan is empty, so there is nothing to hand out.", icon=":material/description:")
        return
    fill_in(plan)
    buttons = st.container(horizontal=True, vertical_alignment="bottom")
    write()
    try:
        content = ready(plan, Cover(**{name: session.entered(key(name)) or "" for name in LINES | TEXTS}))
    except nu.PlanError as error:
        st.error(draw.plain("\n".join(error.faults)), icon=":material/error:")
        return
    with buttons:
        give(content)
    look(content)


def key(name: str) -> str:
    """Give the key of what is written; what is written for one client is not for another."""
    return f"handout_{name}_{state.client_id()}"


def fill_in(plan: nu.Plan) -> None:
    """Write on the handout what is known, where nothing is written yet."""
    author = signature()
    known = {
        "name": named(),
        "date": spelled(datetime.now().astimezone()),
        "by": author.author,
        "credentials": author.credentials,
        "notes": "",
        "agreed": "\n".join(still_made(accepted(), plan)),
        "questions": asked(plan),
    }
    session.offer(**{key(name): text for name, text in known.items()})
    session.offer(handout_paper="letter" if state.authority() in LETTER else "a4")


def signature() -> storage.Workspace:
    """Give who signs, nobody where what is saved cannot be reached: the handout is made all the same."""
    try:
        return storage.workspace(state.store())
    except storage.StorageError:
        return storage.Workspace()


def named() -> str:
    """Give the name of whom the plan is for; "" for oneself, and for a sample, whose name is nobody's."""
    client = state.desk().client
    return "" if client is None or client.id == storage.ONESELF else client.name


def spelled(day: datetime) -> str:
    """Write a date as people do: "21 November 2026"."""
    return f"{day.day} {day:%B %Y}"


def asked(plan: nu.Plan) -> str:
    """Give the tests that are worth asking for, from what was said on the page Check."""
    said = (state.labs(), state.symptoms(), state.convention())
    return questions(state.person(), plan, state.as_published(), *said)


def accepted() -> tuple[tuple[Change, str], ...]:
    """Give the changes that were accepted among the proposals, each with its words."""
    session.offer(accepted=())
    return session.entered("accepted")


def still_made(changes: Iterable[tuple[Change, str]], plan: nu.Plan) -> list[str]:
    """Give the words of the changes that hold in the plan: undone ones and those of another plan do not."""
    items = set(plan.items)
    made = [
        words
        for change, words in changes
        if items.issuperset(change.after) and items.isdisjoint(change.before)
    ]
    return list(dict.fromkeys(made))


def write() -> None:
    """Draw what can be written; it is kept while the session lasts, name and credentials for good."""
    columns = st.columns(2)
    for place, (name, label) in enumerate(LINES.items()):
        sign = {"on_change": signed} if name in ("by", "credentials") else {}
        with columns[place % 2]:
            st.text_input(label, key=key(name), max_chars=LONGEST_LINE, persist_state="session", **sign)
    for name, label in TEXTS.items():
        st.text_area(label, key=key(name), max_chars=LONGEST_TEXT, height="content", persist_state="session")
    words = "Changes and questions as they are now"
    st.button(words, key="handout_again", icon=":material/refresh:", type="tertiary", on_click=again)


def signed() -> None:
    """Keep who signs, for the next handout too."""
    store = state.store()
    try:
        new = storage.Workspace(session.entered(key("by")), session.entered(key("credentials")))
        if new != storage.workspace(store):
            storage.change_workspace(store, new)
    except nu.PlanError as error:
        session.refuse(error)
    except storage.StorageError as error:
        session.refuse(nu.PlanError([f"name and credentials are not kept: {error}"]))


def again() -> None:
    """Write changes and questions again, as they follow from the plan now."""
    plan = state.plan()
    fresh = {"agreed": "\n".join(still_made(accepted(), plan)), "questions": asked(plan)}
    session.fill(**{key(name): text for name, text in fresh.items()})


def ready(plan: nu.Plan, cover: Cover) -> Callable[[], dict[str, Any]]:
    """Give what gathers the handout, with all it needs: it runs outside the page, when a file is wanted."""
    person, needed, notices = state.person(), state.needed(), state.notices(plan)
    about = (cover, person, plan, state.foods(), state.portions(), needed, notices, state.authority())
    return partial(handout, *about, contested=state.contested())


def give(content: Callable[[], dict[str, Any]]) -> None:
    """Draw the buttons that save the handout; each file is made when its button is pressed."""
    shown = {"format_func": PAPERS.get, "key": "handout_paper", "required": True, "persist_state": "session"}
    paper = st.segmented_control("Paper", list(PAPERS), **shown)
    about = {"icon": ":material/download:", "on_click": "ignore"}
    st.download_button(
        "PDF", partial(pdf, content, paper), "handout.pdf", "application/pdf", key="handout_pdf", **about
    )
    st.download_button(
        "Page (HTML)", partial(page, content, paper), "handout.html", "text/html", key="handout_page", **about
    )


def look(content: Callable[[], dict[str, Any]]) -> None:
    """Draw the first page, where somebody wants to see it."""
    if st.toggle("Show the first page", key="handout_look"):
        st.image(to_pictures(content(), session.entered("handout_paper"), DOTS)[0], "The first page")


def pdf(content: Callable[[], dict[str, Any]], paper: str) -> bytes:
    """Make the handout as a PDF."""
    return to_pdf(content(), paper)


def page(content: Callable[[], dict[str, Any]], paper: str) -> str:
    """Make the handout as a page."""
    return to_html(content(), paper)
