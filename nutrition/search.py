"""Match what people type against a table of names, word by word.

The words of all names, and the everyday words that mean them, stand in one sorted list; each points at the
names it is in. A typed word is matched as it stands, as the start or the end of a word, or, where the table
has nothing like it, in the nearest spelling. The words are corrected, not the names, so a long table stays
quick. A name must hold every word; where none does, those that hold most of them are given.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

# Costs of a match: the row with the lowest sum comes first. Only their order matters.
START, END, MISSPELT = 0.6, 0.9, 1.0  # start or end of a word; per letter that is wrong
HEAD, EDGE = 0.3, 0.2  # gain where a word belongs to the food itself; and where it opens or ends its name
WORD = 0.03  # per word of a name: short before long
ALIAS = 0.25  # an everyday word instead of the name's own, per word of it
GROWING = 0.25  # gain of the foods that a word which begins like this stands for

LONGEST, MOST_WORDS = 200, 12  # characters and words of a search that are looked at
LITTLE = frozenset(
    ["a", "an", "and", "for", "in", "made", "my", "n", "of", "on", "or", "some", "the", "with"]
)
ASIDE = re.compile(r"\(([^)]*)\)")
CORE_ENDS = re.compile(r"\b(?:with|without|in|made|for|no)\b")


@dataclass(frozen=True)
class Index:
    """Where every word is. Postings ``starts[i]:starts[i + 1]`` belong to ``words[i]``."""

    words: list[str]
    starts: NDArray[np.int64]
    rows: NDArray[np.int64]
    costs: NDArray[np.float64]
    row_costs: NDArray[np.float64]
    phrases: list[str]
    meant: list[dict[int, int]]


def index_names(names: Sequence[str], later: Sequence[float], everyday: Sequence[tuple[str, str]]) -> Index:
    """Index names by their words, and by the everyday words that mean them: pairs of (word, means).

    ``later`` is 0 for most names, and above 0 (up to 1) for a name that comes after others it ties with.
    """
    places: dict[str, dict[int, float]] = defaultdict(dict)
    row_costs, cores = np.zeros(len(names)), []
    for row, name in enumerate(names):
        gains, core = _place(name)
        for word, gain in gains.items():
            places[word][row] = places[_one(word)][row] = -gain
        row_costs[row] = HEAD * len(core) + WORD * len(_words(ASIDE.sub(" ", name))) + later[row]
        cores.append({_one(word) for word in core})
    meant = _add_everyday_words(places, cores, everyday)
    words, phrases = sorted(places), sorted(meant)
    counts = [len(places[word]) for word in words]
    return Index(
        words,
        np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]),
        np.array([row for word in words for row in places[word]], dtype=np.int64),
        np.array([cost for word in words for cost in places[word].values()]),
        row_costs,
        phrases,
        [meant[phrase] for phrase in phrases],
    )


def best(index: Index, words: str) -> NDArray[np.int64]:
    """Give the numbers of the names that fit the words, best first."""
    typed = _split(index, _typed(words))
    near = [_near(index, word, last=place == len(typed) - 1) for place, word in enumerate(typed)]
    known = [(word, spellings) for word, spellings in zip(typed, near, strict=True) if spellings]
    if not known:
        return np.array([], dtype=np.int64)
    costs = np.vstack([_word_costs(index, spellings) for _, spellings in known])
    hits = np.isfinite(costs).sum(axis=0)
    rows = np.flatnonzero((hits == hits.max()) & (hits > 0))
    found = costs[:, rows]
    total = index.row_costs[rows] + np.where(np.isfinite(found), found, 0.0).sum(axis=0)
    first, growing = _meant(index, " ".join(_likeliest(word, spellings) for word, spellings in known))
    return rows[np.lexsort((total - growing[rows], first[rows]))]


def name_words(name: str) -> list[str]:
    """Give the words of a name as they are compared: small letters, no accents, one form for one and many."""
    return [_one(word) for word in _words(name)]


def _fold(text: str) -> str:
    """Small letters without accents; "B-12" and "B 12" as "b12", "25mcg" as "25 mcg", "µg" as "ug"."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = re.sub(r"['\u2019`]", "", plain).replace("μ", "u")  # "µg" is typed as "ug"
    plain = re.sub(r"\b([bdk])[ -]?(\d{1,2})\b", r"\1\2", plain)
    return re.sub(r"(\d)(ug|mcg|mg|g|iu|ml)\b", r"\1 \2", plain)


def _words(text: str) -> list[str]:
    return [word.replace(",", ".") for word in re.findall(r"\d+[.,]\d+|[^\W_]+", _fold(text))]


def _typed(words: str) -> list[str]:
    """Give the words of a search, without the little ones where others are left."""
    every = _words(words[:LONGEST])[:MOST_WORDS]
    return [word for word in every if word not in LITTLE] or every


def _one(word: str) -> str:
    """Give one form for one and many: "berries" and "berry", "tomatoes" and "tomato", "eggs" and "egg"."""
    if len(word) > 4 and word.endswith(("ies", "ie")):  # noqa: PLR2004 - not "pies", "brie"
        return word[: word.rindex("ie")] + "y"
    if word.endswith(("oes", "ches", "shes", "xes", "sses")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):  # noqa: PLR2004
        return word[:-1]
    return word


def _place(name: str) -> tuple[dict[str, float], list[str]]:
    """Give every word of a name its gain, and the words that name the food itself.

    That is what stands before the first comma: in "Oat milk, fortified (UK)" the food is oat milk. What
    stands in brackets there is another name of the same food: "Rocket (arugula), raw".
    """
    head = ASIDE.sub(lambda aside: aside[0].replace(",", " "), name).split(",")[0]
    core = _words(CORE_ENDS.split(ASIDE.sub(" ", head).casefold())[0])
    gains = dict.fromkeys(_words(name), 0.0)
    for other in map(_words, ASIDE.findall(head)):
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
        phrase, wanted = _typed(typed), [_one(word) for word in _typed(means)]
        found = [own.get(word, {}) for word in wanted]
        rows = set(found[0]).intersection(*found[1:])
        ranks = meant[" ".join(map(_one, phrase))]
        rank = len(ranks)
        ranks |= {row: rank for row in rows if cores[row].issubset(wanted) and row not in ranks}
        for row in rows:
            cost = min(place[row] for place in found) + ALIAS * len(phrase)
            for form in {form for word in phrase for form in (word, _one(word))}:
                places[form][row] = min(cost, places[form].get(row, cost))
    return meant


def _word_costs(index: Index, spellings: dict[str, float]) -> NDArray[np.float64]:
    """Give what the best match of one typed word costs in every row; infinite where there is none."""
    out = np.full(len(index.row_costs), np.inf)
    found = [(bisect_left(index.words, word), cost) for word, cost in spellings.items()]
    parts = [(slice(*index.starts[place : place + 2]), cost) for place, cost in found]
    if parts:
        rows = np.concatenate([index.rows[part] for part, _ in parts])
        np.minimum.at(out, rows, np.concatenate([index.costs[part] + cost for part, cost in parts]))
    return out


def _near(index: Index, word: str, *, last: bool) -> dict[str, float]:
    """Give the table's words that a typed word may mean, each with its cost."""
    start = START if last else 2 * START  # the last word is still being typed
    near = {form: 0.0 for form in (word, _one(word)) if _has(index, form)}
    longer = index.words[slice(*_range(index.words, word))]
    near = dict.fromkeys([*longer, *(_one(other) for other in longer)], start) | near
    near = near or _corrected(index, word, last=last)
    if len(word) > 3:  # noqa: PLR2004 - the end of a word says little when it is short
        near = {other: END for other in index.words if other.endswith(word)} | near
    return near


def _likeliest(word: str, spellings: dict[str, float]) -> str:
    """Give the word as it was most likely meant, in the form for one."""
    known = _one(word) in spellings or any(other.startswith(word) for other in spellings)
    return _one(word if known else min(spellings, key=spellings.__getitem__))


def _has(index: Index, word: str) -> bool:
    place = bisect_left(index.words, word)
    return place < len(index.words) and index.words[place] == word


def _range(words: list[str], start: str) -> tuple[int, int]:
    """Give the range of sorted words that begin like this."""
    return bisect_left(words, start), bisect_left(words, start + "\U0010ffff")


def _corrected(index: Index, word: str, *, last: bool) -> dict[str, float]:
    """Give the words of nearly this spelling, each with its cost; a last word may still be growing.

    One letter may be wrong, from seven letters two, from ten three; in a short word never the first. A number
    is never corrected: B6 is not B12.
    """
    length = len(word)
    if not word.isalpha() or length < 3:  # noqa: PLR2004
        return {}
    near = _nearest(word, index.words, index.words, 1 + (length >= 7) + (length >= 10))  # noqa: PLR2004
    if last and not near and length > 3:  # noqa: PLR2004
        near = _nearest(word, [other[:length] for other in index.words], index.words, 1)
    return near


def _nearest(word: str, against: list[str], words: list[str], most: int) -> dict[str, float]:
    found = process.extract(word, against, scorer=OSA.distance, score_cutoff=most, limit=None)
    return {
        words[place]: MISSPELT * (wrong + 0.5 * (other[0] != word[0]))  # the first letter is seldom wrong
        for other, wrong, place in found
        if other[0] == word[0] or len(word) > 5  # noqa: PLR2004
    }


def _split(index: Index, typed: list[str]) -> list[str]:
    """Write words as the table does: "soymilk" as two words, "butter milk" as one."""
    apart = [part for word in typed for part in _parts(index, word)]
    out: list[str] = []
    for word in apart:
        if out and _has(index, out[-1] + word):
            out[-1] += word
        else:
            out.append(word)
    return out


def _parts(index: Index, word: str) -> tuple[str, ...]:
    low, high = _range(index.words, _one(word))
    for cut in range(3, len(word)) if low == high else ():
        left, right = word[:cut], word[cut:]
        if (len(right) > 2 or right.isdigit()) and _has(index, left) and _has(index, right):  # noqa: PLR2004
            return left, right
    return (word,)


def _meant(index: Index, phrase: str) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Give every row its rank among those the phrase stands for, and a gain where it may grow into one."""
    first = np.full(len(index.row_costs), len(index.row_costs))
    growing = np.zeros(len(index.row_costs))
    for place in range(*_range(index.phrases, phrase)):
        rows = list(index.meant[place])
        if index.phrases[place] == phrase:
            first[rows] = list(index.meant[place].values())
        elif not index.phrases[place].startswith(f"{phrase} "):
            growing[rows] = GROWING
    return first, growing
