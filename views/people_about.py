"""A person's name and notes, the file with everything about them, and to put them away or delete them."""

from functools import partial

import streamlit as st

from nutrition import desk_clients, storage
from nutrition.cells import file_name
from nutrition.storage import Client, ClientChanged
from nutrition.storage.bodies import LONGEST_NAME, LONGEST_NOTE
from nutrition.storage.record import export_client
from views import asking, session, state
from views import people_parts as parts

CHANGED = {"name": "The name was", "notes": "The notes were"}


def about(client: Client) -> None:
    """Ask for name and notes; both are saved as they are entered."""
    session.offer(people_theirs=None, people_unsaved={})
    if theirs := session.entered("people_theirs"):
        conflict(*theirs)
        return  # the fields hold neither text
    unsaved = session.entered("people_unsaved").get(client.id, {})  # what could not be saved stays here
    texts = {"name": client.name, "notes": client.notes, **unsaved}
    session.fill(**{f"people_{part}": text for part, text in texts.items()})
    st.text_input("Name", key="people_name", max_chars=LONGEST_NAME, on_change=keep, args=("name",))
    st.text_area(
        "Notes", key="people_notes", height=220, max_chars=LONGEST_NOTE, on_change=keep, args=("notes",)
    )
    st.caption(f"For your eyes: notes are in no link, handout or plan file. {state.where()}")


def keep(part: str) -> None:
    """Keep a name or notes as entered; where they were changed elsewhere too, both are shown."""
    text, client_id = session.entered(f"people_{part}"), state.client_id()
    session.fill(people_unsaved={} if put(part, text) else {client_id: {part: text}})


def put(part: str, text: object) -> bool:
    """Keep a part of the client that lies open."""

    def act() -> None:
        try:
            state.change_desk(lambda desk: desk_clients.client_kept(desk, **{part: text}))
        except ClientChanged as elsewhere:
            session.fill(people_theirs=(part, text, elsewhere.now))

    return asking.tried(act)


def conflict(part: str, mine: str, theirs: Client) -> None:
    """Show what was entered here and elsewhere, and ask which is to stay."""
    there = getattr(theirs, part)
    with st.container(border=True, key="people_conflict"):
        st.warning(
            f"{CHANGED.get(part, 'This was')} changed elsewhere too. Nothing is lost: which is to stay?"
        )
        left, right = st.columns(2)
        for column, title, text in ((left, "There", there), (right, "Here", mine)):
            with column:
                st.markdown(f"**{title}**")
                st.code(text, language=None, wrap_lines=True)
        with st.container(horizontal=True):
            choices = {"Keep the other one": there, "Keep mine": mine}
            if part == "notes":
                choices["Keep both"] = f"{there}\n\n{mine}"
            for label, text in choices.items():
                if st.button(label, key=f"people_settle_{label}"):
                    session.fill(people_theirs=None)
                    state.change_desk(partial(desk_clients.client_seen, theirs))
                    if not put(part, text):  # both are shown again
                        session.fill(people_theirs=(part, mine, theirs))
                    st.rerun()


def file(client: Client) -> None:
    """Offer the file with everything, to put the person away, and to delete them for good."""
    st.markdown("**Everything in one file**")
    st.caption(
        "Person, notes, plans with all their steps, own foods in them and blood results: to keep, or to "
        "bring in on another computer. It names the person: keep it as you keep such papers."
    )
    make = partial(export_client, state.store(), client.id)
    st.download_button(
        "Save everything",
        make,
        f"{file_name(client.name, 'person')}.zip",
        "application/zip",
        on_click="ignore",
        key="people_export",
        icon=":material/download:",
    )
    if client.id != storage.ONESELF:
        put_away(client)
    delete(client)


def put_away(client: Client) -> None:
    """Put a person away, or take them out again."""
    st.markdown("**Put away**")
    st.caption("Somebody put away is kept with everything, folded below the list.")
    words = "Take out again" if client.archived else "Put away"
    if st.button(words, key="people_archive", icon=":material/archive:"):
        put("archived", not client.archived)
        st.rerun()


def delete(client: Client) -> None:
    """Delete a person, after asking."""
    store = state.store()
    plans = len(storage.plans_of(store, client.id)) + len(storage.plans_of(store, client.id, archived=True))
    results = len(storage.lab_history(store, client.id))
    st.markdown("**Delete for good**")
    question = (
        f"Delete {parts.of(client)} for good, with {parts.count(plans, 'plan')}, "
        f"{parts.count(results, 'day')} of blood results and the notes? It cannot be brought back; a file "
        "saved before keeps it."
    )
    if asking.sure(f"client_{client.id}", f"Delete {parts.of(client)}", question):
        way = partial(desk_clients.without_client, client_id=client.id, somebody=state.nobody())
        done = asking.tried(lambda: state.change_desk(way))
        session.fill(asked_sure="", people_view="all" if done else "one")
        session.say("Deleted." if done else "")
        st.rerun()
