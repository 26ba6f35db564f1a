"""A food from its label: figures as they are printed become amounts per 100 g."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import isfinite, isnan

from nutrition.checks import number_faults, shown
from nutrition.errors import PlanError
from nutrition.label_checks import hints
from nutrition.label_reading import DIGITS, SYSTEMS, Figure, folate_of, label_rows, read_figure
from nutrition.label_serving import WAY_OUT, Serving, read_serving
from nutrition.own_foods import OwnFood
from nutrition.wording import figure, listed, nutrient_word, opened

BASES = ("100 g", "100 ml", "serving")
B12 = {  # the answers to "Is the B12 added?", and the form that each stands for
    "": "",
    "added": "fortified_crystalline",
    "natural": "natural_animal",
    "supplement": "supplement",
}
LIGHTEST, HEAVIEST = 50.0, 200.0  # g of 100 ml: foams and oil up to syrup
LONGEST_ID, LONGEST_NAME = 40, 200


@dataclass(frozen=True)
class Label:
    """A food's label as it is printed.

    ``printed`` are pairs of a row of ``data/label_rows.csv`` and the text that stands there; what is blank is
    not known. They hold for ``basis``: "100 g", "100 ml" or "serving". ``serving`` is the text of the serving
    size, such as "1 cup (240 ml)". Without ``grams_per_100ml`` 100 ml count as 100 g. ``b12`` answers whether
    the B12 is added: a key of `B12`. ``diet`` and ``allergens`` are as in `OwnFood`, ``measures`` further
    household measures [g]. ``fibre`` is what of it is known from elsewhere [g per 100 g].
    """

    name: str
    printed: tuple[tuple[str, str], ...]
    basis: str = "100 g"
    system: str = "us"
    brand: str = ""
    serving: str = ""
    grams_per_100ml: float | None = None
    b12: str = ""
    diet: str = ""
    allergens: tuple[str, ...] | None = None
    measures: tuple[tuple[str, float], ...] = ()
    fibre: float | None = None


@dataclass(frozen=True)
class Reading:
    """What a label says: amounts per 100 g [our units], measures [g], and what to know about them."""

    per_100g: dict[str, float]
    measures: tuple[tuple[str, float], ...]
    notes: tuple[str, ...]


def read_label(label: Label) -> Reading:
    """Turn what is printed into amounts per 100 g: printed / grams of what it is printed for x 100.

    Salt is turned into sodium, kJ into kcal, per cents into amounts. Carbohydrate of an EU or UK label leaves
    fibre out, ours has it in: fibre is added, where it is printed; else carbohydrate is the least it can be.
    Folic acid alone gives folate too, as folic acid that was added.

    Raises
    ------
    PlanError
        with everything that cannot be read.
    """
    faults = [*_choice_faults(label), *_number_faults(label)]
    figures, wrong = _figures(label)
    serving, grams = Serving("", 0.0), 100.0
    try:
        serving = _serving(label)
        grams = _grams(label, serving)
    except PlanError as error:
        wrong += error.faults
    if faults := [*faults, *wrong]:
        raise PlanError(faults)
    amounts = _amounts(figures, label, grams)
    per_100g = {name: float(f"{amount / grams * 100:.{DIGITS}g}") for name, amount in amounts.items()}
    odd = hints(amounts, supplement=label.b12 == "supplement")
    notes = (*odd, *_notes(label, figures, grams), *_volume_note(label, serving))
    return Reading(per_100g, _measures(label, serving), notes)


def own_food(label: Label, taken: Collection[str] = ()) -> OwnFood:
    """Give the food of a label, with an id that none of ``taken`` is.

    Raises
    ------
    PlanError
        with everything that is wrong with it.
    """
    found = read_label(label)
    name = f"{label.name.strip()} ({label.brand.strip()})" if label.brand.strip() else label.name.strip()
    return OwnFood(
        id=new_id(name, taken),
        name=name[:LONGEST_NAME],
        per_100g=tuple(found.per_100g.items()),
        measures=found.measures,
        diet=label.diet,
        allergens=label.allergens,
        b12_form=form_of(label, found.per_100g),
        origin=f"{SYSTEMS[label.system]}, per {_per(label)}",
    )


def new_id(name: str, taken: Collection[str] = ()) -> str:
    """Give an id for a food of that name, which none of ``taken`` is."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_ID].strip("-") or "food"
    ids = (f"own:label-{words}{f'-{count}' * (count > 1)}" for count in range(1, len(taken) + 2))
    return next(each for each in ids if each not in taken)


