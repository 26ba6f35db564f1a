"""A hundred visitors at once, each with a plan of their own."""

import asyncio
import sqlite3
from contextlib import closing

from tests.durability.trail import PLANS, STEPS, check, trails
from tests.durability.warm import quick
from tests.visitor import Visitor, visit

VISITORS, EDITS = 100, 2


async def edit_all(url, of_all):
    """Open all plans, edit them at once, and leave only then."""
    visitors = [Visitor(url) for _ in of_all]
    both = list(zip(of_all, visitors, strict=True))
    await asyncio.gather(*(trail.look(visitor) for trail, visitor in both))
    await asyncio.gather(*(edit(trail, visitor) for trail, visitor in both))
    await asyncio.gather(*(visitor.leave() for visitor in visitors))


async def edit(trail, visitor):
    for _ in range(EDITS):
        await trail.edit(visitor)  # an exception on the page is one here
        assert not trail.waits, visitor.words()


def test_a_hundred_at_once_lose_nothing(tmp_path):
    file = tmp_path / "saved.sqlite3"
    of_all = trails(f"sqlite:///{file}", VISITORS)
    with quick({"B12_DATABASE_URL": f"sqlite:///{file}"}, tmp_path) as planner:
        visit(edit_all(planner.url, of_all))
        assert [trail.confirmed for trail in of_all] == [EDITS] * VISITORS
        with closing(sqlite3.connect(file)) as database:
            check(of_all, database.execute(PLANS).fetchall(), database.execute(STEPS).fetchall())
        assert "Error" not in planner.log.read_text("utf-8")
