"""Every test here runs on both databases; each owner in it is somebody new."""

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest

from nutrition import storage
from nutrition.people import Person
from nutrition.storage import database
from tests.servers import Postgres, postgres

PERSON = Person(35, "female")


@pytest.fixture(scope="session")
def server() -> Iterator[Postgres]:
    """Run one PostgreSQL for all tests."""
    with postgres() as running:
        yield running
        database.engine(running.url).dispose()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    if request.param == "postgresql":
        return request.getfixturevalue("server").url
    return f"sqlite:///{tmp_path_factory.mktemp('saved') / 'saved.sqlite3'}"


@pytest.fixture
def somebody(url: str) -> Callable[[], storage.Store]:
    """Give a function that opens the store of somebody who has saved nothing yet."""
    return lambda: storage.open_store(url, f"owner {uuid4().hex}")


@pytest.fixture
def store(somebody: Callable[[], storage.Store]) -> storage.Store:
    return somebody()


@pytest.fixture
def me(store: storage.Store) -> storage.Client:
    return storage.add_client(store, "Me", PERSON, client_id=storage.ONESELF)
