"""The two things that can be wrong: our tables, or what a person gave us."""

from collections.abc import Iterable
from difflib import get_close_matches
from math import inf, isfinite, nan
from numbers import Real


def plain(value: object) -> object:
    """Give one NumPy number as Python's own, so that it is checked and kept like one; all else as it is."""
    return value.item() if getattr(value, "ndim", None) == 0 else value  # type: ignore[attr-defined]  # has it


def as_float(value: object) -> float:
    """Give a number as a float; NaN for what is none: text, None, True and False, several numbers."""
    number = plain(value)
    if isinstance(number, bool) or not isinstance(number, Real):
        return nan
    try:
        return float(number)
    except OverflowError:
        return inf


def ids(name: str, given: object) -> tuple[str, ...]:
    """Give several ids as a tuple; one text would be read letter by letter, so it is refused."""
    if isinstance(given, str) or not isinstance(given, Iterable) or getattr(given, "ndim", 1) == 0:
        raise ValueError(f"{name} {given!r} is not a row of ids; write one as ({str(given)!r},)")
    row = tuple(given)
    if wrong := [each for each in row if not isinstance(each, str)]:
        raise ValueError(f"{name} {str(wrong[0])[:60]!r} is no id; ids are text")
    return row


def not_known(what: str, given: object, choices: Iterable[str]) -> ValueError:
    """Make the error for an id that is none of the choices; it names the nearest one and all of them."""
    known = list(choices)
    near = get_close_matches(str(given), known, 1)
    hint = f"; did you mean {near[0]!r}?" if near else "."
    return ValueError(f"{what} {given!r} is not known{hint} The choices are: {', '.join(known)}")


def check_columns(name: str, frame: object, columns: Iterable[str]) -> None:
    """Refuse what is no table with these columns."""
    if missing := [column for column in columns if column not in getattr(frame, "columns", ())]:
        raise ValueError(f"{name}: a table with {', '.join(missing)} is needed; {str(frame)[:40]!r} has none")


def check_seconds(seconds: object) -> None:
    """Refuse what is no time that something may take [s]."""
    if not (isfinite(as_float(seconds)) and as_float(seconds) >= 0):
        raise ValueError(f"seconds {str(seconds)[:60]!r} is not a number of seconds, such as 10")


class DataError(Exception):
    """One of the project's own tables is wrong; names file, row and column. Never caught."""


class PlanError(ValueError):
    """A person's plan or entry cannot be read; ``faults`` lists everything that is wrong with it."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(faults))
