"""What may be meant by typed words, among the words of a file of names, and how FTS5 is asked for it."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations, islice
from math import inf

from nutrition.name_ranking import Variant, Wanted
from nutrition.spelling import (
    ALIAS,
    END,
    START,
    Vocabulary,
    apart,
    corrected,
    ending,
    has,
    likeliest,
    span,
    vocabulary,
)
from nutrition.tables import records
from nutrition.words import one, typed_words

MOST_VARIANTS, MOST_SPELLINGS = 8, 8
MOST_LEFT_OUT = 6  # words of a search up to which some are left out where no name holds them all
LONGEST_PHRASE = 3  # words of an everyday name
GROWING = 3  # everyday names that a word being typed may grow into
KEPT = 1000  # words that were looked up
FEW = 20  # words that begin alike, up to which they may all be somebody's slips
SELDOM, OFTEN = 1e-5, 50  # a word in fewer of all names may be a slip for one in this many times more


@dataclass(frozen=True)
class Lexicon:
    """The words of a file of names with how many names they are in, and what everyday words mean in them."""

    vocabulary: Vocabulary
    counts: Mapping[str, int]
    everyday: Mapping[str, list[list[str]]]
    phrases: list[str]
    seldom: float
    asked: dict[tuple[str, bool], Wanted] = field(default_factory=dict)  # words that were looked up lately


@dataclass(frozen=True)
class Said:
    """What was typed, word by word, and what each word may be among those of the file."""

    words: Lexicon
    typed: list[str]
    wanted: list[Wanted]


@dataclass(frozen=True)
class Query:
    """A question to FTS5; one that falls short is asked only where no name holds every word."""

    match: str
    falls_short: bool = False


def lexicon(counts: Mapping[str, int], names: int) -> Lexicon:
    """Give the words of a file of names, and the everyday words that mean something in it."""
    table: dict[str, list[list[str]]] = defaultdict(list)
    for row in records("food_words"):
        table[_phrase(typed_words(row["word"]))].append(typed_words(row["means"]))
    known = {phrase: _known(means, table, counts) for phrase, means in table.items()}
    everyday = {phrase: means for phrase, means in known.items() if means}
    words = {word for phrase in everyday for word in phrase.split()}
    return Lexicon(vocabulary(words.union(counts)), counts, everyday, sorted(everyday), SELDOM * names)


def variants_of(words: Lexicon, search: str) -> list[Variant]:
    """Give the ways in which names may say what was typed, the words themselves first."""
    wanted = [(word, each) for word, each in _typed(words, search) if each.spellings or each.start]
    meant = [likeliest(word, each.spellings) if each.spellings else word for word, each in wanted]
    said = Said(words, meant, [each for _, each in wanted])
    return list(islice(_variants(said), MOST_VARIANTS)) if wanted else []


def as_typed(words: Lexicon, search: str) -> bool:
    """Tell whether the file has every word that was typed, spelt like that."""
    wanted = [each for _, each in _typed(words, search)]
    return bool(wanted) and all((each.spellings or each.start) and not each.slip for each in wanted)


def queries(variants: Sequence[Variant]) -> Iterator[Query]:
    """Give what FTS5 is asked, one after the other: a word in the food's own name, any name, fewer words."""
    for variant in variants:
        yield Query(f"{_all(variant.words)} AND core : {_any(variant.words)}")
    for variant in variants:
        yield Query(_all(variant.words))
    words = variants[0].words if variants else ()
    for left in range(len(words) - 1, 0, -1) if len(words) <= MOST_LEFT_OUT else ():
        yield Query(" OR ".join(_all(some) for some in combinations(words, left)), falls_short=True)
    if words:
        yield Query(_any(words), falls_short=True)


def _variants(said: Said) -> Iterator[Variant]:
    whole = said.words.everyday.get(_phrase(said.typed), [])
    for place, means in enumerate(whole):
        yield Variant(_exactly(means), ALIAS * len(said.typed), place)
    for words, replaced in _said(said, 0):
        if replaced < len(said.typed):
            yield Variant(_each_once(words), ALIAS * replaced)
    for start in range(len(said.typed)):
        for means in _growing(said, " ".join(said.typed[start:])):
            yield Variant((*said.wanted[:start], *_exactly(means)), ALIAS + START)


def _said(said: Said, at: int) -> Iterator[tuple[tuple[Wanted, ...], int]]:
    """Give the words from one place on, as typed and with everyday words replaced, and how many of them."""
    if at == len(said.typed):
        yield (), 0
        return
    for others, replaced in _said(said, at + 1):
        yield (said.wanted[at], *others), replaced
    for end in range(at + 1, min(at + LONGEST_PHRASE, len(said.typed)) + 1):
        for means, count in _instead(said, at, end):
            for others, replaced in _said(said, end):
                yield (*_exactly(means), *others), replaced + count


