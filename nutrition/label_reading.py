"""One printed figure of a label: its number, its unit, and what of it is sure."""

import re
from dataclasses import dataclass
from functools import cache
from math import inf, nan

from nutrition.checks import shown
from nutrition.errors import PlanError
from nutrition.exchange.reading import number
from nutrition.tables import Row, nutrients, records
from nutrition.units import convert

SYSTEMS = {  # whose label it is, and so what its per cents and its carbohydrate mean
    "us": "US label",
    "us_old": "US label with the Daily Values before 2016",
    "eu": "EU or UK label",
}
FIGURE = re.compile(r"(?P<less><|less than|under|up to)?\s*~?\s*(?P<number>\d[\d.,\s]*|[.,]\d+)(?P<unit>.*)")
TWICE = re.compile(  # "1 046 kJ", "1,046 kJ" and "12,5 %" are one figure, "2.4 100%" are two
    r"(?!\d{1,3}(?:\s\d{3})+\s*(?:%|kcal|kj)\D*$)"
    r"(.+?)(?:\s*[/(;]+\s*|(?<![\d.,])[\s,;]+|\s+)(\d[\d.,]*\s*(?:%|kcal|kj)[^\d]*)"
)
PERCENT = re.compile(r"\s*%[\s*]*(dv|nrv|ri|rda|daily value)?[\s*)]*")
UNITS = {  # how a unit is written on labels; what is not here stands as it is
    **dict.fromkeys(("mcg", "µg", "μg", "microgram", "micrograms"), "ug"),
    **dict.fromkeys(("gram", "grams"), "g"),
    **dict.fromkeys(("milligram", "milligrams"), "mg"),
    **dict.fromkeys(("cal", "cals", "calorie", "calories"), "kcal"),
    **dict.fromkeys(("i.u.", "ie", "ui"), "iu"),
    "α-te": "a-te",
}
TRACE = {"trace", "traces"}
NOTHING = {"", "-", "–", "—", "n/a", "?"}
DIGITS = 12  # significant ones that are kept: no more dust than that of a decimal number


@dataclass(frozen=True)
class Figure:
    """An amount of a nutrient in what the label is about (100 g, a serving) [our unit].

    ``amount`` is NaN where the label does not tell. A figure printed as 0 or "<0.5" counts as 0, the least it
    can be; ``below`` is then what it stays below [our unit], infinite for a trace. A printed 0 is ``zero``.
    ``note`` says what else is not sure.
    """

    nutrient: str
    amount: float
    below: float = nan
    zero: bool = False
    note: str = ""


def label_rows(system: str) -> list[Row]:
    """Give the rows of a label: ``row label unit first``, "1" where it usually is printed."""
    side = _side(system)
    return [
        {"row": row["row"], "label": row[side], "unit": row[f"{side}_unit"], "first": _first(row, side)}
        for row in _records("label_rows")
    ]


def read_figure(row: str, text: str, system: str) -> Figure | None:
    """Read what is printed in a row: "2.4 mcg", "60 %", "<0.5 g", "100 IU natural"; None where it is blank.

    Without a unit it is that of the row. Of what stands there twice ("2 mcg 10%", "1046 kJ / 250 kcal")
    per cents and kJ are passed over. Per cents are of the values of the label's ``system``:
    amount = per cent / 100 x value.

    Raises
    ------
    PlanError
        naming the row and what cannot be read in it.
    """
    plain = _once(" ".join(text.split()).lower())
    if plain in NOTHING:
        return None
    if plain in TRACE:
        return Figure(_nutrient(row), 0.0, inf)
    found = FIGURE.fullmatch(plain)
    if not found:
        raise PlanError([f"{_name(row, system)}: {shown(text)} is no figure; write it as 2.4 µg or 60 %"])
    try:
        amount = number(found["number"])
        unit = _unit(found["unit"]) or _default(row, system)
        return _figure(row, amount or 0.0, unit, system, less=bool(found["less"]))
    except ValueError as error:
        raise PlanError([f"{_name(row, system)}: {error}"]) from None


