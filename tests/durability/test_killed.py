"""The planner killed in the middle of edits, a hundred times: what was confirmed is there."""

import asyncio
import random
import sqlite3
from contextlib import closing

from websockets.exceptions import ConnectionClosed

from tests.durability.trail import PLANS, STEPS, check, trails
from tests.durability.warm import quick
from tests.servers import postgres
from tests.visitor import Visitor, visit

KILLS = 100
RESTARTS = 10  # kills for each restart of the database
LONGEST = 0.08  # s from a confirmed edit to the kill: about as long as an edit takes
EDITS = (0, 1, 2, 3, 4)


async def edit_until_killed(planner, trails, edits, seconds, middle=None):
    """Let every visitor edit a plan; kill the planner after some edits and a while.

    What happens in the ``middle`` happens after those edits, and as many follow.
    """
    visitors = [Visitor(planner.url) for _ in trails]
    both = list(zip(trails, visitors, strict=True))
    await asyncio.gather(*(trail.look(visitor) for trail, visitor in both))
    editing = [asyncio.create_task(on(trail, visitor)) for trail, visitor in both]
    await confirmed(trails, edits, editing)
    if middle:
        await asyncio.to_thread(middle)
        await confirmed(trails, edits, editing)
    await asyncio.sleep(seconds)
    planner.kill()
    await asyncio.wait(editing)
    assert all(isinstance(each.exception(), ConnectionClosed) for each in editing)


async def confirmed(trails, edits, editing):
    """Wait until so many more edits are confirmed."""
    wanted = sum(trail.confirmed for trail in trails) + edits
    while sum(trail.confirmed for trail in trails) < wanted:
        done, _ = await asyncio.wait(editing, timeout=0.002)
        for each in done:
            each.result()


async def on(trail, visitor):
    while True:
        await trail.edit(visitor)


def test_every_confirmed_edit_is_there_after_a_hundred_kills(tmp_path):
    url = f"sqlite:///{tmp_path / 'saved.sqlite3'}"
    of_all = trails(url, 1)
    chance = random.Random(7)
    with quick({"B12_DATABASE_URL": url}, tmp_path) as planner:
        for _ in range(KILLS):
            visit(edit_until_killed(planner, of_all, chance.choice(EDITS), chance.uniform(0, LONGEST)))
            with closing(sqlite3.connect(tmp_path / "saved.sqlite3")) as database:
                assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                assert database.execute("PRAGMA foreign_key_check").fetchall() == []
                check(of_all, database.execute(PLANS).fetchall(), database.execute(STEPS).fetchall())
            planner.start()
    assert sum(trail.confirmed for trail in of_all) > KILLS


def test_every_confirmed_edit_is_there_where_the_database_is_restarted_too(tmp_path):
    chance = random.Random(11)
    with postgres() as database, quick({"B12_DATABASE_URL": database.url}, tmp_path) as planner:
        of_all = trails(database.url, 1)
        for kill in range(KILLS):
            restarts = kill % RESTARTS == RESTARTS // 2
            for trail in of_all:
                trail.steps = not restarts
            middle = database.restart if restarts else None
            edits, seconds = chance.choice(EDITS), chance.uniform(0, LONGEST)
            visit(edit_until_killed(planner, of_all, max(edits, restarts), seconds, middle))
            database.wait_until_left()
            check(of_all, database.rows(PLANS), database.rows(STEPS))
            planner.start()
    assert sum(trail.confirmed for trail in of_all) > KILLS
