"""A food, or two beside each other, as a reader sees them: figures with their units, gaps as such."""

import math
import re
from collections.abc import Sequence
from functools import cache

from nutrition import tables
from nutrition.display.figures import Row, links
from nutrition.food_card import ENTRY, PER_100_G, PER_100_KCAL, PER_PORTION, Card, Line, is_entry, weight
from nutrition.wording import allergen_word, exact, food_word, listed, nutrient_word, percent, some

UNKNOWN = "not known"
CANNOT_TELL = "cannot tell"
FIRST = "Looked at first"  # what data/nutrients.csv pins
ID = re.compile(r"\b[a-z]+(?:_[a-z0-9]+)+\b")  # of a nutrient, as notes of the food table name it
GONE = "a food that is not in the table"
MOST_PARTS = 12  # of a recipe that are named
MANY, LEAST = 10.0, 0.01  # parts of a day's target that are not said in whole per cent
MOST_NAMED = 6  # nutrients named in a sentence
FORMS = {  # b12_form -> how its B12 is called
    "natural_animal": "B12 as it is in foods from animals",
    "fortified_crystalline": "B12 was added",
    "supplement": "B12 of a supplement",
    "inactive_analogue": "B12 that was measured, but cannot be relied on: it counts as 0",
    "contested": "B12 that trials disagree about: it counts, as you chose",
    "none": "No B12 by nature",
}
SURE = {  # basis -> how sure the figures are
    "derived": "Put together from published parts.",
    "illustrative": "An example label: brands differ, so compare with the one in your hand.",
    "definition": "It holds what its name says, and nothing else is counted.",
}


def basis_words(card: Card, basis: str) -> str:
    """Say how much of a food is looked at: "100 g", "1 cup, 244 g", "100 kcal, 164 g"."""
    if basis in (PER_100_G, ENTRY):
        return "100 g" if basis == PER_100_G else "the entry, as it was recorded"
    name = {PER_PORTION: card.portion[0], PER_100_KCAL: basis}.get(basis, f"1 {basis}")
    grams = weight(card, basis)
    said = UNKNOWN if math.isnan(grams) else f"{exact(grams)} g"
    return said if name.replace(",", "") == said.replace(",", "") else f"{name}, {said}"


def choices(card: Card, among: Sequence[str]) -> dict[str, str]:
    """Give the bases of `bases` with how they are called."""
    return {basis: basis_words(card, basis) for basis in among}


def card_rows(card: Card, basis: str) -> list[Row]:
    """Give the nutrients of a food by their groups: ``title``, and rows ``label amount share fill note``."""
    return _grouped([(line, _row(line, weight(card, basis))) for line in card.lines])


def known_words(card: Card) -> str:
    """Say of how many nutrients something is known, and which are not known at all."""
    gaps = [line.nutrient for line in card.lines if math.isnan(line.known)]
    parts = [line for line in card.lines if line.unknown_share > 0 and not math.isnan(line.known)]
    said = [f"Known: {len(card.lines) - len(gaps)} of {len(card.lines)} nutrients."]
    if gaps:
        named = some([nutrient_word(name) for name in gaps], MOST_NAMED)
        said.append(f"Not known, which is not the same as none: {named}.")
    if parts:
        said.append(f"Of {len(parts)} only a part is known; there is at least what stands here (≥).")
    return " ".join(said)


def tags(card: Card) -> list[str]:
    """Give what else there is to say of a food in a few words: group, diet, allergens, form of its B12.

    What others publish has no group of ours.
    """
    diet = card.diet.capitalize() if card.diet else "Diet not known"
    if card.allergens is None:
        holds = "Allergens not known"
    else:
        holds = f"Contains {listed([allergen_word(each) for each in card.allergens])}"
        holds = holds if card.allergens else "No allergen on our list"
    group = [] if any(each.page and not each.key for each in card.origins) else [card.group]
    return [*group, diet, holds, FORMS.get(card.b12_form, "Form of its B12 not known")]


def remarks(card: Card) -> list[str]:
    """Give sentences to read with the figures: how sure they are, a note, B12 that does not count."""
    said = [SURE.get(card.basis, ""), _in_words(card.note)]
    if is_entry(card):
        said.append("Its weight is not known: the figures are those of the whole entry.")
    for line in card.lines:
        if line.published > 0 and line.known == 0:
            text = f"{exact(line.published)} {_about(line)['unit']} of {nutrient_word(line.nutrient)}"
            said.append(f"A figure of {text} in 100 g is published; it is of a form that does not count.")
    return [each for each in said if each]


def origin_rows(card: Card) -> list[Row]:
    """Give where the figures are from: ``what title link number words page``; "" is what there is none of."""
    return [
        {"what": each.what, **source, "number": each.number, "words": each.words, "page": each.page}
        for each in card.origins
        for source in links(each.key) or [{"title": "", "link": ""}]
    ]


