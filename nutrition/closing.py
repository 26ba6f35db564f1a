"""Two plans side by side, once more: what each would need to meet the same needs, each on its own diet."""

from dataclasses import dataclass, replace
from typing import get_args

import pandas as pd

from nutrition.errors import check_seconds, ids
from nutrition.gaps.goals import ABSORBED
from nutrition.gaps.posed import somebody
from nutrition.gaps.still_open import Standing, open_needs
from nutrition.intake import food_rows
from nutrition.people import Diet, Person, too_young
from nutrition.plans import Plan
from nutrition.suggestions import Suggestion, improving, suggest
from nutrition.wishes import Wishes, check_asked
from nutrition.wording import nutrient_word, opened, some

COLUMNS = ["name", "diet", "changes", "closes", "open", "texts", "sentence"]
NAMES = ("The first plan", "The second plan")
LISTED = 4  # nutrients named in a sentence


@dataclass(frozen=True)
class Match:
    """What two plans need to meet the same needs.

    ``table`` has a row for each plan, "a" and "b": its ``name``, the ``diet`` its foods fit, the number of
    ``changes``, which nutrients they close and which stay open (``closes``, ``open``: ids), the changes in
    words (``texts``) and all of it in one ``sentence``. ``sentences`` are those two and what follows.
    """

    table: pd.DataFrame
    sentences: tuple[str, ...]


def to_match(  # noqa: PLR0913, PLR0917 - two plans, as `compare`, and what `suggest` takes
    plan_a: Plan,
    plan_b: Plan,
    foods: pd.DataFrame,
    needed: pd.DataFrame,
    person: Person | None = None,
    wishes: Wishes = Wishes(),  # noqa: B008 - frozen
    names: tuple[str, str] = NAMES,
    seconds: float = 0.0,
) -> Match:
    """Say what each of two plans needs to meet the same needs, with changes that fit its own diet.

    The diet of a plan is the strictest that all its foods fit, so that a vegan plan stays vegan; that of an
    empty plan is the person's. ``seconds`` as in `suggest`, for each plan.

    Raises
    ------
    PlanError, ValueError
        for a food that is not in ``foods``; for a wish that names what is not there.
    """
    for plan in (plan_a, plan_b):
        food_rows(plan, foods)
    check_asked(foods, needed, person, wishes)
    check_seconds(seconds)
    who = somebody(person, wishes)
    if reason := too_young(person):
        return Match(pd.DataFrame(columns=COLUMNS), (reason,))
    plans = zip((plan_a, plan_b), ids("names", names), strict=True)
    rows = [_row(plan, name, foods, needed, who, wishes, seconds) for plan, name in plans]
    table = pd.DataFrame(rows, columns=COLUMNS, index=pd.Index(["a", "b"], name="plan"))
    return Match(table, (*table["sentence"], *_after(table)))


def own_diet(plan: Plan, foods: pd.DataFrame, otherwise: Diet) -> Diet:
    """Give the strictest diet that all foods of a plan fit; ``otherwise`` where it has none.

    A table without the column ``diet`` is that of an omnivore.
    """
    if not plan.items:
        return otherwise
    if "diet" not in foods.columns:
        return "omnivore"
    diets: tuple[Diet, ...] = get_args(Diet)  # the strictest first
    found = set(foods["diet"].iloc[food_rows(plan, foods)])
    return next((diet for number, diet in enumerate(diets) if found <= set(diets[: number + 1])), "omnivore")


def _row(  # noqa: PLR0913, PLR0917
    plan: Plan,
    name: str,
    foods: pd.DataFrame,
    needed: pd.DataFrame,
    person: Person,
    wishes: Wishes,
    seconds: float,
) -> dict[str, object]:
    own = replace(wishes, diet=own_diet(plan, foods, person.diet))
    found = _found(plan, foods, needed, person, own, seconds)
    stands = Standing(plan, foods, needed, person, own)
    before = _goals(open_needs(stands, stands))
    after = _goals(found.unmet)
    texts = tuple(str(text) for text in found.changes["text"])
    closes = {nutrient: word for nutrient, word in before.items() if nutrient not in after}
    told = _sentence(name, list(closes.values()), list(after.values()), texts) if plan.items else _empty(name)
    values = (name, own.diet, len(texts), tuple(closes), tuple(after), texts, told)
    return dict(zip(COLUMNS, values, strict=True))


def _found(  # noqa: PLR0913, PLR0917
    plan: Plan, foods: pd.DataFrame, needed: pd.DataFrame, person: Person, wishes: Wishes, seconds: float
) -> Suggestion:
    """Give what `suggest` does; in no time its first answer, as nobody asks for others here."""
    if seconds > 0:
        return suggest(plan, foods, needed, person, wishes, seconds)
    return next(improving(plan, foods, needed, person, wishes, seconds))


def _goals(left: pd.DataFrame) -> dict[str, str]:
    """Name what is open, by nutrient: "iron" for a need, "less sodium" for a limit."""
    words: dict[str, str] = {}
    for name, after, goal in zip(left.index, left["after"], left["target"], strict=True):
        nutrient = str(name).replace(ABSORBED, "vitamin_b12")
        words.setdefault(nutrient, "less " * bool(after > goal) + nutrient_word(nutrient))
    return words


def _empty(name: str) -> str:
    return f"{opened(name)} is empty, so there is nothing to change in it."


def _sentence(name: str, closes: list[str], after: list[str], texts: tuple[str, ...]) -> str:
    """Say what a plan needs: "The vegan day needs 2 changes for choline: at lunch, add ...; ..."."""
    if not texts:
        said = f"in a few changes nothing is found for {some(after, LISTED)}" if after else "needs no change"
        return f"{opened(name)}{':' * bool(after)} {said}."
    said = "; ".join(text[:1].lower() + text[1:] for text in texts)
    count = "1 change" if len(texts) == 1 else f"{len(texts)} changes"
    still = f". Still open: {some(after, LISTED)}" if after else ""
    for_ = f"needs {count} for {some(closes, LISTED)}" if closes else f"comes nearer with {count}"
    return f"{opened(name)} {for_}: {said}{still}."


def _after(table: pd.DataFrame) -> tuple[str, ...]:
    """Say how the two stand when that is done."""
    if not table["changes"].any() or any(table["open"]):
        return ()
    return ("With that, both meet every need that can be told.",)
