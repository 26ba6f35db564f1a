"""Where a food of one's own is used, in a sentence, for whoever is about to delete it."""

from collections.abc import Sequence

from nutrition.own_foods import Own, Recipe


def own_uses(food: str, own: Sequence[Own], plans: int) -> str:
    """Say in how many recipes and saved plans a food is, "" where it is in none."""
    recipes = sum(isinstance(each, Recipe) and food in dict(each.ingredients) for each in own)
    where = [_count(recipes, "recipe")] * (recipes > 0) + [_count(plans, "plan")] * (plans > 0)
    if not where:
        return ""
    return f"It is in {' and '.join(where)} of yours; nothing will be known of it there."


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
