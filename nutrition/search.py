"""Match what people type against a table of names, word by word.

The words of all names, and the everyday words that mean them, stand in one sorted list; each points at the
names it is in. A typed word is matched as it stands, as the start or the end of a word, or, where the table
has nothing like it, in the nearest spelling. The words are corrected, not the names, so a long table stays
quick. A name must hold every word; where none does, those that hold most of them are given.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from nutrition.spelling import (
    ALIAS,
    EDGE,
    HEAD,
    MISSPELT,
    WORD,
    Vocabulary,
    as_written,
    likeliest,
    near,
    span,
    vocabulary,
)
from nutrition.words import ASIDE, core_words, one, other_names, typed_words, words_of

MISSING = 1024.0  # cost of a word that a name does not have: far more than all others together
GROWING = 0.25  # gain of the foods that a word which begins like this stands for


Posting = tuple[NDArray[np.int64], NDArray[np.float64]]


@dataclass(frozen=True)
class Index:
    """The words of a table; ``postings`` says of each which names it is in, and what it costs there."""

    vocabulary: Vocabulary
    postings: dict[str, Posting]
    row_costs: NDArray[np.float64]
    phrases: list[str]
    meant: list[tuple[NDArray[np.int64], NDArray[np.int64]]]  # by phrase: rows, and the rank of each


@dataclass(frozen=True)
class Fits:
    """The names that fit a search, best first, what each fit costs, and whether every word is as typed."""

    rows: NDArray[np.int64]
    costs: NDArray[np.float64]
    whole: bool


def index_names(names: Sequence[str], later: Sequence[float], everyday: Sequence[tuple[str, str]]) -> Index:
    """Index names by their words, and by the everyday words that mean them: pairs of (word, means).

    ``later`` is 0 for most names, and above 0 (up to 1) for a name that comes after others it ties with.
    """
    places: dict[str, dict[int, float]] = defaultdict(dict)
    row_costs, cores = np.zeros(len(names)), []
    for row, name in enumerate(names):
        gains, core = _gains(name)
        for word, gain in gains.items():
            places[word][row] = places[one(word)][row] = -gain
        row_costs[row] = HEAD * len(core) + WORD * len(words_of(ASIDE.sub(" ", name))) + later[row]
        cores.append({one(word) for word in core})
    meant = _add_everyday_words(places, cores, everyday)
    phrases = sorted(meant)
    return Index(
        vocabulary(places),
        {word: (_integers(found), np.array([*found.values()])) for word, found in places.items()},
        row_costs,
        phrases,
        [(_integers(meant[phrase]), _integers(meant[phrase].values())) for phrase in phrases],
    )


def best(index: Index, words: str) -> NDArray[np.int64]:
    """Give the numbers of the names that fit the words, best first."""
    return fits(index, words).rows


def fits(index: Index, words: str) -> Fits:
    """Give the names that fit the words, best first, with what each fit costs."""
    typed = as_written(index.vocabulary, typed_words(words))
    meant = [near(index.vocabulary, word, last=place == len(typed) - 1) for place, word in enumerate(typed)]
    known = [(word, spellings) for word, spellings in zip(typed, meant, strict=True) if spellings]
    if not known:
        return Fits(np.array([], dtype=np.int64), np.array([]), whole=False)
    costs = reduce(np.add, (_word_costs(index, spellings) for _, spellings in known))
    missing = round(costs.min() / MISSING)  # words that even the best names lack
    rows = np.flatnonzero(costs < (missing + 0.5) * MISSING)
    total = index.row_costs[rows] + (costs[rows] - missing * MISSING)
    first, growing = _meant(index, " ".join(likeliest(word, spellings) for word, spellings in known))
    order = np.lexsort((total - growing[rows], first[rows]))
    whole = (
        len(typed) == len(known)
        and not missing
        and all(min(spellings.values()) < MISSPELT for _, spellings in known)
    )
    return Fits(rows[order], (total - growing[rows])[order], whole=whole)


def _gains(name: str) -> tuple[dict[str, float], list[str]]:
    """Give every word of a name its gain, and the words that name the food itself.

    What stands in brackets beside them is another name of the same food: "Rocket (arugula), raw".
    """
    core = core_words(name)
    gains = dict.fromkeys(words_of(name), 0.0)
    for other in other_names(name):
        gains |= dict.fromkeys(other, HEAD / max(len(other), 1))
    gains |= dict.fromkeys(core, HEAD)
    for edge in {0, len(core) - 1} if core else ():
        gains[core[edge]] += EDGE
    return gains, core


def _add_everyday_words(
    places: dict[str, dict[int, float]], cores: list[set[str]], everyday: Sequence[tuple[str, str]]
) -> dict[str, dict[int, int]]:
    """Let everyday words point at the rows they mean; give for each phrase the rows it stands for.

    It stands for a row where what it means names the food itself: "milk whole" for "Milk, whole", not for
    "Mozzarella, whole milk". These rows are ranked in the order of the table of words, from 0.
    """
    own = {word: dict(rows) for word, rows in places.items()}
    meant: dict[str, dict[int, int]] = defaultdict(dict)
    for typed, means in everyday:
        phrase, wanted = typed_words(typed), [one(word) for word in typed_words(means)]
        found = [own.get(word, {}) for word in wanted]
        rows = set(found[0]).intersection(*found[1:])
        ranks = meant[" ".join(map(one, phrase))]
        rank = len(ranks)
        ranks |= {row: rank for row in rows if cores[row].issubset(wanted) and row not in ranks}
        for row in rows:
            cost = min(place[row] for place in found) + ALIAS * len(phrase)
            for form in {form for word in phrase for form in (word, one(word))}:
                places[form][row] = min(cost, places[form].get(row, cost))
    return meant


def _integers(values: Iterable[int]) -> NDArray[np.int64]:
    return np.fromiter(values, dtype=np.int64)


def _word_costs(index: Index, spellings: dict[str, float]) -> NDArray[np.float64]:
    """Give what the best match of one typed word costs in every row; `MISSING` where there is none."""
    out = np.full(len(index.row_costs), MISSING)
    found = [(*index.postings[word], cost) for word, cost in spellings.items()]
    rows = np.concatenate([rows for rows, _, _ in found])
    np.minimum.at(out, rows, np.concatenate([costs + cost for _, costs, cost in found]))
    return out


def _meant(index: Index, phrase: str) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Give every row its rank among those the phrase stands for, and a gain where it may grow into one."""
    first = np.full(len(index.row_costs), len(index.row_costs))
    growing = np.zeros(len(index.row_costs))
    for place in range(*span(index.phrases, phrase)):
        rows, ranks = index.meant[place]
        if index.phrases[place] == phrase:
            first[rows] = ranks
        elif not index.phrases[place].startswith(f"{phrase} "):
            growing[rows] = GROWING
    return first, growing
