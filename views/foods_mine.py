"""My foods: the foods and recipes of one's own; look at them, eat them, change them, delete them."""

import streamlit as st

from nutrition import storage
from nutrition.foods import find_ids
from nutrition.own_foods import Own, Recipe
from nutrition.own_uses import own_uses
from views import adding, asking, draw, food_card, foods_recipe, label_form, pantry, session, state

MOST = 25  # foods listed at once
FEW = 8  # up to so many need no box to search in


def mine_part() -> None:
    """Draw the visitor's own foods, the one that is open with what can be done to it."""
    session.offer(own_open="")
    own = state.own()
    if not own:
        st.info(
            "Foods of your own stand here. Enter one from its label, make a recipe, or look one up: the "
            "buttons above lead there. They are found like all others when you plan.",
            icon=":material/kitchen:",
        )
        return
    found = _looked_for(own)
    for each in found[:MOST]:
        _row(each)
    if len(found) > MOST:
        st.caption(f"{len(found) - MOST} more: write a part of a name above.")


def _looked_for(own: tuple[Own, ...]) -> list[Own]:
    words = ""
    if len(own) > FEW:
        words = st.text_input("Find among my foods", type="search", live="200ms", key="own_words")
    if not words:
        return list(own)
    foods, by_id = state.foods(), {each.id: each for each in own}
    return [by_id[food] for food in find_ids(foods.loc[foods.index.isin(list(by_id))], words, MOST)]


def _row(own: Own) -> None:
    is_open = session.entered("own_open") == own.id
    with st.container(border=True, key=f"own_{own.id.replace(':', '_')}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            about = f"Recipe, serves {own.servings:g}" if isinstance(own, Recipe) else own.origin
            st.markdown(f"**{asking.called(own.name)}**  \n:small[{draw.plain(about)}]", width="stretch")
            words, to = ("Less", "") if is_open else ("Open", own.id)
            st.button(words, key=f"own_open_{own.id}", on_click=session.fill, kwargs={"own_open": to})
        if is_open:
            _opened(own)


def _opened(own: Own) -> None:
    adding.adding(own.id, "own_adding")
    change = foods_recipe.change if isinstance(own, Recipe) else label_form.change
    st.button("Change", key="own_change", icon=":material/edit:", on_click=change, args=(own,))
    _delete(own)
    food_card.draw_card(state.foods(), state.portions(), own.id)  # last: it is long


def _delete(own: Own) -> None:
    """Delete a food, after asking and saying where it is eaten."""
    uses = own_uses(own.id, state.own(), storage.plans_with(state.store(), own.id))
    question = f"Delete {asking.called(own.name)} for good? {uses}"
    if asking.sure(f"own_{own.id}", "Delete", question):
        done = asking.tried(lambda: pantry.drop(own.id))
        session.fill(asked_sure="", own_open="" if done else own.id)
        if done:
            session.say("Deleted.")
        st.rerun()
