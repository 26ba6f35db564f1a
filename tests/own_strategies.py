"""Foods and recipes of one's own, and plans that hold them, drawn by Hypothesis."""

from dataclasses import replace

from hypothesis import strategies as st

from nutrition.own_foods import OwnFood, Recipe
from tests.strategies import plans, words

NUTRIENTS = ("energy", "vitamin_b12", "iron", "iodine")
ALLERGENS = ("milk", "soy", "gluten")
FORMS = ("", "none", "natural_animal", "fortified_crystalline", "inactive_analogue", "supplement")
OURS = ("171999", "175168", "171249")  # ids in data/foods.csv

keys = st.text("abc019-", min_size=1, max_size=55)
names = words(30).filter(str.strip)
grams = st.one_of(st.integers(1, 10_000), st.floats(0.001, 10_000, allow_subnormal=False))
amounts = st.one_of(st.just(0), st.floats(0, 99, allow_subnormal=False))
measures = st.dictionaries(words().filter(lambda text: text not in ("", "g")), grams, max_size=3)

own_foods = st.builds(
    OwnFood,
    id=keys.map("own:food-{}".format),
    name=names,
    per_100g=st.dictionaries(st.sampled_from(NUTRIENTS), amounts).map(lambda each: tuple(each.items())),
    measures=measures.map(lambda each: tuple(each.items())),
    diet=st.sampled_from(["", "vegan", "vegetarian", "pescatarian", "omnivore"]),
    allergens=st.one_of(st.none(), st.lists(st.sampled_from(ALLERGENS), unique=True).map(tuple)),
    b12_form=st.sampled_from(FORMS),
    origin=words(40),
)


def recipes(foods):
    """Draw a recipe of some of these foods."""
    parts = st.lists(st.tuples(st.sampled_from(foods), grams), min_size=1, max_size=4).map(tuple)
    made = st.builds(
        Recipe, id=keys.map("own:dish-{}".format), name=names, ingredients=parts, servings=st.floats(0.5, 12)
    )
    shares = st.one_of(st.none(), st.floats(0.1, 3))
    return st.builds(
        lambda recipe, share: replace(recipe, cooked_grams=share and recipe.grams * share), made, shares
    )


@st.composite
def kept(draw):
    """Draw what somebody keeps: foods, and recipes of those and of ours; each id once."""
    foods = draw(st.lists(own_foods, max_size=3, unique_by=lambda each: each.id))
    known = [*OURS, *(each.id for each in foods)]
    return (*foods, *draw(st.lists(recipes(known), max_size=2, unique_by=lambda each: each.id)))


@st.composite
def plans_with_own(draw):
    """Draw a plan that may hold foods and recipes of one's own, and all that is kept."""
    own = draw(kept())
    plan = draw(plans(ids=st.sampled_from([*OURS, *(each.id for each in own)])))
    return plan, own
