"""What a session remembers: the plan, the steps back and forward, and who it is for.

The only file that touches ``st.session_state``. Every edit makes a new plan from the old one.
"""

from functools import cache
from itertools import permutations
from typing import Any

import pandas as pd
import streamlit as st

import nutrition as nu
from nutrition.errors import PlanError
from views.jobs import Job

CHECKS = ("heel", "calf")  # the guided checks
STEPS = 100  # how many edits can be undone
NOBODY = {  # who a plan is for until somebody says; the sidebar shows all of it
    "age": 35.0,
    "sex": "female",
    "condition": "none",
    "diet": "omnivore",
    "risks": [],
    "weight_kg": None,
    "height_cm": None,
    "activity": "low_active",
}


def start() -> None:
    """Fill a new session: an empty plan, or the sample that the link names (``?sample=omnivore``)."""
    for key, value in NOBODY.items():
        st.session_state.setdefault(key, value)
    if "plan" not in st.session_state:
        st.session_state["plan"] = nu.Plan(name="My plan")
        name = st.query_params.get("sample", "")
        if name in nu.samples().index:
            open_sample(name)
            st.session_state["past"] = []


def foods() -> pd.DataFrame:
    """Give the food table, with nori counting where somebody switched that on."""
    return _contested() if contested() else nu.read_foods()


def contested() -> bool:
    """Tell whether the B12 of nori counts, as somebody chose among the food sources."""
    return bool(_kept("count_contested", default=False))


@cache
def _contested() -> pd.DataFrame:
    return nu.count_contested(nu.read_foods())


def plan() -> nu.Plan:
    """Give the plan as it stands."""
    return st.session_state["plan"]


def open_sample(name: str) -> None:
    """Put a sample in the place of the plan, and its person in the sidebar.

    Somebody who gave symptoms or results on the page Check stays: those are not about the sample's person.
    """
    about = nu.samples().loc[name]
    edit(nu.sample(name))
    if symptoms() or labs():
        return
    st.session_state.update(
        {
            "age": float(about["age"]),
            "sex": about["sex"],
            "condition": about["condition"],
            "diet": about["diet"],
            "risks": [risk for risk in about["risks"].split(";") if risk],
        }
    )


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
        was = plan()
        st.session_state[target] = [*st.session_state.get(target, []), was]
        st.session_state["plan"] = st.session_state[source].pop()
        st.session_state.pop("fault", None)
        for one, other in permutations(
            _kept("diets", ()), 2
        ):  # two plans with their diets, made of each other
            if one == (was, person().diet) and other[0] == plan():
                st.session_state.update(diet=other[1], redrawn=True)


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


def day() -> int:
    """Give the day of the plan that is open."""
    return min(int(st.session_state.get("day") or 1), plan().days)


def person() -> nu.Person:
    """Rebuild the person from the sidebar's widgets."""
    about = {key: st.session_state.get(key, value) for key, value in NOBODY.items()}
    condition = about["condition"] if about["sex"] == "female" else "none"
    return nu.Person(**{**about, "condition": condition, "risks": tuple(about["risks"])})


def symptoms() -> tuple[str, ...]:
    """Give what was ticked on the page Check, in a guided check too, in the order of the list."""
    felt = {name for category in set(_symptoms().values()) for name in _kept(f"felt_{category}", [])}
    for check, given in answers().items():
        felt |= {
            symptom for asked in _questions()[check].values() for answer, symptom in asked if answer in given
        }
    return tuple(name for name in _symptoms() if name in felt)


def answers() -> dict[str, list[str]]:
    """Give the answers to the guided checks, of those that have any: ``{"heel": ["first_steps"]}``."""
    given = {
        check: [answer for asked in questions for answer in _kept(f"guided_{check}_{asked}", [])]
        for check, questions in _questions().items()
    }
    return {check: found for check, found in given.items() if found}


