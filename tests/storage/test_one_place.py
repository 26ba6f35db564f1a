"""Every statement is scoped to its owner in one place: no other file of the subject runs one."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = [path for part in ("nutrition", "views") for path in (ROOT / part).rglob("*.py")] + [ROOT / "app.py"]
RUNS = {"execute", "executemany", "executescript", "exec_driver_sql", "scalars", "scalar", "raw_connection"}
ALLOWED = {  # the scope, and what opens and migrates a database before anybody's things are in sight
    "nutrition/storage/scope.py",
    "nutrition/storage/database.py",
    "nutrition/storage/migrations/versions/0001_first.py",
    "nutrition/storage/migrations/versions/0002_favourites.py",
}
NOBODYS = {  # what others publish, in files of their own beside the database: nobody's things are in them
    "nutrition/name_index.py",
    "nutrition/name_variants.py",
    "nutrition/online/fetching.py",
    "nutrition/usda/importing.py",
    "nutrition/usda/library.py",
    "nutrition/usda/reading.py",
    "nutrition/usda/shaping.py",
}
DRIVERS = {"sqlite3", "psycopg", "sqlalchemy"}


def place(path):
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", [path for path in FILES if place(path) not in ALLOWED | NOBODYS], ids=place)
def test_only_the_scope_runs_statements(path):
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    assert [node.lineno for node in calls if getattr(node.func, "attr", "") in RUNS] == []


@pytest.mark.parametrize(
    "path", [path for path in FILES if "storage" not in path.parts and place(path) not in NOBODYS], ids=place
)
def test_only_storage_knows_a_database(path):
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    named = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    named |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    assert {name for name in named if name.split(".")[0] in DRIVERS} == set()


@pytest.mark.parametrize("name", sorted(NOBODYS))
def test_what_others_publish_is_kept_apart_from_what_is_somebody_s(name):
    assert "nutrition.storage.scope" not in (ROOT / name).read_text("utf-8")
    assert not re.search(r"\bopen_store\b|\bengine\(", (ROOT / name).read_text("utf-8"))


def test_every_statement_of_the_scope_names_the_workspace():
    source = (ROOT / "nutrition/storage/scope.py").read_text("utf-8")
    scope = next(
        node for node in ast.parse(source).body if isinstance(node, ast.ClassDef) and node.name == "Scope"
    )
    methods = [node for node in scope.body if isinstance(node, ast.FunctionDef)]
    runs = [ast.unparse(node) for node in methods if ".execute(" in ast.unparse(node)]
    assert len(runs) == 4
    assert all("self.workspace" in body for body in runs)
