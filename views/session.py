"""What a session remembers between two runs of a page: what stands in widgets, work under way, words to say.

The only file that touches ``st.session_state``.
"""

from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from nutrition.errors import PlanError
from views.jobs import Job


def kept(key: str, default: Any) -> Any:  # noqa: ANN401 - every widget holds its own kind of value
    """Give what stands in a widget that may not have been drawn yet."""
    return st.session_state.get(key, default)


def entered(key: str) -> Any:  # noqa: ANN401 - every widget holds its own kind of value
    """Give what stands in a widget."""
    return st.session_state[key]


def fill(**values: object) -> None:
    """Put values into widgets, in a callback or before they are drawn."""
    st.session_state.update(values)
    _under_way().update(values)


def offer(**values: object) -> None:
    """Put values into widgets where nothing stands in them yet."""
    fill(**{key: value for key, value in values.items() if key not in st.session_state})


def send_again() -> None:
    """Send once more what was put into widgets that the browser does not show yet; for the start of a run.

    Streamlit sends such a value with one drawing only. A browser that still waits for the widget's code when
    the next drawing comes shows the widget without it, and sends that back as if somebody had cleared it.
    """
    if not (run := get_script_run_ctx()):
        return
    sent = _under_way()
    sent.difference_update(shown.id.split("-", 2)[-1] for shown in run.session_state.get_widget_states())
    st.session_state.update({key: st.session_state[key] for key in sent if key in st.session_state})


def _under_way() -> set[str]:
    """Give the keys of what was put into widgets and not told of by the browser since."""
    return st.session_state.setdefault("under_way", set())


def forget() -> None:
    """Forget everything, and end what is under way: another person is here now."""
    for held in st.session_state.values():
        if isinstance(held, Job):
            held.stop()
    st.session_state.clear()


def taken(key: str) -> bool:
    """Tell once whether something was noted under ``key``."""
    return bool(st.session_state.pop(key, False))


def fault() -> str:
    """Give what was wrong with the last entry, or "" where nothing was."""
    return st.session_state.get("fault", "")


def refuse(error: PlanError) -> None:
    """Keep the plan as it is and remember what was wrong with the entry."""
    st.session_state["fault"] = "\n".join(f"- {line}" for line in error.faults)


def say(words: str) -> None:
    """Remember what to say once, when the page is drawn next."""
    st.session_state["said"] = words


def said() -> str:
    """Give what is to be said now, or ""."""
    return st.session_state.pop("said", "")


def job(name: str) -> Job | None:
    """Give the work of that name, under way or over."""
    return kept(f"job_{name}", None)


def begin(name: str, new: Job | None) -> None:
    """Put new work in the place of the old, which ends; None puts nothing there."""
    if old := job(name):
        old.stop()
    st.session_state[f"job_{name}"] = new


def opened(key: str) -> list[str]:
    """Give the ids of what is open in the result drawn under ``key``: nutrients and groups."""
    ids = getattr(st.session_state.get(key), "opened", None)
    return [name for name in ids if isinstance(name, str)] if isinstance(ids, list) else []


def view(key: str) -> str:
    """Give which view of the result drawn under ``key`` is open; "" is the result itself."""
    return str(getattr(st.session_state.get(key), "view", None) or "")


def event(key: str, name: str) -> dict[str, object] | None:
    """Give what a component of ours has just sent; what no component of ours sends is nothing."""
    sent = getattr(st.session_state.get(key), name, None)
    return sent if isinstance(sent, dict) else None
