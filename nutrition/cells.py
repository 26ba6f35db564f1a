"""Cells of a table that a spreadsheet must not take for formulas, and the way back; names of files."""

import re

FORMULA = re.compile(r"'*\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")  # full-width forms count too
UNSAFE = re.compile(r"[^\w .,()-]+")
QUOTED = re.compile(r"[,;\"\t\r\n]")  # what separates cells here or in a spreadsheet of another language


def neutral(text: str) -> str:
    """Give text that no spreadsheet runs: an apostrophe before what it would take for a formula.

    A formula begins with = + - @, a tab or a line break, in full-width letters too, perhaps after spaces.
    What already has apostrophes before such a beginning gets one more, so that `as_written` finds the way
    back.
    """
    return "'" + text if FORMULA.match(text) else text


def as_written(text: str) -> str:
    """Give the text that `neutral` was given."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


def csv_line(cells: list[object]) -> str:
    """Write one line of a table: None as nothing, text without formulas, quoted where it must be."""
    return ",".join(map(_cell, cells)) + "\n"


def _cell(value: object) -> str:
    if not isinstance(value, str):
        return "" if value is None else str(value)
    text = neutral(value)
    return '"' + text.replace('"', '""') + '"' if QUOTED.search(text) else text


def file_name(text: str, otherwise: str) -> str:
    """Give text as a file may be called on any system; ``otherwise`` where nothing is left of it."""
    return " ".join(UNSAFE.sub(" ", text).split())[:60].strip(" .") or otherwise
