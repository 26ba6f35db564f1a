"""The smallest changes that close a plan's gaps: several proposals, what stays open, and why."""

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from math import ceil, isfinite

import pandas as pd

from nutrition.errors import check_seconds
from nutrition.gaps.beam import beam, different
from nutrition.gaps.options import DEAREST, LAST
from nutrition.gaps.posed import Posed, pose
from nutrition.gaps.problem import CHANGE, UNMET, Choice, costs, steps_of
from nutrition.gaps.program import Proof, prove
from nutrition.gaps.proposals import Asked, Proposal
from nutrition.gaps.why_not import why_not
from nutrition.people import Person
from nutrition.plans import Plan
from nutrition.wishes import Wishes

HAIR = 1e-6  # of a change; a bound this near to a whole number of them is that number
TOLD_S = 1.0  # s of the time that are kept to say why something stays open
LEAST = 3  # proposals to choose from, where there are as many ways
NARROW, WIDE = 20, 150  # width of the search for other ways, and where something stays open


@dataclass(frozen=True)
class Suggestion:
    """Proposals, the best first, and how sure it is that no better one exists.

    ``stage``: first (found at once), improved, proven (no smaller change does it) or stopped (time was up).
    ``gap``: how far the first proposal may be above the best there can be, as a part of its cost; None where
    that is not known. ``sentences`` say what cannot be met, and what would help.
    """

    proposals: tuple[Proposal, ...]
    stage: str
    gap: float | None
    sentences: tuple[str, ...]
    done: bool

    @property
    def plan(self) -> Plan:
        """Give the plan of the first proposal."""
        return self.proposals[0].plan

    @property
    def fewest(self) -> int | None:
        """Give the fewest changes that are not ruled out yet; None where that is not known.

        A set of n changes costs at most n x (`CHANGE` + `DEAREST`), so one that costs less than the bound
        is none. Where something stays open, or a supplement comes last, the bound says nothing of changes.
        """
        best = self.proposals[0]
        if self.gap is None or not isfinite(self.gap) or best.cost >= LAST or len(best.unmet):
            return None
        bound = best.cost * (1 - self.gap)
        return min(max(ceil(bound / (CHANGE + DEAREST) - HAIR), 0), len(best.changes))

    @property
    def changes(self) -> pd.DataFrame:
        """Give the changes of the first proposal, one row each with its reason."""
        return self.proposals[0].table

    @property
    def unmet(self) -> pd.DataFrame:
        """Give what the first proposal leaves open."""
        return self.proposals[0].unmet


def suggest(  # noqa: PLR0913, PLR0917 - what is wished for has defaults
    plan: Plan,
    foods: pd.DataFrame,
    needed: pd.DataFrame,
    person: Person | None = None,
    wishes: Wishes = Wishes(),  # noqa: B008 - frozen
    seconds: float = 10.0,
) -> Suggestion:
    """Give the smallest changes that close every gap of a plan that can be closed.

    Fewest needs left open first, then fewest supplements (unless they are allowed like food), then fewest
    changes, then the mildest, then the most usual foods. Unknown amounts count for nothing. ``person`` None:
    nobody's diet, and an uptake of B12 that nothing impairs. ``seconds``: how long all of it may take,
    most of it for a solver that looks for better ones and for a proof that there are none; 0 for what is
    found at once.

    Raises
    ------
    PlanError, ValueError
        for a food that is not in ``foods``; for a wish that names what is not there.
    """
    *_, last = improving(plan, foods, needed, person, wishes, seconds)
    return last


