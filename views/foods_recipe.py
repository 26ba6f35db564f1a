"""A recipe: its ingredients line by line, what each is taken for, and what a serving of it gives."""

from dataclasses import dataclass
from html import escape
from secrets import token_hex

import streamlit as st

from nutrition.display import recipes as shown
from nutrition.errors import PlanError
from nutrition.own_foods import Recipe
from nutrition.recipe_import import read_recipe
from nutrition.recipes import Counted, Matched, drained, grams_in, matched, recipe_of, scaled, texts_of
from views import adding, asking, draw, session, state

KEPT = {"persist_state": "session"}  # what is typed stays while another part of the page is open
UNKNOWN, OUT = "unknown", "out"  # what a line may be beside a food
WORDS = {UNKNOWN: "An unknown food of this weight", OUT: "Leave it out: not counted"}
EMPTY = {"recipe_name": "", "recipe_lines": "", "recipe_servings": 1.0, "recipe_cooked": None}
FORM = (*EMPTY, "recipe_given", "recipe_again", "recipe_edit")  # all that an import writes over
MOST = 100  # lines
EXAMPLE = "200 g red lentils\n1 can (400 ml) coconut milk\n2 cloves garlic\n1 tsp ground cumin"


@dataclass(frozen=True)
class Given:
    """What a line was taken for before, where a recipe is changed."""

    choice: str
    grams: float | None


def recipe_part() -> None:
    """Draw the recipe's form beside what a serving gives, and the dish that was kept last."""
    session.offer(recipe_edit="", recipe_kept="", recipe_id="", recipe_given={}, recipe_again="", **EMPTY)
    _laid()
    adding.kept_last(session.entered("recipe_kept"), "recipe", "make the next")
    form, seen = st.columns([3, 2], gap="large")
    with form:
        _importing()
        _about()
        counted = _lines(_texts()[:MOST])
    with seen:
        _preview(counted)


def _laid() -> None:
    """Put into the form what the last run left for it: other amounts, or nothing after a dish was kept."""
    if laid := session.kept("recipe_laid", None):
        _lay(laid)
    if session.taken("recipe_done"):
        _fill("", "", 1.0)
    session.fill(recipe_laid=None)


def change(own: Recipe) -> None:
    """Lay a recipe of one's own into the form, in a callback."""
    _lay(own)
    session.fill(recipe_edit=own.id, foods_part="recipe")


def _lay(dish: Recipe) -> None:
    lines = texts_of(dish, state.foods())
    given = {each.text: Given(each.food or (UNKNOWN if each.grams else OUT), each.grams) for each in lines}
    _fill(dish.name, "\n".join(each.text for each in lines), dish.servings)
    cooked = None if dish.cooked_grams is None else float(dish.cooked_grams)
    session.fill(recipe_cooked=cooked, recipe_given=given)


def _fill(name: str, lines: str, servings: float) -> None:
    """Put a dish into the form; its lines get boxes of their own, so that none keeps an older answer."""
    session.fill(recipe_name=name, recipe_lines=lines, recipe_servings=float(servings), recipe_cooked=None)
    session.fill(recipe_given={}, recipe_again=token_hex(6), recipe_before=None)


def _importing() -> None:
    with st.expander("Import a recipe", icon=":material/download:"):
        st.caption(
            "Paste a page's source, its recipe data (JSON-LD) or just the ingredients, or give a saved page. "
            "Nothing is fetched from anywhere."
        )
        st.text_area("Recipe to read", key="recipe_paste", height=110, **KEPT)
        st.file_uploader("Saved page or data", ["html", "htm", "json", "txt"], key="recipe_file")
        with st.container(horizontal=True):
            st.button("Read it", key="recipe_read", on_click=_read)
            if session.kept("recipe_before", None):
                st.button("Put back what stood here before", key="recipe_undo", on_click=_put_back)


def _read() -> None:
    """Put the recipe that was pasted or given into the form, and remember what stood there."""
    session.taken("fault")
    given = session.kept("recipe_file", None)
    text = given.getvalue().decode("utf-8", "replace") if given else session.kept("recipe_paste", "")
    try:
        found = read_recipe(text)
    except PlanError as error:
        session.refuse(error)
        return
    before = {key: session.kept(key, None) for key in FORM} if session.kept("recipe_lines", "") else None
    _fill(found.name, "\n".join(found.lines), found.servings or 1.0)
    session.fill(recipe_edit="", recipe_before=before)
    session.say(f"Lines read: {len(found.lines)}. Look at each of them.")


def _put_back() -> None:
    """Put back what an import has taken the place of, with all that was said of its lines."""
    session.fill(**session.entered("recipe_before"), recipe_before=None)


def _about() -> None:
    """Ask for the dish and its lines."""
    if session.entered("recipe_edit"):
        st.markdown(f"**Changing {draw.plain(session.entered('recipe_name') or 'a recipe')}**")
    st.text_input("Name of the dish", key="recipe_name", max_chars=120, **KEPT)
    st.text_area("Ingredients, one on a line", key="recipe_lines", height=150, placeholder=EXAMPLE, **KEPT)
    with st.container(horizontal=True):
        st.number_input(
            "Serves", 0.5, 1000.0, step=1.0, format="%g", key="recipe_servings", width=130, **KEPT
        )
        st.number_input(
            "Weight when done (g)",
            1.0,
            100_000.0,
            step=10.0,
            format="%g",
            key="recipe_cooked",
            placeholder="if you know it",
            width=190,
            help="What all of it weighs when cooked. Without it the dish weighs what its ingredients do.",
            **KEPT,
        )


