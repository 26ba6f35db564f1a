"""What a handout says, as plain data: whom it is for, the plan, what it gives, what to do, what to buy.

Nothing here decides anything or knows how the page looks: figures and words come from `nutrition.display`,
notices from `nutrition.notices`. All of it can be written as JSON.
"""

from collections.abc import Iterator
from functools import cache

import pandas as pd

from nutrition.absorption import absorbed
from nutrition.assessment import assess
from nutrition.display.check import cards
from nutrition.display.figures import Row, scope, who
from nutrition.display.result import report
from nutrition.display.uptake import uptake
from nutrition.errors import PlanError
from nutrition.foods import all_measures
from nutrition.handout.cover import Cover, lines_of, plainly
from nutrition.handout.references import numbered, of_foods, of_keys
from nutrition.intake import eaten, meal_times
from nutrition.needs import AUTHORITIES
from nutrition.people import Person
from nutrition.plans import Item, Plan
from nutrition.risks import standing_line
from nutrition.shopping import shopping_list
from nutrition.tables import table
from nutrition.units import DAYS_A_WEEK
from nutrition.wording import Weights, figure, helping, listed, nutrient_word, opened

TITLE = "Eating plan"
LONGEST_FOOT = 100  # letters under each page; more would run over the line
WORDS = {  # what the parts are called
    "urgent": "First of all",
    "glance": "At a glance",
    "notes": "Notes",
    "agreed": "What we agreed",
    "days": "The plan",
    "needs": "What it gives, and what is needed",
    "b12": "Vitamin B12: eaten and absorbed",
    "notices": "What to do",
    "questions": "To ask your clinician",
    "shopping": "Shopping list",
    "sources": "Sources",
}
ELSEWHERE = {  # statuses of the nutrients without a bar, in the order they are told
    "over": "Over a limit",
    "short": "Below the target",
    "cannot tell": "Cannot tell, as too few foods have a value",
    "above range": "Above the usual range",
    "above": "Above the estimate",
    "below": "Below the estimate",
    "met": "Met",
    "near": "Near the estimate",
    "within": "Within the limit",
}
NAMED_ONLY = ("met", "near", "within")  # said without figures
OFTEN = {1.0: "once a week", 2.0: "twice a week"}


def handout(  # noqa: PLR0913, PLR0917 - all that a handout speaks of
    cover: Cover,
    person: Person,
    plan: Plan,
    foods: pd.DataFrame,
    portions: pd.DataFrame,
    needed: pd.DataFrame,
    notices: pd.DataFrame,
    authority: str,
    *,
    contested: bool = False,
) -> Row:
    """Gather what a handout says, ready to be written as JSON: texts, lists of texts, and bar lengths.

    ``notices`` is what `nutrition.notices` gives of the plan, ``needed`` what `nutrition.needed` gives of the
    ``authority``; ``contested`` says whether contested B12 counts in ``foods``. Every part that rests on
    sources has their numbers in ``cites``; ``sources`` lists them once, in the order they are named.

    Raises
    ------
    PlanError, ValueError
        for foods that are not in ``foods``, an authority that is not known, an empty plan.
    """
    if not plan.items:
        raise PlanError(["plan: is empty, so there is nothing to hand out; add a food first"])
    if authority not in AUTHORITIES:
        raise ValueError(f"authority {authority!r} is not one of: {', '.join(AUTHORITIES)}")
    rows = report(assess(eaten(plan, foods), needed))
    told = cards(notices)
    content = {
        "words": WORDS,
        **_head(cover, person, plan, authority),
        "urgent": [row for row in told if row["level"] == "urgent"],
        "notes": lines_of(cover.notes),
        "agreed": lines_of(cover.agreed),
        "days": _days(plan, foods, all_measures(portions)),
        "needs": _needs(rows, needed, scope(plan, contested=contested)),
        "b12": _b12(rows, plan, foods, person),
        "notices": [row for row in told if row["level"] != "urgent"],
        "questions": lines_of(cover.questions),
        "shopping": _shopping(plan, foods, portions),
        "foods": {"sources": of_foods(plan, foods)},
        "standing": standing_line(),
    }
    return content | {"sources": numbered(content)}


