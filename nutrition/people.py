"""The person a plan is for."""

from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from nutrition.errors import ids, not_known, plain
from nutrition.tables import table

Sex = Literal["female", "male"]
Condition = Literal["none", "pregnant", "lactating"]
Diet = Literal["vegan", "vegetarian", "pescatarian", "omnivore"]
Activity = Literal["inactive", "low_active", "active", "very_active"]

OLDEST = 120.0
INFANCY = 1.0  # years; before, what a child is fed is not planned here
OLDER = 50.0  # years; from here on food-bound B12 is taken up less well by some (IOM 1998)


@dataclass(frozen=True)
class Person:
    """Who the plan is for: age in years (fractions for infants), and what changes what they need.

    ``weight_kg`` and ``height_cm`` may be left out; `needed` then uses a reference body and says so.
    ``risks`` holds ids from ``data/risks.csv``, such as ``"metformin"``.
    """

    age: float
    sex: Sex
    condition: Condition = "none"
    weight_kg: float | None = None
    height_cm: float | None = None
    activity: Activity = "low_active"
    diet: Diet = "omnivore"
    risks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a person who cannot be, naming the value."""
        object.__setattr__(self, "risks", ids("risks", self.risks))
        for name in ("age", "weight_kg", "height_cm"):
            object.__setattr__(self, name, plain(getattr(self, name)))
        _between("age", self.age, 0, OLDEST, "years")
        for name, value, choices in (
            ("sex", self.sex, Sex),
            ("condition", self.condition, Condition),
            ("diet", self.diet, Diet),
            ("activity", self.activity, Activity),
        ):
            if not isinstance(value, str) or value not in get_args(choices):
                raise ValueError(f"{name} {value!r} is not one of: {', '.join(get_args(choices))}")
        if self.weight_kg is not None:
            _between("weight_kg", self.weight_kg, 1, 400, "kg")
        if self.height_cm is not None:
            _between("height_cm", self.height_cm, 30, 250, "cm")
        if self.condition != "none" and self.sex != "female":
            raise ValueError(f"condition {self.condition!r} goes with sex 'female'; it was {self.sex!r}")


def check_person(person: object) -> None:
    """Refuse what is no `Person`, and risks that are not in ``data/risks.csv``, naming the nearest one."""
    if not isinstance(person, Person):
        raise ValueError(f"person {str(person)[:60]!r} is no person; write Person(34, 'female')")  # noqa: TRY004
    for risk in person.risks:
        if risk not in _risks():
            raise not_known("risk", risk, _risks())


def too_young(person: Person | None) -> str:
    """Say why nothing is planned for an infant, "" for everybody else."""
    if person is not None and person.age < INFANCY:
        return "In the first year what a child is fed is a matter for those who look after its health."
    return ""


@cache
def _risks() -> tuple[str, ...]:
    rows = table("risks")
    return tuple(dict.fromkeys(rows.loc[rows["label"] != "", "risk"]))  # those that people can choose


def has_risk_factor(person: Person) -> bool:
    """Say whether diet, age, pregnancy or a risk makes a lack of B12 more likely."""
    return bool(
        person.risks
        or person.diet in ("vegan", "vegetarian")
        or person.age >= OLDER
        or person.condition != "none"
    )


def _between(name: str, value: float, low: float, high: float, unit: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise ValueError(f"{name} {value!r} is not a number from {low:g} to {high:g} {unit}")
