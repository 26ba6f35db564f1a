"""Which of the names that hold the words of a search is meant: the ranking of a few hundred of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

from nutrition.spelling import EDGE, HEAD, START, WORD

BRANDED = 0.4  # a food with a brand comes after a plain one that fits as well
MISSING = 3.0  # a word that a name does not hold


@dataclass(frozen=True)
class Wanted:
    """A typed word: what it may be spelt like, each with its cost, and how a longer word has to begin.

    ``slip``: it is most likely another word, misspelt.
    """

    spellings: Mapping[str, float]
    start: str = ""
    slip: bool = False


@dataclass(frozen=True)
class Variant:
    """One way to say what is looked for, and what it costs to say it so.

    ``place`` is where it stands among the foods that an everyday word means, None where it is none: "nooch"
    stands for nutritional yeast before all else.
    """

    words: tuple[Wanted, ...]
    cost: float = 0.0
    place: int | None = None


class Row(NamedTuple):
    """A name's place, its food's number, whether it is plain, the words that name the food, the others."""

    row: int
    number: int
    plain: int
    core: str
    rest: str


def ranked(rows: Sequence[Row], variants: Sequence[Variant]) -> list[Row]:
    """Give the names best first; equals stay in their order."""
    words = list({id(word): word for variant in variants for word in variant.words}.values())
    return sorted(rows, key=lambda row: (*_cost(row, variants, words), row.row))


def _cost(row: Row, variants: Sequence[Variant], words: Sequence[Wanted]) -> tuple[float, float]:
    """Give where a food stands among those that are meant, and what its best match costs."""
    core, rest = row.core.split(), row.rest.split()
    gains = dict.fromkeys(rest, 0.0) | dict.fromkeys(core, HEAD)
    for edge in {0, len(core) - 1} if core else ():
        gains[core[edge]] += EDGE
    own = HEAD * len(core) + WORD * (len(core) + len(rest)) + BRANDED * (not row.plain)
    match = {id(word): _match(word, gains) for word in words}
    costs = [variant.cost + sum([match[id(word)] for word in variant.words]) for variant in variants]
    places = [_place(core, gains, variant) for variant in variants if row.plain and variant.place is not None]
    return min(places, default=inf), own + min(costs)


def _place(core: Sequence[str], gains: Mapping[str, float], variant: Variant) -> float:
    """Give where a plain food stands among those an everyday word means; last where it is another food."""
    meant = {spelling for word in variant.words for spelling in word.spellings}
    if variant.place is None or not meant.issuperset(core) or not meant.issubset(gains):
        return inf
    return variant.place


def _match(word: Wanted, gains: Mapping[str, float]) -> float:
    """Give what the best match of a word in a name costs."""
    best = MISSING
    for spelling, cost in word.spellings.items():
        if spelling in gains:
            best = min(best, cost - gains[spelling])
    if word.start:
        for each, gain in gains.items():
            if each.startswith(word.start):
                best = min(best, START - gain)
    return best
