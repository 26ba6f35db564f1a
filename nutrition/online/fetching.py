"""Asks a publisher one question and gives the answer, or one reason why there is none.

An answer comes within a time and up to a size, from the server that was asked, as JSON with the parts that
are needed. It is kept in the data folder for some days; where the server cannot be reached later, the kept
answer is given, and said to be old. Keys are sent in a header and are in no address, file or message.
"""

import os
import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from logging import ERROR, getLogger
from math import inf
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import requests
from requests_cache import CachedSession

from nutrition.online.answers import (
    OFFLINE,
    Answer,
    LookupFailed,
    Service,
    body_of,
    number,
    refused,
    seconds,
)
from nutrition.online.transport import Bounded, TooLargeError
from nutrition.storage.database import data_folder

FILE = "lookups.sqlite3"
UNREADABLE = "answered with something that cannot be read."
MOST_KEPT = 25_000_000  # bytes of the file: each question looks through it, 6 ms a MB
KEPT_DAYS = 90  # an answer that is older is of no use even where the server cannot be reached
AGAIN = {500, 502, 503, 504}  # may be over in a moment
ELSEWHERE = {301, 302, 303, 307, 308}
BROKEN = (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError)
FAULTS = (requests.RequestException, sqlite3.Error)

getLogger("requests_cache").setLevel(ERROR)  # it would write addresses, and so what was looked for, to a log


@dataclass(frozen=True)
class Limits:
    """How long [s]: to connect, between bytes, in all; how large [bytes]; how often, and the first pause."""

    connect: float = 5.0
    read: float = 10.0
    total: float = 20.0
    size: int = 5_000_000
    tries: int = 3
    pause: float = 0.5
    redirects: int = 3


@dataclass(frozen=True)
class Question:
    """What is asked of whom; an answer counts for so many ``days``, and has the parts it ``needs``."""

    service: Service
    path: str
    query: Mapping[str, str | list[str]]
    days: float
    needs: tuple[str, ...] = ()


def fetch(question: Question, limits: Limits | None = None, folder: Path | None = None) -> Answer:
    """Ask a question, and keep the answer in ``folder``: the data folder as a rule.

    Raises
    ------
    LookupFailed
        where there is no such answer: the one exception of this room.
    """
    limits = limits or Limits()
    adapter = Bounded(limits.size)
    said: queue.SimpleQueue[Answer | BaseException] = queue.SimpleQueue()
    work = partial(_asked, question, limits, adapter, folder)
    thread = threading.Thread(target=_into, args=(said, work), daemon=True)
    thread.start()
    try:
        outcome = said.get(timeout=limits.total)
    except queue.Empty:
        adapter.stop()
        thread.join(1)
        late = f"{question.service.name} did not answer within {limits.total:g} seconds."
        raise LookupFailed(late) from None
    if isinstance(outcome, BaseException):
        raise outcome
    return outcome


def user_agent() -> str:
    """Give who is asking: the planner, its version, and the contact in ``B12_CONTACT``."""
    try:
        release = version("b12-planner")
    except PackageNotFoundError:
        release = "0"
    contact = " ".join(os.environ.get("B12_CONTACT", "").split()).encode("ascii", "ignore").decode()
    return f"b12-planner/{release} (contact: {contact or 'see README'})"


def _into(said: "queue.SimpleQueue[Answer | BaseException]", work: Callable[[], Answer]) -> None:
    try:
        said.put(work())
    except BaseException as error:  # noqa: BLE001 - raised again where it was asked
        said.put(error)


def _asked(question: Question, limits: Limits, adapter: Bounded, folder: Path | None) -> Answer:
    service, end = question.service, time.monotonic() + limits.total
    if not (service.key.isascii() and service.key.isprintable()):
        raise LookupFailed(f"{service.name} has no such keys.", "Please look at the key, or leave it out.")
    keep, waits = timedelta(days=question.days), (limits.connect, limits.read)
    address = service.address.rstrip("/") + "/" + question.path.lstrip("/")
    with _session(service, adapter, folder) as session:
        ask = partial(session.get, allow_redirects=False, timeout=waits, expire_after=keep)
        response = _patiently(partial(ask, address, params=question.query), service, limits, end)
        for _ in range(limits.redirects):
            if response.status_code not in ELSEWHERE:
                break
            response = _patiently(partial(ask, _same_host(response, service)), service, limits, end)
        return _read(response, question, session)


