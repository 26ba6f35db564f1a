"""Small food tables and plans that every test may draw from."""

import math

import pandas as pd
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from nutrition.plans import CLOCK, Item, Plan

NAN = math.nan
IDS = ("bread", "cheese", "sauce", "water", "tablet")
NUTRIENTS = ("energy", "vitamin_a", "retinol", "folate", "folic_acid", "vitamin_b12", "zinc", "magnesium")
A_FOOD = st.sampled_from(IDS)

quick = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def foods_table(rows: dict[str, dict[str, float]], groups: dict[str, str] | None = None) -> pd.DataFrame:
    """Make a food table per 100 g of what is given; a nutrient left out of a row is not known."""
    nutrients = list(dict.fromkeys(nutrient for row in rows.values() for nutrient in row))
    amounts = pd.DataFrame(
        [[row.get(nutrient, NAN) for nutrient in nutrients] for row in rows.values()],
        index=pd.Index(list(rows), name="food_id"),
        columns=nutrients,
        dtype="float64",
    )
    group = [(groups or {}).get(food, "Supplements" if food == "tablet" else "Foods") for food in rows]
    amounts.insert(0, "name", [food.capitalize() for food in rows])
    amounts.insert(1, "group", group)
    return amounts


def amounts(*, unknown: bool = True) -> st.SearchStrategy[float]:
    """Draw an amount per 100 g: often 0, often (if wanted) not known."""
    some = [0.0, 0.04, 1.5, 7.0, 33.3, 250.0, 999.9]
    return st.sampled_from([NAN, NAN, NAN, *some] if unknown else some)


def foods(*, unknown: bool = True) -> st.SearchStrategy[pd.DataFrame]:
    """Draw a table of the foods `IDS` with amounts for `NUTRIENTS`, some not known."""
    size = len(NUTRIENTS)
    cells = st.lists(amounts(unknown=unknown), min_size=len(IDS) * size, max_size=len(IDS) * size)
    return cells.map(
        lambda drawn: foods_table(
            {
                food: dict(zip(NUTRIENTS, drawn[row * size : (row + 1) * size], strict=True))
                for row, food in enumerate(IDS)
            }
        )
    )


def words(longest: int = 12) -> st.SearchStrategy[str]:
    """Draw text that a person may write on one line, with whatever letters, commas and quotes it has."""
    letters = st.characters(exclude_categories=["Cs"], exclude_characters=[chr(code) for code in range(32)])
    return st.text(letters, max_size=longest)


def items(ids: st.SearchStrategy[str], day: int, least: float = 0) -> st.SearchStrategy[Item]:
    """Draw an item on a day up to ``day``; its grams are whole or not, at least ``least``."""
    return st.builds(
        Item,
        food=ids,
        grams=st.one_of(
            st.integers(math.ceil(least), 1000), st.floats(least or 0.001, 1000, allow_subnormal=False)
        ),
        meal=st.sampled_from(["", "breakfast", "lunch"]),
        at=st.one_of(st.none(), st.from_regex(CLOCK, fullmatch=True)),
        day=st.integers(1, day),
        per_week=st.one_of(st.integers(1, 7), st.floats(0.5, 7)),
    )


@st.composite
def plans(
    draw: st.DrawFn,
    ids: st.SearchStrategy[str] = A_FOOD,
    most: int = 8,
    least_grams: float = 0,
) -> Plan:
    """Draw a plan of up to 4 days and ``most`` items; its foods come from ``ids``."""
    days = draw(st.integers(1, 4))
    one = items(ids, days, least_grams)
    return Plan(tuple(draw(st.lists(one, max_size=most))), draw(words()), days)
