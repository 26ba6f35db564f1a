"""Everything about one client as text, and back.

Each food of a plan stands in the file once, whatever the number of steps it is in: a step names the places of
its items. So a plan with a hundred steps is little longer than one with a single step.
"""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from nutrition.checks import shown, strict_json
from nutrition.errors import PlanError
from nutrition.exchange.plan_file import PlanFile, plan_of_json, write_plan
from nutrition.lab_results import Labs
from nutrition.own_foods import Own
from nutrition.people import Person, check_person
from nutrition.plans import FORMAT, MADE_BY, MOST_DAYS, VERSION, Item, Plan
from nutrition.storage.bodies import labs_of, labs_text, person_of, person_text
from nutrition.storage.client_records import Client
from nutrition.storage.results import LabResult
from nutrition.storage.saved_plans import Step

RECORD, RECORD_VERSION = "b12-client", 1
PARTS = ("client", "plans", "items", "foods", "results")
Made = TypeVar("Made")
MOST_PLANS, MOST_RESULTS = 1000, 5000
MOST_STEPS = 5000  # of one plan
MOST_NUMBER = 2**31 - 1  # what a database keeps as a whole number
MOST_PLACES = 1_000_000  # items in all steps together
MOST_FAULTS = 20
TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?\+00:00")


@dataclass(frozen=True)
class KeptPlan:
    """A plan with all its steps, the oldest first; ``shown`` is the number of the one it stands at."""

    steps: tuple[Step, ...]
    shown: int
    changed_at: str
    archived: bool = False


@dataclass(frozen=True)
class Record:
    """Everything about one client. Ids of clients and results are those of where it was read."""

    client: Client
    plans: tuple[KeptPlan, ...]
    own: tuple[Own, ...]
    results: tuple[LabResult, ...]


def items_of(plans: Iterable[KeptPlan]) -> tuple[Item, ...]:
    """Give every item of every step once, in order."""
    return tuple(
        dict.fromkeys(item for plan in plans for step in reversed(plan.steps) for item in step.plan.items)
    )


def record_text(record: Record) -> str:
    """Give a record as JSON; reading it again gives an equal one, but for ids."""
    items = items_of(record.plans)
    places = {item: place for place, item in enumerate(items)}
    gathered = json.loads(write_plan(Plan(items, days=MOST_DAYS), record.own))
    body = {
        "format": RECORD,
        "version": RECORD_VERSION,
        "client": _client_fields(record.client),
        "plans": [_plan_fields(plan, places) for plan in record.plans],
        "items": gathered["items"],
        "foods": gathered.get("foods", []),
        "results": [_result_fields(result) for result in record.results],
    }
    text = json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("\x7f", "\\u007f") + "\n"


def _client_fields(client: Client) -> dict[str, Any]:
    about = {key: value for key, value in asdict(client).items() if key not in ("id", "version", "person")}
    return {**about, "person": json.loads(person_text(client.person))}


def _plan_fields(plan: KeptPlan, places: dict[Item, int]) -> dict[str, Any]:
    steps = [
        {
            "number": step.number,
            "at": step.at,
            "name": step.plan.name,
            "days": step.plan.days,
            "items": [places[item] for item in step.plan.items],
        }
        for step in plan.steps
    ]
    about = {"shown": plan.shown, "changed_at": plan.changed_at, "archived": plan.archived}
    return {**about, "steps": steps}


def _result_fields(result: LabResult) -> dict[str, Any]:
    return {
        "taken_on": result.taken_on,
        "note": result.note,
        "labs": json.loads(labs_text(result.labs)),
    }


def record_of(text: str) -> Record:
    """Read what `record_text` wrote; `PlanError` lists what is wrong, each with its place."""
    try:
        return _record(_body(text))
    except RecursionError:
        raise PlanError(["this is no record of a person: it is too deep"]) from None


def _record(body: dict[str, Any]) -> Record:
    faults: list[str] = []
    gathered = _gathered(body["items"], body["foods"])
    clients = _each([("client", body["client"])], _client, faults)
    plans = _each(_rows(body, "plans", MOST_PLANS), partial(_plan, gathered.plan.items), faults)
    results = _each(_rows(body, "results", MOST_RESULTS), _result, faults)
    if sum(len(step.plan.items) for plan in plans for step in plan.steps) > MOST_PLACES:
        faults.append(f"plans: their steps hold more than {MOST_PLACES:,} foods; this is no record of ours")
    if faults:
        raise PlanError(_first(faults))
    return Record(clients[0], tuple(plans), gathered.own, tuple(results))


def _body(text: str) -> dict[str, Any]:
    try:
        body = strict_json(text.removeprefix("\ufeff"))
    except ValueError as error:
        raise PlanError([f"this is no record of a person: {error}"]) from None
    if not isinstance(body, dict) or body.get("format") != RECORD:
        raise PlanError([f'this is no record of a person: it does not say "format": "{RECORD}"'])
    version = body.get("version")
    if version != RECORD_VERSION or isinstance(version, bool):
        raise PlanError([f"version: {shown(version)} is not {RECORD_VERSION}; a newer planner wrote this"])
    about = ("format", "version", MADE_BY)
    return _parts({key: value for key, value in body.items() if key not in about}, PARTS)


