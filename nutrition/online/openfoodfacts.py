"""Looks products up at Open Food Facts: by barcode (API version 2), and by words at its search service.

Everybody can write there. What is hard to believe is held back, what nobody wrote is not known, and an
empty list of allergens says nothing.
"""

import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nutrition.checks import shown
from nutrition.errors import PlanError
from nutrition.found_foods import FoundFood
from nutrition.online.answers import LookupFailed, Service
from nutrition.online.fetching import Limits, Question, fetch
from nutrition.online.off_values import amounts
from nutrition.online.plausible import sifted
from nutrition.online.reading import Page, figure, measures, one_line, rows, text, whole

ADDRESS, SEARCH_ADDRESS = "https://world.openfoodfacts.org", "https://search.openfoodfacts.org"
FIELDS = (
    "code,product_name,product_name_en,generic_name,brands,quantity,product_quantity,product_quantity_unit,"
    "serving_size,serving_quantity,serving_quantity_unit,nutrition_data_per,nutriments,nutrition,"
    "ingredients_text_en,ingredients_text,ingredients_analysis_tags,allergens_tags,categories_tags,"
    "countries_tags,last_modified_t"
)
LISTED = "code,product_name,product_name_en,generic_name,brands,quantity,nutriments,countries_tags"
PER_PAGE = 20
SEARCH_DAYS, PRODUCT_DAYS = 1.0, 30.0
WORDS = re.compile(r"[^\w%' ]+")  # other characters are orders to its search
LENGTHS = (8, 12, 13, 14)
KEPT_TEXT = 3000  # characters of a list of ingredients
ALLERGENS = {
    "en:celery": "celery",
    "en:crustaceans": "crustacean",
    "en:eggs": "egg",
    "en:fish": "fish",
    "en:gluten": "gluten",
    "en:lupin": "lupin",
    "en:milk": "milk",
    "en:molluscs": "mollusc",
    "en:mustard": "mustard",
    "en:nuts": "tree_nut",
    "en:peanuts": "peanut",
    "en:sesame-seeds": "sesame",
    "en:soybeans": "soy",
    "en:sulphur-dioxide-and-sulphites": "sulphite",
}
DIETS = {
    "en:vegan": "vegan",
    "en:vegetarian": "vegetarian",
    "en:non-vegetarian": "omnivore",
}  # strictest first
ALGAE = re.compile(r"alga|seaweed|spirulina|chlorella|nori\b|kelp|kombu|wakame|dulse", re.IGNORECASE)
BY_PEOPLE = "People typed this from the label: compare it with yours."
OF_ALGAE = "It holds algae: B12 that is theirs does not count in the body, and nobody says how much that is."


def service() -> Service:
    """Give who is asked for a product: at ``B12_OFF_URL`` or Open Food Facts."""
    address = os.environ.get("B12_OFF_URL", "").strip() or ADDRESS
    return Service("Open Food Facts", address, otherwise="Its label can be entered under “From a label”.")


def barcode(typed: str) -> str:
    """Give a barcode's digits, those of 12 with the 0 before them that makes them 13.

    The last digit checks the others: from the right, they count 3, 1, 3, 1 ... times, and all together end
    in 0. ``PlanError`` for what is none.
    """
    digits = re.sub(r"[\s-]+", "", typed)
    if not (digits.isascii() and digits.isdecimal()) or len(digits) not in LENGTHS:
        raise PlanError([f"barcode: {shown(typed)} is not 8, 12, 13 or 14 digits; type those under the bars"])
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    if total % 10:
        raise PlanError([f"barcode: {shown(typed)} has a wrong digit; compare it with the package"])
    return digits if len(digits) == min(LENGTHS) else digits.removeprefix("0").zfill(13)


def product(typed: str, *, limits: Limits | None = None, folder: Path | None = None) -> FoundFood:
    """Give what is published of a product, by its barcode. One question.

    Raises
    ------
    PlanError
        for what is no barcode: nobody is asked.
    LookupFailed
        where there is no answer, or no product in it.
    """
    return coded(barcode(typed), limits=limits, folder=folder)


def coded(code: str, *, limits: Limits | None = None, folder: Path | None = None) -> FoundFood:
    """Give what is published of a product that a search gave; its code may be a shop's own, and no barcode.

    Raises
    ------
    LookupFailed
        where there is no answer, or no product in it.
    """
    question = Question(
        service(), f"api/v2/product/{code}.json", {"fields": FIELDS}, PRODUCT_DAYS, ("product",)
    )
    body = fetch(question, limits, folder).body["product"]
    found = as_found({"code": code, **body}) if isinstance(body, Mapping) else None
    if found is None:
        raise LookupFailed("Open Food Facts has no product with this barcode.", service().otherwise)
    return found


