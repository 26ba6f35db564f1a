"""Files: share the plan as a link, save it in the formats of others, open what others wrote."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from urllib.parse import urlsplit, urlunsplit

import streamlit as st

import nutrition as nu
from nutrition import storage
from nutrition.cells import file_name
from nutrition.exchange.link import packed
from nutrition.exchange.plan_file import PlanFile, used, write_plan
from nutrition.needs import AUTHORITIES
from views import draw, files_open, state

PARTS = ("Share", "Save", "Open")
JSON, CSV = "application/json", "text/csv"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def files() -> None:
    """Draw the part that was chosen; the others cost nothing."""
    shown = st.segmented_control("What to do", PARTS, key="files_part", default=PARTS[0], required=True)
    {"Share": share, "Save": save, "Open": files_open.opening}[shown]()


def share() -> None:
    """Draw the plan as a link to copy, and what is in it."""
    plan, own = state.plan(), state.own()
    if not plan.items:
        st.info("The plan is empty, so there is nothing to share.", icon=":material/link:")
        return
    named = bool(plan.name) and st.checkbox(f"With its name, “{draw.plain(plan.name)}”", key="files_named")
    shown = plan if named else replace(plan, name="")
    try:
        link = address(packed(PlanFile(shown, used(plan, own))))
    except nu.PlanError as error:
        st.warning(draw.plain(str(error)), icon=":material/link_off:")
        return
    st.code(link, language=None)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.link_button("Look at it", link, icon=":material/open_in_new:")
        holds = "Meals and the name of the plan. No age" if named else "Meals only. No name, age"
        st.caption(f"{holds} or health data. The link itself holds them; no copy is kept.")


def address(text: str) -> str:
    """Give the address at which the planner shows a packed plan."""
    here = urlsplit(st.context.url or "")
    return urlunsplit((here.scheme, here.netloc, f"{here.path.rstrip('/')}/shared", f"plan={text}", ""))


def save() -> None:
    """Draw a button for each format; a file is made when its button is pressed."""
    plan = state.plan()
    own = used(plan, state.own())
    with st.container(horizontal=True):
        keep("Plan file (JSON)", partial(write_plan, plan, own), "json", JSON)
        keep("Table (CSV)", plan.to_csv, "csv", CSV)
        if plan.items:
            keep("Excel", workbook(plan), "xlsx", EXCEL)
            keep("Record (FHIR R5)", record(plan), "fhir.json", JSON)
    st.caption(
        "The plan file opens again as it is, with foods of your own. A table holds the meals alone. Excel "
        "has the meals, what they give and the sources. The record is experimental: the meals, the targets "
        "and saved blood results, without a name."
    )


def keep(label: str, make: Callable[[], str | bytes], ending: str, kind: str) -> None:
    """Draw a button that makes a file and saves it."""
    name = file_name(state.plan().name, "plan")
    about = {"key": f"files_{ending}", "icon": ":material/download:"}
    st.download_button(label, make, f"{name}.{ending}", kind, on_click="ignore", **about)


def workbook(plan: nu.Plan) -> Callable[[], bytes]:
    """Give what makes the plan's workbook, with all it needs: it runs outside the page."""
    given = (state.foods(), state.portions(), state.person(), state.needed(), AUTHORITIES[state.authority()])

    def make() -> bytes:
        from nutrition.exchange.excel import to_excel  # noqa: PLC0415 - the page need not wait for it

        return to_excel(plan, *given)

    return make


def record(plan: nu.Plan) -> Callable[[], str]:
    """Give what makes the plan's bundle of FHIR, with the blood results that are saved."""
    client = state.desk().client
    results = storage.lab_history(state.store(), client.id) if client else []
    labs = [(result.taken_on, result.labs) for result in results]
    given = (state.foods(), state.person(), state.needed(), labs, None, state.portions())

    def make() -> str:
        from nutrition.exchange.fhir import to_fhir  # noqa: PLC0415 - the page need not wait for it

        return to_fhir(plan, *given)

    return make