def labs() -> nu.Labs | None:
    """Give the results entered on the page Check that can be read, None where there are none.

    A result that raises a question stands beside that question and is left out here.
    """
    entries = {}
    for test, units in _tests().items():
        value, unit = _kept(f"lab_{test}", None), _kept(f"lab_{test}_unit", units[0])
        if value is not None and not nu.lab_question(test, value, unit):
            entries[test] = (value, unit)
    antibodies, replacing = _kept("lab_anti_if", None), _kept("lab_replacing", default=False)
    if not entries and antibodies is None:
        return None
    return nu.Labs(**entries, anti_if=antibodies, replacing=replacing)


@cache  # these three hold with every edit, so they are not read from the tables each time
def _symptoms() -> dict[str, str]:
    """Give the category of every symptom, in the order of the list."""
    known = nu.symptom_choices()
    return dict(zip(known["id"], known["category"], strict=True))


@cache
def _questions() -> dict[str, dict[str, list[tuple[str, str]]]]:
    """Give, of each guided check and each of its questions, the answers and the symptoms they are."""
    found: dict[str, dict[str, list[tuple[str, str]]]] = {check: {} for check in CHECKS}
    for check, questions in found.items():
        for row in nu.guided_questions(check).itertuples():
            questions.setdefault(row.characteristic, []).append((row.id, row.symptom))
    return found


@cache
def _tests() -> dict[str, list[str]]:
    """Give the units of every blood test whose result is a figure."""
    rows = nu.lab_tests()[["id", "units"]].itertuples(index=False)
    return {test: units.split(";") for test, units in rows if units}


def convention() -> str:
    """Give whose lines for total B12 are in use."""
    return _kept("lab_convention", "NICE")


def urgent() -> pd.DataFrame:
    """Give the red flags in what was answered on the page Check; they come before everything else."""
    told = nu.notices(person(), labs=labs(), symptoms=symptoms(), convention=convention())
    return told[told["level"] == "urgent"]


def notices(of: nu.Plan) -> pd.DataFrame:
    """Give all notices for the person, a plan and what was answered on the page Check."""
    as_published = nu.read_foods()  # contested B12 covers nobody
    return nu.notices(person(), of, as_published, labs(), symptoms(), convention=convention())


def taken(key: str) -> bool:
    """Tell once whether something was noted under ``key``."""
    return bool(st.session_state.pop(key, False))


def _kept(key: str, default: Any) -> Any:  # noqa: ANN401 - every widget holds its own kind of value
    """Give what stands in a widget that may not have been drawn yet."""
    return st.session_state.get(key, default)


def job(name: str) -> Job | None:
    """Give the work of that name, under way or over."""
    return _kept(f"job_{name}", None)


def begin(name: str, new: Job | None) -> None:
    """Put new work in the place of the old, which ends; None puts nothing there."""
    if old := job(name):
        old.stop()
    st.session_state[f"job_{name}"] = new


def panel() -> str:
    """Name the panel that is open beside the plan, "" where none is."""
    return _kept("panel", "")


def authority() -> str:
    """Give the authority whose reference intakes are in use."""
    return st.session_state.get("authority", "NASEM")


def needed(of: nu.Person | None = None) -> pd.DataFrame:
    """Give what the person, or another one, needs, with the options of the sidebar."""
    adjust = None if st.session_state.get("adjust", True) else False
    phytate = st.session_state.get(f"phytate_{authority()}")  # each authority has levels of its own
    return nu.needed(of or person(), authority(), adjust, phytate)


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


def entered(key: str) -> Any:  # noqa: ANN401 - every widget holds its own kind of value
    """Give what stands in a widget."""
    return st.session_state[key]


def fill(**values: object) -> None:
    """Put values into widgets, in a callback or before they are drawn."""
    st.session_state.update(values)


def offer(**values: object) -> None:
    """Put values into widgets where nothing stands in them yet."""
    for key, value in values.items():
        st.session_state.setdefault(key, value)