def _figures(label: Label) -> tuple[dict[str, Figure], list[str]]:
    """Give the figures by row, and what cannot be read."""
    rows = {row["row"] for row in label_rows(label.system)} if label.system in SYSTEMS else set()
    found: dict[str, Figure] = {}
    wrong: list[str] = []
    for row, text in label.printed if rows else ():
        try:
            figure_there = read_figure(row, text, label.system) if row in rows else None
            found |= {row: figure_there} if figure_there else {}
        except PlanError as error:
            wrong += error.faults
    if {"salt", "sodium"} <= set(found):
        wrong.append("Salt and sodium: both are filled in, and salt holds the sodium; keep one")
    return found, wrong


def _amounts(figures: Mapping[str, Figure], label: Label, grams: float) -> dict[str, float]:
    """Give the amounts of what the label is about, by nutrient."""
    amounts = {each.nutrient: each.amount for each in figures.values() if not isnan(each.amount)}
    if label.system == "eu" and "carbohydrate" in amounts:
        amounts["carbohydrate"] += amounts.get("fibre", (label.fibre or 0.0) * grams / 100)
    if "folic_acid" in amounts and "folate" not in amounts:
        amounts["folate"] = folate_of(amounts["folic_acid"])
    return amounts


def _serving(label: Label) -> Serving:
    per_ml = (label.grams_per_100ml or 100.0) / 100
    return read_serving(label.serving, per_ml, supplement=label.b12 == "supplement")


def _grams(label: Label, serving: Serving) -> float:
    """Give the weight of what the label is about [g]."""
    if label.basis == "100 ml":
        return label.grams_per_100ml or 100.0
    if label.basis == "serving" and not serving.grams:
        raise PlanError([f"Serving: is empty, and the figures are for one; {WAY_OUT}"])
    return serving.grams if label.basis == "serving" else 100.0


def _measures(label: Label, serving: Serving) -> tuple[tuple[str, float], ...]:
    """Give the serving first, then further measures, then 100 ml of what is sold by volume."""
    first = [(serving.name, serving.grams)] if serving.grams else []
    last = [("100 ml", label.grams_per_100ml or 100.0)] if _by_volume(label, serving) else []
    found: dict[str, float] = {}
    for measure, weight in [*first, *label.measures, *last]:
        found.setdefault(measure, weight)
    return tuple(found.items())


def _by_volume(label: Label, serving: Serving) -> bool:
    return label.basis == "100 ml" or serving.volume


def form_of(label: Label, amounts: Mapping[str, float]) -> str:
    """Give the form of the B12 by the answer; "none" where there is none, "" in plants that make some."""
    if amounts.get("vitamin_b12") == 0:
        return "none"
    if label.b12 == "natural" and label.diet in ("", "vegan"):
        return ""  # what of it the body can use is not known
    return B12[label.b12]


def _per(label: Label) -> str:
    return f"serving of {label.serving.strip()}"[:80] if label.basis == "serving" else label.basis


def _choice_faults(label: Label) -> Iterable[str]:
    choices = (
        ("System", label.system, SYSTEMS),
        ("Printed for", label.basis, BASES),
        ("B12", label.b12, B12),
    )
    for name, value, known in choices:
        if value not in known:
            yield f"{name}: {shown(value)} is not known; choose from {', '.join(filter(None, known))}"


def _number_faults(label: Label) -> Iterable[str]:
    if label.grams_per_100ml is not None:
        yield from number_faults("100 ml [g]", label.grams_per_100ml, LIGHTEST, HEAVIEST)


def _notes(label: Label, figures: Mapping[str, Figure], grams: float) -> Iterable[str]:
    """Say what of a label is not sure."""
    names = {row["row"]: row["label"] for row in label_rows(label.system)}
    for row, each in figures.items():
        if each.note:
            yield f"{names[row]}: {each.note}."
    yield from _below("Printed as 0, which may stand for a little", figures.values(), grams, zero=True)
    yield from _below("Counted as 0, the least it can be", figures.values(), grams, zero=False)
    fibre_known = "fibre" in figures or label.fibre is not None
    if label.system == "eu" and "carbohydrate" in figures and not fibre_known:
        yield (
            "EU and UK labels leave fibre out of carbohydrate, and none is printed here: carbohydrate is the "
            "least it can be, fibre is not known."
        )
    if "folic_acid" in figures and "folate" not in figures:
        yield "Folate is worked out from the folic acid alone."


def _volume_note(label: Label, serving: Serving) -> Iterable[str]:
    if _by_volume(label, serving) and label.grams_per_100ml is None:
        yield "100 ml are counted as 100 g; enter what they weigh where you know it."


def _below(words: str, figures: Iterable[Figure], grams: float, *, zero: bool) -> Iterable[str]:
    said = []
    for each in figures:
        if each.zero == zero and not isnan(each.below):
            most = figure(each.below / grams * 100, each.nutrient)
            said.append(
                f"{nutrient_word(each.nutrient)} (below {most} per 100 g)"
                if isfinite(each.below)
                else f"{nutrient_word(each.nutrient)} (a trace)"
            )
    if said:
        yield opened(f"{words}: {listed(said)}.")
