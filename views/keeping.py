"""Whose things a visitor sees, and where they are kept."""

import logging
import os

import streamlit as st

from nutrition import storage

MODES = ("own", "hosted")
OWN_MACHINE = "Saved on this computer only, as you go."
IN_ACCOUNT = "Saved in your account on this server, as you go."
NOT_SIGNED_IN = "You are not signed in: nothing you enter is stored on the server. Save your plan to a file."
FROM_ELSEWHERE = "Nothing you enter is stored: only the computer that the planner runs on keeps its plans."
NOT_NOW = "Not saved now. Save your plan to a file."
UNREACHABLE = "The server’s database does not answer"  # a visitor need not know where it is; the log does
NO_ID = "Your sign-in gave no identity to keep things under, so nothing you enter is stored."


def mode() -> str:
    """Give whether the planner runs on one's own computer ("own") or for many ("hosted"), by ``B12_MODE``."""
    named = os.environ.get("B12_MODE", "own")
    if named not in MODES:
        raise ValueError(f"B12_MODE {named!r} is not one of: {', '.join(MODES)}")
    return named


def signed_in() -> bool:
    """Tell whether the visitor has signed in."""
    return bool(st.user.get("is_logged_in", False))


def can_sign_in() -> bool:
    """Tell whether signing in is set up here."""
    return mode() == "hosted" and st.user.get("is_logged_in") is not None


def owner() -> tuple[str, str]:
    """Give who owns what the visitor saves, "" for nobody, and the words for it."""
    if mode() == "own":
        return (storage.ME, OWN_MACHINE) if _at_this_computer() else ("", FROM_ELSEWHERE)
    if not signed_in():
        return "", NOT_SIGNED_IN
    issuer, subject = str(st.user.get("iss") or ""), str(st.user.get("sub") or "")
    return (f"{issuer} {subject}", IN_ACCOUNT) if issuer and subject else ("", NO_ID)


def _at_this_computer() -> bool:
    """Tell whether the browser runs where the planner does; whoever comes through a proxy does not count."""
    headers = st.context.headers
    return st.context.ip_address is None and not (headers.get("X-Forwarded-For") or headers.get("Forwarded"))


def opened() -> tuple[storage.Store, str, str]:
    """Open what the visitor has saved: the store, where it is, and what stands in the way, if anything.

    For nobody, and where what is saved cannot be reached, it is a store in memory that ends with the session.
    """
    somebody, words = owner()
    if somebody:
        try:
            store = storage.open_store(owner=somebody)
            storage.own_foods(store)  # what opened once may be out of reach by now
        except storage.StorageError as error:
            logging.getLogger(__name__).error("%s", error)  # noqa: TRY400 - no more than that is worth a line
            return _in_memory(), NOT_NOW, str(error) if mode() == "own" else UNREACHABLE
        return store, words, ""
    return _in_memory(), words, ""


def _in_memory() -> storage.Store:
    return storage.open_store(storage.MEMORY)
