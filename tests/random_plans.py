"""Days as people eat them, the same every time for a seed."""

import numpy as np

from nutrition.kitchen import kitchen
from nutrition.plans import Item, Plan

DIETS = ("vegan", "vegetarian", "pescatarian", "omnivore")  # the strictest first
MEALS = {  # roles and how likely each is; what is likelier than 1 comes at least once
    "Breakfast": {"starch": 1.3, "dairy": 0.9, "fruit": 0.7, "topping": 0.3, "fat": 0.4, "drink": 0.8},
    "Lunch": {
        "main": 0.6,
        "dish": 0.3,
        "soup": 0.3,
        "starch": 0.9,
        "vegetable": 1.5,
        "fat": 0.4,
        "drink": 0.6,
    },
    "Snack": {"fruit": 0.8, "topping": 0.5, "dairy": 0.3, "sweet": 0.4, "drink": 0.3},
    "Dinner": {
        "main": 0.9,
        "dish": 0.3,
        "starch": 1.0,
        "vegetable": 1.8,
        "fat": 0.6,
        "sweet": 0.3,
        "drink": 0.5,
    },
}
TIMES = {"Breakfast": "08:00", "Lunch": "12:30", "Snack": "16:00", "Dinner": "19:00"}
AMOUNTS = (0.5, 1.0, 1.0, 1.0, 1.5)  # usual portions


def random_plan(seed, foods):
    """Draw a plan of one day, now and then of two: each meal of foods that are usual at it.

    What is drawn is vegan, vegetarian, pescatarian or anything, by seed; every fifth plan has a tablet.
    """
    draw, about = np.random.default_rng(seed), kitchen(foods)
    fits = foods["diet"].isin(DIETS[: seed % 4 + 1]) & (about["liking"] < 0.8)
    days = 2 if seed % 25 == 0 else 1
    items = [item for day in range(1, days + 1) for item in _day(draw, about[fits], day)]
    if seed % 5 == 0:
        items.append(_tablet(draw, about[fits], weekly=seed % 10 == 0))
    return Plan(tuple(items), days=days)


def _day(draw, about, day):
    for meal, roles in MEALS.items():
        at_meal = about[[meal in meals for meals in about["meals"]]]
        for role, often in roles.items():
            fitting = at_meal.index[at_meal["role"] == role]
            number = int(often) + int(draw.random() < often % 1)
            for food in draw.choice(fitting, min(number, len(fitting)), replace=False):
                grams = float(about.loc[food, "portion"] * draw.choice(AMOUNTS))
                yield Item(str(food), round(grams, 1), meal, TIMES[meal], day)


def _tablet(draw, about, *, weekly):
    food = str(draw.choice(about.index[about["role"] == "supplement"]))
    portion = float(about.loc[food, "portion"])
    return Item(food, portion, "Breakfast", TIMES["Breakfast"], per_week=1 if weekly else 7)
