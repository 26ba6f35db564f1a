"""How much energy a person needs, by the equations of the National Academies (2023)."""

from functools import cache

from nutrition.people import Person
from nutrition.tables import table

WEEKS_PREGNANT = 20  # nobody is asked for the week: the middle of pregnancy stands for all of it
SOURCE = "nasem_energy_2023"
ACTIVITIES = {
    "inactive": "inactive",
    "low_active": "low active",
    "active": "active",
    "very_active": "very active",
}

_Numbers = dict[str, float]


def energy_requirement(person: Person) -> tuple[float, str]:
    """Estimated energy requirement [kcal/day] and a note naming every default in use.

    EER = intercept + a * age [years] + h * height [cm] + w * weight [kg] + g * weeks of pregnancy + addition,
    with the coefficients of ``data/energy.csv`` for sex, age, pregnancy and activity. The addition is growth
    up to 18 years, energy laid down in pregnancy (by body mass index before it) and milk in breastfeeding.
    Week 20 of pregnancy and the first 6 months of breastfeeding are assumed. Pregnancy and breastfeeding
    below 14 or from 51 years are reckoned as outside them, as the equations do not cover those ages.
    Source: NASEM, Dietary Reference Intakes for Energy, 2023.
    """
    weight, height, body_note = body(person)
    age = min(person.age, 119.0)
    condition = person.condition if 14 <= age < 51 else "none"  # noqa: PLR2004
    sum_of_parts = _equation(person, age, condition, weight, height) + _addition(
        person, age, condition, weight, height
    )
    return sum_of_parts, "; ".join(
        filter(None, [body_note, _activity(person, age), _stage(person, condition)])
    )


def body(person: Person) -> tuple[float, float, str]:
    """Weight [kg], height [cm] and a note where one of them is that of a reference body.

    Reference bodies by sex and age are in ``data/reference_bodies.csv``, with their source.
    """
    weight, height = _reference_body(person.sex, person.age)
    missing = [
        text
        for value, text in ((person.weight_kg, f"{weight:g} kg"), (person.height_cm, f"{height:g} cm"))
        if value is None
    ]
    note = f"reference body {', '.join(missing)}" if missing else ""
    return person.weight_kg or weight, person.height_cm or height, note


def _equation(person: Person, age: float, condition: str, weight: float, height: float) -> float:
    pregnant = "pregnant" if condition == "pregnant" else "none"
    terms = next(
        row
        for (sex, low, high, state, category), row in _coefficients().items()
        if sex == person.sex
        and low <= age < high
        and state == pregnant
        and category in (person.activity, "any")
    )
    return (
        terms["intercept"]
        + terms["age_coef"] * age
        + terms["height_coef"] * height
        + terms["weight_coef"] * weight
        + terms["gestation_week_coef"] * WEEKS_PREGNANT
    )


def _addition(person: Person, age: float, condition: str, weight: float, height: float) -> float:
    """Energy on top of the equation [kcal/day]. Growth is part of the equations outside pregnancy only."""
    if condition == "pregnant":
        return _added(person.sex, age, f"deposition_{_weight_class(weight / (height / 100) ** 2)}")
    milk = _added(person.sex, age, "lactation_addition") if condition == "lactating" else 0.0
    return milk + _added(person.sex, age, "growth_addition")


def _added(sex: str, age: float, category: str) -> float:
    """Give the first matching row: breastfeeding has two, of which the first 6 months are the default."""
    rows = (
        row["addition"]
        for (who, low, high, _, what), row in _coefficients().items()
        if who == sex and what == category and low <= age < high
    )
    return next(rows, 0.0)


def _weight_class(bmi: float) -> str:
    """Class of a body mass index [kg/m2] as in the pregnancy equations: 18.5, 25 and 30 are the steps."""
    steps = ((18.5, "underweight"), (25.0, "normal_weight"), (30.0, "overweight"))
    return next((name for limit, name in steps if bmi < limit), "obese")


def _activity(person: Person, age: float) -> str:
    """Under 3 years the equations know no activity."""
    return f"activity: {ACTIVITIES[person.activity]}" if age >= 3 else ""  # noqa: PLR2004


def _stage(person: Person, condition: str) -> str:
    if condition != person.condition:
        return f"no equation for {person.condition} at this age: reckoned without it"
    stages = {
        "pregnant": f"week {WEEKS_PREGNANT} of pregnancy (default)",
        "lactating": "first 6 months of breastfeeding (default)",
    }
    return stages.get(condition, "")


def _reference_body(sex: str, age: float) -> tuple[float, float]:
    return next((w, h) for who, low, high, w, h in _bodies() if who == sex and low <= age < high)


@cache
def _bodies() -> list[tuple[str, float, float, float, float]]:
    rows = table("reference_bodies")
    low, high, weight, height = (
        rows[name].astype("float64") for name in ("age_min", "age_max", "weight_kg", "height_cm")
    )
    return list(zip(rows["sex"], low, high, weight, height, strict=True))


@cache
def _coefficients() -> dict[tuple[str, float, float, str, str], _Numbers]:
    """Give each equation and addition by sex, age from, age to, condition and category."""
    names = ("intercept", "age_coef", "height_coef", "weight_coef", "gestation_week_coef", "addition")
    return {
        (row["sex"], float(row["age_min"]), float(row["age_max"]), row["condition"], row["category"]): {
            name: float(row[name] or 0) for name in names
        }
        for row in table("energy").to_dict("records")
    }
