"""What a publisher answers: JSON with the parts that are needed, or one reason why there is none."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from math import ceil
from typing import Any

from requests import Response

from nutrition.checks import strict_json

OFFLINE = "The foods of the planner's own table work without it."
LATER = "Please try again later. " + OFFLINE
ONE_DAY = timedelta(days=1)
FOUND, REFUSED, MISSING, TOO_MANY, BROKEN = 200, {401, 403}, {404, 410}, 429, 500


class LookupFailed(Exception):  # noqa: N818 - it is no fault of anybody's
    """Nothing was found out: why, and what can be done."""

    def __init__(self, reason: str, way_out: str = LATER) -> None:
        self.reason, self.way_out = reason, way_out
        super().__init__(f"{reason} {way_out}")


@dataclass(frozen=True)
class Service:
    """Who is asked: the name as people know it, the address, a key where one is needed.

    ``otherwise`` is what somebody can do who asked for something that is not there.
    """

    name: str
    address: str
    key: str = field(default="", repr=False)
    otherwise: str = "Please look at the number."


@dataclass(frozen=True)
class Answer:
    """What was answered; how many questions are left this hour, where it is said; since when it is kept.

    ``old`` says that the server could not be reached and the answer is from ``kept_on``.
    """

    body: dict[str, Any]
    left: int | None = None
    kept_on: datetime | None = None
    old: bool = False


def refused(response: Response, service: Service) -> None:
    """Raise `LookupFailed` for an answer that is none, with what its status says."""
    status, name = response.status_code, service.name
    if status == FOUND:
        return
    if status == TOO_MANY:
        raise LookupFailed(f"{name} has had all the questions it takes for now.", _when(response))
    if status in REFUSED:
        way = "Please look at the key, or leave it out." if service.key else LATER
        raise LookupFailed(f"{name} does not accept this {'key' if service.key else 'question'}.", way)
    if status in MISSING:
        raise LookupFailed(f"{name} has nothing under that number.", service.otherwise)
    what = "has a fault of its own" if status >= BROKEN else "did not understand the question"
    raise LookupFailed(f"{name} {what} (status {status}).")


def body_of(response: Response) -> dict[str, Any] | None:
    """Give an answer's JSON; None for another kind of content, for what is no JSON and for no object."""
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind != "application/json" and not kind.endswith("+json"):
        return None
    try:
        body = strict_json(response.content.decode("utf-8-sig"))
    except ValueError:
        return None
    return body if isinstance(body, dict) else None


def number(response: Response, header: str) -> int | None:
    """Give a count that a header says, None where it says none."""
    text = response.headers.get(header, "").strip()
    return int(text) if text.isdecimal() and len(text) < 10 else None  # noqa: PLR2004 - digits


def seconds(response: Response) -> float | None:
    """Give for how long a server asks to be left alone [s], None where it does not say."""
    text = response.headers.get("Retry-After", "").strip()
    if text.isdecimal() and len(text) < 10:  # noqa: PLR2004 - digits
        return float(text)
    try:
        then = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return max(0.0, (then - datetime.now(UTC)).total_seconds())


def _when(response: Response) -> str:
    wait, most = seconds(response), number(response, "X-RateLimit-Limit")
    allowed = f"It takes {most} an hour; a key of your own takes more. " if most else ""
    if wait is None:
        return f"{allowed}Please try again in an hour. {OFFLINE}"
    at = datetime.now(UTC) + timedelta(seconds=wait)
    if at.date() > (datetime.now(UTC) + ONE_DAY).date():
        return f"{allowed}Please try again on {at.day} {at:%B %Y}. {OFFLINE}"
    minutes = ceil(wait / 60)
    span = "a minute" if minutes <= 1 else f"{minutes} minutes"
    return f"{allowed}Please try again in {span}, at {at:%H:%M} UTC. {OFFLINE}"