def _once(plain: str) -> str:
    found = TWICE.fullmatch(plain)
    if not found:
        return plain
    return found[2].rstrip(") ") if "kcal" in found[2] else found[1]


def _figure(row: str, amount: float, unit: str, system: str, *, less: bool) -> Figure:
    """Put number and unit together; 0 and "less than" count as 0."""
    nutrient, found, note = _turned(row, amount, unit, system)
    if less:
        return Figure(nutrient, 0.0, found, note=note)
    if amount == 0:
        return Figure(nutrient, 0.0, _rounded_off(row, system), zero=True)
    return Figure(nutrient, _clean(found), note=note)


def daily_value(row: str, system: str) -> Row | None:
    """Give what 100 % are on a label: ``amount unit``; None where the label gives no per cent of it."""
    return next(
        (each for each in _records("label_values") if (each["row"], each["system"]) == (row, system)), None
    )


def folate_of(folic_acid: float) -> float:
    """Give folate [ug DFE] of folic acid [ug] that is eaten with food."""
    return _clean(_turned("folate", folic_acid, "ug folic acid", "eu")[1])


def _turned(row: str, amount: float, unit: str, system: str) -> tuple[str, float, str]:
    """Give nutrient, amount [our unit] and what is to be said of it."""
    if unit == "%":
        whole = daily_value(row, system)
        if whole is None:
            raise ValueError(f"its per cent cannot be turned on this label; give it in {_ours(row)}")
        return _turned(row, amount / 100 * float(whole["amount"]), whole["unit"].lower(), system)
    for each in _records("label_units"):
        if (each["row"], each["unit"].lower()) == (row, unit):
            times = float(each["times"]) if each["times"] else nan
            return each["nutrient"], amount * times, each["note"]
    try:
        return row, convert(amount, "kJ" if unit == "kj" else unit, _ours(row)), ""
    except ValueError:
        raise ValueError(f"{unit!r} is no unit for it; {_choices(row, system)}") from None


def _rounded_off(row: str, system: str) -> float:
    """Give the amount [our unit] that a printed 0 stays below, NaN where no rule says."""
    rule = next(each[f"{_side(system)}_zero"] for each in _records("label_rows") if each["row"] == row)
    if not rule:
        return nan
    amount, unit = rule.split(" ")
    if unit == "%" and not daily_value(row, system):
        return nan
    return _turned(row, float(amount), unit, system)[1]


def _unit(text: str) -> str:
    """Give a unit as our tables write it, in small letters: "mcg DFE" is "ug dfe"; per cents are "%"."""
    if PERCENT.fullmatch(text):
        return "%"
    words = text.strip(" *").split()
    return " ".join(UNITS.get(word, word) for word in words)


def _choices(row: str, system: str) -> str:
    units = [each["unit"] for each in _records("label_units") if each["row"] == row and each["times"]]
    usual = [] if row == "salt" else [_ours(row)]
    percent = ["%"] if daily_value(row, system) else []
    return f"write {', '.join(dict.fromkeys([*usual, *units, *percent]))}".replace("ug", "µg")


def _default(row: str, system: str) -> str:
    return next(each["unit"].lower() for each in label_rows(system) if each["row"] == row)


def _name(row: str, system: str) -> str:
    return next((each["label"] for each in label_rows(system) if each["row"] == row), row)


def _side(system: str) -> str:
    return "eu" if system == "eu" else "us"


def _first(row: Row, side: str) -> str:
    return "1" if row["first"] in ("1", side) else ""


def _nutrient(row: str) -> str:
    return "sodium" if row == "salt" else row


def _ours(row: str) -> str:
    return _units()[_nutrient(row)]


def _clean(amount: float) -> float:
    return float(f"{amount:.{DIGITS}g}")


@cache
def _units() -> dict[str, str]:
    return {str(name): str(unit) for name, unit in nutrients()["unit"].items()}


@cache
def _records(name: str) -> tuple[Row, ...]:
    return tuple(records(name))
