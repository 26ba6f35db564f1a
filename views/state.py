"""What lies open in a session: the desk with its plan, who it is for, and what was told about them.

Every edit makes a new plan from the old one and is saved before it is shown; the session is a copy of what is
saved.
"""

import re
from collections.abc import Callable
from functools import cache
from itertools import permutations
from secrets import token_hex
from typing import Any

import pandas as pd
import streamlit as st

import nutrition as nu
from nutrition import desk as desks
from nutrition import desk_clients, storage
from nutrition.desk import Desk
from nutrition.exchange.plan_file import PlanFile, beside
from nutrition.own_foods import Own, portions_with_own, with_own, with_unknown
from views import keeping, session, told

PLAN_ID = re.compile(r"[0-9a-f]{32}")
NOT_YOURS = "The link names a plan that is not among yours. Here is the one you edited last."
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
    """Fill a new session with what is saved, or with the sample of the link (``?sample=omnivore``)."""
    if session.kept("owner", None) not in (None, keeping.owner()[0]):
        session.forget()  # somebody has signed out, or in
        if PLAN_ID.fullmatch(st.query_params.get("plan", "")):
            del st.query_params["plan"]
    session.fill(page=token_hex(4))  # a name for this drawing of the whole page; parts drawn again keep it
    if session.kept("desk", None):
        session.offer(**_about(desk().person))  # the answers of a run that was cut short may be gone
        keep_person()
        if (new := desks.refreshed(desk())) is not desk():
            _lay(new)
        return
    store, where, trouble = keeping.opened()
    session.fill(where=where, unreachable=trouble, owner=keeping.owner()[0], own=storage.own_foods(store))
    _lay(_first(store))
    if (name := st.query_params.get("sample", "")) in nu.samples().index and "plan" not in st.query_params:
        open_sample(name)
        _lay(desks.without_way_back(desk()))


def _first(store: storage.Store) -> Desk:
    """Give the plan that the link names, else the one edited last, else an empty one."""
    named = st.query_params.get("plan", "")
    for wanted in [named, ""] if PLAN_ID.fullmatch(named) else [""]:
        try:
            return desks.open_desk(store, nobody(), wanted)
        except storage.Missing:
            session.fill(fault=f"- {NOT_YOURS}")
        except storage.StorageError as error:  # one that cannot be read must not keep from all others
            session.fill(fault=f"- {error}")
    mine = storage.oneself(store)
    return Desk(store, desks.EMPTY, mine.person if mine else nobody(), mine)


def _lay(new: Desk) -> None:
    """Show a desk: its plan, and its person in the sidebar where that is another one."""
    old = session.kept("desk", None)
    session.fill(desk=new, plan=new.plan)
    if old is None or new.person != old.person:
        session.fill(**_about(new.person))
    if old and not desk_clients.same_person(old, new):
        _turn_page(desk_clients.whose(old), desk_clients.whose(new))


def _turn_page(one: str, other: str) -> None:
    """Put what one person told on the page Check aside, and take out what the other one did."""
    told_by, empty = session.kept("told_by", {}), told.nothing()
    told_by = {**told_by, one: {key: session.kept(key, nothing) for key, nothing in empty.items()}}
    session.fill(told_by=told_by, **told_by.get(other, empty))


def _about(of: nu.Person) -> dict[str, Any]:
    """Give a person as the answers to the sidebar's questions."""
    about = {name: getattr(of, name) for name in NOBODY}
    return {**about, "age": float(of.age), "risks": list(of.risks)}


def desk() -> Desk:
    """Give what lies open."""
    return session.entered("desk")


def store() -> storage.Store:
    """Give what the visitor has saved."""
    return desk().store


def where() -> str:
    """Say where what is entered is saved."""
    return session.kept("where", "")


def address() -> None:
    """Put the plan's id into the address, so that a reload opens it again; it opens for its owner only."""
    saved = desk().saved
    if saved and st.query_params.get("plan") != saved.id:
        st.query_params["plan"] = saved.id
        st.query_params.pop("sample", None)
    elif not saved and "plan" in st.query_params:
        del st.query_params["plan"]


