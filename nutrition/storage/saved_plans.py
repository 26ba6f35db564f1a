"""Plans as they are saved: every edit a step, in one transaction; undo and redo walk along the steps."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from nutrition.plans import Plan
from nutrition.storage.database import wipe
from nutrition.storage.schema import CLIENT, PLAN, STEP
from nutrition.storage.scope import Scope, Store, new_id, now, reading, writing

RECENT_PLANS = 3  # plans whose foods count as eaten lately
STEPS = 100  # steps kept one by one; of older ones, the last of each day


class Conflict(Exception):  # noqa: N818 - what has happened, not what went wrong
    """The plan was changed elsewhere since; ``now`` is how it stands. Nothing was overwritten."""

    def __init__(self, current: "Saved") -> None:
        self.now = current
        super().__init__(f"{current.plan.name!r} was changed elsewhere at {current.saved_at}")


@dataclass(frozen=True)
class Saved:
    """A plan as it is saved. ``version`` counts every change; ``undoable`` and ``redoable`` are steps."""

    id: str
    client: str
    plan: Plan
    version: int
    undoable: int
    redoable: int
    saved_at: str
    archived: bool = False


@dataclass(frozen=True)
class Line:
    """A plan in a list of plans."""

    id: str
    client: str
    name: str
    days: int
    foods: int
    saved_at: str
    archived: bool
    version: int


@dataclass(frozen=True)
class Step:
    """A plan as it was after one edit."""

    number: int
    at: str
    plan: Plan


def add_plan(store: Store, client_id: str, plan: Plan, before: Plan | None = None) -> Saved:
    """Save a new plan of a client; undo goes back to ``before``. Raises `Missing` for a client not there."""
    plans = [plan] if before is None else [before, plan]
    steps = tuple(Step(number, now(), each) for number, each in enumerate(plans, 1))
    with writing(store) as scope:
        scope.one(CLIENT, client_id)
        return put_plan(scope, client_id, steps, len(steps))


def put_plan(scope: Scope, client_id: str, steps: tuple[Step, ...], shown: int) -> Saved:
    """Save a plan with the steps that led to it, within a transaction."""
    plan_id, at = new_id(), now()
    current = next(step.plan for step in steps if step.number == shown)
    about = _about(current, shown, 1, at)
    scope.add(PLAN, id=plan_id, client=client_id, archived=0, created_at=at, **about)
    for step in steps:
        scope.add(STEP, plan=plan_id, number=step.number, body=step.plan.to_json(), at=step.at)
    return _saved(scope, plan_id)


def _about(plan: Plan, step: int, version: int, at: str) -> dict[str, Any]:
    return {
        "name": plan.name,
        "days": plan.days,
        "foods": len(plan.items),
        "step": step,
        "version": version,
        "changed_at": at,
    }


def saved_plan(store: Store, plan_id: str) -> Saved:
    """Give a plan as it is saved; raises `Missing` where it is not there, or is another owner's."""
    with reading(store) as scope:
        return _saved(scope, plan_id)


def _saved(scope: Scope, plan_id: str, plan: Plan | None = None) -> Saved:
    """Give a plan as it is saved; ``plan`` is it where that is known already."""
    row = scope.one(PLAN, plan_id)
    numbers = [number for (number,) in scope.rows(STEP, STEP.c.plan == plan_id, only=STEP.c.number)]
    before = sum(number < row.step for number in numbers)
    after = sum(number > row.step for number in numbers)
    return Saved(
        row.id,
        row.client,
        plan or _plan_at(scope, plan_id, row.step),
        row.version,
        before,
        after,
        row.changed_at,
        bool(row.archived),
    )


def _plan_at(scope: Scope, plan_id: str, number: int) -> Plan:
    found = scope.rows(STEP, STEP.c.plan == plan_id, STEP.c.number == number, only=STEP.c.body)
    return Plan.from_json(found[0].body)


def recent_foods(store: Store) -> tuple[str, ...]:
    """Give the ids of the foods in the plans that were edited last, each once, the last eaten first."""
    with reading(store) as scope:
        rows = scope.rows(PLAN, order=PLAN.c.changed_at.desc())[:RECENT_PLANS]
        plans = [_plan_at(scope, row.id, row.step) for row in rows]
    return tuple(dict.fromkeys(item.food for plan in plans for item in reversed(plan.items)))


def plans_with(store: Store, food_id: str) -> int:
    """Give how many plans hold a food, as they stand."""
    with reading(store) as scope:
        shown = {(row.id, row.step) for row in scope.rows(PLAN)}
        held = scope.rows(STEP, STEP.c.body.contains(f'"{food_id}"', autoescape=True))
    return len(shown.intersection((row.plan, row.number) for row in held))


def save_plan(store: Store, saved: Saved, plan: Plan) -> Saved:
    """Save a plan after one more edit; what was undone before can then no longer be done again.

    Raises
    ------
    Conflict
        where the plan was changed elsewhere since ``saved``; nothing is written then.
    Missing
        where it is not there any more, or is another owner's.
    """
    with writing(store) as scope:
        row = scope.one(PLAN, saved.id)
        number, at = row.step + 1, now()
        if _claimed(scope, saved, _about(plan, number, saved.version + 1, at)):
            scope.remove(STEP, STEP.c.plan == saved.id, STEP.c.number >= number)
            scope.add(STEP, plan=saved.id, number=number, body=plan.to_json(), at=at)
            _thin(scope, saved.id, number - STEPS)
            return _saved(scope, saved.id, plan)
        current = _saved(scope, saved.id)
    raise Conflict(current)


