"""What the parts of the page People share: times, counts, what may fail, and asking before deleting."""

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

import nutrition as nu
from nutrition import storage
from nutrition.storage import Client
from views import draw, session

LONGEST = 60  # characters of a name in a sentence or on a button


def when(at: str) -> str:
    """Give a time as it was where the reader is; in UTC, saying so, where that is not known."""
    zone = _zone()
    moment = datetime.fromisoformat(at).astimezone(zone)
    return f"{moment.day} {moment:%b %Y, %H:%M}" + (" UTC" if zone is UTC else "")


def _zone() -> tzinfo:
    try:
        return ZoneInfo(st.context.timezone) if st.context.timezone else UTC
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return UTC


def day(at: str) -> str:
    """Give the day of a time: "21 Nov 2026"."""
    return when(at).partition(",")[0]


def count(number: int, thing: str) -> str:
    """Give a number of things: "1 plan", "3 plans"."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def called(name: str) -> str:
    """Give a name as Markdown that shows it as it is, shortened where it is very long."""
    short = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
    return draw.plain(short) or "Without a name"


def of(client: Client) -> str:
    """Name a person in a sentence."""
    return "yourself" if client.id == storage.ONESELF else called(client.name)


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
    session.offer(people_sure="")
    if session.entered("people_sure") != key:
        st.button(label, key=f"ask_{key}", on_click=_ask, args=(key,), icon=":material/delete:")
        return False
    with st.container(border=True, key="people_asked"):
        st.warning(question, icon=":material/delete_forever:")
        with st.container(horizontal=True):
            done = st.button(yes, key=f"yes_{key}", type="primary")
            st.button("No, keep it", key=f"no_{key}", on_click=_ask, args=("",))
    return done


def _ask(key: str) -> None:
    session.fill(people_sure=key)
