"""The people somebody plans for: oneself, one's family, a dietitian's clients."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from nutrition.people import Person
from nutrition.storage.bodies import LONGEST_NAME, LONGEST_NOTE, check_text, person_of, person_text
from nutrition.storage.database import wipe
from nutrition.storage.schema import CLIENT
from nutrition.storage.scope import Missing, Scope, Store, new_id, now, reading, writing

ONESELF = "me"  # the id of the client that the owner is


class ClientChanged(Exception):  # noqa: N818 - what has happened, not what went wrong
    """Somebody, or another tab, has changed this client since; ``now`` is how it stands."""

    def __init__(self, current: "Client") -> None:
        self.now = current
        super().__init__(f"{current.name!r} was changed elsewhere at {current.changed_at}")


@dataclass(frozen=True)
class Client:
    """A person with plans. ``version`` counts the changes; times are ISO text, UTC."""

    id: str
    name: str
    person: Person
    notes: str = ""
    archived: bool = False
    version: int = 1
    created_at: str = ""
    changed_at: str = ""

    def __post_init__(self) -> None:
        """Refuse a name or notes that cannot be kept, with `PlanError`."""
        check_text("name", self.name, LONGEST_NAME)
        check_text("notes", self.notes, LONGEST_NOTE, lines=True)


def add_client(store: Store, name: str, person: Person, notes: str = "", client_id: str = "") -> Client:
    """Keep a new client; raises `PlanError` for a name or notes that cannot be kept."""
    at = now()
    new = Client(client_id or new_id(), name, person, notes, created_at=at, changed_at=at)
    with writing(store) as scope:
        put_client(scope, new)
    return new


def put_client(scope: Scope, new: Client) -> None:
    """Keep a new client within a transaction."""
    scope.add(CLIENT, id=new.id, version=new.version, created_at=new.created_at, **_columns(new))


def _columns(client: Client) -> dict[str, Any]:
    return {
        "name": client.name,
        "person": person_text(client.person),
        "notes": client.notes,
        "archived": int(client.archived),
        "changed_at": client.changed_at,
    }


def client_of(row: Row[Any]) -> Client:
    """Give a client of its row."""
    return Client(
        row.id,
        row.name,
        person_of(row.person),
        row.notes,
        bool(row.archived),
        row.version,
        row.created_at,
        row.changed_at,
    )


def client(store: Store, client_id: str) -> Client:
    """Give a client; raises `Missing` where there is none, or it is another owner's."""
    with reading(store) as scope:
        return client_of(scope.one(CLIENT, client_id))


def oneself(store: Store) -> Client | None:
    """Give the client that the owner is, None as long as nothing about them is kept."""
    try:
        return client(store, ONESELF)
    except Missing:
        return None


def clients(store: Store, words: str = "", *, archived: bool = False) -> list[Client]:
    """Give the clients, or those put away, whose name or notes hold every word; the owner first."""
    with reading(store) as scope:
        everybody = map(client_of, scope.rows(CLIENT, CLIENT.c.archived == int(archived)))
        found = [one for one in everybody if _fits(one, words)]
    return sorted(found, key=lambda one: (one.id != ONESELF, one.name.casefold(), one.created_at))


def _fits(one: Client, words: str) -> bool:
    text = f"{one.name}\n{one.notes}".casefold()
    return all(word in text for word in words.casefold().split())


def change_client(store: Store, changed: Client) -> Client:
    """Keep a client as it is now; raises `ClientChanged` if it was changed elsewhere since, or `Missing`."""
    with writing(store) as scope:
        values = {**_columns(changed), "changed_at": now(), "version": changed.version + 1}
        same = (CLIENT.c.id == changed.id, CLIENT.c.version == changed.version)
        done = scope.change(CLIENT, *same, **values)
        current = client_of(scope.one(CLIENT, changed.id))
    if not done:
        raise ClientChanged(current)
    return current


def delete_client(store: Store, client_id: str) -> None:
    """Delete a client with all plans and results for good; a SQLite file holds nothing of it afterwards."""
    with writing(store) as scope:
        if not scope.remove(CLIENT, CLIENT.c.id == client_id):
            scope.one(CLIENT, client_id)
    wipe(store.engine)
