"""What was answered on the page Check, read from where its widgets keep it."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Any

import nutrition as nu

CHECKS = ("heel", "calf")  # the guided checks
Kept = Callable[[str, Any], Any]  # what stands in a widget, or a default where it was not drawn yet


def symptoms(kept: Kept) -> tuple[str, ...]:
    """Give what was ticked, in a guided check too, in the order of the list."""
    felt = {name for category in set(_symptoms().values()) for name in kept(f"felt_{category}", [])}
    for check, given in answers(kept).items():
        felt |= {
            symptom for asked in _questions()[check].values() for answer, symptom in asked if answer in given
        }
    return tuple(name for name in _symptoms() if name in felt)


def answers(kept: Kept) -> dict[str, list[str]]:
    """Give the answers to the guided checks, of those that have any: ``{"heel": ["first_steps"]}``."""
    given = {
        check: [answer for asked in questions for answer in kept(f"guided_{check}_{asked}", [])]
        for check, questions in _questions().items()
    }
    return {check: found for check, found in given.items() if found}


def labs(kept: Kept) -> nu.Labs | None:
    """Give the results that can be read, None where there are none.

    A result that raises a question stands beside that question and is left out here.
    """
    entries = {}
    for test, units in _tests().items():
        value, unit = kept(f"lab_{test}", None), kept(f"lab_{test}_unit", units[0])
        if value is not None and not nu.lab_question(test, value, unit):
            entries[test] = (value, unit)
    antibodies, replacing = kept("lab_anti_if", None), kept("lab_replacing", False)  # noqa: FBT003 - a default
    if not entries and antibodies is None:
        return None
    return nu.Labs(**entries, anti_if=antibodies, replacing=replacing)


def nothing() -> dict[str, Any]:
    """Give the key of every answer on the page Check, with what stands there where nothing was answered."""
    felt: dict[str, Any] = {f"felt_{category}": [] for category in _symptoms().values()}
    asked = {f"guided_{check}_{name}": [] for check, names in _questions().items() for name in names}
    results = {f"lab_{test}": None for test in _tests()}
    units = {f"lab_{test}_unit": units[0] for test, units in _tests().items()}
    kept = {"labs_taken_on": datetime.now(UTC).date(), "labs_note": ""}
    return {**felt, **asked, **results, **units, **kept, "lab_anti_if": None, "lab_replacing": False}


def as_answers(of: nu.Labs) -> dict[str, Any]:
    """Give blood results as the answers to the questions about them; those that were not measured too."""
    found = {key: value for key, value in nothing().items() if key.startswith("lab_")}
    for test in _tests():
        if entry := getattr(of, test):
            found[f"lab_{test}"], found[f"lab_{test}_unit"] = entry
    return {**found, "lab_anti_if": of.anti_if, "lab_replacing": of.replacing}


@cache  # these three hold with every edit, so they are not read from the tables each time
def _symptoms() -> dict[str, str]:
    """Give the category of every symptom, in the order of the list."""
    known = nu.symptom_choices()
    return dict(zip(known["id"], known["category"], strict=True))


@cache
def _questions() -> dict[str, dict[str, list[tuple[str, str]]]]:
    """Give, of each guided check and each of its questions, the answers and the symptoms they are."""
    found: dict[str, dict[str, list[tuple[str, str]]]] = {check: {} for check in CHECKS}
    for check, questions in found.items():
        for row in nu.guided_questions(check).itertuples():
            questions.setdefault(row.characteristic, []).append((row.id, row.symptom))
    return found


@cache
def _tests() -> dict[str, list[str]]:
    """Give the units of every blood test whose result is a figure."""
    rows = nu.lab_tests()[["id", "units"]].itertuples(index=False)
    return {test: units.split(";") for test, units in rows if units}
