"""What is done to a plan to close its gaps: single changes, each of which can be taken by itself."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from nutrition.errors import PlanError
from nutrition.plans import Item, Plan

KINDS = ("more", "less", "add", "remove", "swap", "move", "supplement")


@dataclass(frozen=True)
class Change:
    """One thing to do: the items that go and the items that come, one per day where a food recurs.

    ``kind`` is more, less (of a food that is there), add, remove, swap, move (to another sitting) or
    supplement. An addition has no ``before``, a removal no ``after``.
    """

    kind: str
    before: tuple[Item, ...] = ()
    after: tuple[Item, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a kind that is none."""
        if self.kind not in KINDS:
            raise ValueError(f"kind {self.kind!r} is not one of: {', '.join(KINDS)}")


def changed(plan: Plan, changes: Iterable[Change]) -> Plan:
    """Give the plan with these changes made; all other items stay as they are and in their order.

    What is resized, swapped or moved keeps its place among the items; what is added comes last.

    Raises
    ------
    PlanError
        naming the item that a change needs and the plan does not have (any more).
    """
    items: list[Item | None] = list(plan.items)
    added: list[Item] = []
    for change in changes:
        places = _places(items, change.before)
        for number, place in enumerate(places):
            items[place] = change.after[number] if number < len(change.after) else None
        added += change.after[len(places) :]
    return replace(plan, items=(*(item for item in items if item is not None), *added))


def _places(items: list[Item | None], wanted: tuple[Item, ...]) -> list[int]:
    """Give where each item stands, each place once."""
    found: list[int] = []
    for item in wanted:
        place = next((n for n, there in enumerate(items) if there == item and n not in found), None)
        if place is None:
            raise PlanError(
                [f"{item.grams:g} g of {item.food!r} on day {item.day} is not in the plan any more"]
            )
        found.append(place)
    return found
