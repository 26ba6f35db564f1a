"""A record: everything about one client in one file, for another computer or to keep; and back."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace

from nutrition.cells import csv_line, file_name
from nutrition.errors import PlanError
from nutrition.exchange.plan_file import PlanFile, beside, check_foods, used
from nutrition.exchange.reading import MOST_FILES, ZIP, text_of, unzipped
from nutrition.lab_results import entries
from nutrition.plans import MOST_DAYS, Plan
from nutrition.storage.client_records import Client, client_of, put_client
from nutrition.storage.record_text import KeptPlan, Record, items_of, record_of, record_text
from nutrition.storage.results import LabResult, put_labs, results_of
from nutrition.storage.saved_plans import put_plan, steps_of
from nutrition.storage.schema import CLIENT, PLAN
from nutrition.storage.scope import Scope, Store, new_id, reading, writing
from nutrition.storage.workspaces import all_own, put_own
from nutrition.tables import read_foods

MEMBER = "client.json"
MOST_TABLES = MOST_FILES - 2  # beside the record and the table of results
RESULTS = ("taken_on", "test", "value", "unit", "note")


def export_client(store: Store, client_id: str) -> bytes:
    """Give everything about a client as a zip: ``client.json``, and tables to look at.

    The tables are the plans as they stand and the blood results; only the record is read again. It holds
    the plans with all their steps, and the own foods in them. Raises `Missing`.
    """
    record = read_record(store, client_id)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(MEMBER, record_text(record))
        for number, plan in enumerate(record.plans[:MOST_TABLES], 1):
            current = _current(plan)
            file.writestr(f"plans/{number:02} {file_name(current.name, 'plan')}.csv", current.to_csv())
        file.writestr("results.csv", "".join(_result_lines(record.results)))
    return packed.getvalue()


def _current(plan: KeptPlan) -> Plan:
    return next(step.plan for step in plan.steps if step.number == plan.shown)


def _result_lines(results: tuple[LabResult, ...]) -> Iterator[str]:
    yield csv_line([*RESULTS])
    for result in results:
        for test, (value, unit) in entries(result.labs).items():
            yield csv_line([result.taken_on, test, value, unit, result.note])
        if result.labs.anti_if:
            yield csv_line([result.taken_on, "anti_if", result.labs.anti_if, "", result.note])


def read_record(store: Store, client_id: str) -> Record:
    """Give everything about a client; raises `Missing`."""
    with reading(store) as scope:
        row = scope.one(CLIENT, client_id)
        rows = scope.rows(PLAN, PLAN.c.client == client_id, order=PLAN.c.changed_at.desc())
        plans = tuple(_kept(scope, each.id, each.step, each.changed_at, each.archived) for each in rows)
        own = used(Plan(items_of(plans), days=MOST_DAYS), all_own(scope))
        return Record(client_of(row), plans, own, tuple(results_of(scope, client_id)))


def _kept(scope: Scope, plan_id: str, step: int, changed_at: str, archived: int) -> KeptPlan:
    steps = steps_of(scope, plan_id)[::-1]
    current = max(each.number for each in steps if each.number <= step)  # another edit may come between
    return KeptPlan(steps, current, changed_at, bool(archived))


def import_client(store: Store, content: bytes) -> Client:
    """Keep everything that a file of `export_client` holds, as a new client: all of it, or nothing.

    The zip is read, or the ``client.json`` in it alone. An own food whose id is taken by another one here
    gets a new id, in the plans too.

    Raises
    ------
    PlanError
        naming what is wrong with the file.
    """
    record = record_of(_text(content))
    file = PlanFile(Plan(items_of(record.plans), days=MOST_DAYS), record.own)
    check_foods(file, read_foods())
    with writing(store) as scope:
        return _put(scope, record, file)


def _text(content: bytes) -> str:
    if not content.startswith(ZIP):
        return text_of(content)
    files = unzipped(content)
    if MEMBER not in files:
        raise PlanError([f"the zip holds no {MEMBER}; choose a file that the page People saved"])
    return text_of(files[MEMBER])


def _put(scope: Scope, record: Record, file: PlanFile) -> Client:
    """Keep a record within a transaction."""
    mine = all_own(scope)
    mended = beside(file, mine)
    for food in mended.own:
        if food not in mine:
            put_own(scope, food)
    new = replace(record.client, id=new_id(), version=1)
    put_client(scope, new)
    items = dict(zip(file.plan.items, mended.plan.items, strict=True))
    for plan in record.plans:
        steps = tuple(
            replace(step, plan=replace(step.plan, items=tuple(items[item] for item in step.plan.items)))
            for step in plan.steps
        )
        saved = put_plan(scope, new.id, steps, plan.shown)
        about = {"archived": int(plan.archived), "changed_at": plan.changed_at}
        scope.change(PLAN, PLAN.c.id == saved.id, **about)
    for result in record.results:
        put_labs(scope, replace(result, id=new_id(), client=new.id))
    return new
