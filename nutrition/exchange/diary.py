"""The diary of another program as a plan of ours."""

from collections.abc import Mapping

from nutrition.checks import shown
from nutrition.errors import PlanError
from nutrition.exchange.audit import Audit, Choice, Entry, Ours, proposed
from nutrition.exchange.plan_file import MOST_FOODS, PlanFile
from nutrition.exchange.recorded import as_own
from nutrition.own_checks import AS_RECORDED
from nutrition.own_foods import OwnFood
from nutrition.plans import Item, Plan


def diary(audit: Audit, choices: Mapping[int, Choice] | None = None) -> PlanFile:
    """Make a plan of what was read: its days in order of date, each entry as chosen.

    ``choices`` gives, by an entry's ``row``, what becomes of it; for all others `proposed` decides.
    ``PlanError`` names rows that the audit does not have, choices that are none, and more own foods than a
    plan file holds.
    """
    chosen = {entry.row: proposed(entry) for entry in audit.entries} | _checked(audit, choices or {})
    own: dict[str, OwnFood] = {}
    items = []
    for entry in sorted(audit.entries, key=lambda entry: entry.date):
        choice = chosen[entry.row]
        if isinstance(choice, Ours):
            items.append(_item(audit, entry, choice.food, choice.grams, choice.measure))
        elif choice == "recorded":
            food, grams = as_own(entry, audit.program)
            own[food.id] = food
            items.append(_item(audit, entry, food.id, grams, AS_RECORDED if food.measures else "g"))
    _check_count(own)
    return PlanFile(Plan(tuple(items), _name(audit), max(len(audit.days), 1)), tuple(own.values()))


def _item(audit: Audit, entry: Entry, food: str, grams: float, measure: str) -> Item:
    day = audit.days.index(entry.date) + 1
    try:
        return Item(food, grams, entry.meal, entry.at, day, measure=measure)
    except PlanError as error:
        raise PlanError([f"row {entry.row}, {fault}" for fault in error.faults]) from None


def _name(audit: Audit) -> str:
    days = dict.fromkeys((audit.days[0], audit.days[-1])) if audit.days else {}
    return f"{audit.program}, {' to '.join(days)}"


def _checked(audit: Audit, choices: Mapping[int, Choice]) -> dict[int, Choice]:
    known = {entry.row for entry in audit.entries}
    faults = [f"row {row}: is none of the entries that were read" for row in choices if row not in known] + [
        f"row {row}: {shown(choice)} is no choice; give Ours(food, grams), 'recorded' or 'leave out'"
        for row, choice in choices.items()
        if not isinstance(choice, Ours) and choice not in ("recorded", "leave out")
    ]
    if faults:
        raise PlanError(faults)
    return dict(choices)


def _check_count(own: Mapping[str, OwnFood]) -> None:
    if len(own) > MOST_FOODS:
        way_out = "match more of them, leave some out, or export fewer days"
        raise PlanError(
            [f"{len(own)} foods are not foods of ours; a plan keeps at most {MOST_FOODS}: {way_out}"]
        )
