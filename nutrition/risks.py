"""Who should look closer at B12, and why: the rows of ``data/risks.csv`` that hold for a person and a plan.

The table holds every condition and every word; this file finds the rows that hold and ranks them.
"""

from collections.abc import Sequence
from functools import cache, lru_cache

import pandas as pd

from nutrition.constants import constant
from nutrition.cover import by_rule
from nutrition.labs import Labs, check_convention, findings
from nutrition.needs import needed
from nutrition.people import Person, check_person, has_risk_factor
from nutrition.plans import Plan
from nutrition.symptoms import with_groups
from nutrition.tables import Row, records

LEVELS = ("urgent", "act", "ask", "know")
CHOICE = {"id": "risk", "label": "label", "kind": "kind"}  # what the sidebar shows: column of the table
KINDS = ("medicine", "condition", "habit")
COLUMNS = ["id", "level", "title", "text", "why", "evidence", "action", "source"]
ONE_UP = {"know": "ask", "ask": "act", "act": "act", "urgent": "urgent"}  # urgent is for red flags alone
ENOUGH = ("covered", "animal")  # what the plan says where it gives enough
RISK_FACTOR = "risk_factor"  # what a rule may ask for in place of single risks
MMA = {"mma_raised", "mma_strong"}


def notices(  # noqa: PLR0913 - what is known of somebody; all but the person may be left out
    person: Person,
    plan: Plan | None = None,
    foods: pd.DataFrame | None = None,
    labs: Labs | None = None,
    symptoms: Sequence[str] = (),
    *,
    convention: str = "NICE",
) -> pd.DataFrame:
    """Give what this person should know about B12, most urgent first.

    Columns: ``id level title text why evidence action source``.
    Levels: urgent (go now; red flags only), act (do this), ask (raise it with a clinician), know. Red flags
    come first whatever else is answered, in the order of the table: help now, today, urgent advice.
    ``source`` holds keys of ``data/sources.csv`` joined with ";".

    With a plan, the notices say whether it covers B12 (see `b12_cover`); an empty plan counts as none.
    ``symptoms`` are ids of ``data/symptoms.csv``; ``labs`` are read as `nutrition.labs.findings` does by that
    ``convention``. A raised MMA that low kidney function makes unreliable counts neither way.

    Two or more factors of the column ``combines`` raise each other's notices by one level, never to urgent,
    unless the plan covers that notice; a notice then names them. That rule is our own choice
    (``combination_factors`` in ``data/b12.csv``).

    Raises
    ------
    ValueError
        for a risk or symptom that is not in its table, a plan without foods, labs that are not `Labs`, or a
        convention that is not one of `nutrition.labs.CONVENTIONS`.
    """
    check_person(person)
    check_convention(convention)
    cover = b12_cover(person, plan, foods)
    words = with_groups(symptoms, person.age) | _found(labs, person, convention)
    return _held(person, tuple(cover.items()), words).copy(deep=False)


@lru_cache(maxsize=256)
def _held(person: Person, cover: tuple[tuple[str, str], ...], words: frozenset[str]) -> pd.DataFrame:
    rules = dict(cover)
    known = words.union(person.risks, [RISK_FACTOR] * has_risk_factor(person))
    held = [row for row in _rows("match") if _holds(row, person, rules) and _asked(row, known)]
    return _ranked(_combined(_unreplaced(held)))


def risk_choices() -> pd.DataFrame:
    """Give what `Person.risks` may hold: ``id label kind``, kind one of medicine, condition, habit."""
    chosen = sorted((row for row in _rows("match") if row["label"]), key=lambda row: KINDS.index(row["kind"]))
    return pd.DataFrame({name: [row[of] for row in chosen] for name, of in CHOICE.items()})


def standing_line() -> str:
    """Give the line that stands under every result: food cannot settle status, and which tests can."""
    return _rows("fixed")[0]["text"]


