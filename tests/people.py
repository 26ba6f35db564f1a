"""Eight people and what they wish for."""

from nutrition.people import Person
from nutrition.wishes import Wishes

PEOPLE = {
    "woman 34, vegan": (Person(34, "female", diet="vegan"), Wishes()),
    "man 45": (
        Person(45, "male"),
        Wishes(dislikes=("Organ meats",), supplements="never", energy=(2000, 2900)),
    ),
    "pregnant 30, vegetarian": (
        Person(30, "female", condition="pregnant", diet="vegetarian"),
        Wishes(supplements="allowed"),
    ),
    "lactating 29, pescatarian": (
        Person(29, "female", condition="lactating", diet="pescatarian"),
        Wishes(without=("peanut",), dislikes=("Sweets and snacks",)),
    ),
    "boy 8": (Person(8, "male"), Wishes(supplements="never", most_changes=4)),
    "girl 15, vegan, nothing fortified": (
        Person(15, "female", diet="vegan", activity="active"),
        Wishes(fortified=False, supplements="never"),
    ),
    "woman 72, metformin, no milk": (
        Person(72, "female", weight_kg=61, height_cm=160, risks=("metformin", "ppi")),
        Wishes(without=("milk",), floors="average", most_changes=3),
    ),
    "man 60, no gluten or nuts": (
        Person(60, "male", activity="inactive"),
        Wishes(without=("gluten", "tree_nut", "peanut"), uncertain=True),
    ),
}
