"""Answers with anything in the place of anything: they are read, or are no food; nothing else happens."""

import copy
from random import Random

import pytest

from nutrition.found_foods import as_own
from nutrition.online import fdc_values
from nutrition.online import openfoodfacts as off
from tests.online.server import recorded

ODD = [None, True, -1, 1e308, 10**400, "", "x", "0E-8", "NaN", "-0", "١", 1e-320, [], {}, [None], {"a": 1}]
TIMES = 150


def parts(body, path=()):
    """Give the paths of all parts of a body."""
    inside = body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ()
    for key, value in inside:
        yield (*path, key)
        yield from parts(value, (*path, key))


def changed(body, random):
    """Give a copy with up to four parts that are something else."""
    new = copy.deepcopy(body)
    for path in random.sample(list(parts(body)), random.randint(1, 4)):
        place = new
        try:
            for key in path[:-1]:
                place = place[key]
            place[path[-1]] = random.choice(ODD)
        except (KeyError, IndexError, TypeError):
            continue  # a part further up is something else already
    return new


@pytest.mark.parametrize(
    ("read", "name"),
    [
        (fdc_values.as_found, "fdc_food_328637"),
        (fdc_values.as_found, "fdc_food_2057648"),
        (off.as_found, "off_product_5012345678900"),
        (off.as_found, "off_nutrition_sets"),
        (off.as_found, "off_nutrition_input_sets"),
    ],
)
def test_whatever_stands_in_an_answer_is_a_food_of_ones_own_or_none(read, name):
    random, body = Random(name), recorded(name)
    body = {"code": body["code"], **body["product"]} if "product" in body else body
    foods = [food for _ in range(TIMES) if (food := read(changed(body, random)))]
    assert len(foods) > TIMES / 2
    for food in foods:
        assert all(0 <= amount < 1e9 for _, amount in as_own(food).per_100g)
