"""Looks foods up at USDA's FoodData Central by its API."""

import os
import re
from collections.abc import Collection
from pathlib import Path

from nutrition.found_foods import FoundFood
from nutrition.online.answers import LookupFailed, Service
from nutrition.online.fdc_values import KINDS, as_found
from nutrition.online.fetching import Limits, Question, fetch
from nutrition.online.reading import Page, one_line, rows, whole

ADDRESS = "https://api.nal.usda.gov/fdc/v1"
DEMO_KEY = "DEMO_KEY"  # anybody's: few questions an hour
PER_PAGE = 20
SEARCH_DAYS, DETAILS_DAYS = 1.0, 30.0
WORDS = re.compile(r"[^\w%' -]+")  # other characters are orders to its search; a colon makes it fail


def service(key: str = "") -> Service:
    """Give who is asked: at ``B12_FDC_URL`` or USDA, with the key given, ``B12_FDC_KEY``, or DEMO_KEY."""
    own = key.strip() or os.environ.get("B12_FDC_KEY", "").strip()
    address = os.environ.get("B12_FDC_URL", "").strip() or ADDRESS
    return Service("FoodData Central", address, own or DEMO_KEY)


def search(  # noqa: PLR0913 - what, which, where, and what tests set
    words: str,
    kinds: Collection[str] = (),
    page: int = 1,
    *,
    key: str = "",
    limits: Limits | None = None,
    folder: Path | None = None,
) -> Page:
    """Search by words; ``kinds`` are those of `KINDS`, all where none is named. One question.

    Its answers hold only some of a food's nutrients: `details` has all.

    Raises
    ------
    LookupFailed
        where there is no answer.
    """
    asked = " ".join(WORDS.sub(" ", one_line(words)).split())[:100]
    if not asked:
        raise LookupFailed("There is nothing to look for.", "Please give a word, such as oats.")
    wanted = ",".join(name for kind, name in KINDS.items() if not kinds or kind in kinds)
    query: dict[str, str | list[str]] = {
        "query": asked,
        "dataType": wanted,
        "pageSize": str(PER_PAGE),
        "pageNumber": str(page),
    }
    answer = fetch(Question(service(key), "foods/search", query, SEARCH_DAYS, ("foods",)), limits, folder)
    foods = tuple(found for body in rows(answer.body["foods"]) if (found := as_found(body)))
    total = whole(answer.body.get("totalHits"), len(foods))
    pages = whole(answer.body.get("totalPages"), max(1, -(-total // PER_PAGE)))
    return Page(foods, total, page, pages, answer.left, answer.kept_on, answer.old)


def details(
    number: int, *, key: str = "", limits: Limits | None = None, folder: Path | None = None
) -> FoundFood:
    """Give all that is published of a food, by its number. One question.

    Raises
    ------
    LookupFailed
        where there is no answer, or no food in it.
    """
    question = Question(service(key), f"food/{number:d}", {"format": "full"}, DETAILS_DAYS, ("fdcId",))
    found = as_found(fetch(question, limits, folder).body)
    if found is None:
        raise LookupFailed("FoodData Central's answer is no food that can be read.")
    return found