def _parts(row: object, names: tuple[str, ...]) -> dict[str, Any]:
    """Give a row that has exactly these parts."""
    if not isinstance(row, dict):
        raise PlanError([f"{shown(row)} is not a set of parts: {', '.join(names)}"])
    faults = [
        f"{key[:60]}: is no part of it; the parts are {', '.join(names)}" for key in row if key not in names
    ]
    faults += [f"{name}: is missing" for name in names if name not in row]
    if faults:
        raise PlanError(_first(faults))
    return row


def _gathered(items: object, foods: object) -> PlanFile:
    """Read all items and own foods as if they were one plan."""
    about = {"format": FORMAT, "version": VERSION}
    try:
        own = plan_of_json(json.dumps({**about, "foods": foods})).own
        return PlanFile(Plan.from_body({**about, "days": MOST_DAYS, "items": items}), own)
    except PlanError as error:
        raise PlanError(_first(list(error.faults))) from None


def _rows(body: dict[str, Any], part: str, most: int) -> Iterable[tuple[str, object]]:
    """Give the rows of a part, each with what it is called in a message."""
    return ((f"{part[:-1]} {number}", row) for number, row in enumerate(_list(part, body[part], most), 1))


def _list(name: str, value: object, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise PlanError([f"{name}: {shown(value)} is not a list of at most {most:,}"])
    return value


def _each(
    rows: Iterable[tuple[str, object]], make: Callable[[object], Made], faults: list[str]
) -> list[Made]:
    """Make each row what it stands for; what is wrong is added to the faults, with its place."""
    made: list[Made] = []
    for place, row in rows:
        try:
            made.append(make(row))
        except PlanError as error:
            faults += [f"{place}, {fault}" for fault in error.faults]
    return made


def _first(faults: list[str]) -> list[str]:
    more = len(faults) - MOST_FAULTS
    return faults if more <= 0 else [*faults[:MOST_FAULTS], f"and {more} more like these"]


def _client(row: object) -> Client:
    about = _parts(row, ("name", "notes", "archived", "created_at", "changed_at", "person"))
    _times(about, "created_at", "changed_at")
    return Client(**{**about, "archived": _yes(about), "id": "", "person": _person(about["person"])})


def _person(fields: object) -> Person:
    person = person_of(json.dumps(fields))
    try:
        check_person(person)
    except ValueError as error:
        raise PlanError([f"person: {error}"]) from None
    return person


def _plan(items: tuple[Item, ...], row: object) -> KeptPlan:
    about = _parts(row, ("shown", "changed_at", "archived", "steps"))
    _times(about, "changed_at")
    rows = _list("steps", about["steps"], MOST_STEPS)
    faults: list[str] = []
    steps = _each(((f"step {n}", each) for n, each in enumerate(rows, 1)), partial(_step, items), faults)
    numbers = [step.number for step in steps]
    if not faults and sorted(set(numbers)) != numbers:
        faults.append("steps: their numbers do not go up; this is no record of ours")
    if not faults and about["shown"] not in numbers:
        faults.append(f"shown: {shown(about['shown'])} is none of its steps")
    if faults:
        raise PlanError(_first(faults))
    return KeptPlan(tuple(steps), int(about["shown"]), about["changed_at"], _yes(about))


def _step(items: tuple[Item, ...], row: object) -> Step:
    about = _parts(row, ("number", "at", "name", "days", "items"))
    _times(about, "at")
    number = about["number"]
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= MOST_NUMBER:
        raise PlanError([f"number: {shown(number)} is not a whole number from 1"])
    places = _list("items", about["items"], MOST_PLACES)
    if wrong := [each for each in places if type(each) is not int or not 0 <= each < len(items)]:
        raise PlanError([f"items: {shown(wrong[0])} is no place among the {len(items)} items"])
    return Step(
        number, about["at"], Plan(tuple(items[place] for place in places), about["name"], about["days"])
    )


def _result(row: object) -> LabResult:
    about = _parts(row, ("taken_on", "note", "labs"))
    return LabResult("", "", about["taken_on"], _labs(about["labs"]), about["note"])


def _labs(fields: object) -> Labs:
    return labs_of(json.dumps(fields))


def _yes(about: dict[str, Any]) -> bool:
    if not isinstance(about["archived"], bool):
        raise PlanError([f"archived: {shown(about['archived'])} is not true or false"])
    return about["archived"]


def _times(about: dict[str, Any], *names: str) -> None:
    """Refuse what is no time as we write it, UTC."""
    wrong = [name for name in names if not _is_time(about[name])]
    if wrong:
        raise PlanError(
            [
                f"{name}: {shown(about[name])} is no time; write it as 2026-03-31T08:30:00+00:00"
                for name in wrong
            ]
        )


def _is_time(value: object) -> bool:
    if not isinstance(value, str) or not TIME.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True
