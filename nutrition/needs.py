"""What a person needs per day, as one of seven authorities publishes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import pandas as pd

from nutrition.energy import SOURCE as ENERGY_SOURCE
from nutrition.energy import body, energy_requirement
from nutrition.people import Person
from nutrition.published import DEFAULT_PHASES, LEVEL_WORDS, Row, at_level, eligible
from nutrition.tables import nutrients, sources, table
from nutrition.units import convert, per_megajoule, share_of_energy

AUTHORITIES = {  # and what people call them
    "NASEM": "US and Canada (NASEM)",
    "EFSA": "European Union (EFSA)",
    "UK": "United Kingdom",
    "WHO_FAO": "World (WHO/FAO)",
    "NNR2023": "Nordic countries (NNR 2023)",
    "DACH": "D-A-CH (German-speaking)",
    "AU_NZ": "Australia, New Zealand",
}
COLUMNS = [
    "target",
    "kind",
    "upper",
    "upper_kind",
    "upper_limits",
    "unit",
    "source",
    "average",
    "average_kind",
    "note",
    "where",
    "upper_source",
    "food_figure",
    "label",
]
NAN = float("nan")


@dataclass(frozen=True, slots=True)
class _Case:
    """A person with all that was worked out or assumed about them."""

    person: Person
    authority: str
    weight: float
    energy: float
    energy_note: str
    adjust: bool | None
    phytate: float | None


def needed(
    person: Person,
    authority: str = "NASEM",
    vegetarian_adjustment: bool | None = None,  # noqa: FBT001 - three answers: yes, no, by diet
    phytate: float | None = None,
) -> pd.DataFrame:
    """Target, average requirement and upper limit of every nutrient, per day, for one person.

    Indexed by nutrient in the order of ``data/nutrients.csv``, columns as in `COLUMNS`: amounts in our unit
    (NaN where the authority gives none), the authority's own words for them, what the limit covers (all,
    supplements, added, preformed), sources, and a note on what was assumed. ``food_figure`` says "at least"
    or "at most" where our food figures only bound what the authority counts (niacin equivalents, say).

    - Target: recommended before adequate before safe intake before guiding value or minimum; the low end of a
      range if there is nothing else. Pregnancy and breastfeeding fall back on the value outside them.
    - Upper: the lowest of what applies (UL, CDRR, maximum, high end of a range); on a tie the UL.
    - Energy: the requirement by the equations of NASEM 2023 for every authority (`energy_requirement`).
    - Shares of energy use that requirement and 9 kcal per g of fat, 4 of protein and carbohydrate. Values per
      kg use the weight, or the reference body; without a weight a published amount per day comes first.
    - ``vegetarian_adjustment``: iron times 1.8 and zinc times 1.5 where the authority says so
      (``data/adjustments.csv``); None = for vegan and vegetarian people. Never changes an upper limit.
    - ``phytate`` [mg/day] picks the nearest published level for zinc; None = by diet.

    ``ValueError`` names an unknown authority or an impossible phytate intake.
    """
    if authority not in AUTHORITIES:
        raise ValueError(f"authority {authority!r} is not one of: {', '.join(AUTHORITIES)}")
    if phytate is not None and not phytate >= 0:
        raise ValueError(f"phytate {phytate!r} is not an amount of 0 mg per day or more")
    return _needed(person, authority, vegetarian_adjustment, phytate).copy(deep=False)


@lru_cache(maxsize=512)
def _needed(person: Person, authority: str, adjust: bool | None, phytate: float | None) -> pd.DataFrame:  # noqa: FBT001
    energy, energy_note = energy_requirement(person)
    case = _Case(person, authority, body(person)[0], energy, energy_note, adjust, phytate)
    rows = eligible(authority, min(person.age, 119.0), person.sex, person.condition)
    found = [_one(nutrient, unit, rows.get(nutrient, ()), case) for nutrient, unit in _units().items()]
    return pd.DataFrame(found, index=pd.Index(_units(), name="nutrient"), columns=COLUMNS)


def _one(nutrient: str, unit: str, rows: tuple[Row, ...], case: _Case) -> dict[str, Any]:
    """One line of the answer."""
    blank: dict[str, Any] = {name: NAN if name in ("target", "average", "upper") else "" for name in COLUMNS}
    blank["unit"] = unit
    if nutrient == "energy":
        return blank | _energy_line(case)
    rows = at_level(rows, case.person.diet, case.phytate)
    upper = _upper(rows, case)
    line = blank | _target(rows, case) | _average(rows, case) | upper
    notes = [line["note"], *_asides(rows, case), line.pop("upper_note", "")]
    if line["target"] > line["upper"] and line.get("upper_limits") == "all":
        notes.append("the target is above the upper limit: settle it with a clinician")
    line["note"] = "; ".join(dict.fromkeys(filter(None, notes)))
    return line


def _energy_line(case: _Case) -> dict[str, Any]:
    by = "" if case.authority == "NASEM" else "by the NASEM equations of 2023, used for every authority; "
    return {
        "target": case.energy,
        "kind": "EER",
        "label": "estimated energy requirement (EER)",
        "source": ENERGY_SOURCE,
        "where": "summary of EER equations",
        "note": by + case.energy_note,
    }


def _target(rows: tuple[Row, ...], case: _Case) -> dict[str, Any]:
    chosen = _best(rows, ("target",), case) or _best(rows, ("range_low",), case)
    if chosen is None:
        return {}
    added = _added(rows, "target", chosen, case)
    base = _base(rows, "target", chosen, case) if added else chosen
    factor, factor_note = _factor(chosen, case)
    notes = [
        *_basis(base, case),
        base.note,
        _added_note(added),
        *_stage_notes(rows, base, added, case),
        factor_note,
    ]
    notes += [_range_note(rows, base, case), _measure_note(base)]
    return {
        "target": (_amount(base, case) + (_amount(added, case) if added else 0.0)) * factor,
        "kind": chosen.shown,
        "label": chosen.label,
        "source": chosen.source,
        "where": chosen.where,
        "food_figure": _food_figure(base),
        "note": "; ".join(filter(None, notes)),
    }


def _average(rows: tuple[Row, ...], case: _Case) -> dict[str, Any]:
    chosen = _best(rows, ("average",), case)
    if chosen is None:
        return {}
    added = _added(rows, "average", chosen, case)
    base = _base(rows, "average", chosen, case) if added else chosen
    amount = _amount(base, case) + (_amount(added, case) if added else 0.0)
    return {"average": amount * _factor(chosen, case)[0], "average_kind": chosen.shown}


def _upper(rows: tuple[Row, ...], case: _Case) -> dict[str, Any]:
    """Give the lowest limit that applies; of equal ones the firmest."""
    kinds = dict.fromkeys(row.kind for row in rows if row.role in ("upper", "range_high"))
    limits = [row for kind in kinds for row in _own_stage([r for r in rows if r.kind == kind], case)]
    if not limits:
        return {}
    chosen = min(limits, key=lambda row: (_amount(row, case), row.rank))
    line = {
        "upper": _amount(chosen, case),
        "upper_kind": chosen.shown,
        "upper_limits": chosen.limits,
        "upper_source": chosen.source,
    }
    notes = [*_basis(chosen, case), chosen.note]
    if not any(row.role in ("target", "range_low") for row in rows):
        notes.append(_measure_note(chosen))
        line |= {"food_figure": _food_figure(chosen), "source": chosen.source, "where": chosen.where}
    text = ", ".join(filter(None, notes))
    return line | {"upper_note": f"upper: {text}" if text else ""}


def _best(rows: Iterable[Row], roles: tuple[str, ...], case: _Case) -> Row | None:
    """Give the firmest row in those roles; per kg first only if the weight is known."""
    fitting = _own_stage([row for row in rows if row.role in roles and row.phase in DEFAULT_PHASES], case)
    per_kg_last = case.person.weight_kg is None
    return min(fitting, key=lambda row: ((row.unit == "g_per_kg") == per_kg_last, row.rank), default=None)


def _own_stage(rows: list[Row], case: _Case) -> list[Row]:
    """Rows made for pregnancy or breastfeeding where there are any; else those outside."""
    own = [row for row in rows if row.condition == case.person.condition]
    return own or [row for row in rows if row.condition != case.person.condition]


def _added(rows: tuple[Row, ...], role: str, chosen: Row, case: _Case) -> Row | None:
    """Give the addition for this stage, unless a value per kg of its own fits a known weight."""
    whole = chosen.condition == case.person.condition and case.person.condition != "none"
    if whole and case.person.weight_kg is not None:
        return None
    return next((row for row in rows if row.role == f"{role}_add" and row.phase in DEFAULT_PHASES), None)


def _base(rows: tuple[Row, ...], role: str, chosen: Row, case: _Case) -> Row:
    """Give the value outside pregnancy and breastfeeding, which an addition goes on top of."""
    outside = _best([row for row in rows if row.condition == "none"], (role,), case)
    return outside or chosen


def _amount(row: Row, case: _Case) -> float:
    """Amount per day in our unit."""
    ours = _units()[row.nutrient]
    if row.unit == "pct_energy":
        return convert(share_of_energy(row.value, row.nutrient, case.energy), "g", ours)
    if row.unit == "g_per_kg":
        return convert(row.value * case.weight, "g", ours)
    if row.unit == "mg_per_MJ":
        return convert(per_megajoule(row.value, case.energy), "mg", ours)
    return convert(row.value, row.unit, ours)


def _basis(row: Row, case: _Case) -> list[str]:
    """How an amount was reckoned, and for which diet."""
    words = {
        "pct_energy": f"{row.value:g}% of {case.energy:.0f} kcal",
        "g_per_kg": f"{row.value:g} g per kg"
        + ("" if case.person.weight_kg else f", reference body {case.weight:g} kg"),
        "mg_per_MJ": f"{row.value:g} mg per MJ, at {case.energy:.0f} kcal",
    }
    given = row.variant == "phytate" and case.phytate is not None
    level = LEVEL_WORDS[row.variant].format(level=row.level) if row.variant else ""
    return [words.get(row.unit, ""), f"{level}{'' if given else ' (default for this diet)'}" if level else ""]


def _added_note(added: Row | None) -> str:
    return f"{added.value:g} {added.unit} {added.note}" if added else ""


def _stage_notes(rows: tuple[Row, ...], base: Row, added: Row | None, case: _Case) -> list[str]:
    """Which part of pregnancy or breastfeeding a value is for, and what the other parts need."""
    condition = case.person.condition
    if condition == "none":
        return []
    used = added or base
    roles = ("target_add",) if added else ("target",)
    others = [
        row
        for row in rows
        if row.role in roles and row.phase not in DEFAULT_PHASES and row.value != used.value
    ]
    told = [f"{row.phase}: {row.value:g} {row.unit}" for row in others]
    if used.condition == condition:
        return [f"{used.phase} (default)" if used.phase and told else "", *told]
    return [f"no separate value for {_word(condition)} here", *told]


def _word(condition: str) -> str:
    return {"pregnant": "pregnancy", "lactating": "breastfeeding"}[condition]


def _factor(row: Row, case: _Case) -> tuple[float, str]:
    """Factor for a vegetarian diet and its note. Adequate intakes of infants come from milk and stay."""
    found = _adjustments().get((case.authority, row.nutrient))
    if found is None or row.shown == "AI":
        return 1.0, ""
    applies = case.person.diet in found["diets"].split(";") if case.adjust is None else case.adjust
    if not applies:
        return 1.0, ""
    told = sources().loc[found["source"]]
    where = f"{told['publisher']} {told['year']}, {found['where']}"
    return float(found["factor"]), f"times {found['factor']} for a vegetarian diet: {found['note']} ({where})"


def _range_note(rows: tuple[Row, ...], base: Row, case: _Case) -> str:
    """Say that a target is the low end of a published range."""
    if not base.kind.endswith("_low"):
        return ""
    high = next(
        (r for r in rows if r.kind == base.kind[:-3] + "high" and r.condition == base.condition), None
    )
    if high is None:
        return ""
    ends = f"{_amount(base, case):.4g} to {_amount(high, case):.4g} {_units()[base.nutrient]}"
    return f"given as a range, {ends}; the low end is the target"


def _food_figure(row: Row) -> str:
    return _measures().get(row.measure, ("", ""))[0]


def _measure_note(row: Row) -> str:
    return _measures().get(row.measure, ("", ""))[1]


def _asides(rows: tuple[Row, ...], case: _Case) -> list[str]:
    """Values that are neither target nor limit, but worth saying."""
    told = [row for row in rows if row.role == "note" and row.condition == case.person.condition]
    return [f"{row.label}: {_amount(row, case):.4g} {_units()[row.nutrient]}" for row in told]


@cache
def _units() -> dict[str, str]:
    units = nutrients()["unit"]
    return dict(zip(units.index, units, strict=True))


@cache
def _measures() -> dict[str, tuple[str, str]]:
    """Give, for each way of counting that differs from ours, the bound our food figures are and a note."""
    rows = table("measures")
    told = zip(rows["food_figure"], rows["note"], strict=True)
    return dict(zip(rows["measure"], told, strict=True))


@cache
def _adjustments() -> dict[tuple[str, str], dict[Any, Any]]:
    """Give the factors for a diet by authority and nutrient."""
    return {(row["authority"], row["nutrient"]): row for row in table("adjustments").to_dict("records")}
