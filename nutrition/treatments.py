"""What a clinician may discuss when B12 is low, and what is known about it: education, never a prescription.

Every word is in ``data/treatments.csv`` and ``data/facts.csv``, with its source; this file finds the rows
that hold.
"""

from collections.abc import Sequence
from functools import cache

import pandas as pd

from nutrition.labs import Labs, findings
from nutrition.people import Person, check_person
from nutrition.symptoms import NERVE, with_groups
from nutrition.tables import Row, records, table

COLUMNS = ["id", "situation", "text", "follow_up", "source", "where"]
FACT_COLUMNS = ["id", "part", "title", "text", "does", "tag", "source", "where"]


def treatment_options(person: Person, labs: Labs | None = None, symptoms: Sequence[str] = ()) -> pd.DataFrame:
    """Give options a clinician may discuss, should B12 be low: ``id situation text follow_up source where``.

    By cause (diet, pregnancy, medicines and conditions, antibody result) and by whether nerves are involved;
    without any cause one row says so. ``situation`` says when a row is meant; ``source`` holds keys of
    ``data/sources.csv`` joined with ";". It does not say that B12 is low: `interpret` reads results.

    Raises
    ------
    ValueError
        for a symptom or a risk that is not in its table, naming the nearest one.
    """
    check_person(person)
    known = with_groups(symptoms, person.age) | _results(labs, person)
    known |= {person.diet, person.condition, *person.risks}
    held = [row for row in _rows() if _holds(row, person, known)]
    has_cause = any(row["use"] == "cause" for row in held)
    shown = [row for row in held if row["use"] != "fallback" or not has_cause]
    return pd.DataFrame(shown, columns=COLUMNS, dtype="str")


def facts(topic: str) -> pd.DataFrame:
    """Give what is known about one topic: ``id part title text does tag source where``.

    Topics: mechanism, stores, repletion, response, forms, safety, follow_up, nonsources, limits. Limits
    have two columns more: ``part``, the heading they stand under, and ``does``, what the planner does about
    it. ``tag`` is cited or derived.

    Raises
    ------
    ValueError
        for a topic that is not there, naming those that are.
    """
    rows = table("facts")
    topics = list(dict.fromkeys(rows["topic"]))
    if not isinstance(topic, str) or topic not in topics:
        raise ValueError(f"topic {topic!r} is not one of: {', '.join(topics)}")
    return rows.loc[rows["topic"] == topic, FACT_COLUMNS].reset_index(drop=True)


@cache
def _rows() -> list[Row]:
    return records("treatments")


def _results(labs: Labs | None, person: Person) -> frozenset[str]:
    if labs is None:
        return frozenset()
    return findings(labs, person) | ({"replacing"} if labs.replacing else set())


def _holds(row: Row, person: Person, known: frozenset[str]) -> bool:
    """Say whether a row is meant for this person; an empty cell asks for nothing."""
    because = set(filter(None, row["because"].split("|")))
    nerve = {"yes": NERVE in known, "no": NERVE not in known, "": True}[row["nerve"]]
    of_age = float(row["age_min"] or 0) <= person.age < float(row["age_max"] or "inf")
    return nerve and of_age and (not because or bool(because & known))
