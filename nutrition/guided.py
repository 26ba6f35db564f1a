"""Two guided checks: which answers speak for nerves, and which for an ordinary pain of heel or calf.

Questions, points and verdicts are rows of ``data/guided_checks.csv`` and ``data/guided_verdicts.csv``. A red
flag of `notices` comes before every verdict.
"""

from collections.abc import Collection, Sequence
from functools import cache

import pandas as pd

from nutrition.constants import constant
from nutrition.errors import ids, not_known
from nutrition.people import Person, has_risk_factor
from nutrition.risks import notices
from nutrition.tables import Row, records

CHECKS = ("heel", "calf")
COLUMNS = ["id", "level", "title", "text", "action", "source", "why"]
QUESTION = ["characteristic", "question", "id", "label", "symptom"]
NAMES = {
    "nerve": "nerves",
    "fascia": "plantar fasciitis",
    "muscle": "a muscle",
    "artery": "the circulation",
    "clot": "a clot",
}


def guided_questions(check: str) -> pd.DataFrame:
    """Give what a check asks: ``characteristic question id label symptom``, a row per answer to be ticked.

    ``symptom`` is what the answer is on the checklist, "" for most.

    Raises
    ------
    ValueError
        for a check that is not "heel" or "calf".
    """
    return pd.DataFrame([[row[name] for name in QUESTION] for row in _answers(check)], columns=QUESTION)


def guided_check(
    check: str, answers: Collection[str], person: Person, symptoms: Sequence[str] = ()
) -> pd.DataFrame:
    """Give the verdict on some answers: ``id level title text action source why``.

    ``why`` says which answers speak for what. Answers that are symptoms of the checklist count as such,
    beside ``symptoms``. Where `notices` then has red flags, they come first, and the verdict, always the last
    row, is "red_flag".

    heel
        answers for nerves: nerve; for plantar fasciitis: plantar_fasciitis; both: mixed; none: unclear.
    calf
        sudden: clot; pain after the same distance: artery; else by points, counted once per characteristic
        and direction, and 1 for a risk factor: 3 or more nerve, 0 or less (with an answer for a muscle)
        muscle, else unclear. The scale is our own choice (``calf_*`` in ``data/b12.csv``).

    Raises
    ------
    ValueError
        for an unknown check, answer or symptom, naming the nearest.
    """
    given = _given(check, ids("answers", answers))
    ticked = [*ids("symptoms", symptoms), *(row["symptom"] for row in given if row["symptom"])]
    flags = notices(person, symptoms=ticked)
    flags = flags[flags["level"] == "urgent"]
    found = "red_flag" if len(flags) else _verdict(check, given, person)
    verdict = {**_words(check, found, person), "id": found, "why": _why(given, check, person)}
    return pd.DataFrame([*flags.to_dict("records"), verdict], columns=COLUMNS, dtype="str")


def _verdict(check: str, given: list[Row], person: Person) -> str:
    return _heel(given) if check == "heel" else _calf(given, _points(given, person))


def _heel(given: list[Row]) -> str:
    kinds = {row["points_to"] for row in given if float(row["points"])}
    if len(kinds) > 1:
        return "mixed"
    return {"nerve": "nerve", "fascia": "plantar_fasciitis"}.get("".join(kinds), "unclear")


def _calf(given: list[Row], points: int) -> str:
    kinds = {row["points_to"] for row in given}
    if first := kinds & {"clot", "artery"}:
        return max(first)  # a clot before the circulation
    if points >= constant("calf_nerve_points"):
        return "nerve"
    return "muscle" if points <= constant("calf_muscle_points") and "muscle" in kinds else "unclear"


def _points(given: list[Row], person: Person) -> int:
    """Add up the points, each characteristic once in each direction, and one for a risk factor."""
    counted = {(row["characteristic"], row["points"]): int(row["points"]) for row in given}
    return sum(counted.values()) + has_risk_factor(person)


def _why(given: list[Row], check: str, person: Person) -> str:
    """Say which answers speak for what, and for the calf the points."""
    kinds = dict.fromkeys(row["points_to"] for row in given)
    parts = [
        f"For {NAMES[kind]}: " + "; ".join(row["label"] for row in given if row["points_to"] == kind) + "."
        for kind in kinds
    ]
    if has_risk_factor(person):
        parts.append("A risk factor for low B12.")
    if check == "calf":
        parts.append(f"Points: {_points(given, person)}.")
    return " ".join(parts)


def _words(check: str, verdict: str, person: Person) -> Row:
    risk = "yes" if has_risk_factor(person) else "no"
    return next(
        row
        for row in _rows("guided_verdicts", check)
        if row["verdict"] == verdict and row["risk_factor"] in ("", risk)
    )


def _given(check: str, answers: Collection[str]) -> list[Row]:
    """Give the rows of the answers in the order of the table."""
    rows = _answers(check)
    known = [row["id"] for row in rows]
    for answer in answers:
        if answer not in known:
            raise not_known(f"{check} answer", answer, known)
    return [row for row in rows if row["id"] in answers]


def _answers(check: str) -> list[Row]:
    if not isinstance(check, str) or check not in CHECKS:
        raise ValueError(f"check {check!r} is not one of: {', '.join(CHECKS)}")
    return _rows("guided_checks", check)


@cache
def _rows(name: str, check: str) -> list[Row]:
    return [row for row in records(name) if row["check"] == check]
