"""Wishes: what may be proposed, what may stay, and wishes that cannot be read."""

import pytest

import nutrition as nu
from nutrition.wishes import allowed, eatable

FOODS = nu.read_foods()
VEGAN, OMNIVORE = nu.Person(34, "female", diet="vegan"), nu.Person(34, "female")


def named(words):
    return str(nu.find(FOODS, words).index[0])


@pytest.mark.parametrize(
    ("diet", "barred", "fine"),
    [
        ("vegan", "whole milk", "lentils boiled"),
        ("vegetarian", "salmon baked", "whole milk"),
        ("pescatarian", "chicken breast roasted", "salmon baked"),
        ("omnivore", None, "chicken breast roasted"),
    ],
)
def test_a_diet_bars_what_does_not_fit_it(diet, barred, fine):
    may = dict(zip(FOODS.index, eatable(FOODS, OMNIVORE, nu.Wishes(diet=diet)), strict=True))
    assert may[named(fine)]
    assert barred is None or not may[named(barred)]


def test_the_diet_is_the_persons_unless_another_is_wished_for():
    whole = named("whole milk")
    place = FOODS.index.get_loc(whole)
    assert not eatable(FOODS, VEGAN, nu.Wishes())[place]
    assert eatable(FOODS, VEGAN, nu.Wishes(diet="vegetarian"))[place]


def test_no_food_with_an_allergen_may_be_proposed_or_stay():
    for mask in (allowed, eatable):
        held = FOODS["allergens"][mask(FOODS, OMNIVORE, nu.Wishes(without=("milk", "gluten")))]
        parts = {part for text in held for part in text.split(";")}
        assert not parts & {"milk", "gluten"}
        assert {"soy", "egg", "fish"} <= parts


def test_dislikes_are_foods_groups_or_subgroups_and_may_stay():
    tofu = named("tofu firm")
    wishes = nu.Wishes(dislikes=(tofu, "Dairy", "Oily fish"))
    may = FOODS[allowed(FOODS, OMNIVORE, wishes)]
    assert tofu not in may.index
    assert not may["group"].eq("Dairy").any()
    assert not may["subgroup"].eq("Oily fish").any()
    assert may["subgroup"].eq("White fish").any()
    assert eatable(FOODS, OMNIVORE, wishes).all()


def test_nothing_fortified_and_no_supplements():
    may = FOODS[allowed(FOODS, VEGAN, nu.Wishes(fortified=False, supplements="never"))]
    assert not may["group"].eq("Supplements").any()
    active = may[~may["b12_form"].isin(["none", "inactive_analogue"])]
    assert active.empty, "plants without anything added bring no B12"


def test_what_is_not_for_somebody_is_not_proposed():
    liver = FOODS.index[FOODS["name"].str.contains("liver", case=False) & (FOODS["group"] == "Meat")]
    expecting = nu.Person(30, "female", "pregnant")
    assert not allowed(FOODS, expecting, nu.Wishes())[FOODS.index.get_indexer(liver)].any()


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"without": "milk"}, "is not a row of ids"),
        ({"floors": "half"}, "floors 'half' is not known"),
        ({"supplements": "some"}, "supplements 'some' is not known"),
        ({"diet": "carnivore"}, "diet 'carnivore' is not known"),
        ({"most_changes": 9}, "most_changes 9 is not a whole number from 0 to 8"),
        ({"most_changes": True}, "most_changes True"),
        ({"energy": 2000}, "energy 2000 is not a lowest and a highest"),
        ({"energy": (1800, float("nan"))}, "energy"),
        ({"energy": (-5, 2000)}, "energy"),
    ],
)
def test_a_wish_that_cannot_be_read_is_named(wish, said):
    with pytest.raises(ValueError, match=said):
        nu.Wishes(**wish)


def test_an_allergen_or_a_dislike_that_is_none_is_named_with_the_nearest():
    with pytest.raises(ValueError, match="allergen 'milks' is not known; did you mean 'milk'"):
        eatable(FOODS, OMNIVORE, nu.Wishes(without=("milks",)))
    with pytest.raises(ValueError, match="dislike 'Dairys' is not known; did you mean 'Dairy'"):
        allowed(FOODS, OMNIVORE, nu.Wishes(dislikes=("Dairys",)))


def test_a_small_table_of_ones_own_needs_no_diet_and_no_allergens():
    own = FOODS.loc[[named("tofu firm")], ["name", "group", "b12_form"]]
    assert eatable(own, OMNIVORE, nu.Wishes(without=("milk",))).all()
    assert not eatable(own, VEGAN, nu.Wishes()).any(), "what nobody looked at is not called vegan"
