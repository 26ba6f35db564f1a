"""An entry of a diary as a food of its own, with the values that the file gives it."""

import re
import unicodedata
from hashlib import sha256

from nutrition.errors import PlanError
from nutrition.exchange.audit import Entry
from nutrition.exchange.matching import weight_of
from nutrition.own_checks import AS_RECORDED
from nutrition.own_foods import OwnFood

WHOLE = 100.0  # g: what an entry whose weight is not known counts as
LONGEST_NAME, LONGEST_AMOUNT, LONGEST_ID = 120, 60, 40


def as_own(entry: Entry, program: str) -> tuple[OwnFood, float]:
    """Give the entry as a food, and how much of it was eaten [g].

    Where the amount is a weight, per 100 g = recorded / weight x 100. Else the whole entry counts as 100 g,
    with the measure "as recorded", so that half of it is 50 g; so does a weight that the values do not fit
    into, such as 0.1 g with 0.2 g of salt, rounded up. ``PlanError`` where the values are none of a food.
    """
    weight = weight_of(entry.amount)
    if weight:
        try:
            return _food(entry, program, weight), weight
        except PlanError:
            pass  # rounded up in the file; as a whole it still counts
    return _food(entry, program, None), WHOLE


def _food(entry: Entry, program: str, weight: float | None) -> OwnFood:
    per_100g = tuple((name, value / weight * 100 if weight else value) for name, value in entry.recorded)
    name = (
        entry.name
        if weight
        else ", ".join(filter(None, (entry.name[:LONGEST_NAME], entry.amount[:LONGEST_AMOUNT])))
    )
    measures = () if weight else ((AS_RECORDED, WHOLE),)
    return OwnFood(
        id=_id(program, name, per_100g),
        name=name,
        per_100g=per_100g,
        measures=measures,
        origin=f"{program} file, as recorded there",
    )


def _id(program: str, name: str, per_100g: tuple[tuple[str, float], ...]) -> str:
    """Give the same id to the same food, whenever it is read: its name, and a check sum of what it holds."""
    plain = unicodedata.normalize("NFKD", f"{program} {name}".casefold()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_ID].strip("-")
    return f"own:{words}-{sha256(repr((name, per_100g)).encode()).hexdigest()[:12]}"
