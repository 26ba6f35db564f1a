"""A food from its label: what is printed, typed as it is printed, and beside it what it comes to."""

from dataclasses import replace
from typing import get_args

import streamlit as st

from nutrition import tables
from nutrition.display.label import label_amounts, label_columns, label_notes, label_unknown
from nutrition.errors import PlanError
from nutrition.foods import find_ids
from nutrition.label import BASES, read_label
from nutrition.label_reading import SYSTEMS, label_rows
from nutrition.own_foods import OwnFood
from nutrition.people import Diet
from nutrition.wording import allergen_word, opened
from views import adding, asking, draw, label_form, session, state, wishing
from views.label_form import change, field

__all__ = ["change", "label_part"]

QUESTIONS = {"added": "Yes", "natural": "No", "": "Not known", "supplement": "A supplement"}
SHORT = {"us": "US", "us_old": "US, before 2016", "eu": "EU or UK"}
ALLERGENS = {"": "Not known", "none": "None", "some": "These"}
KEPT = {"persist_state": "session"}  # what is typed stays while another part of the page is open
NEW = "My food"  # how a food without a name is called while it is looked at
HOW = (
    "Type what is printed, as it is printed: 2.4, 0,5 g, 60 %, 100 IU, <0.5. Leave blank what is not "
    "printed: it is not known, and never counts as 0."
)


def label_part() -> None:
    """Draw the form, what it comes to, and the food that was kept last."""
    session.offer(label_edit="", label_kept="", label_measures=(), **label_form.keys(label_form.started()))
    adding.kept_last(session.entered("label_kept"), "label", "enter the next")
    form, seen = st.columns([3, 2], gap="large")
    with form:
        _about()
        _figures()
        _questions()
    with seen:
        _preview()


def _about() -> None:
    """Ask what food it is, whose label, and what the figures are printed for."""
    if editing := label_form.being_changed():
        st.markdown(f"**Changing {draw.plain(editing.name)}**  \n:small[Its figures are per 100 g here.]")
    with st.container(horizontal=True):
        st.text_input("Name", key="label_name", max_chars=120, width=280, **KEPT)
        if not editing:
            st.text_input("Brand", key="label_brand", max_chars=60, width=180, **KEPT)
    st.segmented_control(
        "Whose label", list(SYSTEMS), format_func=SHORT.__getitem__, key="label_system", required=True, **KEPT
    )
    with st.container(horizontal=True):
        if not editing:
            st.segmented_control("Figures are per", BASES, key="label_basis", required=True, **KEPT)
        st.text_input(
            "Serving size", key="label_serving", placeholder="1 cup (240 ml)", max_chars=60, width=190, **KEPT
        )
        if "ml" in (field("basis")[-2:], field("serving").lower().strip(" )")[-2:]):
            st.number_input(
                "100 ml weigh (g)", 50.0, 200.0, key="label_grams", placeholder="100", width=150, **KEPT
            )
    if not editing:
        _like()


def _like() -> None:
    """Ask whether the rest of the figures is that of a food in the table."""
    if not st.toggle("My brand of a food in the table", key="label_like", **KEPT):
        return
    st.caption("What you leave blank below stays that food's, as do its diet and allergens.")
    with st.container(horizontal=True):
        words = st.text_input(
            "Find that food", type="search", live="200ms", key="label_like_words", width=220, **KEPT
        )
        table = tables.read_foods()
        found = find_ids(table, words) if words else []
        chosen = field("like_food")
        choices = found if chosen is None or chosen in found else [chosen, *found]
        names = table["name"].to_dict()
        st.selectbox(
            "Food in the table",
            choices,
            format_func=names.get,
            key="label_like_food",
            index=None,
            width=320,
            **KEPT,
        )


def _figures() -> None:
    """Ask for the figures, the usual ones first."""
    st.caption(HOW)
    rows = label_rows(field("system"))
    _inputs([row for row in rows if row["first"]], "usual")
    if st.toggle("More figures: iodine, zinc, vitamins …", key="label_more", **KEPT):
        _inputs([row for row in rows if not row["first"]], "more")


def _inputs(rows: list[tables.Row], key: str) -> None:
    with st.container(horizontal=True, key=f"label_{key}_rows"):
        for row in rows:
            unit = row["unit"].replace("ug", "µg")
            st.text_input(
                f"{row['label']} ({unit})", key=f"label_row_{row['row']}", max_chars=40, width=165, **KEPT
            )


def _questions() -> None:
    """Ask what no figure says: form of the B12, diet and allergens; of a food in the table they are known."""
    if not field("like") or session.kept("label_row_vitamin_b12", ""):
        st.segmented_control(
            "Is the B12 added?", list(QUESTIONS), format_func=QUESTIONS.get, key="label_b12", **KEPT
        )
    if not field("like"):
        with st.container(horizontal=True):
            _diet_and_allergens()


def _diet_and_allergens() -> None:
    diets = ["", *get_args(Diet)]
    st.selectbox("Suits", diets, format_func=_diet_word, key="label_diet", width=165, **KEPT)
    st.selectbox(
        "Allergens", list(ALLERGENS), format_func=ALLERGENS.get, key="label_read_allergens", width=165, **KEPT
    )
    if field("read_allergens") == "some":
        st.multiselect(
            "It holds",
            wishing.allergens(),
            format_func=_allergen,
            key="label_allergens",
            placeholder="Choose",
            **KEPT,
        )


def _diet_word(diet: str) -> str:
    return opened(diet) or "Not known"


def _allergen(name: str) -> str:
    return opened(allergen_word(name))


def _preview() -> None:
    """Show what the label comes to, what of it is not sure or not known, and the button to keep it."""
    label = label_form.typed()
    if not any(text.strip() for _, text in label.printed):
        st.info("What you type is turned into amounts here as you go.", icon=":material/calculate:")
        return
    try:
        food = label_form.made(replace(label, name=label.name.strip() or NEW))
        notes = label_notes(read_label(label).notes)
    except PlanError as error:
        lines = "\n".join(f"- {draw.plain(line)}" for line in error.faults)
        st.warning(f"Not clear yet:\n{lines}", icon=":material/edit_note:")
        return
    _keep_button()
    st.html(draw.table(label_columns(food), _cells(food), "What it comes to"))
    for note in notes:
        st.caption(draw.plain(note))
    st.caption(draw.plain(label_unknown(food)))


def _cells(food: OwnFood) -> list[list[str]]:
    return [[draw.escape(cell) for cell in row] for row in label_amounts(food)]


def _keep_button() -> None:
    with st.container(horizontal=True):
        words = "Keep the change" if label_form.being_changed() else "Keep this food"
        st.button(words, key="label_keep", type="primary", icon=":material/check:", on_click=_keep)
        st.button(
            "Leave it as it was" if label_form.being_changed() else "Empty the form",
            key="label_clear",
            on_click=label_form.clear,
        )


def _keep() -> None:
    """Keep the food; where that cannot be done, all that was typed stays."""
    if asking.tried(_kept):
        label_form.clear()


def _kept() -> None:
    food = label_form.made(label_form.typed())
    state.keep_own(food)
    session.fill(label_kept=food.id)
    session.say(f"Kept: {food.name}")
