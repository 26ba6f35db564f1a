"""What blood results say about B12: the rows of ``data/lab_thresholds.csv`` and ``data/lab_readings.csv``.

Every line between classes and every word is in those tables; this file finds the rows that hold.
"""

from functools import cache
from math import isnan, log10
from operator import ge, gt, le, lt

from nutrition.constants import constant
from nutrition.lab_results import Entry, Labs, Row, converted, entries, lab_question, lab_tests
from nutrition.people import Person
from nutrition.tables import table

__all__ = ["Labs", "combined_b12", "findings", "lab_question", "lab_tests"]

CONVENTIONS = ("NICE", "older")
COLUMNS = [
    "kind",
    "test",
    "value",
    "unit",
    "converted",
    "reading",
    "title",
    "text",
    "action",
    "source",
    "where",
]
BOUNDS = {"above": gt, "from": ge, "to": le, "below": lt}
SEVERITY = ("low", "indeterminate", "unlikely")
FINDINGS = {  # token: test, and the classes that make it
    "mma_raised": ("mma", {"raised", "strong", "high"}),
    "mma_strong": ("mma", {"strong", "high"}),
    "hcy_raised": ("hcy", {"raised", "strong"}),
    "anaemia": ("haemoglobin", {"low"}),
    "macrocytosis": ("mcv", {"large", "very_large"}),
    "folate_low": ("folate", {"low"}),
    "anti_if_positive": ("anti_if", {"positive"}),
}


def findings(labs: Labs, person: Person, convention: str = "NICE") -> frozenset[str]:
    """Give what the results show, before any caveat, as tokens that rules can ask for.

    b12_low, b12_indeterminate or b12_unlikely (the lowest of total and active B12, in pregnancy too),
    mma_raised, mma_strong, mma_unreliable (raised while eGFR is below 60), hcy_raised, anaemia, macrocytosis,
    folate_low, anti_if_positive.

    Raises
    ------
    ValueError
        for a convention that is not one of `CONVENTIONS`.
    """
    return _tokens({test: row["class"] for test, row in _classified(labs, person, convention).items()})


def _tokens(classes: dict[str, str]) -> frozenset[str]:
    found = {token for token, (test, among) in FINDINGS.items() if classes.get(test) in among}
    b12 = [name for name in SEVERITY if name in (classes.get("b12"), classes.get("holotc"))]
    unreliable = "mma_raised" in found and classes.get("egfr") == "reduced"
    return frozenset([*found, *(f"b12_{name}" for name in b12[:1]), *["mma_unreliable"] * unreliable])


@cache
def _thresholds() -> list[Row]:
    return table("lab_thresholds").to_dict("records")  # type: ignore[return-value]  # its cells are all text


def _classified(labs: Labs, person: Person, convention: str) -> dict[str, Row]:
    """Give the row of ``data/lab_thresholds.csv`` that each result falls in, in the unit it is given in."""
    if convention not in CONVENTIONS:
        raise ValueError(f"convention {convention!r} is not one of: {', '.join(CONVENTIONS)}")
    figures = _figures(labs, person)
    found = {test: _class_of(test, figure, person, convention) for test, figure in figures.items()}
    antibody = {"class": labs.anti_if, "by": "", "source": "", "where": ""} if labs.anti_if else None
    return found | ({"anti_if": antibody} if antibody else {})


def _figures(labs: Labs, person: Person) -> dict[str, Entry]:
    """Give the results as printed and, where it can be worked out, the combined indicator."""
    score = _score(labs, person)
    return entries(labs) | ({} if score is None else {"cb12": (score, "")})


def _class_of(test: str, figure: Entry, person: Person, convention: str) -> Row:
    value, unit = figure
    return next(
        row
        for row in _thresholds()
        if row["test"] == test
        and unit in row["unit"].split("|")
        and row["convention"] in ("", convention)
        and row["sex"] in ("", person.sex)
        and all(compare(value, float(row[bound])) for bound, compare in BOUNDS.items() if row[bound])
    )


def combined_b12(
    holotc: float | None, b12: float | None, mma: float | None, hcy: float | None, age: float | None
) -> float | None:
    """Give the combined indicator cB12 (Fedosov); None unless all four markers and the age are known.

    cB12 = log10(holotc x b12 / (mma x hcy)) - a / (1 + (age / age0)^n), with holotc and b12 [pmol/L], mma and
    hcy [umol/L], age [years]. The form is that of Fedosov et al. 2015; a, age0 and n (``cb12_*`` in
    ``data/b12.csv``) still have to be checked against that paper.

    Raises
    ------
    ValueError
        for a marker that is not above zero, an age below zero, and what is infinite, naming it.
    """
    given = {"holotc": holotc, "b12": b12, "mma": mma, "hcy": hcy, "age": age}
    known = {name: value for name, value in given.items() if value is not None and not isnan(value)}
    wrong = [f"{name} {value!r}" for name, value in known.items() if not _possible(name, value)]
    if wrong:
        raise ValueError(
            f"{', '.join(wrong)}: each has to be a number above zero; check the result and its unit"
        )
    if len(known) < len(given):
        return None
    ratio = known["holotc"] * known["b12"] / (known["mma"] * known["hcy"])
    return log10(ratio) - age_factor(known["age"])


def _possible(name: str, value: float) -> bool:
    return (value >= 0 if name == "age" else value > 0) and value != float("inf")


def age_factor(age: float) -> float:
    """Give what cB12 takes off for age [years]: 3.783 at 20, 3.561 at 80."""
    share: float = (age / constant("cb12_age0")) ** constant("cb12_n")
    return constant("cb12_a") / (1 + share)


def _score(labs: Labs, person: Person) -> float | None:
    known = {test: converted(test, *figure) for test, figure in entries(labs).items()}
    holotc, b12, mma, hcy = (known.get(name) for name in ("holotc", "b12", "mma", "hcy"))
    return combined_b12(holotc, b12, mma, hcy, person.age)
