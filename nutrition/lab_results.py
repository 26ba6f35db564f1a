"""Blood results as printed: their units, and what cannot be.

The tests are the rows of ``data/lab_tests.csv``, the units those of ``data/lab_units.csv``. Nothing
is read here; `nutrition.labs` does that, and only with results that passed.
"""

from dataclasses import dataclass
from functools import cache
from math import isfinite

import pandas as pd

from nutrition.errors import as_float, not_known
from nutrition.tables import Row, records, table

Entry = tuple[float, str]  # a figure and its unit, as printed
Given = Entry | float | None  # a plain number only where `lab_tests` says which unit it is in
ANTIBODY = ("positive", "negative")


@dataclass(frozen=True)
class Labs:
    """Blood results as the laboratory printed them: ``(205, "pg/mL")``, or None where not measured.

    b12 [ng/L, pg/mL or pmol/L], holotc [pmol/L], mma [umol/L, nmol/L or ug/L], hcy [umol/L or mg/L],
    haemoglobin [g/L or g/dL], mcv [fL], folate [nmol/L, ug/L or ng/mL], egfr [mL/min/1.73m2]. A plain number
    is taken for holotc, mcv and egfr, and as umol/L for mma (up to 50) and hcy. ``anti_if`` is the intrinsic
    factor antibody, "positive" or "negative". ``replacing``: B12 as tablets or injections now or in the last
    months. All figures are kept as ``(figure, unit)``.

    Raises
    ------
    ValueError
        for what cannot be, naming every fault with the question of `lab_question` and how to write it.
    """

    b12: Given = None
    holotc: Given = None
    mma: Given = None
    hcy: Given = None
    haemoglobin: Given = None
    mcv: Given = None
    folate: Given = None
    egfr: Given = None
    anti_if: str | None = None
    replacing: bool = False

    def __post_init__(self) -> None:
        """Refuse what cannot be, all faults at once; write each figure with its unit."""
        given = {test: getattr(self, test) for test in _units() if getattr(self, test) is not None}
        faults = [fault for test, entry in given.items() if (fault := _fault_of(test, entry))]
        if self.anti_if is not None and not (isinstance(self.anti_if, str) and self.anti_if in ANTIBODY):
            faults.append(f"anti_if: {self.anti_if!r} is not 'positive' or 'negative'; leave out if unknown")
        if not isinstance(self.replacing, bool):
            faults.append(f"replacing: {self.replacing!r} is not True or False")
        if faults:
            raise ValueError("\n".join(faults))
        for test, entry in given.items():
            value, unit = _split(entry)
            object.__setattr__(self, test, (as_float(value), _named(test, unit)))


def entries(labs: Labs) -> dict[str, Entry]:
    """Give the figures that were measured, by test, in the order of `lab_tests`."""
    if not isinstance(labs, Labs):
        raise ValueError(f"labs {labs!r} are no results; give Labs(b12=(205, 'ng/L'), ...) or None")  # noqa: TRY004
    return {test: getattr(labs, test) for test in _units() if getattr(labs, test) is not None}


@cache
def _tests() -> dict[str, Row]:
    return {row["id"]: row for row in records("lab_tests")}


@cache
def _units() -> dict[str, dict[str, Row]]:
    """Give the units of each test that is a figure, as rows by name, in the order of `lab_tests`."""
    rows = records("lab_units")
    named = {test: {row["unit"]: row for row in rows if row["test"] == test} for test in _tests()}
    return {test: units for test, units in named.items() if units}


def lab_tests() -> pd.DataFrame:
    """Give the tests that `Labs` takes: ``id label unit assumed shows tag source where units``.

    ``units`` are those it may be printed in, joined with ";" (none for an antibody, which is positive or
    negative). ``unit`` is the one results are compared in, ``assumed`` the one of a plain number, "" if there
    is none.
    """
    frame = table("lab_tests")
    return frame.assign(units=[";".join(_units().get(test, {})) for test in frame["id"]])