def _instead(said: Said, at: int, end: int) -> Iterator[tuple[list[str], int]]:
    """Give what some of the words mean, and how many words it replaces; none where they are only joined."""
    joined = "".join(said.typed[at:end])
    if end - at > 1 and joined in said.words.counts:
        yield [joined], 0
    for means in said.words.everyday.get(_phrase(said.typed[at:end]), []):
        yield means, end - at


def _growing(said: Said, text: str) -> list[list[str]]:
    """Give what everyday words mean that begin like this, of the first few."""
    if len(text) < 2:  # noqa: PLR2004 - everything begins with some letter
        return []
    longer = islice(range(*span(said.words.phrases, text)), GROWING + 1)
    phrases = [said.words.phrases[place] for place in longer]
    return [means for phrase in phrases if phrase != text for means in said.words.everyday[phrase][:1]]


def _typed(words: Lexicon, search: str) -> list[tuple[str, Wanted]]:
    typed = apart(words.vocabulary, typed_words(search))
    return [(word, _looked_up(words, word, last=at == len(typed) - 1)) for at, word in enumerate(typed)]


def _looked_up(words: Lexicon, word: str, *, last: bool) -> Wanted:
    """Give what `_wanted` gives; the words before the one being typed are the same with every key."""
    if len(words.asked) > KEPT:
        words.asked.clear()
    found = words.asked.get((word, last)) or _wanted(words, word, last=last)
    words.asked[word, last] = found
    return found


def _wanted(words: Lexicon, word: str, *, last: bool) -> Wanted:
    """Give what a typed word may be among the words of the file; nothing where there is nothing like it."""
    exact = {form: 0.0 for form in (one(word), word) if has(words.vocabulary, form)}
    low, high = span(words.vocabulary.words, word)
    start = word if high - low > len(exact) and (last or not exact) else ""
    longer = words.vocabulary.words[low:high] if high - low < FEW else ()
    if (exact or start) and not _seldom(words, {*exact, *longer}):
        return Wanted(exact, start)
    found = corrected(words.vocabulary, word, last=last)
    if exact or start:
        found = {other: cost for other, cost in found.items() if _often(words, other)}
    elif len(word) > 3:  # noqa: PLR2004 - the end of a word says little when it is short
        found |= dict.fromkeys(ending(words.vocabulary, word), END)
    return Wanted(_usual(words, found) | exact, start, slip=bool(found))


def _usual(words: Lexicon, spellings: Mapping[str, float]) -> dict[str, float]:
    """Give the few spellings that cost least, of those the most usual."""
    order = sorted(spellings, key=lambda word: (spellings[word], -words.counts.get(word, 0), word))
    return {word: spellings[word] for word in order[:MOST_SPELLINGS]}


def _seldom(words: Lexicon, some: Collection[str]) -> bool:
    """Tell whether words are in so few of many names that they may be slips."""
    return sum(words.counts.get(word, inf) for word in some) < words.seldom if some else False


def _often(words: Lexicon, word: str) -> bool:
    return words.counts.get(word, 0) > OFTEN * words.seldom


def _known(
    means: Sequence[list[str]], table: Mapping[str, Sequence[list[str]]], counts: Mapping[str, int]
) -> list[list[str]]:
    """Give what is meant in words of the file; what is meant may be another everyday word."""
    every = [each for some in means for each in (some, *table.get(_phrase(some), []))]
    known = [[one(word) for word in each] for each in every]
    return [
        each for place, each in enumerate(known) if counts.keys() >= set(each) and each not in known[:place]
    ]


def _phrase(words: Sequence[str]) -> str:
    return " ".join(map(one, words))


def _each_once(words: Sequence[Wanted]) -> tuple[Wanted, ...]:
    """Leave out a word that is there twice: "whole milk" where milk means whole milk. It gains once."""
    return tuple({(*word.spellings, word.start): word for word in reversed(words)}.values())[::-1]


@lru_cache(maxsize=2000)
def _exact(word: str) -> Wanted:
    return Wanted({word: 0.0})


def _exactly(words: Sequence[str]) -> tuple[Wanted, ...]:
    return tuple(map(_exact, words))


def _all(words: Sequence[Wanted]) -> str:
    return "(" + " AND ".join(_any([word]) for word in words) + ")"


def _any(words: Sequence[Wanted]) -> str:
    spelt = [f'"{spelling}"' for word in words for spelling in word.spellings]
    return "(" + " OR ".join([*spelt, *(f'"{word.start}"*' for word in words if word.start)]) + ")"
