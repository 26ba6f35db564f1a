"""Time the search for every key pressed, beside a plain scan of the names, and count what each finds.

Run it with ``python benchmarks/search.py``: the searches are those of ``tests/golden/searches.csv``. Add the
path of a CSV with a column of names, and that column's name, to search another, longer table as well.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import pandas as pd  # noqa: E402 - the project's folder has to be known first

from nutrition.foods import find, find_ids  # noqa: E402
from nutrition.tables import read_foods  # noqa: E402

Rows = Callable[[pd.DataFrame, str], pd.DataFrame]
Search = Rows | Callable[[pd.DataFrame, str], list[str]]


def scan(foods: pd.DataFrame, words: str) -> pd.DataFrame:
    """Give the first 20 foods whose name holds the text as it is typed."""
    return foods[foods["name"].str.contains(words, case=False, regex=False)].head(20)


def found(
    search: Callable[[pd.DataFrame, str], pd.DataFrame], foods: pd.DataFrame, searches: pd.DataFrame
) -> float:
    """Give the share of searches with an acceptable food among the first five."""
    hits = []
    for words, expected in zip(searches["query"], searches["expected"], strict=True):
        names = " / ".join(search(foods, words)["name"].head(5)).casefold()
        hits.append(any(part.casefold() in names for part in expected.split("|")))
    return sum(hits) / len(hits)


def times(search: Search, foods: pd.DataFrame, keystrokes: list[str]) -> list[float]:
    """Give the time of the processor that each keystroke takes [ms], sorted."""
    out = []
    for words in keystrokes:
        start = process_time()
        search(foods, words)
        out.append(1000 * (process_time() - start))
    return sorted(out)


def report(title: str, foods: pd.DataFrame, searches: pd.DataFrame) -> None:
    """Print times and finds of both, on one table."""
    start = perf_counter()
    find(foods, "milk")
    print(f"\n{title}: {len(foods):,} names; indexed once in {perf_counter() - start:.2f} s")
    keystrokes = [words[:end] for words in searches["query"] for end in range(1, len(words) + 1)]
    ours, plain = times(find_ids, foods, keystrokes), times(scan, foods, keystrokes)
    rows = times(find, foods, keystrokes)
    for name, sorted_times in (("find_ids", ours), ("find", rows), ("plain scan", plain)):
        late = sorted_times[int(0.95 * len(sorted_times))]
        print(f"{name:11} median {median(sorted_times):6.2f} ms   95 of 100 within {late:6.2f} ms")
    print(
        f"find_ids takes {median(ours) / median(plain):.2f} times a plain scan, over {len(ours):,} keystrokes"
    )


def main() -> None:
    """Report on the project's foods, and on the table named on the command line."""
    foods, searches = read_foods(), pd.read_csv(ROOT / "tests" / "golden" / "searches.csv")
    report("data/foods.csv", foods, searches)
    for name, search in (("find", find), ("plain scan", scan)):
        print(f"{name:11} acceptable food in the first five: {found(search, foods, searches):.1%}")
    if len(sys.argv) == 3:
        path, column = sys.argv[1:]
        other = pd.read_csv(path, usecols=[column]).rename(columns={column: "name"})
        report(Path(path).name, other, searches)


if __name__ == "__main__":
    main()
