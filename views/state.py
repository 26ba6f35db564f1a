"""What a session remembers: the plan, the steps back and forward, and who it is for.

The only file that touches ``st.session_state``. Every edit makes a new plan from the old one.
"""

import streamlit as st

import nutrition as nu
from nutrition.errors import PlanError

STEPS = 100  # how many edits can be undone


def plan() -> nu.Plan:
    """Give the plan as it stands."""
    if "plan" not in st.session_state:
        st.session_state["plan"] = _first()
    return st.session_state["plan"]


def _first() -> nu.Plan:
    """Start with an empty plan, or with the sample the link names (``?sample=omnivore``)."""
    name = st.query_params.get("sample", "")
    return nu.sample(name) if name in nu.samples().index else nu.Plan(name="My plan")


def edit(new: nu.Plan) -> None:
    """Put a new plan in the place of the old one, which undo brings back."""
    if new != plan():
        st.session_state["past"] = [*st.session_state.get("past", []), plan()][-STEPS:]
        st.session_state["future"] = []
        st.session_state["plan"] = new
    st.session_state.pop("fault", None)


def undo() -> None:
    """Bring back the plan before the last edit."""
    _step("past", "future")


def redo() -> None:
    """Do again what was undone last."""
    _step("future", "past")


def can(step: str) -> bool:
    """Tell whether there is anything to undo ("past") or to do again ("future")."""
    return bool(st.session_state.get(step))


def _step(source: str, target: str) -> None:
    if can(source):
        st.session_state[target] = [*st.session_state.get(target, []), plan()]
        st.session_state["plan"] = st.session_state[source].pop()
        st.session_state.pop("fault", None)


def fault() -> str:
    """Give what was wrong with the last entry, or "" where nothing was."""
    return st.session_state.get("fault", "")


def refuse(error: PlanError) -> None:
    """Keep the plan as it is and remember what was wrong with the entry."""
    st.session_state["fault"] = "\n".join(f"- {line}" for line in error.faults)


def day() -> int:
    """Give the day of the plan that is open."""
    return min(int(st.session_state.get("day") or 1), plan().days)


def person() -> nu.Person:
    """Rebuild the person from the sidebar's widgets."""
    get = st.session_state.get
    sex = get("sex", "female")
    return nu.Person(
        age=get("age", 35.0),
        sex=sex,
        condition=get("condition", "none") if sex == "female" else "none",
        weight_kg=get("weight_kg"),
        height_cm=get("height_cm"),
        activity=get("activity", "low_active"),
        diet=get("diet", "omnivore"),
        risks=tuple(get("risks", ())),
    )


def authority() -> str:
    """Give the authority whose reference intakes are in use."""
    return st.session_state.get("authority", "NASEM")


def event(key: str, name: str) -> dict[str, object] | None:
    """Give what a component of ours has just sent."""
    return getattr(st.session_state.get(key), name, None)
