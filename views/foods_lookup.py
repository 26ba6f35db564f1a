"""Look up: a food at FoodData Central or Open Food Facts, by words or barcode; then it is one's own."""

from typing import Any

import streamlit as st

from nutrition.display import lookup as shown
from nutrition.errors import PlanError
from nutrition.found_foods import FoundFood, as_own, credit, page_of
from nutrition.online import fdc
from nutrition.online import openfoodfacts as off
from nutrition.online.answers import LookupFailed
from nutrition.online.reading import Page
from nutrition.own_foods import OwnFood, portions_with_own, with_own
from views import adding, asking, draw, food_card, session, state

KEPT: dict[str, Any] = {"persist_state": "session"}
FDC, OFF = "FoodData Central", "Open Food Facts"
PLACES = {
    FDC: "USDA’s tables: plain foods, analysed and with many nutrients, and brands of the United States.",
    OFF: "Packaged food of the whole world, typed off its labels by volunteers.",
}
WHICH = {
    "All": (),
    "Plain foods": ("foundation", "sr_legacy", "survey"),
    "Brands": ("branded",),
}
SENT = "Sent when you press: the words or the number, to {}. Nothing about you or your plan."
KEY_HELP = (
    "Without one, the planner asks with a key that everybody shares, for a few questions an hour. USDA gives "
    "keys of your own for nothing at fdc.nal.usda.gov/api-key-signup. It is kept until you close the page."
)
CHECKED = "I checked it on the label: count it"
HELD = "Hard to believe, so not counted"
NOTHING_YET = {"lookup_asked": None, "lookup_page": None, "lookup_food": None, "lookup_said": ""}


def lookup_part() -> None:
    """Draw the questions, and what was found or why nothing was."""
    session.offer(**NOTHING_YET)
    place = _questions()
    if asked := session.entered("lookup_asked"):
        session.fill(lookup_asked=None)
        with st.spinner(f"Asking {place} …"):
            _ask(asked)
    if said := session.entered("lookup_said"):
        st.info(draw.plain(said), icon=":material/info:")
    if food := session.entered("lookup_food"):
        _food(food)
    elif page := session.entered("lookup_page"):
        _listed(page)


def _questions() -> str:
    """Ask where to look and for what; give the place."""
    place = st.segmented_control(
        "Where to look",
        list(PLACES),
        default=FDC,
        key="lookup_place",
        required=True,
        on_change=_nothing,
        **KEPT,
    )
    st.caption(f"{PLACES[place]} {SENT.format(place)}")
    row: dict[str, Any] = {"horizontal": True, "vertical_alignment": "bottom"}
    with st.form("lookup_by_words", border=False), st.container(**row):
        st.text_input("Words", key="lookup_words", width=320, **KEPT)
        if place == FDC:
            st.selectbox("Which foods", list(WHICH), key="lookup_which", width=160, **KEPT)
        st.form_submit_button("Search", type="primary", icon=":material/search:", on_click=_search)
    if place == OFF:
        with st.form("lookup_by_code", border=False), st.container(**row):
            st.text_input("Barcode", key="lookup_code", width=320, **KEPT)
            st.form_submit_button("Look it up", icon=":material/barcode:", on_click=_by_code)
    else:
        with st.expander("A key of your own"):
            st.text_input(
                "Key for FoodData Central", key="lookup_key", type="password", help=KEY_HELP, **KEPT
            )
    return place


def _nothing() -> None:
    session.fill(**NOTHING_YET)


def _search() -> None:
    _turn(1)


def _turn(page: int) -> None:
    """Search for the words, from the beginning or further on."""
    words, which = session.entered("lookup_words"), WHICH[session.kept("lookup_which", "All")]
    asked = ("words", session.entered("lookup_place"), words, which, page)
    session.fill(lookup_asked=asked, lookup_page=None, lookup_food=None, lookup_said="")


def _by_code() -> None:
    asked = ("food", OFF, session.entered("lookup_code"))
    session.fill(lookup_asked=asked, lookup_page=None, lookup_food=None, lookup_said="")


def _open() -> None:
    """Ask for everything about a food of the list."""
    event = session.event("lookup_list", "open")
    kind, _, number = str((event or {}).get("food", "")).partition("-")
    if number.isdecimal():
        session.fill(lookup_asked=("listed", FDC if kind == "fdc" else OFF, number), lookup_said="")


