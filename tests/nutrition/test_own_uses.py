"""Where a food of one's own is used."""

from nutrition.own_foods import OwnFood, Recipe
from nutrition.own_uses import own_uses

OAT = OwnFood("own:oat", "Oat bar", ())
SOUP = Recipe("own:soup", "Soup", (("own:oat", 10), ("175168", 100)))


def test_it_says_where_a_food_is_used():
    assert (
        own_uses("own:oat", (OAT, SOUP), 0)
        == "It is in 1 recipe of yours; nothing will be known of it there."
    )
    both = "It is in 1 recipe and 3 plans of yours; nothing will be known of it there."
    assert own_uses("own:oat", (OAT, SOUP), 3) == both
    assert own_uses("own:soup", (OAT, SOUP), 0) == ""
