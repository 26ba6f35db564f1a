"""B12 in your body: what is absorbed at each sitting, what a dose gives, and the store over years."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

import nutrition as nu
from nutrition import tables
from nutrition.display import body
from nutrition.explorer import curve, doses, explore, same_amount
from nutrition.symptoms import NERVE, with_groups
from views import body_charts, body_foods, body_parts, session, state

Row = dict[str, Any]

MINE = "mine"
OFFERED = 3  # samples offered where the plan is empty
YEARS, REFILL = 20, 365  # years and days that are shown
REFILLS = ("daily_1000", "hydroxo_twice_a_year")  # a tablet and injections, beside each other
SIDES = ("A, solid line", "B, dashed line")
NERVES = ("numbness",)  # a symptom that stands for nerves being involved
CANNOT = "What this rests on, and what it cannot tell"
TOPICS = {
    "response": "How soon it helps",
    "follow_up": "Afterwards",
    "forms": "Forms",
    "safety": "Safety",
    "repletion": "Filling stores again",
}


@st.fragment
def sittings() -> None:
    """Draw the absorption curve with the plan's sittings on it."""
    session.offer(body_opened=False)
    if session.entered("body_opened"):
        session.fill(body_opened=False)
        st.rerun()  # the sidebar now holds the sample's person
    plan, person = state.plan(), state.person()
    rows, impaired = nu.absorbed(plan, state.foods(), person), nu.impairments(person)
    sentence = body.sittings_sentence(rows)
    if plan.items:
        taken_up(plan, rows, impaired, sentence)
    else:
        offer()
    day = open_day(plan.days) if plan.days > 1 else 1
    intact = body.has_intrinsic_factor(impaired)
    kinds = ["free", "food"] if intact else ["no_if"]
    left, right = st.columns([3, 2], gap="medium")
    with right:
        body_parts.sittings_table(body.sitting_rows(rows, day, plan.days))
        body_parts.section("Your conditions in this model", body.statements(impaired))
        ways_in = body.statements(nu.facts("mechanism"))
        st.html(body_parts.folded("How B12 gets in", ways_in, is_open=not plan.items))
    with left:
        curves = nu.absorption_curves(doses(), intrinsic_factor=intact)
        body_charts.curve(curves, body.spots(rows, day), kinds, sentence)
        measured = body_parts.cited(body.points_sources(kinds))
        st.html(f'<div class="b12-result b12-small">Measured doses from: {measured}</div>')
    body_parts.section(CANNOT, body.notes("sittings"), "b12-wide")


def taken_up(plan: nu.Plan, rows: pd.DataFrame, impaired: pd.DataFrame, sentence: str) -> None:
    """Draw what a plan lets in, and what it would otherwise."""
    person, foods, per_day = state.person(), state.foods(), nu.absorbed_per_day(rows)
    sentences = [sentence, body.three_sentence(rows, nu.in_three_sittings(plan, foods, person))]
    if "second" in set(impaired["modelled"]):
        second = nu.absorbed(plan, foods, person, food_bound=True)
        sentences.append(body.second_sentence(nu.absorbed_per_day(second)))
    words, total = body.per_day(plan.days), body.ug(per_day["mid"])
    body_parts.head(words, total, sentences, body.verdicts(per_day))


def open_day(days: int) -> int:
    """Ask which day's sittings to show."""
    names = {number: f"Day {number}" for number in range(1, days + 1)}
    shown = {"key": "body_day", "default": 1, "required": True}
    return st.segmented_control("Sittings of", names, format_func=names.get, **shown)


def offer() -> None:
    """Offer samples where there is nothing to draw yet."""
    st.info(
        "Your plan is empty. Fill it on the page *Plan*, or look at a sample:", icon=":material/monitoring:"
    )
    with st.container(horizontal=True):
        for name, title in nu.samples()["title"].head(OFFERED).items():
            st.button(title, key=f"body_{name}", on_click=open_sample, args=(name,))


def open_sample(name: str) -> None:
    """Open a sample, and remember that the page around this view is no longer true."""
    state.open_sample(name)
    session.fill(body_opened=True)


