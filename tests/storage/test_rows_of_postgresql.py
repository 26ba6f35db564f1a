"""PostgreSQL itself looks at every row: what a stolen connection of the planner could see and do."""

import psycopg
import pytest
from psycopg import sql

from nutrition import storage
from nutrition.people import Person
from nutrition.plans import Item, Plan
from nutrition.storage.scope import workspace_id

OWNED = ("client", "favourite", "lab_result", "own_food", "plan", "step")
TABLES = ("workspace", *OWNED)
PLAN = Plan((Item("175168", 100, "Lunch"),), "Plan")


def people(store, name):
    one = storage.add_client(store, name, Person(35, "female"))
    storage.add_plan(store, one.id, PLAN)
    return workspace_id(store.owner)


@pytest.fixture(scope="module")
def owners(server):
    """Give the workspaces of two people."""
    return [
        people(storage.open_store(server.url, f"https://login.example {name}"), name)
        for name in ("ann", "eve")
    ]


@pytest.fixture
def planner(server, owners):
    """Connect as the role that the planner connects as, which owns the tables."""
    with psycopg.connect(server.url.replace("+psycopg", "")) as connection:
        yield connection
        connection.rollback()


def become(planner, workspace):
    planner.execute("SELECT set_config('b12.workspace', %s, true)", [workspace])


def named(text, table):
    return sql.SQL(text).format(sql.Identifier(table))


def test_the_role_is_a_plain_one_and_owns_the_tables(planner):
    about = planner.execute(
        "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user"
    ).fetchall()
    assert about == [("planner", False, False, False)]
    found = planner.execute(
        "SELECT relname, relrowsecurity, relforcerowsecurity, pg_get_userbyid(relowner) FROM pg_class "
        "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'alembic_version' "
        "ORDER BY relname"
    ).fetchall()
    assert found == [(table, True, True, "planner") for table in sorted(TABLES)]


@pytest.mark.parametrize("table", TABLES)
def test_who_says_nothing_sees_and_changes_nothing(planner, table):
    assert planner.execute(named("SELECT count(*) FROM {}", table)).fetchone() == (0,)
    assert planner.execute(named("DELETE FROM {}", table)).rowcount == 0
    column = "id" if table == "workspace" else "workspace"
    change = sql.SQL("UPDATE {} SET {} = 'x'").format(sql.Identifier(table), sql.Identifier(column))
    assert planner.execute(change).rowcount == 0
    with planner.cursor().copy(named("COPY {} TO STDOUT", table)) as copied:
        assert list(copied) == []


@pytest.mark.parametrize("table", OWNED)
def test_whoever_says_who_they_are_sees_only_that(planner, owners, table):
    ann, eve = owners
    become(planner, eve)
    seen = planner.execute(named("SELECT DISTINCT workspace FROM {}", table)).fetchall()
    assert seen in ([(eve,)], [])  # nothing of some kinds is saved
    assert planner.execute(named("DELETE FROM {} WHERE workspace = %s", table), [ann]).rowcount == 0
    moved = named("UPDATE {} SET workspace = %s WHERE workspace = %s", table)
    assert planner.execute(moved, [eve, ann]).rowcount == 0


def test_nothing_is_given_to_another(planner, owners):
    ann, eve = owners
    become(planner, eve)
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        planner.execute("UPDATE client SET workspace = %s", [ann])
    planner.rollback()
    become(planner, eve)
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        planner.execute("INSERT INTO own_food VALUES (%s, 'own:x', 'x', '{}', '')", [ann])


def test_the_rule_cannot_be_switched_off_for_a_look(planner):
    planner.execute("SET LOCAL row_security = off")
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        planner.execute("SELECT * FROM client")


def test_who_somebody_is_ends_with_the_transaction(planner, owners):
    become(planner, owners[1])
    assert planner.execute("SELECT name FROM client").fetchall() == [("eve",)]
    planner.commit()
    assert planner.execute("SELECT name FROM client").fetchall() == []


def test_a_connection_from_the_pool_has_forgotten_whose_it_was(server, owners):
    store = storage.open_store(server.url, "https://login.example ann")
    assert [each.name for each in storage.clients(store)] == ["ann"]
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT name FROM client").fetchall() == []


def test_nobody_else_gets_in(server):
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.url.replace("+psycopg", "").replace(server.password, "wrong"))