def _texts() -> list[str]:
    return [text for line in session.entered("recipe_lines").splitlines() if (text := line.strip())]


def _lines(texts: list[str]) -> list[Counted | None]:
    """Ask what each line is; None for a line that nobody has said it of."""
    if not texts:
        return []
    st.markdown(
        "**What is meant**  \n:small[Look at each line: the food, and its raw weight. If the right food is "
        "not offered, change the words of the line.]"
    )
    foods = matched(texts, state.foods(), state.portions())
    # Known by its words, not by its place: a line put in above takes no answer from those below.
    names = [f"{texts[:place].count(text)}_{text}" for place, text in enumerate(texts)]
    return [_line(number, *each) for number, each in enumerate(zip(names, foods, strict=True))]


def _line(number: int, name: str, found: Matched) -> Counted | None:
    text, names = found.line.text, state.foods()["name"]
    given = session.entered("recipe_given").get(text)
    first = given.choice if given else found.food or None
    choices = list(dict.fromkeys([*([first] if first else []), *found.choices, UNKNOWN, OUT]))
    key = f"{session.entered('recipe_again')}_{name}"
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"recipe_line_{number}"):
        choice = st.selectbox(
            draw.plain(text),
            choices,
            None if first is None else choices.index(first),
            format_func=lambda each: WORDS.get(each) or str(names[each]),
            key=f"recipe_food_{key}",
            placeholder="Choose what it is",
            width=330,
            **KEPT,
        )
        grams = _grams(f"{key}_{choice}", choice, text, given)
    return _counted(text, choice, grams)


def _grams(key: str, choice: str | None, text: str, given: Given | None) -> float | None:
    if choice in (None, OUT):
        return None
    same = given is not None and given.choice == choice
    start = given.grams if same and given else grams_in(text, str(choice), state.foods(), state.portions())
    about = {"placeholder": "g", "width": 140, **KEPT}
    grams = float(start) if start else None  # a box takes numbers of one kind only
    label = "Grams drained" if drained(text, str(choice), state.foods()) else "Grams"
    return st.number_input(label, 0.0, 10_000.0, grams, 1.0, "%g", f"recipe_grams_{key}", **about)


def _counted(text: str, choice: str | None, grams: float | None) -> Counted | None:
    if choice == OUT:
        return Counted(text, "", None)
    if choice is None or not grams:
        return None
    return Counted(text, "" if choice == UNKNOWN else choice, grams)


def _preview(counted: list[Counted | None]) -> None:
    """Show what a serving gives, and what is left to be said before the dish can be kept."""
    st.markdown("**One serving gives**")
    if (more := len(_texts()) - MOST) > 0:
        st.warning(f"A recipe has at most {MOST} lines: the last {more} are not counted.")
    left = [text for text, each in zip(_texts(), counted, strict=False) if each is None]
    said = [each for each in counted if each]
    if left:
        words = draw.plain("; ".join(left))
        st.caption(f"Not in the figures yet. Say what each is, and its grams: {words}.")
    if not said:
        if not left:
            st.caption("Write the ingredients, and what a serving gives stands here.")
        return
    try:
        dish = _dish(said, session.entered("recipe_name").strip() or "My dish")
    except PlanError as error:
        st.warning("\n".join(f"- {draw.plain(fault)}" for fault in error.faults))
        return
    _figures(dish)
    named = bool(session.entered("recipe_name").strip())
    keep = st.button(
        "Keep this recipe",
        key="recipe_keep",
        type="secondary" if left or not named else "primary",
        disabled=bool(left) or not named,
    )
    if not named:
        st.caption("To be kept it needs a name.")
    if keep:  # here and not in a callback, which would keep the dish as it was a run ago
        _keep(dish)
        st.rerun()
    _scaling(dish)


def _dish(said: list[Counted], name: str) -> Recipe:
    dish = session.entered("recipe_edit") or f"own:dish-{session.entered('recipe_id') or _new_id()}"
    cooked, servings = session.entered("recipe_cooked"), session.entered("recipe_servings")
    return recipe_of(dish, name, said, state.own(), cooked_grams=cooked, servings=servings)


def _new_id() -> str:
    session.fill(recipe_id=token_hex(6))
    return str(session.entered("recipe_id"))


def _figures(dish: Recipe) -> None:
    rows = [
        [escape(row["name"]), escape(row["text"]), escape(row["known"])]
        for row in shown.of_a_serving(dish, state.foods())
    ]
    st.html(draw.table(["", "Amount", "Foods known"], rows, shown.about_weight(dish)))
    if words := shown.not_counted(dish):
        st.caption(draw.plain(words))


def _keep(dish: Recipe) -> None:
    if asking.tried(lambda: state.keep_own(dish)):
        session.fill(recipe_edit="", recipe_id="", recipe_kept=dish.id, recipe_done=True)
        session.say("Kept.")


def _scaling(dish: Recipe) -> None:
    """Offer to lay the dish into the form again with as much as so many servings need."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        about = {"key": f"recipe_wanted_{dish.servings:g}", "width": 130}
        wanted = st.number_input("Make it for", 0.5, 1000.0, float(dish.servings), 1.0, "%g", **about)
        pressed = st.button("Change the amounts", key="recipe_scale", disabled=wanted == dish.servings)
    if not pressed:
        return
    try:
        session.fill(recipe_laid=scaled(dish, wanted / dish.servings))
    except PlanError as error:
        session.refuse(error)
    st.rerun()