def improving(  # noqa: PLR0913, PLR0917
    plan: Plan,
    foods: pd.DataFrame,
    needed: pd.DataFrame,
    person: Person | None = None,
    wishes: Wishes = Wishes(),  # noqa: B008 - frozen
    seconds: float = 10.0,
) -> Iterator[Suggestion]:
    """Give what `suggest` gives as it gets better: the first at once, the last one is ``done``.

    Closing the iterator ends the solver.
    """
    begun = time.monotonic()
    asked = Asked(plan, foods, needed, person, wishes)
    asked.check()
    check_seconds(seconds)
    if reason := asked.not_planned():
        yield Suggestion((asked.proposal((), 0.0),), "stopped", None, (reason,), done=True)
        return
    posed = pose(plan, foods, needed, person, wishes)
    found = found_at_once(posed)
    ways: tuple[Proposal, ...] = (_way(asked, posed, found[0]),)
    told = asked.clinical()
    yield Suggestion(ways, "first", None, told, done=False)
    best = found[0]
    if best:
        several = _several(posed, foods, found)
        best, ways = several[0], tuple(_way(asked, posed, choice) for choice in several)
        yield Suggestion(ways, "first", None, told, done=False)
    stage, gap = "first" if posed.options else "proven", None
    left = seconds - (time.monotonic() - begun) - (TOLD_S if len(ways[0].unmet) else 0.0)
    if left > 0 and posed.options:
        with closing(prove(posed.problem, best, left)) as proofs:
            for proof in proofs:
                ways = _with_better(asked, posed, ways, proof)
                stage, gap = _stage(proof, best), 0.0 if proof.proven else proof.gap
                yield Suggestion(ways, stage, gap, told, done=False)
    if seconds > 0 and len(ways[0].unmet):
        told += why_not(plan, foods, needed, asked.who, wishes).sentences
    ended = stage if stage == "proven" or seconds <= 0 else "stopped"
    yield Suggestion(ways, ended, gap, told, done=True)


def found_at_once(posed: Posed) -> list[Choice]:
    """Give the best choices found at once; where they leave a goal open, a wider search has a look."""
    if not posed.options:
        return [()]
    found = beam(posed.problem)
    if not _price(posed, found[0])[0]:
        return found
    return min(found, beam(posed.problem, width=WIDE), key=lambda choices: _cost(posed, choices[0]))


def _cost(posed: Posed, choice: Choice) -> float:
    return float(costs(posed.problem, steps_of(posed.problem, choice)[None, :])[0])


def _way(asked: Asked, posed: Posed, choice: Choice) -> Proposal:
    """Give a choice as a proposal."""
    return asked.proposal(posed.changes(choice), _cost(posed, choice))


def _several(posed: Posed, foods: pd.DataFrame, found: list[Choice]) -> list[Choice]:
    """Give several choices, the best first: without the kind of food of each addition, then what is near."""
    kinds = foods["subgroup" if "subgroup" in foods.columns else "group"].to_numpy(object)
    of_option = kinds[posed.problem.food]
    ways, price = found[:1], _price(posed, found[0])
    new = dict.fromkeys(of_option[option] for option, _ in found[0] if posed.options[option].line == ())
    for kind in list(new)[:LEAST]:
        banned = posed.problem.slot[(of_option == kind) & (posed.problem.line < 0)]
        other = beam(posed.problem, width=NARROW, banned=frozenset(banned.tolist()))[0]
        if other and other not in ways and _price(posed, other) <= price:
            ways.append(other)
    near = different(posed.problem, found, LEAST) if len(ways) < LEAST else []
    near = [choice for choice in near if choice not in ways and _price(posed, choice) <= price]
    return sorted([*ways, *near][: max(LEAST, len(ways))], key=lambda choice: _cost(posed, choice))


def _price(posed: Posed, choice: Choice) -> tuple[int, float]:
    """Give how many goals a choice misses, and what its options cost that come last."""
    fixed = posed.problem.fixed
    return int(_cost(posed, choice) // UNMET), sum(
        fixed[option] for option, _ in choice if fixed[option] >= LAST
    )


def _stage(proof: Proof, first: Choice) -> str:
    if proof.proven:
        return "proven"
    return "first" if proof.choice == first else "improved"


def _with_better(
    asked: Asked, posed: Posed, ways: tuple[Proposal, ...], proof: Proof
) -> tuple[Proposal, ...]:
    """Put a better choice before the others; a proposal with the same plan is not shown twice."""
    if proof.cost >= ways[0].cost * (1 - 1e-9):
        return ways
    better = _way(asked, posed, proof.choice)
    return (better, *(way for way in ways if way.plan != better.plan))