def _ask(asked: tuple[Any, ...]) -> None:
    """Ask one question, and keep what is answered or why nothing is."""
    what, place, about, *more = asked
    try:
        if what == "words":
            session.fill(lookup_page=_words(place, about, *more))
        else:
            session.fill(lookup_food=_details(place, about, typed=what == "food"))
    except LookupFailed as failed:
        session.fill(lookup_said=str(failed))
    except PlanError as error:
        session.fill(lookup_said="\n".join(error.faults))


def _words(place: str, words: str, which: tuple[str, ...], page: int) -> Page:
    if place == FDC:
        return fdc.search(words, which, page, key=session.kept("lookup_key", ""))
    return off.search(words, page)


def _details(place: str, number: str, *, typed: bool) -> FoundFood:
    if place == FDC:
        return fdc.details(int(number), key=session.kept("lookup_key", ""))
    return off.product(number) if typed else off.coded(number)


def _listed(page: Page) -> None:
    """Draw what was found, a part at a time."""
    st.caption(draw.plain(shown.lookup_words(page)))
    if page.foods:
        draw.food_list(shown.lookup_rows(page), "Foods found", "lookup_list", _open)
    with st.container(horizontal=True):
        if page.number > 1:
            st.button("Earlier", key="lookup_back", on_click=_turn, args=(page.number - 1,))
        if page.number < page.pages:
            st.button("More", key="lookup_more", on_click=_turn, args=(page.number + 1,))
    if page.foods:
        st.caption(draw.plain(credit(page.foods[0].key)))


def _food(food: FoundFood) -> None:
    """Draw a food with everything published of it, and what can be done with it."""
    if session.entered("lookup_page"):
        st.button("Back to the list", icon=":material/arrow_back:", key="lookup_list_again", on_click=_back)
    own = _own(food)
    if own is None:
        return
    st.markdown(f"**{draw.plain(own.name)}**")
    _held(food)
    kept = next((each for each in state.own() if each.id == own.id), None)
    if kept != own:
        words = "Keep it so instead" if kept else "Keep and add"
        how: dict[str, Any] = {"type": "primary", "icon": ":material/bookmark_add:", "on_click": _keep}
        st.button(words, key="lookup_keep", args=(own,), **how)
    if kept:
        st.success("It is with your foods now, and found like all others.", icon=":material/check:")
        adding.adding(own.id, "lookup_adding")
    few = state.foods().iloc[:0], state.portions().iloc[:0]
    food_card.draw_card(with_own(few[0], [own]), portions_with_own(few[1], [own]), own.id)
    for sentence in food.notes:
        st.caption(draw.plain(sentence))
    if food.ingredients:
        with st.expander("Ingredients as published"):
            st.write(draw.plain(food.ingredients))
    st.html(f'<p class="b12-small">{draw.link(credit(food.key), page_of(food.key))}</p>')


def _back() -> None:
    session.fill(lookup_food=None, lookup_said="")


def _held(food: FoundFood) -> None:
    """Draw what is held back, each with its reason and a tick that lets it count."""
    if not food.held_back:
        return
    with st.container(border=True):
        st.markdown(f":material/front_hand: **{HELD}**")
        for held in food.held_back:
            st.markdown(f"**{draw.plain(shown.held_words(held))}** per 100 g. {draw.plain(held.why)}")
            st.checkbox(CHECKED, key=_tick(food, held.nutrient))


def _tick(food: FoundFood, nutrient: str) -> str:
    return f"lookup_ok_{food.key}_{nutrient}"


def _own(food: FoundFood) -> OwnFood | None:
    """Give a food as one of one's own, with what is ticked; None where that cannot be, and say why."""
    confirmed = [
        each.nutrient for each in food.held_back if session.kept(_tick(food, each.nutrient), default=False)
    ]
    try:
        return as_own(food, confirmed)
    except PlanError as error:
        st.error(draw.plain("\n".join(error.faults)), icon=":material/error:")
    try:
        return as_own(food)
    except PlanError:
        return None


def _keep(own: OwnFood) -> None:
    if asking.tried(lambda: state.keep_own(own)):
        session.say(f"{own.name}: kept with your foods")