def own() -> tuple[Own, ...]:
    """Give the visitor's own foods and recipes."""
    return session.kept("own", ())


def keep_own(*new: Own) -> None:
    """Keep foods of the visitor's own."""
    if new:
        storage.keep_own(store(), *new)
        look_again()


def foods() -> pd.DataFrame:
    """Give the food table with the visitor's own foods, and nori counting where somebody switched that on."""
    return _with_own(_contested() if contested() else nu.read_foods())


def _with_own(table: pd.DataFrame) -> pd.DataFrame:
    """Give a food table with the visitor's own foods; it is made once as long as nothing changes."""
    made = session.kept("own_table", None)
    if own() and (made is None or made[0] is not table):
        made = (table, with_own(table, own()))
        session.fill(own_table=made)
    return with_unknown(made[1] if own() else table, plan())


def as_published() -> pd.DataFrame:
    """Give the same without contested B12, which covers nobody."""
    return _with_own(nu.read_foods())


def portions() -> pd.DataFrame:
    """Give the household measures, those of the visitor's own foods among them."""
    return portions_with_own(nu.read_portions(), own())


def contested() -> bool:
    """Tell whether the B12 of nori counts, as somebody chose among the food sources."""
    return bool(session.kept("count_contested", default=False))


def weights() -> dict[str, dict[str, float]]:
    """Give the weight of one of every household measure, by food; the same table for all as far as can be."""
    return nu.all_measures(portions()) if own() else _our_measures()


@cache
def _our_measures() -> dict[str, dict[str, float]]:
    return nu.all_measures(nu.read_portions())


@cache
def _contested() -> pd.DataFrame:
    return nu.count_contested(nu.read_foods())


def plan() -> nu.Plan:
    """Give the plan as it stands."""
    return session.entered("plan")


def open_sample(name: str) -> None:
    """Show a sample with its person; both are saved, beside one's own, with the first edit.

    Somebody who gave symptoms or results on the page Check stays: those are not about the sample's person.
    """
    about = nu.samples().loc[name]
    if symptoms() or labs():
        _open(desks.begun(desk(), nu.sample(name)))
        return
    risks = tuple(risk for risk in about["risks"].split(";") if risk)
    who = nu.Person(float(about["age"]), about["sex"], about["condition"], diet=about["diet"], risks=risks)
    _open(desks.shown(desk(), nu.sample(name), who, f"Sample: {about['title']}"))


def _open(new: Desk) -> None:
    _lay(new)
    session.taken("fault")


def new_plan() -> None:
    """Begin an empty plan for the same person."""
    _open(desks.begun(desk(), desks.EMPTY))


def open_new(new: nu.Plan) -> None:
    """Save a new plan beside the old one, and open it."""
    _open(desks.added(desk(), new))


def open_file(file: PlanFile) -> None:
    """Save a plan that came from elsewhere beside the old one, with the own foods in it, and open it.

    Raises `PlanError` where its foods cannot be kept: without them it would be another plan.
    """
    mine = beside(file, own())
    try:
        keep_own(*mine.own)
    except storage.StorageError as error:
        raise nu.PlanError([f"{error}; nothing was opened, please try again"]) from None
    open_new(mine.plan)


def open_saved(plan_id: str) -> None:
    """Open another plan of the visitor's."""
    _reach(desks.open_plan, plan_id)


def open_client(wanted: str) -> None:
    """Open the plan of a client that was edited last; "" is whoever is open."""
    if wanted:
        _reach(desks.open_client, wanted)


def _reach(way: Callable[[Desk, str], Desk], wanted: str) -> None:
    try:
        _open(way(desk(), wanted))
    except (storage.Missing, storage.StorageError) as error:
        session.fill(fault=f"- {error}")


def edit(new: nu.Plan) -> None:
    """Put a new plan in the place of the old one, which undo brings back, and save it."""
    _lay(desks.edited(desk(), new))
    session.taken("fault")


def undo() -> None:
    """Bring back the plan before the last edit."""
    _step(desks.undone)


def redo() -> None:
    """Do again what was undone last."""
    _step(desks.redone)