def _claimed(scope: Scope, saved: Saved, values: dict[str, Any]) -> bool:
    """Change the plan's row if it still has the version that was seen; no other writer can come between."""
    return bool(scope.change(PLAN, PLAN.c.id == saved.id, PLAN.c.version == saved.version, **values))


def _thin(scope: Scope, plan_id: str, number: int) -> None:
    """Let go of a step that has become old, unless it is the last of its day."""
    if number < 1:
        return  # none is old yet
    pair = scope.rows(STEP, STEP.c.plan == plan_id, STEP.c.number.in_((number, number + 1)))
    days = {step.number: step.at[:10] for step in pair}
    if number in days and days[number] == days.get(number + 1):
        scope.remove(STEP, STEP.c.plan == plan_id, STEP.c.number == number)


def undo(store: Store, saved: Saved) -> Saved:
    """Go back to the step before; the same plan where there is none. Raises as `save_plan`."""
    return _moved(store, saved, forward=False)


def redo(store: Store, saved: Saved) -> Saved:
    """Go on to the step that was undone; the same plan where there is none. Raises as `save_plan`."""
    return _moved(store, saved, forward=True)


def _moved(store: Store, saved: Saved, *, forward: bool) -> Saved:
    with writing(store) as scope:
        row = scope.one(PLAN, saved.id)
        beyond = STEP.c.number > row.step if forward else STEP.c.number < row.step
        order = STEP.c.number if forward else STEP.c.number.desc()
        there = scope.rows(STEP, STEP.c.plan == saved.id, beyond, order=order)
        if not there and row.version == saved.version:
            return _saved(scope, saved.id)
        target = there[0] if there else row
        plan = Plan.from_json(target.body) if there else saved.plan
        step = target.number if there else row.step
        done = _claimed(scope, saved, _about(plan, step, saved.version + 1, now()))
        current = _saved(scope, saved.id)
    if not done:
        raise Conflict(current)
    return current


def history(store: Store, plan_id: str) -> tuple[Step, ...]:
    """Give the steps of a plan that are kept, the newest first."""
    with reading(store) as scope:
        scope.one(PLAN, plan_id)
        return steps_of(scope, plan_id)


def steps_of(scope: Scope, plan_id: str) -> tuple[Step, ...]:
    """Give the steps of a plan within a transaction, the newest first."""
    rows = scope.rows(STEP, STEP.c.plan == plan_id, order=STEP.c.number.desc())
    return tuple(Step(row.number, row.at, Plan.from_json(row.body)) for row in rows)


def plans_of(store: Store, client_id: str, *, archived: bool = False) -> list[Line]:
    """Give the plans of a client, or those put away, the one changed last first."""
    with reading(store) as scope:
        scope.one(CLIENT, client_id)
        return lines_of(scope, client_id, archived=archived)


def lines_of(scope: Scope, client_id: str, *, archived: bool) -> list[Line]:
    """Give the plans of a client within a transaction."""
    of_client = (PLAN.c.client == client_id, PLAN.c.archived == int(archived))
    return [_line(row) for row in scope.rows(PLAN, *of_client, order=PLAN.c.changed_at.desc())]


def all_lines(store: Store) -> list[Line]:
    """Give the plans of everybody, without those put away, the one changed last first."""
    with reading(store) as scope:
        rows = scope.rows(PLAN, PLAN.c.archived == 0, order=PLAN.c.changed_at.desc())
    return [_line(row) for row in rows]


def last_plan(store: Store) -> Line | None:
    """Give the plan that was changed last, of anybody who is not put away; None where there is none."""
    with reading(store) as scope:
        away = [row.id for row in scope.rows(CLIENT, CLIENT.c.archived == 1)]
        there = (PLAN.c.archived == 0, PLAN.c.client.not_in(away))
        rows = scope.rows(PLAN, *there, order=PLAN.c.changed_at.desc())
    return _line(rows[0]) if rows else None


def _line(row: Row[Any]) -> Line:
    return Line(
        row.id,
        row.client,
        row.name,
        row.days,
        row.foods,
        row.changed_at,
        bool(row.archived),
        row.version,
    )


def version_of(store: Store, plan_id: str) -> int:
    """Give the version of a plan; raises `Missing`."""
    with reading(store) as scope:
        return int(scope.one(PLAN, plan_id).version)


def copy_plan(store: Store, plan_id: str, client_id: str) -> Saved:
    """Save a plan as it stands as a new one of the same or another client."""
    with writing(store) as scope:
        current = _saved(scope, plan_id)
        scope.one(CLIENT, client_id)
        return put_plan(scope, client_id, (Step(1, now(), current.plan),), 1)


def archive_plan(store: Store, plan_id: str, *, archived: bool = True) -> None:
    """Put a plan away, or take it out again."""
    with writing(store) as scope:
        row = scope.one(PLAN, plan_id)
        scope.change(PLAN, PLAN.c.id == plan_id, archived=int(archived), version=row.version + 1)


def delete_plan(store: Store, plan_id: str) -> None:
    """Delete a plan with all its steps for good; a SQLite file holds nothing of it afterwards."""
    with writing(store) as scope:
        scope.one(PLAN, plan_id)
        scope.remove(PLAN, PLAN.c.id == plan_id)
    wipe(store.engine)
