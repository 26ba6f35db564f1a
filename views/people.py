"""People: oneself, one's family, a dietitian's clients, with their plans, notes and blood results."""

import streamlit as st

from nutrition import display, storage
from nutrition.storage import Client
from nutrition.storage.record import import_client
from views import asking, draw, kept_results, people_about, people_compare, people_plans, session, state
from views import people_parts as parts

MOST = 25  # people listed at once
SECTIONS = {
    "plans": ("Plans", people_plans.plans),
    "compare": ("Compare", people_compare.compare),
    "results": ("Blood results", kept_results.results),
    "about": ("Name and notes", people_about.about),
    "file": ("File, put away, delete", people_about.file),
}


def everybody() -> None:
    """Draw the list of people, and where somebody new comes from."""
    st.write("Yourself, your family, or the people you advise: each with plans, notes and blood results.")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.popover("Add a person", icon=":material/person_add:", key="people_adding"):
            add()
        with st.popover("Bring in a file", icon=":material/upload_file:", key="people_bringing"):
            st.file_uploader("A file saved here", ["zip", "json"], key="people_file", on_change=bring)
            st.caption("A zip that “Save everything” made. The person comes beside those you have.")
    listed()


def add() -> None:
    """Ask for a name; the sidebar asks the rest."""
    with st.form("people_add", border=False):
        st.text_input("Name", key="people_new", max_chars=200, placeholder="A name or a number of yours")
        if st.form_submit_button("Add", type="primary", key="people_add_it"):
            new(session.entered("people_new").strip())


def new(name: str) -> None:
    """Keep a new person and open them."""
    if not name:
        st.warning("Write a name first.", icon=":material/edit:")
        return
    if asking.tried(lambda: to_person(storage.add_client(state.store(), name, state.nobody()).id)):
        session.say("Added. Age, diet and the rest are asked in the sidebar.")
        st.rerun()


def bring() -> None:
    """Keep the person that a file holds, and open them."""
    upload = session.entered("people_file")
    if upload is None:
        return

    def act() -> None:
        client = import_client(state.store(), upload.getvalue())
        state.look_again()
        to_person(client.id)
        session.say("Brought in, with everything in the file.")

    asking.tried(act)


def to_person(client_id: str) -> None:
    """Open a person: their plan lies open then, and the sidebar is about them."""
    if client_id != state.client_id():
        state.open_client(client_id)
    session.fill(people_view="one", people_more="", asked_sure="", people_theirs=None)


@st.fragment(key="people_list")
def listed() -> None:
    """Draw those whose name or notes hold what is written in the box; it is drawn again by itself."""
    try:
        found_people()
    except storage.StorageError as error:
        out_of_reach(error)


def found_people() -> None:
    """Draw the box, and those who are found."""
    session.offer(people_all=False)
    st.text_input("Find by name or notes", type="search", live="200ms", key="people_words", width=420)
    words, store = session.entered("people_words"), state.store()
    plans: dict[str, list[storage.Line]] = {}
    for line in storage.all_lines(store):
        plans.setdefault(line.client, []).append(line)
    found = storage.clients(store, words)
    away = storage.clients(store, words, archived=True)
    if not found and not away:
        st.info(nobody_found(words), icon=":material/groups:")
    shown = found if session.entered("people_all") else found[:MOST]
    for client in shown:
        person(client, plans.get(client.id, []))
    if len(found) > len(shown):
        st.button(f"Show {len(found) - len(shown)} more", key="people_show_all", on_click=show_all)
    if away:
        with st.expander(f"Put away ({len(away)})", key="people_put_by"):
            for client in away:
                person(client, plans.get(client.id, []))


def nobody_found(words: str) -> str:
    """Say why the list is empty."""
    if words:
        return "Nobody’s name or notes hold that."
    return "Nobody is kept yet. You are, as “Me”, with your first food; or add a person."


def show_all() -> None:
    """List everybody."""
    session.fill(people_all=True)


def person(client: Client, plans: list[storage.Line]) -> None:
    """Draw one person of the list."""
    now = " · **open now**" if client.id == state.client_id() else ""
    edited = f" · {parts.day(plans[0].saved_at)}" if plans else ""
    held = parts.count(len(plans), "plan") if plans else "no plan yet"
    about = f"{display.who(client.person)} · {held}{edited}"
    note = client.notes.strip().partition("\n")[0][:100]
    noted = f"  \n:small[{draw.plain(note)}]" if note else ""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{asking.called(client.name)}**{now}  \n:small[{about}]{noted}", width="stretch")
        if st.button("Open", key=f"people_person_{client.id}"):
            to_person(client.id)
            st.rerun()


def one(client: Client) -> None:
    """Draw everything about one person."""
    if st.button("Everybody", key="people_back", icon=":material/arrow_back:", type="tertiary"):
        session.fill(people_view="all")
        st.rerun()
    st.header(asking.called(client.name))
    away = " Put away." if client.archived else ""
    since = f"Kept since {parts.day(client.created_at)}."
    st.caption(f"{display.who(state.person())}, as set in the sidebar. {since}{away}")
    section = st.segmented_control(
        "What to see",
        list(SECTIONS),
        format_func=lambda name: SECTIONS[name][0],
        key="people_section",
        default="plans",
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    SECTIONS[section][1](client)


def out_of_reach(error: Exception) -> None:
    """Say that what is saved cannot be shown."""
    st.error(draw.plain(f"What is saved cannot be shown now: {error}"), icon=":material/cloud_off:")


def page() -> None:
    """Draw the list, or the person that is open."""
    session.offer(people_view="all", people_more="", asked_sure="", people_theirs=None)
    client = state.desk().client
    if session.entered("people_view") == "one" and client:
        one(client)
    else:
        everybody()


st.title("People")
if said := session.said():
    st.toast(draw.plain(said), icon=":material/check:")
if fault := session.fault():
    st.error(draw.plain(fault), icon=":material/error:")
try:
    page()
except (storage.Missing, storage.StorageError) as error:
    out_of_reach(error)
