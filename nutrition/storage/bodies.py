"""People and blood results as text in a database or a file, and back."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from nutrition.checks import text_faults
from nutrition.errors import PlanError
from nutrition.lab_results import Labs, entries
from nutrition.people import Person

LONGEST_NOTE = 20_000  # characters
LONGEST_NAME = 200


def person_text(person: Person) -> str:
    """Give a person as JSON: reading it again gives an equal person."""
    return json.dumps(asdict(person), ensure_ascii=False, allow_nan=False)


def person_of(text: str) -> Person:
    """Read what `person_text` wrote; raises `PlanError`."""
    with _named("person"):
        return Person(**json.loads(text))


def labs_text(labs: Labs) -> str:
    """Give blood results as JSON: reading it again gives equal results."""
    about = {"anti_if": labs.anti_if, "replacing": labs.replacing}
    return json.dumps({**entries(labs), **about}, ensure_ascii=False, allow_nan=False)


def labs_of(text: str) -> Labs:
    """Read what `labs_text` wrote; raises `PlanError`."""
    with _named("results"):
        given = json.loads(text)
        parts: dict[str, Any] = {
            key: tuple(part) if isinstance(part, list) else part for key, part in given.items()
        }
        return Labs(**parts)


@contextmanager
def _named(what: str) -> Iterator[None]:
    """Turn whatever is wrong with a text into a `PlanError` that says what it was to be."""
    try:
        yield
    except (AttributeError, TypeError, ValueError, RecursionError) as error:
        raise PlanError([f"{what}: {str(error)[:200]}"]) from None


def check_text(name: str, value: object, longest: int, *, lines: bool = False) -> None:
    """Refuse what is no text, too long, or holds what cannot be written; raises `PlanError`."""
    if faults := list(text_faults(name, value, longest, lines=lines)):
        raise PlanError(faults)