def converted(test: str, value: float, unit: str, into: str = "") -> float:
    """Give a figure in another unit of its test, by default the one of `lab_tests`: value x times / per.

    ``times`` and ``per`` are those of ``data/lab_units.csv``: 150 ng/L x 0.738 = 110.7 pmol/L.
    """
    units = _units()[test]
    one, other = units[unit], units[into or _tests()[test]["unit"]]
    base = value * float(one["times"]) / float(one["per"])
    return base * float(other["per"]) / float(other["times"])


def in_other_unit(test: str, value: float, unit: str) -> str:
    """Give the figure in the other unit in use, to four digits: "110.7 pmol/L"; "" if there is none."""
    other = _units()[test][unit]["other"]
    return f"{converted(test, value, unit, other):.4g} {other}" if other else ""


def lab_question(test: str, value: object, unit: object = "") -> str:
    """Give the question to ask about one entry that cannot be right; "" if it can.

    Asks about what is no number, a unit that is missing or not known, and a figure outside what
    ``data/lab_units.csv`` takes for possible (our choice): "300 has no unit; is it nmol/L (0.3 umol/L)?"

    Raises
    ------
    ValueError
        for a test that is not a figure of `lab_tests`, with the nearest one.
    """
    if not isinstance(test, str) or test not in _units():
        raise not_known("test", test, _units())
    number = as_float(value)
    if not isfinite(number):
        return f"{str(value)[:20]!r} is not a number a laboratory prints; leave it out if it is not known"
    if _fits(test, number, _named(test, unit)):
        return ""
    return f"{_fault(test, number, unit)}; {_hint(test, number, _named(test, unit))}"


def _fault_of(test: str, entry: object) -> str:
    """Give the fault of one entry of `Labs`, with how to write it."""
    value, unit = _split(entry)
    question = lab_question(test, value, unit)
    fitting = [name for name in _units()[test] if _fits(test, as_float(value), name)]
    way_out = f" Write ({as_float(value):g}, {fitting[0]!r})" if question and fitting else ""
    return f"{test}: {question}{way_out}" if question else ""


def _split(entry: object) -> tuple[object, object]:
    pair = 2  # a figure and its unit
    return (entry[0], entry[1]) if isinstance(entry, tuple | list) and len(entry) == pair else (entry, "")


def _named(test: str, unit: object) -> str:
    """Give the unit by our name for it; of none the one assumed; "" if it is not one of the test."""
    if unit is None or (isinstance(unit, str) and not unit):
        return _tests()[test]["assumed"]
    return {_plain(name): name for name in _units()[test]}.get(_plain(str(unit)), "")


def _plain(unit: str) -> str:
    for sign, letters in (("µ", "u"), ("μ", "u"), ("mcg", "ug"), ("²", "2"), (" ", "")):
        unit = unit.replace(sign, letters)
    return unit.lower()


def _fits(test: str, number: float, unit: str) -> bool:
    row = _units()[test].get(unit)
    return row is not None and float(row["lowest"]) <= number <= float(row["highest"])


def _fault(test: str, number: float, unit: object) -> str:
    name, units, given = _named(test, unit), _units()[test], unit is not None and str(unit) != ""
    if not name and given:
        return f"{str(unit)[:20]!r} is not one of its units ({', '.join(units)})"
    if not given and (not name or any(_fits(test, number, other) for other in units)):
        return f"{number:g} has no unit"
    return f"{number:g} {name} is outside {units[name]['lowest']} to {units[name]['highest']} {name}"


def _hint(test: str, number: float, unit: str) -> str:
    """Name the other units in which the figure would be possible, with what it would come to."""
    fitting = [name for name in _units()[test] if name != unit and _fits(test, number, name)]
    others = [f"{name} ({into})" if (into := in_other_unit(test, number, name)) else name for name in fitting]
    return f"is it {' or '.join(others)}?" if others else "please check it against the printed result"