def _head(cover: Cover, person: Person, plan: Plan, authority: str) -> Row:
    name, by = plainly(cover.name), plainly(cover.by)
    signed = ", ".join(filter(None, [by, plainly(cover.credentials)]))
    days = "" if plan.days == 1 else f"{plan.days} days"
    about = [
        ("For", who(person)),
        ("Plan", ", ".join(filter(None, [plainly(plan.name), days or "one day"]))),
        ("Held against", f"reference intakes of {AUTHORITIES[authority]}"),
        ("Prepared by", signed),
        ("Date", plainly(cover.date)),
    ]
    return {
        "kind": TITLE,
        "title": name or plainly(plan.name) or TITLE,
        "about": [list(pair) for pair in about if pair[1]],
        "author": by,
        "foot": _short(" · ".join(filter(None, [name, signed, plainly(cover.date)]))),
    }


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_FOOT else text[: LONGEST_FOOT - 1].rstrip() + "…"


def _days(plan: Plan, foods: pd.DataFrame, weights: Weights) -> list[Row]:
    """Give each day with its meals in order of time, and what is in them."""
    found: dict[int, dict[tuple[str, str], Row]] = {day: {} for day in range(1, plan.days + 1)}
    for item, at in zip(plan.items, meal_times(plan), strict=True):
        meal = {"meal": plainly(item.meal) or "Without a meal", "at": at, "foods": []}
        found[item.day].setdefault((at, item.meal), meal)["foods"].append(_food(item, foods, weights))
    return [
        {"title": f"Day {day}" if plan.days > 1 else "", "meals": _in_order(meals)}
        for day, meals in found.items()
    ]


def _in_order(meals: dict[tuple[str, str], Row]) -> list[Row]:
    """Order meals by time; one without stands where such a meal usually does, else last."""
    when = {(at, meal): at or _usual_times().get(meal, "") for at, meal in meals}
    return [meals[key] for key in sorted(meals, key=lambda key: (not when[key], when[key]))]


@cache
def _usual_times() -> dict[str, str]:
    known = table("meals")
    return dict(zip(known["meal"].tolist(), known["at"].tolist(), strict=True))


def _food(item: Item, foods: pd.DataFrame, weights: Weights) -> str:
    """Say an item as a line: "½ cup (80 g) of oats", "1 tablet of vitamin B12, once a week"."""
    said = plainly(opened(helping(item, foods, weights)))
    if item.per_week == DAYS_A_WEEK:
        return said
    return f"{said}, {OFTEN.get(item.per_week) or f'on {item.per_week:g} days a week'}"


def _needs(rows: list[Row], needed: pd.DataFrame, words: str) -> Row:
    """Give the pinned nutrients with their bars, all others by how they stand, and both in a sentence."""
    pinned = sorted((row for row in rows if row["pinned"]), key=lambda row: row["pinned"])
    others = [row for row in rows if not row["pinned"]]
    keys = ";".join(f"{needed['source'][row['id']]};{needed['upper_source'][row['id']]}" for row in pinned)
    return {
        "scope": words,
        "sentence": _sentence(pinned),
        "rows": [{**row, "limit": _limit(row["id"], needed) * (row["status"] == "over")} for row in pinned],
        "notes": _remarks(pinned, needed),
        "others": [_standing(status, others, needed) for status in ELSEWHERE if _among(status, others)],
        "sources": of_keys(keys),
    }


def _limit(nutrient: str, needed: pd.DataFrame) -> str:
    """Name the upper limit of a nutrient: "limit 40 mg/day (UL)"."""
    return f"limit {figure(needed['upper'][nutrient], nutrient)}/day ({needed['upper_kind'][nutrient]})"


