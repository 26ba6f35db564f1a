"""How long 1,000,000 sittings that follow each other take, beside the same rule as a plain loop.

Run from the project's folder: ``python benchmarks/absorption_speed.py``. It must stay under 0.5 s. A day of
25 foods is timed too, because every change on the plan page works it out again.
"""

import math
import statistics
import time
from collections.abc import Callable

import numpy as np

from nutrition.absorption import absorbed
from nutrition.doses import Numbers, absorb_spaced, usual
from nutrition.people import Person
from nutrition.sample_plans import sample
from nutrition.tables import read_foods

SITTINGS, SAMPLE, RUNS = 1_000_000, 20_000, 9
MOST_S = 0.5


def sittings(count: int) -> tuple[Numbers, Numbers]:
    """Draw doses [ug] and times [hours] of four sittings a day, the same every time."""
    draw = np.random.default_rng(12)
    hours = np.sort(draw.uniform(0, count * 6.0, count))
    return draw.lognormal(0.3, 1.2, count), hours


def plainly(doses: list[float], hours: list[float]) -> list[float]:
    """Give what `absorb_spaced` gives, sitting by sitting, as the rule is written."""
    constants = usual()
    rate, out = constants.first / constants.ceiling, []
    for place, dose in enumerate(doses):
        left, before = 0.0, place - 1
        while before >= 0 and hours[place] - hours[before] < constants.recovery:
            left += doses[before] * (1 - (hours[place] - hours[before]) / constants.recovery)
            before -= 1
        taken = math.exp(-rate * left) - math.exp(-rate * (left + dose))
        out.append(constants.ceiling * taken + constants.passive * dose)
    return out


def median_s(act: Callable[[], object], runs: int = RUNS) -> float:
    """Time one call, in the middle of several [s]."""
    act()
    took = []
    for _ in range(runs):
        start = time.perf_counter()
        act()
        took.append(time.perf_counter() - start)
    return statistics.median(took)


def main() -> None:
    """Print both times and their ratio, then a day on the plan page; exit 1 above half a second."""
    doses, hours = sittings(SITTINGS)
    few, early = doses[:SAMPLE].tolist(), hours[:SAMPLE].tolist()
    if not np.allclose(absorb_spaced(few, early), plainly(few, early)):
        raise SystemExit("the plain loop and absorb_spaced do not agree")
    ours = median_s(lambda: absorb_spaced(doses, hours))
    plain = median_s(lambda: plainly(few, early)) * SITTINGS / SAMPLE
    plan, foods, person = sample("large_day"), read_foods(), Person(34, "female")
    day = median_s(lambda: absorbed(plan, foods, person), 200)
    print("| what | median |\n| --- | ---: |")
    print(f"| absorb_spaced, {SITTINGS:,} sittings | {ours:.3f} s |")
    print(f"| plain loop, from {SAMPLE:,} of them | {plain:.3f} s |")
    print(f"| absorbed, one day of {len(plan.items)} foods | {1000 * day:.2f} ms |")
    print(f"\n{RUNS} runs. Ratio {ours / plain:.3f}.")
    if ours >= MOST_S:
        raise SystemExit(f"{SITTINGS:,} sittings take {ours:.2f} s; they must take less than {MOST_S} s")


if __name__ == "__main__":
    main()
