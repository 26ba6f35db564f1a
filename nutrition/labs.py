"""What blood results say about B12: the rows of ``data/lab_thresholds.csv`` and ``data/lab_readings.csv``.

Every line between classes and every word is in those tables; this file finds the rows that hold.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from math import inf, isnan, log10, nan
from operator import ge, gt, le, lt

import pandas as pd

from nutrition.constants import constant
from nutrition.errors import as_float, plain
from nutrition.lab_results import Entry, Labs, converted, entries, in_other_unit, lab_question, lab_tests
from nutrition.people import Person, check_person, has_risk_factor
from nutrition.symptoms import with_groups
from nutrition.tables import Row, records

__all__ = ["Labs", "combined_b12", "findings", "interpret", "lab_question", "lab_tests"]

CONVENTIONS = ("NICE", "older")
COLUMNS = ["kind", "test", "value", "unit", "converted", "reading", "title", "text", "action"]
COLUMNS += ["source", "where"]
BOUNDS = {"above": gt, "from": ge, "to": le, "below": lt}
ORDER = ["caveat 1", "result ", "pattern ", "caveat ", "next "]  # kind and the column ``first``
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


def check_convention(convention: object) -> None:
    """Refuse what is not one of `CONVENTIONS`."""
    if not isinstance(convention, str) or convention not in CONVENTIONS:
        raise ValueError(f"convention {convention!r} is not one of: {', '.join(CONVENTIONS)}")


@cache
def _thresholds() -> list[Row]:
    return records("lab_thresholds")


def _classified(labs: Labs, person: Person, convention: str) -> dict[str, Row]:
    """Give the row of ``data/lab_thresholds.csv`` that each result falls in, in the unit it is given in."""
    check_person(person)
    check_convention(convention)
    figures = _figures(labs, person)
    found = {test: _class_of(test, figure, person, convention) for test, figure in figures.items()}
    return found | ({"anti_if": {"class": labs.anti_if}} if labs.anti_if else {})


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
        for a marker that is no number above zero, an age below zero, and what is infinite, naming it.
    """
    given = {"holotc": holotc, "b12": b12, "mma": mma, "hcy": hcy, "age": age}
    known = {name: as_float(value) for name, value in given.items() if not _missing(value)}
    wrong = [f"{name} {given[name]!r}" for name, value in known.items() if not _possible(name, value)]
    if wrong:
        raise ValueError(
            f"{', '.join(wrong)}: each has to be a number above zero; check the result and its unit"
        )
    if len(known) < len(given):
        return None
    holotc, b12, mma, hcy = (log10(known[name]) for name in ("holotc", "b12", "mma", "hcy"))
    return holotc + b12 - mma - hcy - age_factor(known["age"])


def _missing(value: object) -> bool:
    number = plain(value)
    return number is None or number is pd.NA or (isinstance(number, float) and isnan(number))


def _possible(name: str, value: float) -> bool:
    return (value >= 0 if name == "age" else value > 0) and value < inf


def age_factor(age: float) -> float:
    """Give what cB12 takes off for age [years]: 3.783 at 20, 3.561 at 80."""
    share: float = (age / constant("cb12_age0")) ** constant("cb12_n")
    return constant("cb12_a") / (1 + share)


def _score(labs: Labs, person: Person) -> float | None:
    known = {test: converted(test, *figure) for test, figure in entries(labs).items()}
    holotc, b12, mma, hcy = (known.get(name) for name in ("holotc", "b12", "mma", "hcy"))
    return combined_b12(holotc, b12, mma, hcy, person.age)


