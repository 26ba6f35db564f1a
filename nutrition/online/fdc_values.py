"""Foods in the answers of FoodData Central, as foods of ours.

They come in three shapes: flat from a search (``nutrientId``, ``value``), nested in full (``nutrient.id``,
``amount``), and abridged (``number``, ``amount``). All amounts are per 100 g, or per 100 ml of what is sold
by volume, those of brands too: worked out from a label per serving.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from nutrition.fdc_nutrients import amounts, by_number
from nutrition.found_foods import FoundFood
from nutrition.online.plausible import sifted
from nutrition.online.reading import figure, measures, part, rows, text, whole

KINDS = {
    "foundation": "Foundation",
    "sr_legacy": "SR Legacy",
    "survey": "Survey (FNDDS)",
    "branded": "Branded",
}
GRAMS, MILLILITRES = {"g", "grm", "gr", "gram", "grams"}, {"ml", "mlt"}
SUPPLEMENT = re.compile(r"supplement|vitamins", re.IGNORECASE)
KEPT_TEXT = 3000  # characters of a list of ingredients
ALL = 0.99  # of B12, so much of it added is all of it: both are rounded
NOTHING = "undetermined"
MOST_NUMBER = 10**12  # theirs have seven digits
A_WHOLE = re.compile(r"^1 (?=\D)")
BY_LABEL = "Worked out from a label per serving, which is rounded: 0 can be a little."
BY_VOLUME = "Published per 100 ml; 1 ml is taken as 1 g."


def as_found(body: Mapping[str, Any]) -> FoundFood | None:
    """Give a food out of any of the three shapes; None for what is none of the four kinds, or has no name."""
    kind = next((kind for kind, name in KINDS.items() if name == body.get("dataType")), None)
    number, name = whole(body.get("fdcId")), text(body, "description")
    if kind is None or not 0 < number < MOST_NUMBER or not name:
        return None
    group = _group(body)
    given = dict(amounts(dict(reversed(list(_published(body))))))
    believed, held = sifted(given, supplement=bool(SUPPLEMENT.search(group)))
    return FoundFood(
        key=f"fdc-{number}",
        name=name.capitalize() if name.isupper() else name,
        kind=kind,
        per_100g=believed,
        brand=_brand(body) if kind == "branded" else "",
        group=group,
        measures=measures(_measures(body)),
        published=_day(text(body, "publicationDate", "publishedDate")),
        b12_form=_form(dict(believed)),
        ingredients=text(body, "ingredients", longest=KEPT_TEXT),
        held_back=held,
        notes=_notes(body, kind),
    )


def _brand(body: Mapping[str, Any]) -> str:
    name = text(body, "brandName", "brandOwner")
    return name.title() if name.isupper() else name


def _published(body: Mapping[str, Any]) -> Iterator[tuple[int, tuple[float, str]]]:
    for row in rows(body.get("foodNutrients")):
        about = part(row, "nutrient") or row
        number = about.get("number", about.get("nutrientNumber"))
        given = whole(about.get("nutrientId")) or (whole(about.get("id")) if about is not row else 0)
        known = given or (by_number(str(number)) or 0)
        amount = figure(row.get("amount", row.get("value")))
        if known and amount is not None:
            yield known, (amount, text(about, "unitName"))


def _group(body: Mapping[str, Any]) -> str:
    survey = text(part(body, "wweiaFoodCategory"), "wweiaFoodCategoryDescription")
    nested = text(part(body, "foodCategory"), "description")
    return survey or nested or text(body, "brandedFoodCategory", "foodCategory")


def _measures(body: Mapping[str, Any]) -> Iterator[tuple[str, float | None]]:
    size, unit = figure(body.get("servingSize")), text(body, "servingSizeUnit").lower()
    if size and unit in GRAMS | MILLILITRES:
        household = text(body, "householdServingFullText").lower()
        yield (f"serving ({household})" if household else "serving"), size
    for row in rows(body.get("foodPortions")) + rows(body.get("foodMeasures")):
        words = text(row, "portionDescription", "disseminationText")
        grams = figure(row.get("gramWeight"))
        if words and "not specified" not in words.lower():
            yield A_WHOLE.sub("", words), grams
        elif not words:
            yield _unit(row), (grams or 0) / (figure(row.get("amount")) or 1)


def _unit(row: Mapping[str, Any]) -> str:
    name, more = text(part(row, "measureUnit"), "name"), text(row, "modifier")
    return ", ".join(each for each in (name, more) if each and each.lower() != NOTHING)


def _form(amount: Mapping[str, float]) -> str:
    """Give the form of the B12 where the figures tell it: none at all, or all of it added."""
    if amount.get("vitamin_b12") == 0:
        return "none"
    added = amount.get("vitamin_b12_added", 0)
    return "fortified_crystalline" if added and added >= ALL * amount.get("vitamin_b12", added) else ""


def _notes(body: Mapping[str, Any], kind: str) -> tuple[str, ...]:
    by_volume = text(body, "servingSizeUnit").lower() in MILLILITRES
    return (BY_LABEL,) * (kind == "branded") + (BY_VOLUME,) * by_volume


def _day(published: str) -> str:
    """Give a day as 2019-04-01, also where it is published as 4/1/2019."""
    for form in ("%Y-%m-%d", "%m/%d/%Y"):
        try:
            return datetime.strptime(published, form).date().isoformat()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return ""
