"""What the parts of the page People share: times, counts, and how a person is named."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from nutrition import storage
from nutrition.storage import Client
from views import asking


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


def of(client: Client) -> str:
    """Name a person in a sentence."""
    return "yourself" if client.id == storage.ONESELF else asking.called(client.name)
