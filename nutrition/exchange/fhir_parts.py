"""The small parts that FHIR resources are made of: texts, codes, amounts, times."""

from collections.abc import Iterable
from typing import Any

Part = dict[str, Any]

UCUM = "http://unitsofmeasure.org"
LOINC = "http://loinc.org"
DIGITS = 6  # decimals of an amount; finer is finer than any food table
EVERY_DAY = 7.0
RAREST = 10_000.0  # weeks, longer than any life


def concept(text: str, system: str = "", code: str = "", display: str = "") -> Part:
    """Name something in words, with a code where there is one."""
    coding = [{"system": system, "code": code, "display": display}] if code else []
    return filled({"coding": coding, "text": one_line(text)})


def quantity(value: float, unit: str, ucum: str = "") -> Part:
    """Give an amount with its unit as it is read, and as UCUM writes it (by default the same word)."""
    read = unit.replace("ug", "µg")
    return {"value": round(float(value), DIGITS), "unit": read, "system": UCUM, "code": ucum or unit}


def counted(value: float, measure: str) -> Part:
    """Give an amount in a household measure, for which there is no code."""
    return filled({"value": round(float(value), DIGITS), "unit": one_line(measure)})


def timing(days: int, per_week: float, at: str = "") -> Part:
    """Say how often something of a plan of so many days is taken: per_week / 7 x once in ``days``.

    A time of day may stand alone only, and means every day; elsewhere it is left out here.
    """
    if per_week == EVERY_DAY:
        repeat = {"timeOfDay": [f"{at}:00"]} if at and days == 1 else _every(1, days, "d")
    elif float(per_week).is_integer():
        repeat = _every(int(per_week), days, "wk")
    else:
        repeat = _every(1, min(days / per_week, RAREST), "wk")
    return {"repeat": repeat}


def _every(times: int, period: float, unit: str) -> Part:
    return {"frequency": times, "period": round(period, DIGITS), "periodUnit": unit}


def notes(lines: Iterable[str]) -> list[Part]:
    """Give remarks, each in one line; empty ones are left out."""
    return [{"text": line} for line in map(one_line, lines) if line]


def one_line(text: str) -> str:
    """Give text with plain single spaces: FHIR takes none that is only unusual ones."""
    return " ".join(text.split())


def filled(part: Part) -> Part:
    """Give a part without what is empty, which FHIR does not allow; 0 stays."""
    return {name: value for name, value in part.items() if value not in ("", None, [], {})}
