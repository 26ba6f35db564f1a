"""Why a plan's gaps cannot all be closed: what no amounts can do, what is in the way, what would help."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from nutrition.gaps.amounts import Amounts
from nutrition.gaps.goals import ABSORBED
from nutrition.people import Person
from nutrition.plans import Plan
from nutrition.solver import Answer, solve_many
from nutrition.wishes import MOST_CHANGES, Wishes
from nutrition.wording import allergen_word, figure, listed, nutrient_word, opened, percent, some

SECONDS = 10.0  # for all programs of a kind; on a quiet computer they take a tenth of a second
NEAR = 1e-4  # part of a limit within which it counts as reached
SOME = 2  # rules named that close a part
NAMED = 3  # needs named in a sentence
NEEDS = ["missing", "amount", "best", "goal", "unit", "limit", "text"]
RULES = ["rule", "label", "closes", "left", "does_it"]
NO_SINGLE = "No single wish is in the way of all of it."
ALL_ELSE = "The foods allowed can meet all else, in as many changes as it takes."
UNTRIED = "Not every wish could be tried in time."
UNTOLD = "What is in the way could not be worked out in time."

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class WhyNot:
    """What cannot be met, and why.

    ``needs``, by nutrient
        what the amounts that miss least still miss: ``missing`` [part of the goal], ``amount``, ``best`` and
        ``goal`` [per day, in ``unit``], ``limit`` (whether it is one that is passed), ``text``. Empty where
        amounts can do it.
    ``rules``
        ``rule label closes left does_it``: what is closed where one rule is left out, how many needs are
        left, and whether none is that could be met at all.
    ``single``
        the rule that does it alone, the easiest to give up first; "" for none.
    ``sentences``
        the same in words.
    """

    needs: pd.DataFrame
    rules: pd.DataFrame
    single: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class _Rule:
    """A rule left out: what that allows, in words and as wishes, and the rows that no longer count."""

    rule: str
    label: str
    wishes: Wishes
    rows: tuple[int, ...] = ()


def why_not(
    plan: Plan, foods: pd.DataFrame, needed: pd.DataFrame, person: Person, wishes: Wishes | None = None
) -> WhyNot:
    """Say what no amounts of the foods allowed can meet, and which rule is in the way.

    Every item of the plan may shrink, grow or go and every allowed food may come, in any amount up to twice
    what people have at one sitting. What even that misses is proven to be out of reach; where it misses
    nothing, the number of changes or whole portions are in the way. Then each rule is left out in turn:
    fortified foods, supplements, dislikes, foods kept, allergens, energy, diet, and the limits reached.

    Raises
    ------
    PlanError, ValueError
        for a food that is not in ``foods``; for a wish that names what is not there.
    """
    wished = wishes or Wishes()
    amounts = Amounts.of(plan, foods, needed, person, wished)
    base = solve_many([amounts.program(amounts.free(wished))], SECONDS)[0]
    missed = amounts.misses(base)
    if missed is None:
        return WhyNot(pd.DataFrame(columns=NEEDS), pd.DataFrame(columns=RULES), "", (UNTOLD,))
    needs = _needs(amounts, needed, missed)
    if needs.empty:
        return WhyNot(needs, pd.DataFrame(columns=RULES), "most_changes", (_more_changes(wished),))
    rules = list(_rules(amounts, base))
    answers = solve_many([amounts.program(amounts.free(rule.wishes), rule.rows) for rule in rules], SECONDS)
    found = [_tried(amounts, rule, needs, answer) for rule, answer in zip(rules, answers, strict=True)]
    tried = pd.DataFrame([row for row in found if row], columns=RULES)
    done = [str(rule) for rule in tried.loc[tried["does_it"].astype(bool), "rule"]]
    sentences = (*_unmet(amounts, needs), *_helpful(amounts, needs, tried, every=all(found)))
    return WhyNot(needs, tried, done[0] if done else "", sentences)


def _needs(amounts: Amounts, needed: pd.DataFrame, missed: Numbers) -> pd.DataFrame:
    """Give one row per nutrient that is missed; B12 that is absorbed only where B12 itself is not."""
    rows: dict[str, dict[str, object]] = {}
    for row in np.flatnonzero(missed).tolist():
        name = amounts.names[row]
        if name != ABSORBED or "vitamin_b12" not in rows:
            rows[name.replace(ABSORBED, "vitamin_b12")] = _need(amounts, needed, row, float(missed[row]))
    return pd.DataFrame.from_dict(rows, orient="index", columns=NEEDS).rename_axis("nutrient")


def _need(amounts: Amounts, needed: pd.DataFrame, row: int, missing: float) -> dict[str, object]:
    name, up, goal = amounts.names[row], amounts.sense[row] > 0, float(amounts.bound[row])
    nutrient = name.replace(ABSORBED, "vitamin_b12")
    away = missing * float(amounts.scale[row])
    best = max(goal - away, 0.0) if up else goal + away
    unit = needed["unit"].get(nutrient, "") if "unit" in needed.columns else ""
    said = {"missing": missing, "amount": away, "best": best, "goal": goal, "unit": unit}
    text = _far(nutrient, best, goal, up=up)
    return {**said, "limit": not up, "text": f"absorbed {text}" if name == ABSORBED else text}


def _far(nutrient: str, best: float, goal: float, *, up: bool) -> str:
    """Say how far a need comes at best: "iron comes to 82% of what is needed"."""
    word = f"{nutrient_word(nutrient)} comes to"
    if nutrient == "energy":
        side = "least" if up else "most"
        return f"{word} {figure(best, nutrient)} a day instead of at {side} {figure(goal, nutrient)}"
    if not up:
        return f"{word} {figure(best, nutrient)} a day, above its limit of {figure(goal, nutrient)}"
    part = percent(best / goal)
    return f"{word} {'less than 1%' if part == '0%' else part} of what is needed"


def _rules(amounts: Amounts, base: Answer) -> Iterator[_Rule]:
    """List the rules that are in force, the easiest to give up first."""
    wishes = amounts.wishes
    if not wishes.fortified:
        yield _Rule("fortified", "fortified foods", replace(wishes, fortified=True))
    if wishes.supplements == "never":
        yield _Rule("supplements", "supplements", replace(wishes, supplements="allowed"))
    if wishes.dislikes:
        yield _Rule("dislikes", "foods that are now disliked", replace(wishes, dislikes=()))
    if wishes.keep:
        yield _Rule("keep", "changing what is to stay", replace(wishes, keep=()))
    yield from _energy_rule(amounts, base)
    for allergen in wishes.without:
        fewer = tuple(each for each in wishes.without if each != allergen)
        label = f"foods with {allergen_word(allergen)}"
        yield _Rule(f"without {allergen}", label, replace(wishes, without=fewer))
    diet = wishes.diet or amounts.person.diet
    if diet != "omnivore":
        yield _Rule("diet", f"foods that are not {diet}", replace(wishes, diet="omnivore"))
    yield from _limit_rules(amounts, base)


def _energy_rule(amounts: Amounts, base: Answer) -> Iterator[_Rule]:
    """Leave out the band of energy, and say on which side that helps."""
    rows = tuple(row for row, name in enumerate(amounts.names) if name == "energy")
    if not rows:
        return
    low, high = (float(amounts.bound[row]) for row in rows)
    value = float(amounts.values(base, amounts.free(amounts.wishes))[rows[0]])
    below = value < low * (1 - NEAR) or abs(value - low) < abs(value - high)
    side, end = ("less", low) if below else ("more", high)
    yield _Rule("energy", f"{side} energy than {figure(end, 'energy')} a day", amounts.wishes, rows)


def _limit_rules(amounts: Amounts, base: Answer) -> Iterator[_Rule]:
    """Leave out each limit that is reached; not one below the need itself, which is for a clinician."""
    clash = {"energy", *_against_itself(amounts)}
    values, wishes = amounts.values(base, amounts.free(amounts.wishes)), amounts.wishes
    for row, value in enumerate(values.tolist()):
        name, most = amounts.names[row], float(amounts.bound[row])
        if amounts.sense[row] < 0 and name not in clash and value >= most * (1 - NEAR) > 0:
            yield _Rule(f"limit {name}", f"the limit of {nutrient_word(name)}", wishes, (row,))


def _tried(amounts: Amounts, rule: _Rule, needs: pd.DataFrame, answer: Answer) -> dict[str, object]:
    """Say what leaving out a rule closes; {} where that could not be worked out in time."""
    missed = amounts.misses(answer)
    if missed is None:
        return {}
    about = {"rule": rule.rule, "label": rule.label}
    still = {amounts.names[row] for row in np.flatnonzero(missed) if row not in rule.rows}
    still = {name.replace(ABSORBED, "vitamin_b12") for name in still}
    closes = tuple(str(name) for name in needs.index if name not in still)
    return {
        **about,
        "closes": closes,
        "left": len(still),
        "does_it": bool(closes) and not still - _against_itself(amounts),
    }


def _against_itself(amounts: Amounts) -> set[str]:
    """Give the nutrients whose floor lies above their own limit."""
    pairs = list(zip(amounts.names, amounts.sense.tolist(), amounts.bound.tolist(), strict=True))
    most = {name: bound for name, sense, bound in pairs if sense < 0}
    own = set(
        amounts.rows["name"][(amounts.rows["sense"] < 0) & (amounts.rows["part"] == amounts.rows["name"])]
    )
    return {name for name, sense, least in pairs if sense > 0 and name in own and least > most[name]} - {
        "energy"
    }


def _more_changes(wishes: Wishes) -> str:
    """Say that amounts can do it and that steps are in the way."""
    if wishes.most_changes == 0:
        return "The foods allowed could meet every need, but no change is allowed. A few changes would do it."
    help_ = "More changes" if wishes.most_changes < MOST_CHANGES else "A new plan"
    return (
        f"The foods allowed could meet every need, but no way was found with at most {wishes.most_changes} "
        f"changes in usual portions. {help_} may do it."
    )


def _unmet(amounts: Amounts, needs: pd.DataFrame) -> Iterator[str]:
    """Say what is out of reach: what nothing brings, and what does not fit together."""
    if _crossed(amounts.wishes):
        low, high = amounts.wishes.energy or (0.0, 0.0)
        yield f"The lowest energy, {figure(low, 'energy')}, is above the highest, {figure(high, 'energy')}."
    free = amounts.free(amounts.wishes)
    if not free.may.any():
        yield "No food is left that could be added: the wishes leave out all of them."
    rows = zip(amounts.names, amounts.sense.tolist(), amounts.sources(free).tolist(), strict=True)
    empty = {name for name, sense, brings in rows if sense > 0 and not brings}
    nothing = [str(name) for name in needs.index[~needs["limit"].astype(bool)] if name in empty]
    if nothing:
        words = [nutrient_word(name) for name in nothing]
        yield f"No amount of the foods allowed brings {some(words, NAMED, 'other nutrients', 'or')}."
    clash = [str(name) for name in needs.index if name in _against_itself(amounts)]
    for name in clash:
        yield f"More {nutrient_word(name)} is needed than its own limit allows; a clinician can settle that."
    crossed = ["energy"] * (_crossed(amounts.wishes) and "energy" in needs.index)
    rest = needs.drop(index=[*nothing, *clash, *crossed]).sort_values(
        "missing", ascending=False, kind="stable"
    )
    if len(rest):
        yield _together([str(text) for text in rest["text"]])


def _crossed(wishes: Wishes) -> bool:
    return wishes.energy is not None and wishes.energy[0] > wishes.energy[1]


def _together(texts: list[str]) -> str:
    if len(texts) == 1:
        return f"Whatever the amounts, {texts[0]} at best, if all else is met too."
    more = f"; {len(texts) - NAMED} more are not met" if len(texts) > NAMED else ""
    return f"Whatever the amounts, not all can be met together. At best {'; '.join(texts[:NAMED])}{more}."


def _helpful(amounts: Amounts, needs: pd.DataFrame, tried: pd.DataFrame, *, every: bool) -> Iterator[str]:
    """Say which rules do it alone; else what the best of them close."""
    clash = _against_itself(amounts)
    open_ = [str(name) for name in needs.index if name not in clash]
    if not open_:
        yield ALL_ELSE
        return
    if _crossed(amounts.wishes):
        yield "One of the two has to change."
        return
    it = "the rest" if len(open_) < len(needs) else "it"
    limits, alone = tried["rule"].astype(str).str.startswith("limit "), tried["does_it"].astype(bool)
    labels, reached = ([str(each) for each in tried.loc[alone & rows, "label"]] for rows in (~limits, limits))
    if labels:
        also = f"; so would {listed(labels[1:], 'or')}" if labels[1:] else ""
        yield f"{opened(labels[0])} would do {it}{also}."
    elif reached:
        yield f"What is in the way is {listed(reached, 'or')}."
    else:
        yield from _partly(tried[~limits], open_)
        yield NO_SINGLE if every else UNTRIED


def _partly(tried: pd.DataFrame, open_: list[str]) -> Iterator[str]:
    """Say what single rules close where none closes all, those that close most first."""
    closed = [[nutrient_word(name) for name in names if name in open_] for names in tried["closes"]]
    pairs = sorted(zip(tried["label"], closed, strict=True), key=lambda pair: -len(pair[1]))
    for label, words in pairs[:SOME]:
        if words:
            yield f"{opened(str(label))} would close {listed(words)}."
