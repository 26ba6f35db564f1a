"""Foods that were looked up, as a reader sees them: rows of a list, how many there are, what is held back."""

from nutrition.found_foods import FoundFood, HeldBack
from nutrition.online.reading import Page
from nutrition.tables import nutrients
from nutrition.wording import figure

Row = dict[str, object]

SHORT_KINDS = {
    "foundation": "Foundation, analysed",
    "sr_legacy": "SR Legacy",
    "survey": "Survey (FNDDS)",
    "branded": "Brand",
    "product": "Product",
}
WAY = "Look the food up online to count it, once you have checked it."


def lookup_rows(page: Page) -> list[Row]:
    """Give what was found as rows to open: name, energy per 100 g, brand, kind and B12."""
    return [
        {
            "id": food.key,
            "name": food.name,
            "figure": _amount(food, "energy"),
            "about": " · ".join(filter(None, (food.brand, SHORT_KINDS[food.kind], _b12(food)))),
            "mark": "",
            "share": "",
            "fill": None,
            "target_at": None,
        }
        for food in page.foods
    ]


def lookup_words(page: Page) -> str:
    """Say how many were found, which part of them this is, and how many questions are left."""
    if not page.foods:
        return "Nothing was found. Fewer words, or a plainer one, may find it."
    found = f"{page.total:,} found" if page.total != 1 else "1 found"
    part = f", part {page.number:,} of {page.pages:,}" if page.pages > 1 else ""
    left = f" {page.left:,} more questions can be asked this hour." if page.left is not None else ""
    return f"{found}{part}. Amounts are per 100 g.{left}{_since(page)}"


def held_words(held: HeldBack) -> str:
    """Say what is held back: "Vitamin D 1,100.0 µg"."""
    return f"{_label(held.nutrient)} {figure(held.amount, held.nutrient)}"


def not_counted_words(held: HeldBack) -> str:
    """Say of an imported food what is held back, why, and how it comes to count."""
    return f"Not counted: {held_words(held)} per 100 g. {held.why} {WAY}"


def _since(page: Page) -> str:
    if page.kept_on is None:
        return ""
    day = f"{page.kept_on.day} {page.kept_on:%B %Y}"
    late = ": nobody could be reached now" if page.old else ""
    return f" Kept on this computer since {day}{late}."


def _b12(food: FoundFood) -> str:
    amount = _amount(food, "vitamin_b12")
    return f"B12 {amount}" if amount else ""


def _amount(food: FoundFood, nutrient: str) -> str:
    known = dict(food.per_100g)
    return figure(known[nutrient], nutrient) if nutrient in known else ""


def _label(nutrient: str) -> str:
    return str(nutrients().at[nutrient, "label"])
