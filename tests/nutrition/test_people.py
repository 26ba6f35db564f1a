import dataclasses
import math

import pytest

from nutrition.people import Person


def test_a_person_needs_only_age_and_sex():
    person = Person(34, "female")
    assert (person.condition, person.diet, person.activity, person.risks) == (
        "none", "omnivore", "low_active", (),
    )  # fmt: skip
    assert person.weight_kg is None
    assert person.height_cm is None


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"age": 400}, "age 400 is not a number from 0 to 120 years"),
        ({"age": -0.1}, "age -0.1 is not a number from 0 to 120 years"),
        ({"age": 120.1}, "age 120.1 is not a number from 0 to 120 years"),
        ({"age": math.nan}, "age nan is not a number"),
        ({"age": "34"}, "age '34' is not a number"),
        ({"age": True}, "age True is not a number"),
        ({"sex": "F"}, "sex 'F' is not one of: female, male"),
        ({"condition": "ill"}, "condition 'ill' is not one of: none, pregnant, lactating"),
        ({"diet": "keto"}, "diet 'keto' is not one of: vegan, vegetarian, pescatarian, omnivore"),
        ({"activity": "lazy"}, "activity 'lazy' is not one of"),
        ({"weight_kg": 0}, "weight_kg 0 is not a number from 1 to 400 kg"),
        ({"weight_kg": 401}, "weight_kg 401 is not a number from 1 to 400 kg"),
        ({"height_cm": 29}, "height_cm 29 is not a number from 30 to 250 cm"),
        ({"sex": "male", "condition": "pregnant"}, "condition 'pregnant' goes with sex 'female'"),
        ({"sex": "male", "condition": "lactating"}, "condition 'lactating' goes with sex 'female'"),
    ],
)
def test_a_person_who_cannot_be_is_refused_by_value(wrong, message):
    with pytest.raises(ValueError, match=message):
        Person(**({"age": 34, "sex": "female"} | wrong))


@pytest.mark.parametrize(
    "edge",
    [{"age": 0}, {"age": 120}, {"age": 0.5}, {"weight_kg": 1}, {"weight_kg": 400}, {"height_cm": 250}],
)
def test_the_edges_are_people_too(edge):
    Person(**({"age": 34, "sex": "female"} | edge))


def test_a_person_is_frozen_and_can_be_a_key():
    person = Person(70, "male", risks=["metformin", "ppi"])
    assert person.risks == ("metformin", "ppi")
    assert {person: 1}[Person(70, "male", risks=("metformin", "ppi"))] == 1
    with pytest.raises(dataclasses.FrozenInstanceError):
        person.age = 71