def interpret(
    labs: Labs, person: Person, symptoms: Sequence[str] = (), convention: str = "NICE"
) -> pd.DataFrame:
    """Read blood results: what each says, what the pattern suggests, and which test would settle it.

    Columns: ``kind test value unit converted reading title text action source where``. Kinds: result (one row
    per test, with its figure as printed and in the other unit in use), pattern, caveat, next (a test worth
    asking for). Caveats that take a reading away stand first, then results, patterns, other caveats, next.
    A row of ``data/lab_readings.csv`` holds when its ``when`` does; of the rows for one result the first that
    holds is taken. Each result is classified in the unit it is given in, by that unit's own lines, those of
    NICE NG239 or the older ones. Nothing here settles what somebody has: every row ends with a clinician.

    Raises
    ------
    ValueError
        for a convention that is not one of `CONVENTIONS`, and a symptom that is not in
        ``data/symptoms.csv``.
    """
    found = _classified(labs, person, convention)
    facts = _facts(found, labs, person) | with_groups(symptoms, person.age) | {convention}
    told = _told([row for row in _readings() if _holds(row["when"], facts)], found, _figures(labs, person))
    told.sort(key=lambda row: ORDER.index(f"{row['kind']} {row['first']}"))
    kinds = dict.fromkeys(COLUMNS, "str") | {"value": "float64"}
    columns = {name: pd.Series([row[name] for row in told], dtype=kind) for name, kind in kinds.items()}
    return pd.DataFrame(columns)


def _told(held: list[Row], found: dict[str, Row], figures: dict[str, Entry]) -> list[dict[str, object]]:
    """Give one row per result, the first that holds, and then all other rows."""
    results = {row["test"]: row for row in reversed(held) if row["kind"] == "result"}
    told = [_result(results[test], row, figures.get(test, (nan, ""))) for test, row in found.items()]
    others = (row for row in held if row["kind"] != "result")
    return [*told, *({**row, "value": nan, "unit": "", "converted": ""} for row in others)]


@cache
def _readings() -> list[Row]:
    return records("lab_readings")


def _facts(found: dict[str, Row], labs: Labs, person: Person) -> frozenset[str]:
    """Give what the column ``when`` may ask for about results and person.

    Tests that were made ("mma"), their classes ("mma:raised"), tokens of `findings` (in pregnancy without
    total B12, which is not read then), pregnant or lactating, risk, risk:<id>, age:<class>, replacing.
    """
    classes = {test: row["class"] for test, row in found.items()}
    read = {test: name for test, name in classes.items() if (test, person.condition) != ("b12", "pregnant")}
    of_each = [f"{test}:{name}" for test, name in classes.items()]
    age = _class_of("age", (person.age, "years"), person, "")["class"]
    of_person = [f"age:{age}", person.condition, *(f"risk:{risk}" for risk in person.risks)]
    flags = {"replacing": labs.replacing, "risk": has_risk_factor(person)}
    holding = [name for name, holds in flags.items() if holds]
    return _tokens(read).union(classes, of_each, of_person, holding)


def _holds(when: str, facts: frozenset[str]) -> bool:
    """Say whether every part of ``when`` holds: "&" joins parts, "|" alternatives, "!" means none."""
    return all(_part(part.strip(), facts) for part in when.split("&"))


def _part(part: str, facts: frozenset[str]) -> bool:
    return facts.isdisjoint(part.removeprefix("!").split("|")) == part.startswith("!")


def _result(reading: Row, threshold: Row, figure: Entry) -> dict[str, object]:
    """Join a reading with the line that led to it, where its text names one."""
    value, unit = figure
    out: dict[str, object] = {**reading, "value": value, "unit": unit, "converted": ""}
    if unit:
        out["converted"] = in_other_unit(reading["test"], value, unit)
    if "{line}" in reading["text"]:
        out["text"] = reading["text"].replace("{line}", _line(threshold, unit))
        for column, sign in (("source", ";"), ("where", "; ")):
            out[column] = _joined(sign, (threshold[column], reading[column]))
    return out


def _line(row: Row, unit: str) -> str:
    """Say by which line a figure was read: "from 180 to 350 ng/L (NICE)", "up to 100 fL (adults)"."""
    bounds = " to ".join(f"{bound} {row[bound]}" for bound in BOUNDS if row[bound]).replace("to to", "to")
    for ours, shown in (("ug", "µg"), ("umol", "µmol"), ("1.73m2", "1.73 m²")):
        unit = unit.replace(ours, shown)
    return " ".join(filter(None, ["up" * bounds.startswith("to"), bounds, unit, f"({row['by']})"]))


def _joined(sign: str, cells: Iterable[str]) -> str:
    """Join what the cells hold, each part once."""
    parts = [part.strip() for cell in cells for part in cell.split(";") if part.strip()]
    return sign.join(dict.fromkeys(parts))
