"""B12 Planner: the frame around every page. Who the plan is for stands in the sidebar."""

import gc

import pandas as pd
import streamlit as st
from streamlit import config

import nutrition as nu
from nutrition import display, storage
from nutrition.needs import AUTHORITIES
from views import choices, draw, keeping, session, state, troubles

ACTIVITIES = {
    "inactive": "Mostly sitting",
    "low_active": "Some walking each day",
    "active": "On the move or training most days",
    "very_active": "Heavy work or hard training daily",
}
PHYTATE = {
    "EFSA": (300, 600, 900, 1200),
    "DACH": (330, 660, 990),
}  # levels that have a zinc value of their own
CONDITIONS = {"none": "Neither", "pregnant": "Pregnant", "lactating": "Breastfeeding"}


# Text as plain Python objects makes work on small tables twice as quick as text in Arrow arrays; it must be
# set before the first table is read.
pd.set_option("mode.string_storage", "python")


@st.cache_resource(show_spinner=False)
def settle() -> None:
    """Load once what every page needs and leave it out of garbage collections."""
    import pyarrow  # noqa: F401, ICN001, PLC0415 - Streamlit loads it on first use; before the freeze is better

    somebody, foods = nu.Person(35, "female"), nu.read_foods()
    nu.find(foods, "soy milk")
    nu.needed(somebody)
    nu.absorbed(nu.sample("omnivore"), foods, somebody)
    nu.notices(somebody)
    gc.collect()
    gc.freeze()
    # Streamlit looks through everything after every run, 20 to 50 ms; Python itself when there is reason.
    config.set_option("runner.postScriptGC", False)  # noqa: FBT003 - the value of the option


def linked() -> None:
    """Take the authority that the link names: its box, which would, is drawn after the page that needs it."""
    names = {label: name for name, label in AUTHORITIES.items()}
    if name := names.get(st.query_params.get("authority", "")):
        session.offer(authority=name)


def whose() -> None:
    """Offer the people there are plans for, where they are several; and to sign in, where that is set up."""
    people = choices.people()
    if len(people) > 1 or state.client_id() not in ("", storage.ONESELF):  # one client alone is named too
        session.fill(whose=state.client_id())
        shown = {
            "format_func": people.get,
            "key": "whose",
            "on_change": lambda: state.open_client(session.entered("whose")),
        }
        st.selectbox("The plan is for", list(people), **shown)
    if keeping.can_sign_in():
        if keeping.signed_in():
            st.button("Sign out", icon=":material/logout:", on_click=st.logout)
        else:
            st.button("Sign in", icon=":material/login:", on_click=st.login, type="primary")
            if state.plan().items:  # nothing of it is stored, so nothing can bring it back
                st.caption("Signing in opens your account. Save this plan to a file first, to open it there.")


def questions() -> None:
    """Ask who the plan is for."""
    st.number_input("Age (years)", 0.0, 120.0, None, 1.0, "%g", key="age", placeholder="0 to 120")
    sexes = {"female": "Woman or girl", "male": "Man or boy"}
    sex = st.radio("Sex", list(sexes), format_func=sexes.get, key="sex", horizontal=True)
    if sex == "female":
        st.selectbox(
            "Pregnant or breastfeeding", list(CONDITIONS), format_func=CONDITIONS.get, key="condition"
        )
    st.selectbox(
        "Diet", ["omnivore", "pescatarian", "vegetarian", "vegan"], format_func=str.capitalize, key="diet"
    )
    risks = nu.risk_choices().set_index("id")["label"]
    st.multiselect(
        "Medicines and conditions",
        list(risks.index),
        format_func=risks.get,
        key="risks",
        placeholder="Metformin, coeliac disease …",
    )
    st.selectbox(
        "Reference intakes",
        list(AUTHORITIES),
        format_func=AUTHORITIES.get,
        key="authority",
        bind="query-params",
        help="Authorities differ. For B12, adults: 2.4 µg per day (NASEM), 4.0 (EFSA).",
    )
    more = st.expander("Weight, height, activity, options", key="more", on_change="rerun")
    if more.open:  # what is folded away need not be drawn again with every edit
        with more:
            body()
            options()


