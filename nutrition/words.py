"""The words of names and of what people type, in one form: small letters, no accents, no plural."""

import re
import unicodedata
from functools import lru_cache

LONGEST, MOST_WORDS = 200, 12  # characters and words of a search that are looked at
LITTLE = frozenset(
    ["a", "an", "and", "for", "in", "made", "my", "n", "of", "on", "or", "some", "the", "with"]
)
ASIDE = re.compile(r"\(([^)]*)\)")
CORE_ENDS = re.compile(r"\b(?:with|without|in|made|for|no)\b")
MARKS = str.maketrans({"'": None, "\u2019": None, "`": None, "\u03bc": "u"})  # "µg" is typed as "ug"
VITAMIN = re.compile(r"\b([bdk])[ -]?(\d{1,2})\b")
MEASURED = re.compile(r"(\d)(ug|mcg|mg|g|iu|ml)\b")
WORD = re.compile(r"\d+[.,]\d+|[^\W_]+")
DECIMAL = re.compile(r"\d,\d")
MARKED = re.compile("['`]")
DIGIT = re.compile(r"\d")


def name_words(name: str) -> list[str]:
    """Give the words of a name as they are compared: small letters, no accents, one form for one and many."""
    return [one(word) for word in words_of(name)]


def words_of(text: str) -> list[str]:
    """Give the words of a text as they stand in it, in small letters without accents."""
    return _found(_folded(text))


def typed_words(words: str) -> list[str]:
    """Give the words of a search, without the little ones where others are left."""
    every = words_of(words[:LONGEST])[:MOST_WORDS]
    return [word for word in every if word not in LITTLE] or every


@lru_cache(maxsize=100_000)
def one(word: str) -> str:
    """Give one form for one and many: "berries" and "berry", "tomatoes" and "tomato", "eggs" and "egg"."""
    if len(word) > 4 and word.endswith(("ies", "ie")):  # noqa: PLR2004 - not "pies", "brie"
        return word[: word.rindex("ie")] + "y"
    if word.endswith(("oes", "ches", "shes", "xes", "sses")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):  # noqa: PLR2004
        return word[:-1]
    return word


def core_words(name: str) -> list[str]:
    """Give the words that name the food itself: in "Oat milk, fortified (UK)" the food is oat milk.

    They stand before the first comma, and before what it is made with: "Tea with milk" is tea.
    """
    return core_and_words(name)[0]


def core_and_words(name: str) -> tuple[list[str], list[str]]:
    """Give the words that name the food itself, and all words of its name."""
    plain = _folded(name)
    before = head(plain)
    return _found(CORE_ENDS.split(ASIDE.sub(" ", before) if "(" in before else before)[0]), _found(plain)


def other_names(name: str) -> list[list[str]]:
    """Give the other names of the same food, those in brackets: arugula of "Rocket (arugula), raw"."""
    return [words_of(aside) for aside in ASIDE.findall(head(name))]


def head(name: str) -> str:
    """Give a name up to its first comma; a comma in brackets does not end it."""
    if "(" not in name:
        return name.split(",", 1)[0]
    return ASIDE.sub(lambda aside: aside[0].replace(",", " "), name).split(",", 1)[0]


def _found(plain: str) -> list[str]:
    words: list[str] = WORD.findall(plain)
    return [word.replace(",", ".") for word in words] if DECIMAL.search(plain) else words


def _folded(text: str) -> str:
    """Small letters without accents; "B-12" and "B 12" as "b12", "25mcg" as "25 mcg", "µg" as "ug"."""
    plain = text.casefold()
    if not plain.isascii():
        spread = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in spread if not unicodedata.combining(letter)).translate(MARKS)
    elif MARKED.search(plain):  # seldom, and to translate is slow where there are millions of names
        plain = plain.translate(MARKS)
    return MEASURED.sub(r"\1 \2", VITAMIN.sub(r"\1\2", plain)) if DIGIT.search(plain) else plain
