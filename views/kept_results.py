"""Blood results that are kept: from the page Check, and on the page People by date."""

from datetime import UTC, date, datetime

import streamlit as st

import nutrition as nu
from nutrition import desk_clients, storage
from nutrition.lab_results import entries
from nutrition.storage import Client, LabResult
from views import asking, draw, session, state, told
from views import people_parts as parts

OLDEST = date(1950, 1, 1)
LONGEST_LINE = 200  # characters


def keep(labs: nu.Labs) -> None:
    """Offer, on the page Check, to keep the results entered, with the day they were taken."""
    with st.container(border=True, key="keep_results"):
        st.markdown("**Keep these results**")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            session.offer(labs_taken_on=datetime.now(UTC).date())
            about = {"min_value": OLDEST, "max_value": "today", "format": "YYYY-MM-DD", "width": 170}
            st.date_input("Taken on", key="labs_taken_on", **about)
            st.text_input(
                "Note", key="labs_note", max_chars=LONGEST_LINE, placeholder="such as the laboratory"
            )
            if st.button("Keep", key="labs_keep", icon=":material/bookmark_add:"):
                add(labs)
        st.caption(f"For {whom()}; listed on the page People. {state.where()}")


def whom() -> str:
    """Name who the results are about."""
    lying = state.desk()
    if lying.client:
        return parts.of(lying.client)
    return asking.called(lying.title) if lying.title else "yourself"


def add(labs: nu.Labs) -> None:
    """Keep results for whom the plan is for."""
    day, note = session.entered("labs_taken_on"), session.entered("labs_note")
    if day is None:
        st.warning("Choose the day the blood was taken.", icon=":material/event:")
        return
    if _kept(labs, day.isoformat(), note.strip()):
        st.success(f"Kept, taken on {_day(day.isoformat())}.", icon=":material/bookmark_added:")
    else:
        st.error(session.fault(), icon=":material/error:")


def _kept(labs: nu.Labs, taken_on: str, note: str) -> bool:
    def act() -> None:
        state.change_desk(desk_clients.with_client)
        storage.keep_labs(state.store(), state.client_id(), taken_on, labs, note)

    return asking.tried(act)


def _day(taken_on: str) -> str:
    day = date.fromisoformat(taken_on)
    return f"{day.day} {day:%b %Y}"


def results(client: Client) -> None:
    """Draw the results kept of a person, the newest first."""
    kept = storage.lab_history(state.store(), client.id)
    if not kept:
        st.info(
            "No blood result is kept. Enter results on the page Check, and keep them there.",
            icon=":material/labs:",
        )
    for result in kept:
        with st.container(border=True, key=f"people_result_{result.id}"):
            row(result)


def row(result: LabResult) -> None:
    """Draw the results of one day."""
    with st.container(horizontal=True, vertical_alignment="center"):
        note = f"  \n:small[{draw.plain(result.note)}]" if result.note else ""
        st.markdown(f"**{_day(result.taken_on)}**  \n{as_line(result.labs)}{note}", width="stretch")
        if st.button("Put into Check", key=f"people_check_{result.id}", icon=":material/checklist:"):
            into_check(result)
            st.switch_page("views/check.py")
    question = f"Delete the results of {_day(result.taken_on)} for good?"
    if asking.sure(f"result_{result.id}", "Delete", question):
        done = asking.tried(lambda: storage.drop_labs(state.store(), result.id))
        session.fill(asked_sure="")
        session.say("Deleted." if done else "")
        st.rerun()


def into_check(result: LabResult) -> None:
    """Put results into the fields of the page Check, where they are read."""
    day = min(max(date.fromisoformat(result.taken_on), OLDEST), datetime.now(UTC).date())
    note = " ".join(result.note.split())[:LONGEST_LINE]
    session.fill(**told.as_answers(result.labs), labs_taken_on=day, labs_note=note, step="blood")


def as_line(labs: nu.Labs) -> str:
    """Give results as one line: "Serum B12 205 pg/mL · MMA 0.5 µmol/L"."""
    labels = nu.lab_tests().set_index("id")["label"]
    said = [
        f"{labels[test]} {value:g} {unit.replace('umol', 'µmol').replace('ug/', 'µg/')}"
        for test, (value, unit) in entries(labs).items()
    ]
    said += [f"intrinsic factor antibodies {labs.anti_if}"] if labs.anti_if else []
    said += ["taking B12"] if labs.replacing else []
    return draw.plain(" · ".join(said)) or "No figure"
