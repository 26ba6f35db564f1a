"""A plan as a bundle of FHIR R5 resources, for programs of clinics. Experimental, and export only.

What is not known is left out, never sent as 0. Nobody is named: see ``docs/fhir.md``.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from itertools import groupby
from uuid import uuid4

import pandas as pd
from fhir.resources.bundle import Bundle

from nutrition.errors import PlanError
from nutrition.exchange.fhir_parts import (
    EVERY_DAY,
    LOINC,
    Part,
    concept,
    counted,
    filled,
    notes,
    one_line,
    quantity,
    timing,
)
from nutrition.exchange.helpings import Helping, helpings
from nutrition.intake import SUPPLEMENTS, eaten
from nutrition.lab_results import Labs, entries
from nutrition.people import Person
from nutrition.plans import Item, Plan
from nutrition.shopping import plural
from nutrition.tables import Row, nutrients, records

Taken = tuple[str, Labs]  # the day of the blood test, "2026-03-01", and its results

EXPERIMENTAL = "Experimental export of a plan. Check it before it is used."
LABORATORY = ("http://terminology.hl7.org/CodeSystem/observation-category", "laboratory", "Laboratory")
REPLACING = "B12 was being replaced, or had been in the months before."


def to_fhir(  # noqa: PLR0913, PLR0917 - what the resources stand on
    plan: Plan,
    foods: pd.DataFrame,
    person: Person | None,
    needed: pd.DataFrame,
    labs: Sequence[Taken] = (),
    when: datetime | None = None,
    portions: pd.DataFrame | None = None,
) -> str:
    """Give a plan, what it is to reach, and blood results as the JSON of one Bundle (a collection).

    Patient
        without name, date of birth or address; its sex only where a ``person`` is given.
    NutritionOrder
        the plan in words, the targets of ``needed`` as amounts per day, and every supplement.
    NutritionIntake
        one per sitting, as planned: its foods [g], and the nutrients that every one of them has a value for.
    Observation
        one per blood result, in the unit it was printed in, with its LOINC code where we could check one.

    ``when`` is the moment of the export, with its time zone; None = now. The library checks every resource.

    Raises
    ------
    PlanError, ValueError
        naming every item whose food is not in ``foods``; for a day that is none, or a ``when`` without zone.
    """
    moment = _moment(when)
    served = helpings(plan, foods, portions)
    patient, order = _new(), _new()
    about = {"resourceType": "Patient", **({"gender": person.sex} if person else {})}
    resources = [
        (patient, about),
        (order, _order(plan, foods, needed, served, patient, moment)),
        *((_new(), intake) for intake in _intakes(plan, foods, served, patient, order, moment)),
        *((_new(), result) for taken in labs for result in _results(*taken, patient)),
    ]
    bundle = {
        "resourceType": "Bundle",
        "meta": {"tag": [{"display": EXPERIMENTAL}]},
        "type": "collection",
        "timestamp": moment,
        "entry": [{"fullUrl": name, "resource": resource} for name, resource in resources],
    }
    Bundle.model_validate(bundle)
    return json.dumps(bundle, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _moment(when: datetime | None) -> str:
    moment = when or datetime.now().astimezone()
    if moment.tzinfo is None:
        raise ValueError(f"when {moment.isoformat()} has no time zone; write datetime(..., tzinfo=UTC)")
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _new() -> str:
    return f"urn:uuid:{uuid4()}"  # another one in each file, so that files cannot be joined by it


def _order(  # noqa: PLR0913, PLR0917 - its parts come from everywhere
    plan: Plan, foods: pd.DataFrame, needed: pd.DataFrame, served: list[Helping], patient: str, moment: str
) -> Part:
    diet = {
        "type": [concept(plan.name)] if one_line(plan.name) else [],
        "schedule": {"timing": [timing(1, 7)]},
        "nutrient": _targets(needed),
        "instruction": "\n".join(_said(each, plan.days) for each in served) or "No foods are planned yet.",
    }
    pills = _supplements(foods)
    order = {
        "resourceType": "NutritionOrder",
        "status": "draft",  # nobody has signed it
        "intent": "plan",
        "subject": {"reference": patient},
        "dateTime": moment,
        "oralDiet": filled(diet),
        "supplement": [_supplement(each, plan.days) for each in served if each.food in pills],
        "note": notes([EXPERIMENTAL, "Targets are amounts per day.", *_bases(needed)]),
    }
    return filled(order)


def _targets(needed: pd.DataFrame) -> list[Part]:
    aimed = needed[needed["target"].notna()]
    return [
        {"modifier": concept(_label(str(nutrient))), "amount": quantity(target, unit)}
        for nutrient, target, unit in zip(aimed.index, aimed["target"], aimed["unit"], strict=True)
    ]


def _bases(needed: pd.DataFrame) -> list[str]:
    """Say what kind of target each is, so that an estimate is not read as a recommendation."""
    aimed = needed[needed["target"].notna()]
    kinds = aimed.groupby("label", sort=False).groups.items()
    return [
        f"{kind}: {', '.join(_label(str(nutrient)) for nutrient in found)}." for kind, found in kinds if kind
    ]


def _said(each: Helping, days: int) -> str:
    """Say one food of the plan: "Day 1, Breakfast, 08:00: 1 cup (243 g), Soy milk, on 1 of 7 days"."""
    place = [f"Day {each.day}"] * (days > 1) + [each.meal, each.at]
    weight = f"{each.grams:.4g} g"
    measure = plural(each.measure) if each.count > 1 else each.measure
    amount = weight if measure == "g" else f"{each.count:.3g} {measure} ({weight})"
    often = f"on {each.per_week:g} of 7 days" if each.per_week != EVERY_DAY else ""
    where = ", ".join(filter(None, map(one_line, place)))
    said = ", ".join(filter(None, [amount, one_line(each.name), often]))
    return f"{where}: {said}" if where else said


def _supplement(each: Helping, days: int) -> Part:
    amount = quantity(each.grams, "g") if each.measure == "g" else counted(each.count, each.measure)
    supplement = {
        "productName": one_line(each.name),
        "schedule": {"timing": [timing(days, each.per_week, each.at)]},
        "quantity": amount,
        "instruction": _said(each, days),
    }
    return filled(supplement)


def _intakes(  # noqa: PLR0913, PLR0917 - its parts come from everywhere
    plan: Plan, foods: pd.DataFrame, served: list[Helping], patient: str, order: str, moment: str
) -> Iterable[Part]:
    """Give one intake per sitting; what is not taken every day stands apart, as it is no part of most."""
    pills = _supplements(foods)
    for (day, _, at, meal, per_week), group in groupby(sorted(served, key=_sitting), key=_sitting):
        eats = list(group)
        label, missing = _label_of(eats, foods)
        place = f"Day {day} of {plan.days}{f', {at}' if at else ''}. Planned, not recorded."
        unknown = f"Left out, as not every food has a value: {', '.join(missing)}." if missing else ""
        intake = {
            "resourceType": "NutritionIntake",
            "basedOn": [{"reference": order}],
            "status": "preparation",  # planned: nobody has said that it was eaten
            "code": concept(meal) if one_line(meal) else {},
            "subject": {"reference": patient},
            "recorded": moment,
            "consumedItem": [
                _item(each, "Supplement" if each.food in pills else "Food", timing(plan.days, per_week, at))
                for each in eats
            ],
            "ingredientLabel": label,
            "note": notes([place, unknown]),
        }
        yield filled(intake)


def _sitting(each: Helping) -> tuple[int, bool, str, str, float]:
    return each.day, each.at == "", each.at, each.meal, each.per_week


def _supplements(foods: pd.DataFrame) -> frozenset[str]:
    return frozenset(foods.index[foods["group"] == SUPPLEMENTS])


def _item(each: Helping, kind: str, schedule: Part) -> Part:
    return {
        "type": concept(kind),
        "nutritionProduct": {"concept": concept(each.name)},
        "schedule": schedule,
        "amount": quantity(each.grams, "g"),
    }


def _label_of(eats: list[Helping], foods: pd.DataFrame) -> tuple[list[Part], list[str]]:
    """Give the nutrients of one sitting that all its foods have a value for, and the names of the others."""
    sums = eaten(Plan(tuple(Item(each.food, each.grams) for each in eats)), foods)
    whole = (sums["reporting"] == sums["items"]).tolist()
    label, missing = [], []
    for nutrient, known, complete in zip(sums.index, sums["known"].tolist(), whole, strict=True):
        if complete:
            named = {"concept": concept(_label(nutrient))}
            label.append({"nutrient": named, "amount": quantity(known, _nutrients()[nutrient]["unit"])})
        else:
            missing.append(_label(nutrient))
    return label, missing


def _results(taken_on: str, labs: Labs, patient: str) -> Iterable[Part]:
    day = _day(taken_on)
    for test, (value, unit) in entries(labs).items():
        row = _codes()[test, unit]
        yield _observation(test, row, patient, day, labs) | {
            "valueQuantity": quantity(value, unit, row["ucum"])
        }
    if labs.anti_if:
        row = _codes()["anti_if", ""]
        yield _observation("anti_if", row, patient, day, labs) | {
            "valueCodeableConcept": concept(labs.anti_if)
        }


def _day(taken_on: str) -> str:
    try:
        return datetime.strptime(taken_on, "%Y-%m-%d").date().isoformat()  # noqa: DTZ007 - a day only
    except (TypeError, ValueError):
        raise PlanError([f"taken_on: {taken_on!r:.40} is not a day; write it as 2026-03-01"]) from None


def _observation(test: str, row: Row, patient: str, day: str, labs: Labs) -> Part:
    observation = {
        "resourceType": "Observation",
        "status": "unknown",  # typed in by somebody, not sent by the laboratory
        "category": [concept("Laboratory", *LABORATORY)],
        "code": concept(_tests()[test], LOINC, row["code"], row["display"]),
        "subject": {"reference": patient},
        "effectiveDateTime": day,
        "note": notes([REPLACING] if labs.replacing else []),
    }
    return filled(observation)


@cache
def _codes() -> dict[tuple[str, str], Row]:
    return {(row["test"], row["unit"]): row for row in records("fhir_codes")}


@cache
def _tests() -> dict[str, str]:
    return {row["id"]: row["label"] for row in records("lab_tests")}


@cache
def _nutrients() -> dict[str, Row]:
    told: dict[str, Row] = nutrients()[["label", "unit"]].to_dict("index")  # type: ignore[assignment]
    return told


def _label(nutrient: str) -> str:
    return _nutrients()[nutrient]["label"]