def _session(service: Service, adapter: Bounded, folder: Path | None) -> CachedSession:
    folder = folder or data_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).touch(mode=0o600)  # what somebody looked for is nobody else's business
        made = _kept_in(str(folder / FILE), "sqlite")
        if (folder / FILE).stat().st_size > MOST_KEPT:
            made.cache.delete(*_soon_over(made))
        made.cache.delete(older_than=timedelta(days=KEPT_DAYS))
    except (OSError, sqlite3.Error):  # nothing can be written there: the answer is not kept, that is all
        made = _kept_in("lookups", "memory")
    made.mount("http://", adapter)
    made.mount("https://", adapter)
    made.headers.update({"User-Agent": user_agent(), "Accept": "application/json"})
    if service.key:
        made.headers["X-Api-Key"] = service.key
    return made


def _soon_over(made: CachedSession) -> list[str]:
    """Give the keys of half of the kept answers, of those that count for the shortest time."""
    kept = sorted(made.cache.filter(), key=lambda answer: answer.expires_unix or inf)
    return [answer.cache_key for answer in kept[: (len(kept) + 1) // 2]]


def _kept_in(name: str, kind: str) -> CachedSession:
    return CachedSession(
        name,
        backend=kind,
        serializer="json",  # a file that is only text can do nothing when it is read
        allowable_codes=(200,),
        stale_if_error=True,
        filter_fn=lambda response: body_of(response) is not None,
        ignored_parameters=("X-Api-Key", "api_key"),
    )


def _patiently(
    ask: Callable[[], requests.Response], service: Service, limits: Limits, end: float
) -> requests.Response:
    """Ask again, a little later each time, where it may help and there is time."""
    for tried in range(limits.tries):
        pause = limits.pause * 2**tried
        try:
            response = ask()
        except TooLargeError:
            size = f"{limits.size / 1_000_000:g} MB"
            raise LookupFailed(f"The answer of {service.name} is larger than {size}.", OFFLINE) from None
        except requests.exceptions.SSLError:
            raise LookupFailed(
                f"The connection to {service.name} is not safe, so nothing was asked."
            ) from None
        except BROKEN as error:
            if tried + 1 == limits.tries or time.monotonic() + pause > end:
                raise _broken(service, error) from None
        except (*FAULTS, ValueError) as error:  # `ValueError`: an address to go on to that is none
            raise _broken(service, error) from None
        else:
            if response.status_code not in AGAIN or tried + 1 == limits.tries:
                return response
            pause = max(pause, seconds(response) or 0)
            if time.monotonic() + pause > end:
                return response
        time.sleep(pause)
    raise AssertionError  # pragma: no cover - the last try returns or raises


def _broken(service: Service, error: Exception) -> LookupFailed:
    if isinstance(error, requests.Timeout):
        return LookupFailed(f"{service.name} did not answer in time.")
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return LookupFailed(f"The answer of {service.name} broke off.")
    if isinstance(error, requests.exceptions.ContentDecodingError) or not isinstance(error, FAULTS):
        return LookupFailed(f"{service.name} {UNREADABLE}")
    return LookupFailed(f"{service.name} cannot be reached: this computer may be offline.", OFFLINE)


def _same_host(response: requests.Response, service: Service) -> str:
    to = urljoin(response.url, response.headers.get("Location", ""))
    if urlsplit(to)[:2] != urlsplit(response.url)[:2]:
        raise LookupFailed(f"{service.name} sent us elsewhere, and we do not follow.", OFFLINE)
    return to


def _read(response: requests.Response, question: Question, session: CachedSession) -> Answer:
    name = question.service.name
    refused(response, question.service)
    body = body_of(response)
    if body is None:
        raise LookupFailed(f"{name} {UNREADABLE}")
    if missing := [each for each in question.needs if each not in body]:
        if key := getattr(response, "cache_key", None):
            session.cache.delete(key)
        if body.get("status") == 0:  # so Open Food Facts says that it has no such product
            raise LookupFailed(f"{name} has nothing under that number.", question.service.otherwise)
        raise LookupFailed(f"The answer of {name} lacks {' and '.join(missing)}.")
    kept = bool(getattr(response, "from_cache", False))
    return Answer(
        body,
        None if kept else number(response, "X-RateLimit-Remaining"),
        getattr(response, "created_at", None) if kept else None,
        old=kept and bool(getattr(response, "is_expired", False)),
    )
