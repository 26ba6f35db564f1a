"""Time the search over many names for every key pressed, and count what it finds.

Run it with ``python benchmarks/name_search.py --names FILE`` on an index of names that is there (that of an
imported database), or ``--csv FILE:NUMBER:NAME``, once or more, to index columns of tables; ``--invented N``
adds that many branded names made of their words and of invented ones. The searches are those of
``tests/golden/food_queries.csv``; their answers are counted where tables are indexed.
"""

import csv
import gzip
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from nutrition.name_index import Named, Names, best_names, build_names, close_names, open_names  # noqa: E402

QUERIES = ROOT / "tests" / "golden" / "food_queries.csv"
SYLLABLES = "ba be bo da de do fa fi ga go ka ke ki la le lo ma me mi na ne no pa pe ra re ri sa se ta to va"
BRAND_WORDS = 200_000  # as many distinct words as real brands bring


def read_names(place: str) -> Iterator[Named]:
    """Read the names of a table given as path:column of numbers:column of names."""
    path, number, name = place.rsplit(":", 2)
    opened = gzip.open if path.endswith(".gz") else open
    with closing(opened(path, "rt", encoding="utf-8", newline="")) as file:
        for row in csv.DictReader(file):
            yield Named(int(row[number]), row[name], kind="survey")


def invented(count: int, names: Sequence[Named]) -> Iterator[Named]:
    """Invent branded foods: two to seven words of real names, and a brand of invented words."""
    random = Random(6)
    words = sorted({word for each in names for word in each.name.upper().split()})
    heads = [each.name.upper().split(",")[0] for each in names]
    parts = SYLLABLES.upper().split()
    brands = ["".join(random.choices(parts, k=random.randint(2, 5))) for _ in range(BRAND_WORDS)]
    for number in range(count):
        name = " ".join([random.choice(brands[:5000]), *random.choices(words, k=random.randint(0, 4))])
        brand = random.choice(brands if number % 4 == 0 else brands[:5000])
        yield Named(10_000_000 + number, f"{name}, {random.choice(heads)}", brand, "branded")


def keystrokes(queries: Sequence[dict[str, str]]) -> list[str]:
    """Give what stands in the box after every key pressed."""
    return [row["query"][:end] for row in queries for end in range(1, len(row["query"]) + 1)]


def report_times(names: Names, typed: Sequence[str]) -> None:
    """Print the time of each keystroke, elapsed and of the processor [ms]."""
    for clock, what in ((perf_counter, "elapsed"), (process_time, "processor")):
        spent = []
        for words in typed:
            start = clock()
            best_names(names, words)
            spent.append(1000 * (clock() - start))
        spent.sort()
        late, worst = spent[int(0.95 * len(spent))], spent[-1]
        print(
            f"{what:9} median {median(spent):6.2f} ms   95 of 100 within {late:6.2f} ms   worst {worst:6.1f}"
        )


def report_finds(names: Names, known: dict[int, str], queries: Sequence[dict[str, str]]) -> None:
    """Print the share of searches with an acceptable food among the first five."""
    for part in ("tuning", "final"):
        asked = [row for row in queries if row["part"] == part and row["table"] == "usda"]
        missed = [row["query"] for row in asked if not acceptable(names, known, row)]
        print(f"{part}: {len(asked) - len(missed)} of {len(asked)}", missed if part == "tuning" else "")


def acceptable(names: Names, known: dict[int, str], row: dict[str, str]) -> bool:
    """Tell whether one of the first five names is one that is expected."""
    first = [known.get(number, "").casefold() for number in best_names(names, row["query"], 5)]
    return any(part.casefold() in name for name in first for part in row["expected"].split("|"))


def built(asked: Namespace, folder: Path) -> tuple[Path, dict[int, str]]:
    """Index the tables that are asked for; give the file and every name by its number."""
    plain = [each for place in asked.csv for each in read_names(place)]
    path, start, used = folder / "names", perf_counter(), process_time()
    build_names(path, (each for some in (plain, invented(asked.invented, plain)) for each in some))
    size = path.stat().st_size / 1e6
    print(
        f"built in {perf_counter() - start:.1f} s ({process_time() - used:.1f} s of processor), {size:.0f} MB"
    )
    return path, {each.number: each.name for each in plain}


def main() -> None:
    """Report on the file or the tables that the command line names."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=Path)
    parser.add_argument("--csv", action="append", default=[])
    parser.add_argument("--invented", type=int, default=0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, QUERIES.open(encoding="utf-8", newline="") as file:
        queries = list(csv.DictReader(file))
        path, known = (asked.names, {}) if asked.names else built(asked, Path(folder))
        start = perf_counter()
        names = open_names(path)
        print(f"opened in {perf_counter() - start:.2f} s, {len(names.lexicon.counts):,} words")
        report_times(names, keystrokes(queries))
        if known:
            report_finds(names, known, queries)
        close_names(names)


if __name__ == "__main__":
    main()
