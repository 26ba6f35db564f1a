"""What a session costs: memory of the planner with many sessions, beside an app that shows one line.

Run from the project's folder: ``PYTHONPATH=. python benchmarks/sessions.py``. Each visitor opens a plan of 25
foods and changes an amount; then memory is read. Give the number of sessions to have another than 100.
"""

import asyncio
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import nutrition as nu
from nutrition import storage
from nutrition.people import Person
from nutrition.plans import Item, Plan
from tests.servers import ROOT, Server, free_port, health, planner
from tests.visitor import Visitor

EMPTY = 'import streamlit as st\n\nst.write("One line.")\n'
FOODS = 25
EDITS = 2
WARM = 2  # sessions before the first reading


@contextmanager
def empty_app(folder: Path) -> Iterator[tuple[str, int]]:
    """Run the app of one line; give its address and its process."""
    (folder / "empty.py").write_text(EMPTY, "utf-8")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    options = ["--server.headless", "true", "--server.address", "127.0.0.1", "--server.port", str(port)]
    command = [sys.executable, "-m", "streamlit", "run", str(folder / "empty.py"), *options]
    server = Server(command, folder / "log", {"cwd": ROOT})
    try:
        server.start_until(lambda: health(url))
        yield url, server.pid
    finally:
        server.end()


def plans(folder: Path, count: int) -> list[str]:
    """Save a plan for each visitor and give their ids."""
    store = storage.open_store(f"sqlite:///{folder / 'b12-planner.sqlite3'}")
    me = storage.add_client(store, "Me", Person(35, "female"), client_id=storage.ONESELF)
    items = tuple(Item(food, 100, "Lunch", "12:00") for food in nu.read_foods().index[:FOODS])
    return [storage.add_plan(store, me.id, Plan(items, "Many foods")).id for _ in range(count)]


async def use(url: str, plan: str = "") -> Visitor:
    """Open the page, edit the plan where there is one, and stay."""
    visitor = Visitor(url)
    await visitor.open(**({"plan": plan} if plan else {}))
    for number in range(EDITS if plan else 0):
        food = visitor.data("table")["sittings"][0]["items"][0]["food"]
        await visitor.send(
            "table", "edit", {"do": "amount", "index": 0, "food": food, "to": str(number + 120)}
        )
    return visitor


def memory_mb(pid: int) -> float:
    """Give the memory a process has for itself [MB]."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private")) / 1024


async def measured(url: str, pid: int, count: int, ids: list[str]) -> tuple[float, float]:
    """Give the memory with few sessions and the memory of each further one [MB]."""
    here = [await use(url, *ids[place : place + 1]) for place in range(WARM)]
    await asyncio.sleep(1)
    first = memory_mb(pid)
    here += [await use(url, *ids[place : place + 1]) for place in range(WARM, count)]
    await asyncio.sleep(1)
    each = (memory_mb(pid) - first) / (count - WARM)
    for visitor in here:
        await visitor.leave()
    return first, each


def main(count: int) -> None:
    """Measure both and print a table."""
    with ExitStack() as running:
        folder = Path(running.enter_context(tempfile.TemporaryDirectory()))
        ids = plans(folder, count)
        url, pid = running.enter_context(empty_app(folder))
        empty = asyncio.run(measured(url, pid, count, []))
        ours = running.enter_context(planner({"B12_DATA_FOLDER": str(folder), "B12_DATABASE_URL": ""}))
        full = asyncio.run(measured(ours.url, ours.pid, count, ids))
    print(f"{count} sessions, MB: with {WARM} sessions, each further one")
    print(f"app of one line   {empty[0]:8.1f} {empty[1]:8.3f}")
    print(f"planner           {full[0]:8.1f} {full[1]:8.3f}")
    print(f"ratio of a session {full[1] / empty[1]:.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