def _remarks(pinned: list[Row], needed: pd.DataFrame) -> list[str]:
    """Give what was assumed for a target: "Iron: the target is above the upper limit: …"."""
    notes = [(row["label"], str(needed["note"][row["id"]])) for row in pinned]
    return [f"{label}: {note}.".replace(" ug", " µg").replace("..", ".") for label, note in notes if note]


def _among(status: str, rows: list[Row]) -> list[Row]:
    return [row for row in rows if row["status"] == status]


def _standing(status: str, rows: list[Row], needed: pd.DataFrame) -> Row:
    """Give the nutrients of one status: "Potassium: 1,790 mg/day of 2,600 mg/day (AI)", or their names."""
    found = _among(status, rows)
    over = status == "over"
    figures = [f"{row['label']}: {_passed(row, needed) if over else _held(row)}" for row in found]
    texts = [row["label"] for row in found] if status in NAMED_ONLY else figures
    return {
        "symbol": found[0]["symbol"],
        "word": ELSEWHERE[status],
        "brief": status in NAMED_ONLY,
        "texts": texts,
    }


def _held(row: Row) -> str:
    """Give an amount and what it is held against: "7 mg/day of 15 mg/day (RDA)"."""
    between = " " if row["target"].startswith("of ") else ", "
    return f"{row['amount']}{between}{row['target']}" if row["target"] else row["amount"]


def _passed(row: Row, needed: pd.DataFrame) -> str:
    return f"{row['amount']}, {_limit(row['id'], needed)}"


def _sentence(pinned: list[Row]) -> str:
    """Say how the pinned nutrients stand: "5 of 8 key nutrients are met. Below the target: iodine."."""
    aimed = [row for row in pinned if row["status"] != "no target"]
    said = [f"{len(_among('met', aimed))} of {len(aimed)} key nutrients are met."]
    said += [_named(status, aimed) for status in ("over", "short", "cannot tell") if _among(status, aimed)]
    return " ".join(said)


def _named(status: str, rows: list[Row]) -> str:
    """Name the nutrients of one status: "Below the target: iron and iodine."."""
    names = [nutrient_word(row["id"]) for row in _among(status, rows)]
    return f"{ELSEWHERE[status].split(',', maxsplit=1)[0]}: {listed(names)}."


def _b12(rows: list[Row], plan: Plan, foods: pd.DataFrame, person: Person) -> Row:
    """Give B12 eaten and absorbed: per day, and at every sitting that has any."""
    sittings = absorbed(plan, foods, person)
    days = [uptake(sittings, plan, foods, person, day) for day in range(1, plan.days + 1)]
    first, total = days[0], next(row for row in rows if row["id"] == "vitamin_b12")
    taken = [
        {**row, "day": f"Day {day}" if plan.days > 1 else "", "share": f"{row['fill']:.0%}"}
        for day, shown in enumerate(days, 1)
        for row in shown["rows"]
    ]
    return {
        "eaten": f"Eaten: {_held(total)}",
        "line": first["line"],
        "rows": taken,
        "notes": list(filter(None, [first["three"], first["second"]])),
        "held": [{"title": note["title"], "text": note["text"]} for note in first["notes"]],
        "sources": [*first["sources"], *(each for note in first["notes"] for each in note["sources"])],
    }


def _shopping(plan: Plan, foods: pd.DataFrame, portions: pd.DataFrame) -> Row:
    """Give what to buy, by place in the shop."""
    wanted = shopping_list(plan, foods, portions)
    groups = [
        {"group": str(group), "foods": [_bought(*texts) for texts in _texts(found)]}
        for group, found in wanted.groupby("group", sort=False)
    ]
    often = "one day" if plan.days == 1 else f"{plan.days} days"
    return {"about": f"For {often}. Amounts as eaten, rounded up.", "groups": groups}


def _texts(found: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    return zip(*(found[name].tolist() for name in ("name", "amount", "metric")), strict=True)


def _bought(name: str, amount: str, metric: str) -> Row:
    weight = metric.replace(" ", "\u00a0")  # stays on one line
    said = weight if metric == amount else f"{plainly(amount)} ({weight})"
    return {"name": plainly(name), "amount": said}