def made_of_words(card: Card) -> str:
    """Say what 100 g of a recipe are made of, most first: "lentils 62 g, onion 30 g"; "" for other foods."""
    parts = [f"{food_word(name) if name else GONE} {exact(grams)} g" for name, grams in card.made_of]
    return some(parts, MOST_PARTS)


def measure_words(card: Card) -> str:
    """Name the household measures with their weights: "cup 243 g; fl oz 30.4 g"."""
    named = [f"{measure} {exact(grams)} g" for measure, grams in card.measures if measure != "g"]
    return "; ".join(named) if named else "none published; grams always work"


def pair_rows(one: Card, other: Card, basis: str) -> list[Row]:
    """Give two foods nutrient by nutrient, in groups: ``label``, two ``sides``, ``difference``.

    What is known of neither is left out; `neither` names it.
    """
    pairs = [pair for pair in zip(one.lines, other.lines, strict=True) if not _both_unknown(*pair)]
    return _grouped([(pair[0], _pair(pair, (weight(one, basis), weight(other, basis)))) for pair in pairs])


def neither(one: Card, other: Card) -> str:
    """Say which nutrients are known of neither food, "" where there are none."""
    pairs = zip(one.lines, other.lines, strict=True)
    gaps = [nutrient_word(line.nutrient) for line, beside in pairs if _both_unknown(line, beside)]
    return f"Known of neither: {listed(gaps)}." if gaps else ""


def _in_words(note: str) -> str:
    """Give a note of the food table in people's words: µg, and nutrients by their names."""
    return ID.sub(lambda found: nutrient_word(found[0]), note.replace(" ug", " µg"))


def _grouped(rows: Sequence[tuple[Line, Row]]) -> list[Row]:
    """Give rows under the titles of their groups; what is pinned stands together before all others."""
    groups: dict[str, list[Row]] = {}
    for line, row in sorted(rows, key=lambda pair: _place(pair[0])):
        groups.setdefault(FIRST if _place(line) < math.inf else _about(line)["group"], []).append(row)
    return [{"title": title, "rows": members} for title, members in groups.items()]


def _place(line: Line) -> float:
    """Give the place among what is pinned; what is not comes after it, in the order of the table."""
    pinned = float(_about(line)["pinned"])
    return math.inf if math.isnan(pinned) else pinned


def _row(line: Line, grams: float) -> Row:
    amount = line.known * grams / 100
    share = amount / line.target if line.target > 0 else math.nan
    return {
        "label": _about(line)["label"],
        "amount": _amount(line, amount),
        "known": not math.isnan(amount),
        "share": share_words(share),
        "fill": None if math.isnan(share) else min(share, 1.0),
    }


def share_words(share: float) -> str:
    """Say which part of a day's target something is: "43% of a day", "28 days' worth"; "" for no target."""
    if math.isnan(share):
        return ""
    if share >= MANY:
        return f"{math.floor(share):,} days’ worth"
    return f"{'<1%' if 0 < share < LEAST else percent(share)} of a day"


def _amount(line: Line, amount: float) -> str:
    if math.isnan(amount):
        return UNKNOWN
    least = "≥ " if line.unknown_share > 0 else ""
    return f"{least}{exact(amount)} {_about(line)['unit']}"


def _pair(lines: tuple[Line, Line], grams: tuple[float, float]) -> Row:
    amounts = [line.known * weighed / 100 for line, weighed in zip(lines, grams, strict=True)]
    most = max((amount for amount in amounts if amount > 0), default=math.nan)
    sides = [
        {"amount": _amount(line, amount), "known": not math.isnan(amount), "fill": _fill(amount, most)}
        for line, amount in zip(lines, amounts, strict=True)
    ]
    return {"label": _about(lines[0])["label"], "sides": sides, "difference": _difference(lines, amounts)}


def _fill(amount: float, most: float) -> float | None:
    return None if math.isnan(amount) or math.isnan(most) else amount / most


def _difference(lines: tuple[Line, Line], amounts: Sequence[float]) -> str:
    """Say how much more or less the second has; nobody can tell where one is not, or not wholly, known."""
    more = amounts[1] - amounts[0]
    if math.isnan(more) or any(line.unknown_share > 0 for line in lines):
        return CANNOT_TELL
    if math.isclose(amounts[0], amounts[1], rel_tol=1e-9):
        return "the same"
    return f"{'+' if more > 0 else '−'}{exact(abs(more))} {_about(lines[0])['unit']}"


def _both_unknown(line: Line, beside: Line) -> bool:
    return math.isnan(line.known) and math.isnan(beside.known)


def _about(line: Line) -> Row:
    return _nutrients()[line.nutrient]


@cache
def _nutrients() -> dict[str, Row]:
    told = tables.nutrients()[["label", "unit", "group", "pinned"]]
    told["unit"] = told["unit"].str.replace("ug", "µg")
    return told.to_dict("index")  # type: ignore[return-value]  # str keys
