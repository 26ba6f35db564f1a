"""How long a week of meals takes to assess, against the same sums by pandas merge and groupby.

Run from the project's folder: ``python benchmarks/assess_speed.py``. It must stay under 20 ms.
"""

import random
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict

import pandas as pd

from nutrition.assessment import assess
from nutrition.intake import eaten
from nutrition.needs import needed
from nutrition.people import Person
from nutrition.plans import Item, Plan
from nutrition.tables import nutrients, read_foods

DAYS, MEALS, FOODS, RUNS = 7, 6, 5, 200
MOST_MS = 20


def week(foods: pd.DataFrame) -> Plan:
    """Draw 7 days of 6 meals of 5 foods, the same every time."""
    draw = random.Random(12)
    ids = list(foods.index)
    return Plan(
        tuple(
            Item(draw.choice(ids), draw.randint(5, 300), f"meal {meal}", f"{6 + 2 * meal:02}:00", day)
            for day in range(1, DAYS + 1)
            for meal in range(MEALS)
            for _ in range(FOODS)
        ),
        days=DAYS,
    )


def plainly(plan: Plan, foods: pd.DataFrame, needs: pd.DataFrame) -> pd.DataFrame:
    """Give sums, gaps and shares of the target as a notebook would: merge, melt and group."""
    names = list(nutrients().index)
    items = pd.DataFrame([asdict(item) for item in plan.items])
    wide = items.merge(foods[names], left_on="food", right_index=True)
    long = wide.melt(id_vars=["food", "grams", "day"], value_vars=names, var_name="nutrient")
    long["amount"] = long["value"] * long["grams"] / 100 / plan.days
    sums = long.groupby("nutrient")["amount"].agg(["sum", "count", "size"])
    return sums.join(needs).assign(share=lambda frame: frame["sum"] / frame["target"])


def median_ms(act: Callable[[], object]) -> float:
    """Time one call, in the middle of many [ms]."""
    act()
    took = []
    for _ in range(RUNS):
        start = time.perf_counter()
        act()
        took.append((time.perf_counter() - start) * 1000)
    return statistics.median(took)


def main() -> None:
    """Print the times of each step, of all together and of the plain way, and their ratio."""
    foods, person = read_foods(), Person(34, "female", diet="vegan")
    plan = week(foods)
    sums, needs = eaten(plan, foods), needed(person)
    ours = median_ms(lambda: assess(eaten(plan, foods), needed(person)))
    plain = median_ms(lambda: plainly(plan, foods, needed(person)))
    steps = {
        "eaten": median_ms(lambda: eaten(plan, foods)),
        "needed, asked again": median_ms(lambda: needed(person)),
        "assess": median_ms(lambda: assess(sums, needs)),
        "all three": ours,
        "merge and groupby": plain,
    }
    print("| step | median ms |\n| --- | ---: |")
    print("\n".join(f"| {step} | {took:.2f} |" for step, took in steps.items()))
    print(f"\n{len(plan.items)} items, {len(sums)} nutrients, {RUNS} runs. Ratio {ours / plain:.2f}.")
    if ours >= MOST_MS:
        raise SystemExit(f"assessing a week takes {ours:.1f} ms; it must take less than {MOST_MS}")


if __name__ == "__main__":
    main()
