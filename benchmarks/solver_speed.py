"""The first proposal against the proven best, and the same programs by HiGHS and by CBC at equal time.

Run from the project's folder: ``python benchmarks/solver_speed.py [plans] [seconds for a proof]``; CBC comes
with PuLP (``pip install pulp``), which the planner itself does not need. Plans are random days for 8 people,
as in the tests. Both solvers get the same arrays, one thread and the first proposal to start from; writing
the program for PuLP is not counted. "Above best" leaves out what goals cost that nothing reaches. It fails if
first proposals are too slow or too far from the best, or if CBC has better answers.
"""

import math
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np
import pulp

import nutrition as nu
from nutrition.gaps.posed import pose
from nutrition.gaps.problem import UNMET, Choice, Numbers, Problem, costs, steps_of
from nutrition.gaps.program import Proof, program, prove, start_of
from nutrition.solver import Program, solve
from nutrition.suggestions import found_at_once
from tests.people import PEOPLE
from tests.random_plans import random_plan

TIMES_S = (2.0, 5.0, 10.0)
FIRST_S, ABOVE = 0.5, 0.03  # what a first proposal may take (median), and be above the best (mean)
SAME = 1e-4  # part of the objective within which two answers are the same
PLANS, PROOF_S = 16, 60.0
FOUND = (pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible)

Case = tuple[str, Problem, Choice, float]  # who, what, first answer, seconds it took


def cases(count: int) -> Iterator[Case]:
    """Give plans of all people in turn, posed as problems, with the first answer and its time [s]."""
    foods, names = nu.read_foods(), list(PEOPLE)
    for seed in range(count):
        name = names[(seed + seed // len(names)) % len(names)]
        person, wishes = PEOPLE[name]
        plan, needed = random_plan(seed, foods), nu.needed(person)
        start = time.perf_counter()
        posed = pose(plan, foods, needed, person, wishes)
        first = found_at_once(posed)[0]
        yield name, posed.problem, first, time.perf_counter() - start


def by_cbc(given: Program, begin: Numbers, seconds: float) -> tuple[float, bool]:
    """Solve with CBC; give the objective, infinite without a solution, and whether it is proven.

    PuLP calls any solution at the time limit optimal; ``sol_status`` tells.
    """
    kinds = [pulp.LpInteger if whole else pulp.LpContinuous for whole in given.whole]
    parts = zip(given.lower, given.upper, kinds, strict=True)
    task = pulp.LpProblem("plan", pulp.LpMinimize)
    columns = [task.add_variable(f"x{n}", low, high, kind) for n, (low, high, kind) in enumerate(parts)]
    task += pulp.LpAffineExpression(zip(columns, given.cost.tolist(), strict=True))
    rows: list[dict[pulp.LpVariable, float]] = [{} for _ in given.low]
    for row, column, value in zip(*given.rows, strict=True):
        rows[row][columns[column]] = rows[row].get(columns[column], 0.0) + float(value)
    for row, low, high in zip(rows, given.low, given.high, strict=True):
        if low > -math.inf:
            task += pulp.LpAffineExpression(row) >= float(low)
        if high < math.inf:
            task += pulp.LpAffineExpression(row) <= float(high)
    for place in np.flatnonzero(~np.isnan(begin)):
        columns[place].setInitialValue(begin[place])
    task.solve(pulp.getSolver("PULP_CBC_CMD", msg=False, timeLimit=seconds, threads=1, warmStart=True))
    if task.sol_status not in FOUND:
        return math.inf, False
    x = np.array([column.value() for column in columns], dtype="float64")
    return float(given.cost @ x), task.sol_status == pulp.LpSolutionOptimal


def by_highs(given: Program, begin: Numbers, seconds: float) -> tuple[float, bool]:
    """Solve with HiGHS as the planner does."""
    answer = solve(given, seconds, begin)
    return answer.objective, answer.status == "proven"


def proof_of(problem: Problem, first: Choice, seconds: float) -> Proof:
    """Give the last word on a problem: its best choice, and whether it is proven."""
    with closing(prove(problem, first, seconds)) as proofs:
        for proof in proofs:  # noqa: B007  # the last one is wanted
            pass
    return proof


def first_answers(given: list[Case], seconds: float) -> bool:
    """Print how the first proposals stand against the proven best; say whether they are good enough."""
    print("| who | first, s | cost | best | bound | above best | proven in, s |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    above = []
    for name, problem, first, took in given:
        start = time.perf_counter()
        proof = proof_of(problem, first, seconds)
        cost = float(costs(problem, steps_of(problem, first)[None, :])[0])
        part = (cost - proof.cost) / max(proof.cost % UNMET, 1.0)
        above += [part] if proof.proven else []
        when = f"{time.perf_counter() - start:.1f}" if proof.proven else "not"
        told = f"{took:.2f} | {cost:.2f} | {proof.cost:.2f} | {proof.bound:.2f} | {100 * part:.1f} %"
        print(f"| {name} | {told} | {when} |", flush=True)
    median = statistics.median(took for *_, took in given)
    mean = statistics.fmean(above) if above else math.nan
    print(
        f"\nFirst proposal: median {median:.2f} s; of {len(given)}, {len(above)} proven: "
        f"mean {100 * mean:.2f} % above."
    )
    return median <= FIRST_S and mean <= ABOVE


def side_by_side(given: list[Case]) -> bool:
    """Print both solvers at equal time; say whether ours has no worse answers on the whole."""
    fair, tasks = True, []
    for _, problem, first, _ in given:
        written = program(problem, [])
        tasks.append((written, start_of(written, steps_of(problem, first))))
    print("\n| time, s | ours better | same | CBC better | ours proven | CBC proven | none: ours, CBC |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for seconds in TIMES_S:
        both = [(by_highs(*task, seconds), by_cbc(*task, seconds)) for task in tasks]
        ours, theirs = (np.array([pair[n][0] for pair in both]) for n in (0, 1))
        room = SAME * np.where(np.isfinite(ours), np.abs(ours), 1.0)
        better, worse = int((ours < theirs - room).sum()), int((theirs < ours - room).sum())
        proven = [sum(pair[n][1] for pair in both) for n in (0, 1)]
        none = [int(np.isinf(each).sum()) for each in (ours, theirs)]
        same = len(both) - better - worse
        print(
            f"| {seconds:g} | {better} | {same} | {worse} | {proven[0]} | {proven[1]} "
            f"| {none[0]}, {none[1]} |",
            flush=True,
        )
        fair &= better >= worse
    return fair


def main() -> None:
    """Print both tables; exit 1 when one of them is not as good as it should be."""
    plans, seconds = (*map(float, sys.argv[1:3]), *(PLANS, PROOF_S)[len(sys.argv) - 1 :])
    given = list(cases(int(plans)))
    good = side_by_side(given)
    print()
    if not first_answers(given, seconds) or not good:
        raise SystemExit("the first proposals are too slow or too far from the best, or CBC answers better")


if __name__ == "__main__":
    main()
