"""What must be saved: the states a plan may have by what its visitor was told, and what the database has."""

import random
from dataclasses import dataclass, field, replace

from nutrition import storage
from nutrition.people import Person
from nutrition.plans import Item, Plan
from tests.visitor import Visitor

SALMON = "175168"
LAST = 50  # steps that are compared; of older ones some are let go
PLANS = "SELECT id, name, days, foods, step, version FROM plan ORDER BY id"
STEPS = "SELECT plan, number, body FROM step ORDER BY plan, number"


@dataclass(frozen=True)
class Known:
    """A plan of one food: its grams after each edit, the step that is shown, and the changes there were."""

    grams: tuple[float, ...] = (100,)
    step: int = 1
    version: int = 1

    def after(self, what: str, to: float = 0) -> "Known":
        new = replace(self, version=self.version + 1)
        if what == "amount":
            return replace(new, grams=(*self.grams[: self.step], to), step=self.step + 1)
        return replace(new, step=self.step + (1 if what == "redo" else -1))

    @property
    def shown(self) -> float:
        return self.grams[self.step - 1]

    def last(self) -> tuple[tuple[float, ...], int, int, int]:
        return self.grams[-LAST:], len(self.grams), self.step, self.version


@dataclass
class Trail:
    """One visitor's plan. ``may_be`` holds more than one state only while an edit is not confirmed."""

    plan_id: str
    chance: random.Random
    may_be: list[Known] = field(default_factory=lambda: [Known()])
    waits: list[Known] = field(default_factory=list)  # for an edit that is shown and not saved
    steps: bool = True  # undo and redo are among the edits
    sent: int = 0
    confirmed: int = 0

    def choose(self) -> str:
        """Choose an edit that every state allows."""
        ways = ["amount"] * 4
        if not self.steps:
            return "amount"
        if len(self.may_be) == 1 and self.may_be[0].step > max(1, len(self.may_be[0].grams) - LAST):
            ways.append("undo")
        if len(self.may_be) == 1 and self.may_be[0].step < len(self.may_be[0].grams):
            ways.append("redo")
        return self.chance.choice(ways)

    async def edit(self, visitor: Visitor) -> None:
        """Do one edit, or try again; it counts as confirmed where the page says that it is saved."""
        if self.waits:
            await visitor.press("Try again")
        else:
            await self._send(visitor)
        if "Saved" in visitor.data("table")["saved"]:
            self.may_be, self.waits = self.waits, []
            self.confirmed += 1

    async def _send(self, visitor: Visitor) -> None:
        self.sent += 1
        what, to = self.choose(), 100 + self.sent  # never what stands there already: that would be no edit
        self.waits = [known.after(what, to) for known in self.may_be]
        self.may_be = [*self.may_be, *self.waits]  # until the answer is here
        event = {"do": what}
        if what == "amount":
            event |= {"index": 0, "food": SALMON, "to": str(to)}
        await visitor.send("table", "edit", event)

    async def look(self, visitor: Visitor) -> None:
        """Open the plan: it is there as it is saved."""
        self.waits = []
        await visitor.open(plan=self.plan_id)
        item = visitor.data("table")["sittings"][0]["items"][0]
        assert float(item["amount"]) in {known.shown for known in self.may_be}

    def check(self, found: Known) -> None:
        """Compare with what is saved, which ends every doubt."""
        assert found.last() in {known.last() for known in self.may_be}
        self.may_be = [found]


def found(plans: list[tuple], steps: list[tuple]) -> dict[str, Known]:
    """Give every plan in the database, having looked that none is half-written."""
    bodies = {(plan, number): Plan.from_json(body) for plan, number, body in steps}
    known = {}
    for plan_id, name, days, foods, step, version in plans:
        shown = bodies[plan_id, step]
        assert (shown.name, shown.days, len(shown.items)) == (name, days, foods)
        numbers = [number for plan, number in bodies if plan == plan_id]
        assert numbers == list(range(numbers[0], numbers[-1] + 1))
        grams = [0.0] * (numbers[0] - 1) + [bodies[plan_id, number].items[0].grams for number in numbers]
        known[plan_id] = Known(tuple(grams), step, version)
    assert {plan for plan, _ in bodies} == set(known)
    return known


def trails(url: str, visitors: int) -> list[Trail]:
    """Save a plan for each visitor."""
    store = storage.open_store(url)
    me = storage.add_client(store, "Me", Person(35, "female"), client_id=storage.ONESELF)
    chance = random.Random(visitors)
    start = Plan((Item(SALMON, 100, "Lunch", "12:00"),), "Salmon")
    saved = [storage.add_plan(store, me.id, start) for _ in range(visitors)]
    store.engine.dispose()
    return [Trail(each.id, random.Random(chance.random())) for each in saved]


def check(trails: list[Trail], plans: list[tuple], steps: list[tuple]) -> None:
    """Compare all plans with what is saved."""
    saved = found(plans, steps)
    for trail in trails:
        trail.check(saved[trail.plan_id])