def b12_cover(person: Person, plan: Plan | None, foods: pd.DataFrame | None) -> dict[str, str]:
    """Say how far the plan covers B12 by three rules: ``{"normal": ..., "vegan": ..., "crystalline": ...}``.

    normal
        known B12 per day of all foods reaches the NASEM target of this person [ug/day]; once if it does by
        one dose of 1 to 10 ug a day of which too little is absorbed (1.2 ug for a target of 2.4 ug).
    vegan
        fortified food or supplements in 2 sittings per day, 3 ug per day or more; or one daily dose of
        10 ug or more; or 2000 ug per week or more (The Vegan Society).
    crystalline
        2.4 ug per day or more from fortified food and supplements (IOM 1998: people over 50).

    Each is covered, short, unknown (not covered by what is known, and a food that may hold B12 has no
    value) or none (no plan). The vegan rule also has: animal (animal foods alone reach the target), once
    (the only dose is a daily one of 1 to 10 ug) and analogue (all the B12 listed is inactive). Inactive
    B12 counts as 0; foods of form "none" hold none. Amounts are in ``data/b12.csv``.
    """
    if plan is not None and not isinstance(plan, Plan):
        raise ValueError(f"plan {str(plan)[:60]!r} is no plan; give Plan((Item('173410', 100),)) or None")
    if plan is None or not plan.items:
        return dict.fromkeys(("normal", "vegan", "crystalline"), "none")
    if foods is None:
        raise ValueError("foods is None: to look at a plan, give the food table too")
    return by_rule(plan, foods, _target(person))


@lru_cache(maxsize=256)
def _target(person: Person) -> float:
    return float(needed(person, "NASEM")["target"]["vitamin_b12"])


@cache
def _rows(use: str) -> list[Row]:
    return [row for row in records("risks") if row["use"] == use]


def _found(labs: Labs | None, person: Person, convention: str) -> frozenset[str]:
    if labs is None:
        return frozenset()
    found = findings(labs, person, convention)
    return found - MMA if "mma_unreliable" in found else found


def _holds(row: Row, person: Person, cover: dict[str, str]) -> bool:
    """Say whether the cells about person and plan hold."""
    return (
        _among(person.diet, row["diet"])
        and _among(person.condition, row["condition"])
        and float(row["age_min"] or 0) <= person.age < float(row["age_max"] or "inf")
        and (not row["b12"] or cover[row["cover"]] in row["b12"].split("|"))
    )


def _asked(row: Row, known: frozenset[str]) -> bool:
    """Say whether the cells about risks, symptoms and results hold, of what is known of the person."""
    return all(_given(row[column], known) for column in ("risk", "symptom", "finding"))


def _given(cell: str, known: frozenset[str]) -> bool:
    """Say whether one alternative between the bars is known, with all its parts joined by "+"."""
    return not cell or any(known.issuperset(parts.split("+")) for parts in cell.split("|"))


def _among(value: str, cell: str) -> bool:
    """Say whether the value is one of those between the bars; an empty cell holds for everybody."""
    return not cell or value in cell.split("|")


def _unreplaced(held: list[Row]) -> list[Row]:
    """Leave out what a more telling row says too."""
    replaced = {name for row in held for name in row["replaces"].split("|")}
    return [row for row in held if row["id"] not in replaced]


def _combined(held: list[Row]) -> list[Row]:
    """Raise notices that come together by one level, and say which ones they are."""
    factors = list(dict.fromkeys(row["combines"] for row in held if row["combines"]))
    if len(factors) < constant("combination_factors"):
        return held
    raised = [{**row, "level": ONE_UP[row["level"]]} if _is_open(row) else row for row in held]
    names = ", ".join(factors[:-1]) + " and " + factors[-1]
    level = "ask" if any(map(_is_open, held)) else "know"
    words = _rows("combination")[0]
    return [{**words, "level": level, "text": words["text"].replace("{factors}", names)}, *raised]


def _is_open(row: Row) -> bool:
    """Say whether the row is a factor that the plan does not already take care of."""
    return row["combines"] != "" and row["b12"] not in ENOUGH


def _ranked(held: list[Row]) -> pd.DataFrame:
    """Most urgent first; within a level in the order of the table."""
    ranked = sorted(held, key=lambda row: LEVELS.index(row["level"]))
    return pd.DataFrame([[row[column] for column in COLUMNS] for row in ranked], columns=COLUMNS, dtype="str")