def search(words: str, page: int = 1, *, limits: Limits | None = None, folder: Path | None = None) -> Page:
    """Search by words. One question. Its answers hold only some of a product: `product` has all.

    Raises
    ------
    LookupFailed
        where there is no answer.
    """
    asked = " ".join(WORDS.sub(" ", one_line(words)).split())[:100].lower()  # AND, OR, NOT are orders too
    if not asked:
        raise LookupFailed("There is nothing to look for.", "Please give a word, such as oats.")
    address = os.environ.get("B12_OFF_SEARCH_URL", "").strip() or SEARCH_ADDRESS
    query: dict[str, str | list[str]] = {
        "q": asked,
        "langs": "en",
        "page_size": str(PER_PAGE),
        "page": str(page),
        "fields": LISTED,
    }
    asking = Service("Open Food Facts", address)
    answer = fetch(Question(asking, "search", query, SEARCH_DAYS, ("count",)), limits, folder)
    listed = rows(answer.body.get("hits")) or rows(answer.body.get("products"))
    foods = tuple(found for body in listed if (found := as_found(body)))
    total = whole(answer.body.get("count"), len(foods))
    pages = whole(answer.body.get("page_count"), max(1, -(-total // PER_PAGE)))
    return Page(foods, total, page, pages, answer.left, answer.kept_on, answer.old)


def as_found(body: Mapping[str, Any]) -> FoundFood | None:
    """Give a food out of a product; None for one without a name or barcode."""
    code = str(body.get("code", ""))
    name = text(body, "product_name_en", "product_name", "generic_name")
    if not (code.isascii() and code.isdecimal() and len(code) <= 24) or not name:  # noqa: PLR2004 - of a key
        return None
    given, notes = amounts(body)
    tags = _tags(body, "categories_tags")
    believed, held = sifted(given, supplement=any("supplement" in tag for tag in tags))
    diet = next((ours for tag, ours in DIETS.items() if tag in _tags(body, "ingredients_analysis_tags")), "")
    form, why = _form(body, given.get("vitamin_b12"), diet, tags)
    return FoundFood(
        key=f"off-{code}",
        name=name,
        kind="product",
        per_100g=believed,
        brand=_brand(body.get("brands")),
        group=tags[-1].partition(":")[2].replace("-", " ").capitalize() if tags else "",
        measures=measures(_measures(body)),
        published=_day(body.get("last_modified_t")),
        diet=diet,
        allergens=_allergens(_tags(body, "allergens_tags")),
        b12_form=form,
        ingredients=text(body, "ingredients_text_en", "ingredients_text", longest=KEPT_TEXT),
        held_back=held,
        notes=(BY_PEOPLE, *notes, *why),
    )


def _tags(body: Mapping[str, Any], key: str) -> list[str]:
    value = body.get(key)
    return [one_line(each) for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _brand(value: object) -> str:
    first = next(iter(value), "") if isinstance(value, list) else value
    return one_line(first.partition(",")[0])[:100] if isinstance(first, str) else ""


def _allergens(tags: list[str]) -> tuple[str, ...] | None:
    """Give the allergens in our words; None where none is named, or one that has no word here."""
    if not tags or not set(tags) <= set(ALLERGENS):
        return None
    return tuple(sorted({ALLERGENS[tag] for tag in tags}))


def _form(
    body: Mapping[str, Any], b12: float | None, diet: str, tags: list[str]
) -> tuple[str, tuple[str, ...]]:
    """Give the form of the B12, and a sentence of doubt: in vegan food it was added, or is of algae."""
    if b12 == 0:
        return "none", ()
    if not b12 or diet != "vegan":
        return "", ()
    about = " ".join([text(body, "ingredients_text_en", "ingredients_text", longest=KEPT_TEXT), *tags])
    return ("", (OF_ALGAE,)) if ALGAE.search(f"{about} {text(body, 'product_name')}") else _ADDED


_ADDED: tuple[str, tuple[str, ...]] = ("fortified_crystalline", ())


def _measures(body: Mapping[str, Any]) -> list[tuple[str, float | None]]:
    units = ("", "g", "ml")
    serving, pack = figure(body.get("serving_quantity")), figure(body.get("product_quantity"))
    size = text(body, "serving_size", longest=100)
    by_weight = text(body, "serving_quantity_unit") in units
    whole_pack = text(body, "product_quantity_unit") in units
    return [
        (f"serving ({size})" if size else "serving", serving if by_weight else None),
        ("package", pack if whole_pack else None),
    ]


def _day(seconds: object) -> str:
    """Give the day of a time in seconds since 1970, "" for what is none."""
    when = figure(seconds)
    return datetime.fromtimestamp(when, UTC).date().isoformat() if when and when < 1e10 else ""  # noqa: PLR2004
