"""How long it takes until a new plan of 1, 3 and 7 days is there, and what it misses then and in the end.

Run from the project's folder: ``python benchmarks/menu_speed.py``. A week must be there in less than 15 s.
"""

import time

from nutrition.menus import Menu, new_plan
from nutrition.needs import needed
from nutrition.people import Person
from nutrition.tables import read_foods
from nutrition.wishes import Wishes

PEOPLE = {
    "vegan woman, 34": Person(34, "female", diet="vegan"),
    "omnivore man, 45": Person(45, "male"),
    "pregnant vegetarian, 30": Person(30, "female", condition="pregnant", diet="vegetarian"),
    "child, 8": Person(8, "male"),
}
DAYS = (1, 3, 7)
MOST_S = 15.0


def measured(person: Person, days: int) -> tuple[float, float, Menu, Menu]:
    """Give when the first day and all days were there [s], and the first whole plan and the last one."""
    start, first, whole = time.perf_counter(), 0.0, 0.0
    full = None
    for menu in new_plan(person, read_foods(), needed(person), Wishes(), days=days):
        took = time.perf_counter() - start
        first = first or took
        if full is None and menu.done == days:
            whole, full = took, menu
    if full is None:
        raise SystemExit("no whole plan was made")
    return first, whole, full, menu


def missed(menu: Menu) -> str:
    """Name what a plan misses, with the part that is missing."""
    parts = [
        f"{name} {part:.1%}" for name, part in zip(menu.unmet["name"], menu.unmet["missing"], strict=True)
    ]
    return ", ".join(parts) or "nothing"


def main() -> None:
    """Print the times and what is missed; fail if a week takes too long."""
    print("| who | days | first day, s | all days, s | misses then | misses at the end |")
    print("| --- | ---: | ---: | ---: | --- | --- |")
    longest = 0.0
    for who, person in PEOPLE.items():
        for days in DAYS:
            first, whole, full, last = measured(person, days)
            longest = max(longest, whole)
            print(
                f"| {who} | {days} | {first:.1f} | {whole:.1f} | {missed(full)} | {missed(last)} |",
                flush=True,
            )
    if longest >= MOST_S:
        raise SystemExit(f"a plan took {longest:.1f} s; it must take less than {MOST_S:g}")


if __name__ == "__main__":
    main()
