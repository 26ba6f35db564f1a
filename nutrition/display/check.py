"""The guided check as a reader sees it: readings, verdicts and the page for a clinician as rows of text."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from nutrition import tables
from nutrition.absorption import absorbed, absorbed_per_day
from nutrition.clinician import as_printed
from nutrition.display.figures import Row, amount, links, who
from nutrition.intake import eaten
from nutrition.people import Person
from nutrition.plans import Plan

LEVELS = {"urgent": "Get help first", "act": "Act on this", "ask": "Ask about this", "know": "Good to know"}
KINDS = {"result": "Result", "caveat": "Note", "pattern": "Together", "next": "Would settle it"}
PARTS = {
    "urgent": "First of all",
    "tests": "Tests to ask for, and why",
    "results": "Results so far, as printed",
    "reasons": "Why this is worth a look",
    "options": "Options a clinician may discuss",
}
SPELLED_OUT = ("signs", "combination", "heel", "calf")  # reasons whose title does not say enough


def cards(found: pd.DataFrame) -> list[Row]:
    """Give notices, readings or a verdict as cards: badge, title, text, what to do, sources."""
    return [_card(row) for row in found.to_dict("records")]  # type: ignore[arg-type]  # str keys


def readings(found: pd.DataFrame) -> list[Row]:
    """Give what `interpret` says as cards, each result with its figure as printed."""
    return cards(found.assign(figure=[as_printed(row) for row in found.to_dict("records")]))


def _card(row: Row) -> Row:
    badge = LEVELS.get(row.get("level", ""), "") or KINDS.get(row.get("kind", ""), "")
    return {
        "id": row.get("id", ""),
        "level": row.get("level", ""),
        "badge": badge,
        "title": row["title"].replace("ug/", "µg/").replace(" ug", " µg"),
        "figure": row.get("figure", "").replace("umol", "µmol").replace("ug/", "µg/"),
        "text": row["text"].replace(" ug", " µg"),
        "action": row.get("action", "").replace(" ug", " µg"),
        "why": row.get("why", ""),
        "sources": links(row["source"]),
    }


def sheet(page: pd.DataFrame, person: Person, plan: Plan, foods: pd.DataFrame, today: date) -> Row:
    """Give the page for a clinician: whom it is about, then its parts, each with its rows.

    Where nothing else was found there is nothing to treat, so the options are left out.
    """
    page = page if (page["part"] != "options").any() else page.iloc[:0]
    parts = [
        {"title": title, "rows": [_brief(part, row) for row in cards(page[page["part"] == part])]}
        for part, title in PARTS.items()
        if (page["part"] == part).any()
    ]
    return {
        "title": "Vitamin B12: to bring to your clinician",
        "about": f"{who(person).capitalize()}. {today:%-d %B %Y}.",
        "plan": plan_line(plan, foods, person),
        "parts": parts,
        "standing": "Written from what its owner entered. For a conversation, not a diagnosis.",
    }


def _brief(part: str, row: Row) -> Row:
    """Keep a card to what fits one page: what to do only where it is urgent, reasons by their title."""
    if part == "urgent":
        return row
    shown = part != "reasons" or row["id"] in SPELLED_OUT
    return {**row, "action": "", "text": row["text"] if shown else ""}


def plan_line(plan: Plan, foods: pd.DataFrame, person: Person) -> str:
    """Say what the open plan gives in B12, eaten and absorbed; nothing for an empty plan."""
    if not plan.items:
        return ""
    sums = eaten(plan, foods)
    known = float(sums["known"]["vitamin_b12"])
    gaps = sums["reporting"]["vitamin_b12"] < sums["items"]["vitamin_b12"]
    at_least = "at least " if gaps else ""
    band = absorbed_per_day(absorbed(plan, foods, person))
    return (
        f"The plan “{plan.name}” gives {at_least}{amount(known, 'ug')} of B12 per day. About "
        f"{amount(band['mid'], 'ug')} of it would be absorbed (a model: from {amount(band['low'])} to "
        f"{amount(band['high'])})."
    )


def about(person: Person, risks: Sequence[str]) -> str:
    """Say in one line what the sidebar holds about a person."""
    return ". ".join([who(person).capitalize(), "; ".join(risks) or "No medicine or condition chosen"]) + "."


def symptom_rows() -> list[list[str]]:
    """Give the checklist as rows of text: symptom, how typical it is of low B12, source keys."""
    rows = tables.table("symptoms")
    return rows[["label", "strength", "source"]].to_numpy(object).tolist()
