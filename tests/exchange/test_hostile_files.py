"""Every hostile file through every reader: a clear refusal, or a plan whose text is harmless data."""

import csv
import io
import sys
import tracemalloc

import pytest

import nutrition as nu
from nutrition import storage
from nutrition.errors import PlanError
from nutrition.exchange.audit import Audit
from nutrition.exchange.diary import diary
from nutrition.exchange.link import packed, unpacked
from nutrition.exchange.plan_file import PlanFile, check_foods, read_plan, write_plan
from nutrition.exchange.recognised import recognised
from nutrition.storage.record import import_client
from tests import hostile_files

FOODS, PORTIONS = nu.read_foods(), nu.read_portions()
FILES = hostile_files.every_file()
LARGE = [name for name, made in FILES.items() if callable(made)]
MOST_FAULTS = 201
LONGEST_FAULT = 400  # characters; a few lines on a phone
MOST_MEMORY = 100_000_000  # bytes; beside the file itself
DONE = ("subprocess.", "os.system", "os.exec", "os.spawn", "os.remove", "os.rename", "os.mkdir", "socket.")
RUNS = "=+-@\t\r＝＋－＠"  # what a spreadsheet takes for the beginning of a formula
watched: list[str] = []


def _watch(event, given):
    """Note what touches anything but memory, while a file is read."""
    writes = event == "open" and isinstance(given[1], str) and set(given[1]) & set("wax+")
    if _watch.on and (writes or event.startswith(DONE)):
        watched.append(f"{event} {given}"[:200])


_watch.on = False
sys.addaudithook(_watch)


@pytest.fixture(autouse=True)
def nothing_is_done():
    """Fail where reading a file starts a program, opens a connection or writes to the disk."""
    watched.clear()
    _watch.on = True
    yield
    _watch.on = False
    assert watched == []


def outcome(read, *given):
    """Give what a reader made of a file, None where it refused it in words that can be shown."""
    try:
        return read(*given)
    except PlanError as error:
        refused = error
    assert 0 < len(refused.faults) <= MOST_FAULTS
    assert [
        fault for fault in refused.faults if not (3 < len(fault) <= LONGEST_FAULT and fault.isprintable())
    ] == []
    return None


def content_of(name):
    made = FILES[name]
    return made() if callable(made) else made


def test_there_are_many_of_them():
    assert len(FILES) >= 200


@pytest.mark.parametrize("name", [name for name in FILES if name not in LARGE])
def test_every_reader_refuses_a_file_or_makes_a_harmless_plan_of_it(name):
    _through_every_reader(content_of(name), name)


@pytest.mark.parametrize("name", LARGE)
def test_a_file_that_is_large_or_unpacks_to_much_takes_little_memory(name):
    content = content_of(name)
    tracemalloc.start()
    try:
        _through_every_reader(content, name)
        assert tracemalloc.get_traced_memory()[1] < MOST_MEMORY
    finally:
        tracemalloc.stop()


def _through_every_reader(content, name):
    for found in (outcome(read_plan, content), outcome(recognised, content, name, FOODS, PORTIONS)):
        file = outcome(diary, found) if isinstance(found, Audit) else found
        if file is not None:
            _harmless(file)
    link = content[:50_000].decode("latin-1")
    assert outcome(unpacked, link) is None
    assert outcome(unpacked, "a" + link) is None


def _harmless(file):
    """Check that a plan is data: saved and opened it is equal, and a spreadsheet runs nothing of it."""
    assert read_plan(write_plan(file.plan, file.own).encode()).plan == file.plan
    for row in csv.reader(io.StringIO(file.plan.to_csv())):
        for cell in row:
            assert cell == "-0.0" or not cell.lstrip(" ").startswith(tuple(RUNS)), cell
    outcome(check_foods, file, FOODS)
    outcome(packed, file)


RECORDS = [name for name in FILES if not name.startswith(("Cronometer", "Lose It", "table"))]


@pytest.fixture(scope="module")
def store():
    return storage.open_store(storage.MEMORY)


@pytest.mark.parametrize("name", RECORDS[::3])
def test_nobody_is_added_by_a_file_that_is_no_record(name, store):
    assert outcome(import_client, store, content_of(name)) is None
    assert storage.clients(store) == []


def test_what_may_be_done_to_the_machine_is_noticed(tmp_path):
    watched.clear()
    (tmp_path / "file").write_text("x")
    assert [line.split()[0] for line in watched] == ["open"]
    watched.clear()


def test_a_formula_comes_back_as_it_was_from_a_table_that_runs_nothing():
    file = read_plan(FILES["JSON, name and measure: a command"])
    assert file.plan.name == "=cmd|'/C calc'!A0"
    table = file.plan.to_csv()
    assert "'=cmd|'/C calc'!A0" in table
    assert ",=cmd" not in table
    assert nu.Plan.from_csv(table) == file.plan


def test_a_path_in_a_zip_is_a_label():
    found = recognised(FILES["a zip with the name '../../escaped.csv'"], "x.zip", FOODS, PORTIONS)
    assert isinstance(found, Audit)


def test_a_script_in_a_name_is_kept_letter_by_letter():
    file = read_plan(FILES["JSON, own name: script"])
    assert file.own[0].name == "<script>alert(1)</script>"
    assert "<script>alert(1)</script>" in write_plan(file.plan, file.own)
    assert isinstance(file, PlanFile)
