"""Blood results of a client, by the day they were taken."""

from dataclasses import dataclass
from datetime import date

from nutrition.errors import PlanError
from nutrition.lab_results import Labs
from nutrition.storage.bodies import LONGEST_NOTE, check_text, labs_of, labs_text
from nutrition.storage.database import wipe
from nutrition.storage.schema import CLIENT, LAB_RESULT
from nutrition.storage.scope import Scope, Store, new_id, now, reading, writing


@dataclass(frozen=True)
class LabResult:
    """Results of one day; ``taken_on`` is YYYY-MM-DD."""

    id: str
    client: str
    taken_on: str
    labs: Labs
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a day that is none and a note that cannot be kept, with `PlanError`."""
        check_text("note", self.note, LONGEST_NOTE, lines=True)
        if not _is_day(self.taken_on):
            raise PlanError([f"taken_on: {str(self.taken_on)[:40]!r} is no day; write it as 2026-03-31"])


def _is_day(text: object) -> bool:
    """Tell whether it is a day in the one spelling that sorts by time; Python reads others too."""
    try:
        return isinstance(text, str) and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def keep_labs(store: Store, client_id: str, taken_on: str, labs: Labs, note: str = "") -> LabResult:
    """Keep a client's results; raises `PlanError` or `Missing`."""
    new = LabResult(new_id(), client_id, taken_on, labs, note)
    with writing(store) as scope:
        scope.one(CLIENT, client_id)
        put_labs(scope, new)
    return new


def put_labs(scope: Scope, new: LabResult) -> None:
    """Keep results within a transaction."""
    values = {"taken_on": new.taken_on, "body": labs_text(new.labs), "note": new.note}
    scope.add(LAB_RESULT, id=new.id, client=new.client, created_at=now(), **values)


def lab_history(store: Store, client_id: str) -> list[LabResult]:
    """Give a client's results, the newest first; raises `Missing`."""
    with reading(store) as scope:
        scope.one(CLIENT, client_id)
        return results_of(scope, client_id)


def results_of(scope: Scope, client_id: str) -> list[LabResult]:
    """Give a client's results within a transaction."""
    order = LAB_RESULT.c.taken_on.desc()
    rows = scope.rows(LAB_RESULT, LAB_RESULT.c.client == client_id, order=order)
    return [LabResult(row.id, row.client, row.taken_on, labs_of(row.body), row.note) for row in rows]


def drop_labs(store: Store, result_id: str) -> None:
    """Delete results for good; raises `Missing`."""
    with writing(store) as scope:
        scope.one(LAB_RESULT, result_id)
        scope.remove(LAB_RESULT, LAB_RESULT.c.id == result_id)
    wipe(store.engine)