@st.fragment
def explorer() -> None:
    """Draw what a dose gives in a chosen form, spacing and body."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        shown = {"key": "dose", "persist_state": "session"}
        dose = st.number_input("B12 at a time (µg)", 0.1, 5000.0, 10.0, 1.0, "%g", **shown)
        form, spacing = (
            choose("Taken as", "b12_forms", "tablet"),
            choose("How often", "b12_spacings", "daily"),
        )
        uptake = choose("In a body with", "b12_uptakes", "usual")
    chosen = explore([dose], form, spacing, uptake).iloc[0].to_dict()
    how = label("b12_spacings", spacing)
    sentence = body.dose_sentence(chosen, label("b12_forms", form), how)
    body_parts.head("Absorbed per day", body.ug(chosen["mid"]), [sentence], body.verdicts(chosen))
    left, right = st.columns([3, 2], gap="medium")
    with right:
        same = same_amount(chosen["eaten"], form, uptake)
        st.html(body_parts.ways(body.ways(same, how), body.dose_text(chosen["eaten"])))
    with left:
        curves = curve(form, spacing, uptake)
        body_charts.explorer(curves, chosen, sentence)
    body_parts.section(CANNOT, body.notes("explorer"), "b12-wide")


def choose(words: str, table: str, first: str) -> str:
    """Ask for one row of a table of choices."""
    labels = tables.table(table, "id")["label"]
    shown = {"format_func": labels.get, "key": table, "persist_state": "session"}
    return st.selectbox(words, list(labels.index), list(labels.index).index(first), **shown)


def label(table: str, choice: str) -> str:
    """Give the label of a choice."""
    return tables.table(table, "id")["label"][choice]


@st.fragment
def stores() -> None:
    """Draw the B12 in a body over years, for two plans or regimens."""
    plan = state.plan()
    names = body.store_choices(MINE, plan.name)
    first = MINE if plan.items else "vegan_unfortified"
    picked = pick(names, (first, "daily_10"), "store")
    sides = [side(name, mark, names[name]) for name, mark in zip(picked, "AB", strict=True)]
    st.html(body_parts.compared(sides))
    body_charts.stores(sides, "Years from now, if nothing changes", 5, aloud(sides), "body_stores")
    body_parts.section(CANNOT, body.notes("stores"), "b12-wide")
    body_parts.section("About stores", body.statements(nu.facts("stores")), "b12-wide")


def aloud(sides: list[Row]) -> str:
    """Give what a figure of two sides shows to whoever cannot see it."""
    return " ".join(f"{one['mark']}: {one['sentence']}" for one in sides)


def pick(names: dict[str, str], defaults: tuple[str, str], key: str) -> list[str]:
    """Ask for both sides of a comparison, beside each other where there is room."""
    picked = []
    for column, words, default in zip(st.columns(2), SIDES, defaults, strict=True):
        shown = {"format_func": names.get, "key": f"{key}_{words[0]}", "persist_state": "session"}
        picked.append(column.selectbox(words, list(names), list(names).index(default), **shown))
    return picked


def side(name: str, mark: str, title: str) -> Row:
    """Work out one side of the comparison: what is absorbed, and the store it leads to."""
    person = state.person()
    if body.is_regimen(name):
        absorbed = nu.regimen_absorbed(name, person)
    else:
        plan = state.plan() if name == MINE else nu.sample(name)
        absorbed = nu.absorbed_per_day(nu.absorbed(plan, state.foods(), person))
    bands = nu.store_bands(absorbed["low"], absorbed["mid"], absorbed["high"], person, body.SETTLED)
    sentence = body.store_sentence(title, absorbed, bands)
    return {
        "mark": mark,
        "sentence": sentence,
        "lines": body.store_lines(bands, YEARS * body.YEAR, body.YEAR),
    }


@st.fragment
def treatment() -> None:
    """Draw what a clinician may discuss, by cause and whether nerves are involved, and facts about it."""
    st.html(body_parts.first(body.notes("first")))
    person, symptoms = state.person(), state.symptoms()  # as ticked on the page Check
    told = NERVE in with_groups(symptoms, person.age)
    if not told and st.toggle("Nerves are involved: numbness or tingling", key="body_nerves"):
        symptoms = (*symptoms, *NERVES)
    rows = nu.treatment_options(person, state.labs(), symptoms)
    st.html(body_parts.options(body.statements(rows)))
    refill()
    for topic, title in TOPICS.items():
        st.html(body_parts.folded(title, body.statements(nu.facts(topic)), "b12-wide"))


def refill() -> None:
    """Draw a low store filling again, by two regimens side by side."""
    st.html('<div class="b12-result b12-notes"><h2>A low store filling again, in the model</h2></div>')
    labels = tables.table("b12_regimens", "id")["label"].to_dict()
    picked = pick(labels, REFILLS, "refill")
    sides = [refilled(name, mark, labels[name]) for name, mark in zip(picked, "AB", strict=True)]
    st.html(body_parts.compared(sides))
    body_charts.stores(sides, "Months of treatment", 3, aloud(sides), "body_refill")
    body_parts.section(CANNOT, body.notes("treatment"))


def refilled(regimen: str, mark: str, title: str) -> Row:
    """Work out one side: a store of the lowest kind found with health, under a regimen."""
    person = state.person()
    loss = body.loss(nu.impairments(person))
    bands = nu.repletion(regimen, body.threshold()["at"], loss, REFILL, person)
    sentence = body.refill_sentence(title, bands)
    return {"mark": mark, "sentence": sentence, "lines": body.store_lines(bands, REFILL, body.MONTH)}


@st.fragment
def food_sources() -> None:
    """Draw which foods bring B12."""
    st.html('<div class="b12-result b12-notes"><h2>Foods by the B12 they bring</h2></div>')
    body_foods.food_sources_tab()


VIEWS: dict[str, Callable[[], None]] = {
    "Your sittings": sittings,
    "Dose explorer": explorer,
    "Stores over years": stores,
    "Food sources": food_sources,
    "Treatment": treatment,
}


@st.fragment(key="body")
def page() -> None:
    """Draw the view that is open; the others are not worked out."""
    shown = {"key": "body_view", "default": "Your sittings", "required": True}
    view = st.segmented_control("Show", list(VIEWS), label_visibility="collapsed", **shown)
    VIEWS[view]()


st.title("B12 in your body")
page()
