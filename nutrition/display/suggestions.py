"""Proposed changes as a reader sees them: what to do, what it does to the needs, what stays open."""

from math import isnan

import pandas as pd

from nutrition import tables
from nutrition.absorption import absorbed, absorbed_per_day
from nutrition.comparison import compare
from nutrition.display.figures import TARGET_AT, WORDS, Row, amount
from nutrition.display.lists import pairs
from nutrition.gaps.proposals import Proposal
from nutrition.people import Person
from nutrition.plans import Plan
from nutrition.suggestions import Suggestion

SHOWN = 0.05  # part of the target; what changes by less has no bar of its own (our choice)
LEAST_GAP = 0.01  # a smaller gap that is not closed is said as this
MOST_GAP = 0.9  # a larger one says nothing yet, and is not said
BESIDE = 12  # bars folded away; the rest is counted
OPEN = ("short", "over")  # what is so before or after is drawn, whatever it becomes


def titles(suggestion: Suggestion) -> list[str]:
    """Name every proposal by its number, what it takes and what it leaves open."""
    return [f"{number}: {_size(one)}" for number, one in enumerate(suggestion.proposals, 1)]


def _size(proposal: Proposal) -> str:
    count, unmet = len(proposal.changes), len(proposal.unmet)
    tablets = sum(change.kind == "supplement" for change in proposal.changes)
    of_which = f" ({tablets} by supplement)" if tablets else ""
    return _count(count, "change") + of_which + (f", {unmet} open" if unmet else "")


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def changes(table: pd.DataFrame) -> list[Row]:
    """Give changes as ``text`` and ``reason`` each: what to do; what it brings, and what if not."""
    return table[["text", "reason"]].to_dict("records")  # type: ignore[return-value]  # text keys


def said(rows: pd.DataFrame) -> list[str]:
    """Give the sentences of what stays open, or cannot be told."""
    return [str(text).replace(" ug", " µg") for text in rows["text"]]


def before_and_after(
    before: Plan, after: Plan, foods: pd.DataFrame, needed: pd.DataFrame
) -> tuple[list[Row], list[Row], str]:
    """Give what differs between two plans as bars, and a sentence for what differs little.

    The first bars are those that tell something: B12, what is short or over a limit before or after, what
    gets another status, and pinned amounts without a target (EPA + DHA). The second stay as they are judged.
    """
    compared = compare(before, after, foods, needed)
    pinned = tables.nutrients()["pinned"].reindex(compared.index) > 0
    differ = compared[(compared["difference"].abs() > 0) & ((compared["target"] > 0) | pinned)]
    bars = pairs(differ[differ["matters"] >= SHOWN], needed)
    telling = [bar for bar in bars if _tells(bar)]
    others = [bar for bar in bars if not _tells(bar)][:BESIDE]
    rest = len(differ) - len(telling) - len(others)
    sentence = f"{_count(rest, 'other amount')} {'changes' if rest == 1 else 'change'} less." if rest else ""
    return telling, others, sentence


def _tells(bar: Row) -> bool:
    was, becomes = (side["status"] for side in bar["sides"])
    of_note = bar["id"] == "vitamin_b12" or bar["target"] == "no target"
    return of_note or was != becomes or was in OPEN


def uptake(before: Plan, after: Plan, foods: pd.DataFrame, person: Person, goal: float) -> list[Row]:
    """Give B12 absorbed before and after as a bar, held against a goal [ug/day]; none without a goal."""
    if isnan(goal):
        return []
    known = [absorbed_per_day(absorbed(plan, foods, person))["mid"] for plan in (before, after)]
    sides = [_taken_up(value, goal) for value in known]
    if sides[0]["amount"] == sides[1]["amount"]:
        return []
    target = amount(goal, "ug/day")
    return [{"id": "absorbed", "label": "B12 absorbed (model)", "target": target, "sides": sides}]


def _taken_up(value: float, goal: float) -> Row:
    status = "met" if value >= goal else "short"
    word, symbol = WORDS[status]
    return {
        "status": status,
        "word": word,
        "symbol": symbol,
        "amount": amount(value, "ug/day"),
        "percent": f"{value / goal:.0%}",
        "unknown": "",
        "fill": min(value / goal * TARGET_AT, 1.0),
        "target_at": TARGET_AT,
    }


def standing(found: Suggestion | None, spent: float, seconds: float, *, over: bool, stopped: bool) -> Row:
    """Say how the search stands: ``text``, and ``fill``, the part of the time that has passed, 0 to 1.

    ``spent`` and ``seconds`` are the time used and allowed [s]. What is left to gain is said as a part of
    the answer's cost, as the solver proves it.
    """
    said = _standing(found, over=over, stopped=stopped)
    return {"text": said, "fill": passed(spent, seconds), "over": over}


def passed(spent: float, seconds: float) -> float:
    """Give the part of the time that has passed, 0 to 1; both in seconds."""
    return min(spent / seconds, 1.0) if seconds > 0 else 1.0


def _standing(found: Suggestion | None, *, over: bool, stopped: bool) -> str:
    if found is None:
        return "Stopped before there was an answer." if over else "Looking for the smallest change …"
    if not any(one.changes for one in found.proposals):
        return _nothing(found) if over else "Looking further …"
    open_ = len(found.proposals[0].unmet)
    if found.stage == "proven":
        return f"No smaller set of changes {'closes as much' if open_ else 'closes these gaps'}."
    fewest = found.fewest
    what = "better" if open_ else "milder" if fewest == len(found.proposals[0].changes) else "smaller"
    left = _left(found, fewest)
    if over:
        return f"{'Stopped' if stopped else 'Time is up'}: a {what} set of changes may exist.{left}"
    first = "A better proposal was found." if found.stage == "improved" else "A first proposal is here."
    return f"{first}{left} Looking for something {what} …"


def _left(found: Suggestion, fewest: int | None) -> str:
    """Say what is ruled out already, and the gap between the best proposal and what is proven."""
    if not fewest:  # nothing is ruled out
        return ""
    fewer = "Fewer" if fewest == len(found.proposals[0].changes) else f"Fewer than {fewest}"
    return f" {fewer} changes cannot do it (remaining gap {max(found.gap or 0.0, LEAST_GAP):.0%})."


def _nothing(found: Suggestion) -> str:
    """Say why there is no change, where the answer itself says nothing."""
    if found.sentences:
        return ""
    if any(len(one.unmet) for one in found.proposals):
        return "Nothing that may change closes what is open."
    return "Nothing to close: every need that can be told is met."
