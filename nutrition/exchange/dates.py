"""Days and times of day as other programs print them."""

import re
from collections.abc import Iterable
from datetime import date

ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ].*)?")
NUMBERS = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4}|[0-9]{2})")
TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})?\s*([ap])?\.?(?:m\.?)?", re.IGNORECASE)
CENTURY, MONTHS, NOON = 2000, 12, 12


def day_first(texts: Iterable[str]) -> bool:
    """Tell whether days like 13/9/2026 put the day before the month: where one of them can mean no other.

    These programs print the month first, so that is taken where nothing says otherwise.
    """
    pairs = [(int(found[1]), int(found[2])) for text in texts if (found := NUMBERS.fullmatch(text))]
    return any(first > MONTHS >= second for first, second in pairs)


def iso_day(text: str, *, days_first: bool = False) -> str:
    """Give a day as "2026-09-08"; ``ValueError`` for what is no day."""
    if found := ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := NUMBERS.fullmatch(text):
        first, second, year = (int(part) for part in found.groups())
        day, month = (first, second) if days_first else (second, first)
        year += CENTURY if year < 100 else 0  # noqa: PLR2004 - two digits
    else:
        raise ValueError(f"{text[:40]!r} is no date; write it as 2026-09-08")
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise ValueError(f"{text[:40]!r} is no date; write it as 2026-09-08") from None


def clock(text: str) -> str | None:
    """Give a time of day such as "8:33 AM" as "08:33"; None for what is none, or not given."""
    found = TIME.fullmatch(text.strip())
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2])
    if half := (found[3] or "").lower():
        if not 1 <= hour <= NOON:
            return None
        hour = hour % NOON + (NOON if half == "p" else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None  # noqa: PLR2004 - of a day, of an hour
