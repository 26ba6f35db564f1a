"""What a typed word may mean among the words of a table: as it stands, the start or end of one, or nearly so.

The words are corrected, not the names: a table of two million names has few words.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

from nutrition.words import one

# Costs of a match: the name with the lowest sum comes first. Only their order matters.
START, END, MISSPELT = 0.6, 0.9, 1.0  # start or end of a word; per letter that is wrong
HEAD, EDGE = 0.3, 0.2  # gain where a word belongs to the food itself; and where it opens or ends its name
WORD = 0.03  # per word of a name: short before long
ALIAS = 0.25  # an everyday word instead of the name's own, per word of it
MANY = 50_000  # words, from which on the first letter has to be right: all others take too long


@dataclass(frozen=True)
class Vocabulary:
    """The words of a table, sorted; backwards; by length, and with their first letter; their beginnings."""

    words: list[str]
    backwards: list[str]
    by_length: Mapping[int, list[str]]
    by_letter: Mapping[tuple[int, str], list[str]]
    starts: dict[tuple[int, str], list[str]] = field(default_factory=dict)  # as they are asked for


def vocabulary(words: Iterable[str]) -> Vocabulary:
    """Give the words of a table so that one of them, or what is like it, is found at once."""
    every = sorted(words)
    by_length: dict[int, list[str]] = defaultdict(list)
    by_letter: dict[tuple[int, str], list[str]] = defaultdict(list)
    for word in every:
        by_length[len(word)].append(word)
        by_letter[len(word), word[:1]].append(word)
    return Vocabulary(every, sorted(word[::-1] for word in every), dict(by_length), dict(by_letter))


def has(words: Vocabulary, word: str) -> bool:
    """Tell whether a word stands in the table just so."""
    place = bisect_left(words.words, word)
    return place < len(words.words) and words.words[place] == word


def span(words: Sequence[str], start: str) -> tuple[int, int]:
    """Give the range of sorted words that begin like this."""
    return bisect_left(words, start), bisect_left(words, start + "\U0010ffff")


def near(words: Vocabulary, word: str, *, last: bool) -> dict[str, float]:
    """Give the table's words that a typed word may mean, each with its cost."""
    start = START if last else 2 * START  # the last word is still being typed
    found = {form: 0.0 for form in (word, one(word)) if has(words, form)}
    longer = words.words[slice(*span(words.words, word))]
    found = dict.fromkeys([*longer, *map(one, longer)], start) | found
    found = found or corrected(words, word, last=last)
    if len(word) > 3:  # noqa: PLR2004 - the end of a word says little when it is short
        found = dict.fromkeys(ending(words, word), END) | found
    return found


def ending(words: Vocabulary, end: str) -> list[str]:
    """Give the words that end like this."""
    return [word[::-1] for word in words.backwards[slice(*span(words.backwards, end[::-1]))]]


def likeliest(word: str, spellings: Mapping[str, float]) -> str:
    """Give the word as it was most likely meant, in the form for one."""
    known = one(word) in spellings or any(other.startswith(word) for other in spellings)
    return one(word if known else min(spellings, key=spellings.__getitem__))


def as_written(words: Vocabulary, typed: Sequence[str]) -> list[str]:
    """Write words as the table does: "soymilk" as two words, "butter milk" as one."""
    out: list[str] = []
    for word in apart(words, typed):
        if out and has(words, out[-1] + word):
            out[-1] += word
        else:
            out.append(word)
    return out


def apart(words: Vocabulary, typed: Sequence[str]) -> list[str]:
    """Write a word that the table does not have as the two that it has: "soymilk" as "soy", "milk"."""
    return [part for each in typed for part in _parts(words, each)]


def corrected(words: Vocabulary, word: str, *, last: bool) -> dict[str, float]:
    """Give the words of nearly this spelling, each with its cost; a last word may still be growing.

    One letter may be wrong, from seven letters two, from ten three. The first letter is seldom wrong: only in
    a word from six letters that is like no other, among not too many. A number is never corrected: B6 is not
    B12.
    """
    length = len(word)
    if not word.isalpha() or length < 3:  # noqa: PLR2004
        return {}
    most = 1 + (length >= 7) + (length >= 10)  # noqa: PLR2004
    found: dict[str, float] = {}
    for other in range(length - most, length + most + 1):
        found |= _nearest(word, words.by_letter.get((other, word[0]), []), most)
    if not found and length > 5 and len(words.words) < MANY:  # noqa: PLR2004
        for other in range(length - 1, length + 2):
            found |= _nearest(word, words.by_length.get(other, []), 1)
    if last and not found and length > 3:  # noqa: PLR2004
        for start, cost in _nearest(word, _starts(words, length, word[0]), 1).items():
            found |= dict.fromkeys(words.words[slice(*span(words.words, start))], cost)
    return found


def _parts(words: Vocabulary, word: str) -> tuple[str, ...]:
    low, high = span(words.words, one(word))
    for cut in range(3, len(word)) if low == high else ():
        left, right = word[:cut], word[cut:]
        if (len(right) > 2 or right.isdigit()) and has(words, left) and has(words, right):  # noqa: PLR2004
            return left, right
    return (word,)


def _starts(words: Vocabulary, length: int, letter: str) -> list[str]:
    """Give the beginnings of this length and first letter, worked out when they are first asked for."""
    if (length, letter) not in words.starts:
        some = words.words[slice(*span(words.words, letter))]
        words.starts[length, letter] = list(dict.fromkeys(word[:length] for word in some))
    return words.starts[length, letter]


def _nearest(word: str, words: list[str], most: int) -> dict[str, float]:
    found = process.extract(word, words, scorer=OSA.distance, score_cutoff=most, limit=None)
    return {other: MISSPELT * (wrong + 0.5 * (other[0] != word[0])) for other, wrong, _ in found}