def body() -> None:
    """Ask for what the energy need depends on; what was said stays when this is folded away."""
    number, kept = st.number_input, {"placeholder": "reference body", "persist_state": "session"}
    number("Weight (kg)", 1.0, 400.0, step=1.0, key="weight_kg", **kept)
    number("Height (cm)", 30.0, 250.0, step=1.0, key="height_cm", **kept)
    st.selectbox(
        "Activity", list(ACTIVITIES), format_func=ACTIVITIES.get, key="activity", persist_state="session"
    )


def options() -> None:
    """Offer what some authorities let depend on the diet; the sources stand beside each figure."""
    authority = state.authority()
    if authority in ("NASEM", "AU_NZ") and session.entered("diet") in ("vegetarian", "vegan"):
        st.checkbox(
            "Raise iron and zinc for a plant-based diet", value=True, key="adjust", persist_state="session"
        )
    if authority in PHYTATE:
        st.selectbox(
            "Phytate in the diet (mg per day), for zinc",
            [None, *PHYTATE[authority]],
            format_func=lambda level: "usual for the diet" if level is None else f"{level}",
            key=f"phytate_{authority}",
            persist_state="session",
        )


def standing(needed: pd.DataFrame | None) -> None:
    """Say what energy need is in use, and what the planner is not."""
    if needed is not None:
        energy = needed.loc["energy"]
        st.caption(f"Energy need about {energy['target']:,.0f} kcal per day ({energy['note']}).")
    st.caption(f"For learning and planning, not a diagnosis. {state.where()}")


@st.fragment(run_every=3600)
def reconnect() -> None:
    """Let a browser that connects again ask for the whole page.

    Streamlit's page does so only where something repeats by itself. Without it, the page of a planner that
    was started again looks alive, and every edit is thrown away: its fragments are not known any more.
    """


st.set_page_config("B12 Planner", "views/parts/icon.png", layout="wide")
settle()
try:
    keeping.mode()
except ValueError as error:  # better no page than one that keeps things for the wrong people
    st.error(f"{error}. Please set it and start the planner again.", icon=":material/error:")
    st.stop()
session.send_again()
state.start()
linked()
draw.style()
st.logo("views/parts/logo.svg", size="large", icon_image="views/parts/logo.svg")
reconnect()
page = st.navigation(
    [
        planning := st.Page("views/plan.py", title="Plan", icon=":material/restaurant:", default=True),
        st.Page("views/new_plan.py", title="New plan", icon=":material/calendar_add_on:"),
        st.Page("views/compare.py", title="Compare", icon=":material/balance:"),
        st.Page("views/foods.py", title="Foods", icon=":material/grocery:"),
        st.Page("views/explore.py", title="Explore", icon=":material/travel_explore:"),
        st.Page("views/people.py", title="People", icon=":material/groups:"),
        st.Page("views/body.py", title="B12 in your body", icon=":material/accessibility_new:"),
        checking := st.Page("views/check.py", title="Check", icon=":material/checklist:"),
        st.Page("views/limits.py", title="Limits", icon=":material/rule:"),
        st.Page("views/sources.py", title="Sources", icon=":material/menu_book:"),
        shared := st.Page("views/shared.py", title="Shared plan", url_path="shared", visibility="hidden"),
    ],
    position="top",
)
if page != shared:  # whose address holds the plan itself
    state.address()
with st.sidebar:
    st.header("Who is it for?")
    whose()
    asked = st.container()
try:
    needed = state.needed()
except ValueError as error:
    needed = None
    wrong = "No age from 0 to 120 years is entered" if session.entered("age") is None else error
    st.error(f"{wrong}. Please change it in the sidebar; what you entered is kept.", icon=":material/error:")
try:
    if needed is not None:
        if page != checking:  # which says it itself, and again after every answer
            draw.cards(display.cards(state.urgent()))
        if page not in (planning, shared):  # the plan's page says it beside the plan
            troubles.troubles()
        page.run()
finally:  # after the page, so that what the plan gives is there soonest
    with asked:
        questions()
        standing(needed)