def can(step: str) -> bool:
    """Tell whether there is anything to undo ("past") or to do again ("future")."""
    return desks.can_undo(desk()) if step == "past" else desks.can_redo(desk())


def _step(way: Callable[[Desk], Desk]) -> None:
    was, old = plan(), desk()
    _open(way(old))
    if old.person != desk().person:
        session.fill(redrawn=True)
    for one, other in permutations(session.kept("diets", ()), 2):  # two plans, made of each other
        if one == (was, person().diet) and other[0] == plan():
            session.fill(diet=other[1], redrawn=True)


def settle(choice: str) -> None:
    """End a conflict with another tab: "mine", "theirs" or "both"."""
    _open(desks.settled(desk(), choice))


def save_again() -> None:
    """Try again to save what could not be saved."""
    _open(desks.edited(desk(), plan()))


def unreachable() -> str:
    """Say why all that is saved was out of reach when this session began, "" where it was not."""
    return session.kept("unreachable", "")


def keep_person() -> None:
    """Keep who the plan is for, as entered; before the sidebar's questions are drawn."""
    try:
        now = person()
    except ValueError:
        return  # the page says what is wrong
    if now != desk().person:
        _lay(desks.person_kept(desk(), now))


def saved_words() -> str:
    """Say, beside undo and redo, whether the plan is saved."""
    lying = desk()
    if lying.trouble or lying.theirs or (unreachable() and lying.plan.items):
        return "△ Not saved yet"
    return "✓ Saved" if lying.saved and keeping.owner()[0] else ""


def client_id() -> str:
    """Give the id of whom the plan is for, "" for somebody not kept yet."""
    client = desk().client
    return client.id if client else ""


def change_desk(way: Callable[[Desk], Desk]) -> None:
    """Lay what a function makes of what lies open; it may raise `Missing`, `StorageError` and more."""
    _open(way(desk()))


def look_again() -> None:
    """Read one's own foods anew: somebody came from a file, with theirs."""
    session.fill(own=storage.own_foods(store()), own_table=None)


def nobody() -> nu.Person:
    """Give who a plan is for until somebody says."""
    return nu.Person(**{**NOBODY, "risks": ()})


def day() -> int:
    """Give the day of the plan that is open."""
    return min(int(session.kept("day", None) or 1), plan().days)


def person() -> nu.Person:
    """Rebuild the person from the sidebar's widgets."""
    about = {key: session.kept(key, value) for key, value in NOBODY.items()}
    condition = about["condition"] if about["sex"] == "female" else "none"
    return nu.Person(**{**about, "condition": condition, "risks": tuple(about["risks"])})


def symptoms() -> tuple[str, ...]:
    """Give what was ticked on the page Check, in a guided check too."""
    return told.symptoms(session.kept)


def answers() -> dict[str, list[str]]:
    """Give the answers to the guided checks, of those that have any."""
    return told.answers(session.kept)


def labs() -> nu.Labs | None:
    """Give the results entered on the page Check that can be read, None where there are none."""
    return told.labs(session.kept)


def convention() -> str:
    """Give whose lines for total B12 are in use."""
    return session.kept("lab_convention", "NICE")


def urgent() -> pd.DataFrame:
    """Give the red flags in what was answered on the page Check; they come before everything else."""
    found = nu.notices(person(), labs=labs(), symptoms=symptoms(), convention=convention())
    return found[found["level"] == "urgent"]


def notices(of: nu.Plan) -> pd.DataFrame:
    """Give all notices for the person, a plan and what was answered on the page Check."""
    return nu.notices(person(), of, as_published(), labs(), symptoms(), convention=convention())


def panel() -> str:
    """Name the panel that is open beside the plan, "" where none is."""
    return session.kept("panel", "")


def authority() -> str:
    """Give the authority whose reference intakes are in use."""
    return session.kept("authority", "NASEM")


def needed(of: nu.Person | None = None) -> pd.DataFrame:
    """Give what the person, or another one, needs, with the options of the sidebar."""
    adjust = None if session.kept("adjust", default=True) else False
    phytate = session.kept(f"phytate_{authority()}", None)  # each authority has levels of its own
    return nu.needed(of or person(), authority(), adjust, phytate)
