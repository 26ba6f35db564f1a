"""The database itself: how it comes to be, who may look at its file, and what is left of what was deleted."""

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

import nutrition as nu
from nutrition import storage
from nutrition.own_foods import OwnFood
from nutrition.people import Person
from nutrition.plans import Item, Plan
from nutrition.storage import client_records, database
from nutrition.storage.database import StorageError
from nutrition.storage.schema import META, NEWEST
from tests.durability.warm import forked

PERSON = Person(35, "female")
TABLES = {"workspace", "client", "plan", "step", "own_food", "favourite", "lab_result"}
SECRET = "Rumpelstiltskin"  # in a name, notes, plans, foods and results


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Say where things are saved: in a folder that is not there yet."""
    monkeypatch.delenv("B12_DATABASE_URL")
    monkeypatch.setenv("B12_DATA_FOLDER", str(tmp_path / "new" / "data"))
    return tmp_path / "new" / "data"


def file(folder):
    return folder / "b12-planner.sqlite3"


def test_it_is_a_file_in_the_user_s_folder(folder):
    storage.add_client(storage.open_store(), "Ann", PERSON)
    assert file(folder).is_file()
    assert database.address() == f"sqlite:///{file(folder)}"


def test_without_a_folder_named_it_is_the_system_s_own(monkeypatch):
    for name in ("B12_DATABASE_URL", "B12_DATA_FOLDER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(database.platformdirs, "user_data_path", lambda *_, **__: Path("/data/b12-planner"))
    assert database.address() == "sqlite:////data/b12-planner/b12-planner.sqlite3"


def test_only_its_owner_may_look(folder):
    storage.add_client(storage.open_store(), "Ann", PERSON)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir()} == {0o600}


def test_it_is_set_up_to_lose_nothing(folder):
    with storage.open_store().engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def everything(url):
    """Save one of everything, each with the secret in it."""
    store = storage.open_store(url, SECRET + " of another")
    one = storage.add_client(store, f"{SECRET} One", PERSON, f"{SECRET} notes")
    saved = storage.add_plan(store, one.id, Plan((Item("175168", 100, SECRET),), SECRET))
    for number in range(30):
        item = Item("175168", 1 + number, f"{SECRET} {number}")
        saved = storage.save_plan(store, saved, saved.plan.add(item))
    storage.keep_labs(store, one.id, "2026-01-31", nu.Labs(mcv=90), f"{SECRET} note")
    return store, one, saved


def traces(folder):
    return {each.name for each in folder.iterdir() if SECRET.encode() in each.read_bytes()}


def test_of_a_deleted_client_no_file_holds_anything(folder):
    store, one, _ = everything(database.address())
    assert file(folder).name in traces(folder) or f"{file(folder).name}-wal" in traces(folder)
    storage.delete_client(store, one.id)
    assert traces(folder) == set()


def test_of_a_deleted_plan_food_or_result_no_file_holds_anything(folder):
    store = storage.open_store()
    me = storage.add_client(store, "Me", PERSON)
    saved = storage.add_plan(store, me.id, Plan((Item("175168", 100, SECRET),), SECRET))
    storage.keep_own(store, OwnFood("own:x", f"Bread of {SECRET}", ()))
    result = storage.keep_labs(store, me.id, "2026-01-31", nu.Labs(mcv=90), SECRET)
    assert traces(folder)
    storage.delete_plan(store, saved.id)
    storage.drop_own(store, "own:x")
    storage.drop_labs(store, result.id)
    assert traces(folder) == set()
    assert [each.name for each in storage.clients(store)] == ["Me"]


def test_with_a_client_go_plans_steps_and_results_and_nothing_else(url, somebody):
    other = somebody()
    kept = storage.add_plan(other, storage.add_client(other, "Other", PERSON).id, Plan())
    store, one, saved = everything(url)
    storage.keep_own(store, OwnFood("own:x", "Bread", ()))
    storage.mark(store, "own:x", favourite=True)
    storage.delete_client(store, one.id)
    for gone in (lambda: storage.client(store, one.id), lambda: storage.history(store, saved.id)):
        with pytest.raises(storage.Missing):
            gone()
    with storage.scope.reading(store) as scope:
        left = {table.name: len(scope.rows(table)) for table in META.sorted_tables}
    of_client = dict.fromkeys(["client", "plan", "step", "lab_result"], 0)
    assert left == {**of_client, "workspace": 1, "own_food": 1, "favourite": 1}
    storage.drop_own(store, "own:x")
    assert storage.saved_plan(other, kept.id) == kept


def head():
    config = Config()
    config.set_main_option("script_location", str(Path(database.__file__).parent / "migrations"))
    return ScriptDirectory.from_config(config).get_heads()


def test_there_is_one_newest_migration_and_the_tables_are_its_outcome():
    assert head() == [NEWEST]


def test_migrations_give_exactly_the_tables_of_the_schema(url):
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415

    made = storage.open_store(url).engine
    with made.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), META) == []
        assert set(inspect(connection).get_table_names()) == {*TABLES, "alembic_version"}
        for table in TABLES:
            keys = inspect(connection).get_pk_constraint(table)["constrained_columns"]
            assert keys == list(META.tables[table].primary_key.columns.keys())
            found = {
                (
                    tuple(key["constrained_columns"]),
                    key["referred_table"],
                    key["options"].get("ondelete"),
                    key["options"].get("onupdate"),
                )
                for key in inspect(connection).get_foreign_keys(table)
            }
            assert found == {
                (tuple(key.column_keys), key.referred_table.name, key.ondelete, key.onupdate)
                for key in META.tables[table].foreign_key_constraints
            }


def test_a_database_that_is_there_is_left_as_it_is(url):
    storage.open_store(url)
    again = create_engine(url)
    database.migrate(again)
    database.migrate(again)
    with again.connect() as connection:
        assert connection.scalars(text("SELECT version_num FROM alembic_version")).all() == [NEWEST]
    again.dispose()


def open_it(url, start):
    start.wait()
    store = storage.open_store(url, f"owner {os.getpid()}")
    storage.add_client(store, "Ann", PERSON)


def empty_database(server, name):
    import psycopg  # noqa: PLC0415

    with psycopg.connect(server.superuser, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} OWNER planner")
    return f"{server.url.removesuffix('/planner')}/{name}"


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_processes_may_open_a_new_database_at_once(kind, tmp_path, request):
    server = request.getfixturevalue("server") if kind == "postgresql" else None
    url = empty_database(server, "at_once") if server else f"sqlite:///{tmp_path / 'saved.sqlite3'}"
    fresh = forked()
    start = fresh.Event()
    both = [fresh.Process(target=open_it, args=(url, start)) for _ in range(2)]
    for each in both:
        each.start()
    start.set()
    for each in both:
        each.join()
    assert [each.exitcode for each in both] == [0, 0]


def test_what_a_newer_planner_wrote_is_refused_in_plain_words(folder):
    storage.open_store()
    with closing(sqlite3.connect(file(folder))) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(StorageError, match=f"a newer planner wrote .*9999, here {NEWEST}.*update this one"):
        storage.open_store(f"{database.address()}?")  # as the next start does: the same file, not opened yet


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:////proc/nowhere/saved.sqlite3", "saved.sqlite3 cannot be opened: "),
        ("postgresql://planner:hidden@127.0.0.1:9/planner", "cannot be opened: connection"),
        ("no address", "The address in B12_DATABASE_URL cannot be opened"),
        ("mongodb://127.0.0.1/x", "cannot be opened"),
        ("postgresql://planner:hidden@host:port/planner", "The address in B12_DATABASE_URL cannot be opened"),
        ("postgresql://127.0.0.1:9/planner?password=hidden", "cannot be opened: connection"),
        ("sqlite:///", "cannot be opened"),
    ],
)
def test_what_cannot_be_opened_is_said_without_the_password(url, said):
    with pytest.raises(StorageError) as refused:
        storage.open_store(url)
    assert said in str(refused.value)
    assert "hidden" not in str(refused.value)


def test_a_file_that_is_no_database_is_refused(tmp_path):
    (tmp_path / "saved.sqlite3").write_bytes(b"not a database, but long enough to be looked at" * 100)
    with pytest.raises(StorageError, match="not a database"):
        storage.open_store(f"sqlite:///{tmp_path / 'saved.sqlite3'}")


def test_a_file_that_is_gone_is_never_written_to_and_may_come_back(folder):
    store = storage.open_store()
    me = storage.add_client(store, "Me", PERSON)
    away = folder.rename(folder.with_name("away"))
    for act in (lambda: storage.clients(store), lambda: storage.add_plan(store, me.id, Plan())):
        with pytest.raises(StorageError, match="is gone; put it back"):
            act()
    assert not folder.exists()
    away.rename(folder)
    assert storage.clients(store) == [me]


def test_a_backup_put_in_the_place_of_the_file_is_what_is_read(folder, tmp_path):
    store = storage.open_store()
    me = storage.add_client(store, "Me", PERSON)
    with closing(sqlite3.connect(file(folder))) as now:
        now.execute("VACUUM INTO ?", [str(tmp_path / "backup")])
    storage.add_client(store, "Ann", PERSON)
    for part in folder.iterdir():
        part.unlink()
    (tmp_path / "backup").rename(file(folder))
    assert storage.clients(store) == [me]
    storage.add_client(store, "Eve", PERSON)
    with closing(sqlite3.connect(file(folder))) as now:
        assert now.execute("SELECT count(*) FROM client").fetchall() == [(2,)]


def test_a_locked_database_says_so_and_nothing_is_half_written(folder, monkeypatch):
    monkeypatch.setattr(database, "PATIENCE", 0.05)
    store = storage.open_store()
    me = storage.add_client(store, "Me", PERSON)
    with closing(sqlite3.connect(file(folder), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="cannot be reached now"):
            storage.add_plan(store, me.id, Plan())
        assert storage.clients(store) == [me]  # readers need not wait
        other.execute("ROLLBACK")
    assert storage.plans_of(store, me.id) == []
    storage.add_plan(store, me.id, Plan())


def test_a_deletion_while_another_program_holds_the_file_is_done(folder, monkeypatch):
    monkeypatch.setattr(database, "PATIENCE", 0.05)
    store = storage.open_store()
    me = storage.add_client(store, "Me", PERSON)
    works = database.wipe
    held = sqlite3.connect(file(folder), isolation_level=None)

    def hold_and_wipe(made):
        held.execute("BEGIN IMMEDIATE")
        works(made)

    monkeypatch.setattr(client_records, "wipe", hold_and_wipe)
    with closing(held), pytest.raises(StorageError, match="it is deleted; its traces"):
        storage.delete_client(store, me.id)
    assert storage.clients(store) == []


def test_whoever_waits_too_long_in_line_is_told(folder, monkeypatch):
    monkeypatch.setattr(database, "IN_LINE", 0.05)
    store = storage.open_store()
    with database.turn(store.engine), pytest.raises(StorageError, match="too many at once"):
        storage.add_client(store, "Me", PERSON)
    storage.add_client(store, "Me", PERSON)


def test_a_database_that_went_away_is_an_error_and_then_back(server):
    store = storage.open_store(server.url, "owner of a restart")
    me = storage.add_client(store, "Me", PERSON)
    server.kill()
    with pytest.raises(StorageError, match="cannot be reached now"):
        storage.clients(store)
    server.start()
    assert storage.clients(store) == [me]


def test_a_disk_that_is_full_is_an_error_and_nothing_is_lost(folder):
    store = storage.open_store()
    me = storage.add_client(store, "Me", PERSON)
    saved = storage.add_plan(store, me.id, Plan())
    with store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    big = Plan(tuple(Item("175168", 100, "a long name of a meal") for _ in range(400)))
    with pytest.raises(StorageError, match="cannot be reached now"):
        storage.save_plan(store, saved, big)
    assert storage.saved_plan(store, saved.id) == saved


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_what_is_in_memory_leaves_no_file(url, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    store = storage.open_store(url)
    assert storage.clients(store) == []
    assert list(tmp_path.iterdir()) == []
