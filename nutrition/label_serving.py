"""The serving size of a label: "1 cup (240 ml)" as a household measure and its weight."""

import re
from dataclasses import dataclass

from nutrition.checks import number_faults, shown
from nutrition.errors import PlanError
from nutrition.exchange.reading import number

SIZE = re.compile(r"(.*?)\(?\s*([0-9][0-9.,]*)\s*(g|grams?|ml)\s*\.?\s*\)?", re.IGNORECASE)
UNSURE = re.compile(r"(?:^|\d)\s*[-–−*x×]?\s*\(?$", re.IGNORECASE)  # "-30 g", "2 x 30 g", "20-30 g"
TABLET = 1.0  # g that a serving of a supplement counts as where no weight is printed, as in the food table
MOST = 5000.0  # g or ml
WAY_OUT = "write it with its weight as it is printed, such as 1 cup (240 ml) or 30 g"


@dataclass(frozen=True)
class Serving:
    """A serving: its name, its weight [g], 0 where there is none, and whether it is printed in ml."""

    name: str
    grams: float
    volume: bool = False


def read_serving(text: str, grams_per_ml: float = 1.0, *, supplement: bool = False) -> Serving:
    """Read a serving size; its weight is grams, or ml x ``grams_per_ml``; without any text there is none.

    Raises
    ------
    PlanError
        where no weight stands there, except for a supplement, of which a serving counts as 1 g.
    """
    plain = " ".join(text.split())
    found = SIZE.fullmatch(plain)
    if found and not (found[1].strip(" (") and UNSURE.search(found[1])):
        volume = found[3].lower() == "ml"
        return Serving(_name(found[1]), _size(found[2]) * (grams_per_ml if volume else 1.0), volume)
    if plain and not supplement:
        raise PlanError([f"Serving: {shown(plain)} says no weight; {WAY_OUT}"])
    return Serving(_name(plain), TABLET if supplement else 0.0)


def _size(text: str) -> float:
    try:
        size = number(text) or 0.0
    except ValueError as error:
        raise PlanError([f"Serving: {error}"]) from None
    if faults := list(number_faults("Serving [g or ml]", size, 0.001, MOST)):
        raise PlanError([f"{faults[0]}; {WAY_OUT}"])
    return size


def _name(text: str) -> str:
    """Name a measure so that it can be counted: "1 cup" is a cup; what is in brackets is left out."""
    plain = re.sub(r"\s*\(.*", "", text).strip(" ,;/-–")
    return re.sub(r"^1\s+(?=[^\W\d])", "", plain) or "serving"
