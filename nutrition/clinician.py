"""One page to bring to a clinician: what to look at first, which tests to ask for, and why.

Nothing here reads a result or weighs a symptom: it gathers what `notices`, `interpret`, `absorbed` and the
guided checks say, and adds the first tests of ``data/clinician_tests.csv``.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from nutrition.guided import guided_check
from nutrition.lab_results import Labs, entries
from nutrition.labs import findings, interpret
from nutrition.people import Person, has_risk_factor
from nutrition.plans import Plan
from nutrition.risks import notices
from nutrition.symptoms import symptom_choices
from nutrition.tables import records, table
from nutrition.treatments import treatment_options

COLUMNS = ["part", "id", "title", "figure", "text", "action", "source"]
PARTS = ("urgent", "tests", "results", "reasons", "options")


def clinician_page(  # noqa: PLR0913, PLR0917 - all that somebody may have said
    person: Person,
    plan: Plan | None = None,
    foods: pd.DataFrame | None = None,
    labs: Labs | None = None,
    symptoms: Sequence[str] = (),
    answers: Mapping[str, Collection[str]] | None = None,
    convention: str = "NICE",
) -> pd.DataFrame:
    """Gather what to bring to a clinician, in the order of `PARTS`.

    Columns: ``part id title figure text action source``.

    urgent
        red flags; they come first, whatever else was said.
    tests
        which tests to ask for and why: what `interpret` says would settle the results, then the first tests
        of ``data/clinician_tests.csv`` whose condition holds, each test once.
    results
        the results that were entered, as `interpret` reads them, what they show together, and what stands in
        the way of reading one of them; ``figure`` is the result as printed.
    reasons
        the signs that were ticked, what ``answers`` to the guided checks fit ({"heel": ["first_steps"]}), and
        the notices that ask for something.
    options
        treatment that a clinician may discuss.

    ``source`` holds keys of ``data/sources.csv`` joined with ";". Raises what those raise.
    """
    if answers is not None and not isinstance(answers, Mapping):
        raise ValueError(f"answers {str(answers)[:60]!r} name no check; write {{'heel': ['first_steps']}}")
    told = notices(person, plan, foods, labs, symptoms, convention=convention)
    read = interpret(labs or Labs(), person, symptoms, convention)
    open_risk = bool((told["level"] == "act").any())
    facts = _facts(person, symptoms, open_risk=open_risk) | _measured(labs, person, convention)
    rows = [
        *_part("urgent", told[told["level"] == "urgent"]),
        *_tests(read, facts),
        *_part("results", _results(read)),
        *_signs(symptoms),
        *_verdicts(answers or {}, person, symptoms),
        *_part("reasons", told[told["level"].isin(["act", "ask"])]),
        *_part("options", _options(person, labs, symptoms)),
    ]
    return pd.DataFrame(rows, columns=COLUMNS, dtype="str")


def _part(part: str, found: pd.DataFrame) -> list[list[str]]:
    """Give rows of another room as rows of ours; a column it has not is empty."""
    columns = [found[name].tolist() if name in found else [""] * len(found) for name in COLUMNS[1:]]
    return [[part, *row] for row in zip(*columns, strict=True)]


def _facts(person: Person, symptoms: Sequence[str], *, open_risk: bool) -> set[str]:
    """Name what is known, in the words that ``when`` and ``unless`` of ``data/clinician_tests.csv`` use."""
    nerve = symptom_choices().set_index("id")["nerve"]
    holds = {
        "symptom": bool(symptoms),
        "nerve": any(nerve[name] for name in symptoms),
        "risk": has_risk_factor(person),
        "strong_risk": open_risk,
    }
    return {*person.risks, person.diet, person.condition, *(name for name, held in holds.items() if held)}


def _measured(labs: Labs | None, person: Person, convention: str) -> set[str]:
    """Name what the results show, and which tests have one ("has_b12"); a blood count is one test."""
    if labs is None:
        return set()
    done = {f"has_{test}" for test in entries(labs)}
    done |= {"has_cbc"} if done & {"has_haemoglobin", "has_mcv"} else set()
    done |= {"has_anti_if"} if labs.anti_if else set()
    return done | findings(labs, person, convention)


def _tests(read: pd.DataFrame, facts: set[str]) -> list[list[str]]:
    """Give each test once: what would settle the results first, then the first tests that are not done."""
    settling = read[read["kind"] == "next"].rename(columns={"test": "id"}).drop_duplicates("id")
    rows = _part("tests", settling)
    named = set(settling["id"])
    for row in records("clinician_tests"):
        if row["id"] not in named and _wanted(row["when"], row["unless"], facts):
            named.add(row["id"])
            rows.append(["tests", row["id"], row["title"], "", row["text"], "", row["source"]])
    return rows


def _wanted(when: str, unless: str, facts: set[str]) -> bool:
    """Say whether one alternative of ``when`` holds ("a+b": both do) and nothing of ``unless`` does."""
    return (
        any(set(each.split("+")) <= facts for each in when.split("|")) and not set(unless.split("|")) & facts
    )


def _results(read: pd.DataFrame) -> pd.DataFrame:
    """Give what was measured and what it shows; caveats only where they are about one of the results."""
    kept = read["kind"].isin(["result", "pattern"]) | ((read["kind"] == "caveat") & (read["test"] != ""))
    shown = read[kept].rename(columns={"test": "id"})
    return shown.assign(figure=[as_printed(row) for row in shown.to_dict("records")])


def as_printed(row: Mapping[Hashable, Any]) -> str:
    """Give a result as the laboratory printed it, and in the other unit: "205 pg/mL (151.3 pmol/L)"."""
    if not row["unit"]:
        return ""
    other = f" ({row['converted']})" if row["converted"] else ""
    return f"{row['value']:g} {row['unit']}{other}"


def _signs(symptoms: Sequence[str]) -> list[list[str]]:
    """Name what was ticked, in one row."""
    if not symptoms:
        return []
    known = table("symptoms", "id")
    said = "; ".join(str(known["label"][name]) for name in symptoms)
    source = ";".join(dict.fromkeys(";".join(known["source"][list(symptoms)]).split(";")))
    return [["reasons", "signs", "What is felt or seen", "", said, "", source]]


def _verdicts(
    answers: Mapping[str, Collection[str]], person: Person, symptoms: Sequence[str]
) -> list[list[str]]:
    """Give what the answers to each guided check fit, and why; their red flags stand among the others."""
    rows = []
    for check, given in answers.items():
        verdict = guided_check(check, given, person, symptoms).tail(1)
        rows += _part("reasons", verdict.assign(id=check, text=verdict["why"]))
    return rows


def _options(person: Person, labs: Labs | None, symptoms: Sequence[str]) -> pd.DataFrame:
    """Give treatment that a clinician may discuss, named as the other parts name their rows."""
    options = treatment_options(person, labs, symptoms)
    return options.rename(columns={"situation": "title", "follow_up": "action"})
