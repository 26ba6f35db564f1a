"""What a dietitian writes on a handout, and what there is to write about: questions for a clinician."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from unicodedata import normalize

import pandas as pd

from nutrition.clinician import clinician_page
from nutrition.errors import PlanError
from nutrition.lab_results import Labs
from nutrition.people import Person
from nutrition.plans import Plan

LONGEST_LINE, LONGEST_TEXT = 200, 5000  # characters; two printed pages of notes
SHORT_TEXTS = ("name", "by", "credentials", "date")


@dataclass(frozen=True)
class Cover:
    """What a dietitian writes on a handout: free text, lines kept.

    ``name`` is whom it is for, ``by`` and ``credentials`` who hands it out, ``date`` as it is to be printed.
    ``questions`` are for a clinician. All may be empty.
    """

    name: str = ""
    by: str = ""
    credentials: str = ""
    date: str = ""
    notes: str = ""
    agreed: str = ""
    questions: str = ""

    def __post_init__(self) -> None:
        """Refuse what is no text, or too much of it, naming each field."""
        faults = [
            fault for field in fields(self) for fault in _text_faults(field.name, getattr(self, field.name))
        ]
        if faults:
            raise PlanError(faults)


def questions(  # noqa: PLR0913, PLR0917 - all that somebody may have said
    person: Person,
    plan: Plan,
    foods: pd.DataFrame,
    labs: Labs | None = None,
    symptoms: Sequence[str] = (),
    convention: str = "NICE",
) -> str:
    """Give what to ask a clinician, one thing a line: the tests of `clinician_page`, and why."""
    page = clinician_page(person, plan, foods, labs, symptoms, convention=convention)
    asked = page[page["part"] == "tests"]
    texts = zip(asked["title"].tolist(), asked["text"].tolist(), strict=True)
    return "\n".join(f"{title}. {text}" for title, text in texts).replace(" ug", " µg")


def _text_faults(name: str, value: object) -> Iterable[str]:
    most = LONGEST_LINE if name in SHORT_TEXTS else LONGEST_TEXT
    if not isinstance(value, str):
        yield f"{name}: {str(value)[:60]!r} is not text; leave it empty instead"
    elif len(value) > most:
        yield f"{name}: has {len(value):,} characters; a handout takes at most {most:,}"


def plainly(text: str) -> str:
    """Give text on one line, without control characters, halves of letters and signs that turn text round."""
    whole = normalize("NFC", text)
    kept = (" " if letter.isspace() else letter for letter in whole if letter.isspace() or _printed(letter))
    return " ".join("".join(kept).split())


def _printed(letter: str) -> bool:
    return letter.isprintable() or letter in "\u200c\u200d"  # joiners shape letters and emoji


def lines_of(text: str) -> list[str]:
    """Give the lines that hold anything."""
    return [line for each in text.splitlines() if (line := plainly(each))]
