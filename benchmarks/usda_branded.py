"""Import 2,000,000 made-up branded foods, once undisturbed and once killed again and again, and compare.

Run it with ``python benchmarks/usda_branded.py``. ``--foods`` and ``--kills`` make it smaller; ``--keep DIR``
leaves the finished store in a data folder. The files are in USDA's layout, about 14 figures a food, names put
together from words of real foods; one food in twenty is an older record of another.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import usda_files  # noqa: E402 - the project's folder has to be known first

FIRST = 1_100_000  # the number of the first food
KINDS = [
    "granola bar",
    "tomato sauce",
    "oat drink",
    "yogurt",
    "whole wheat bread",
    "peanut butter",
    "tortilla chips",
    "cheddar cheese",
    "chicken nuggets",
    "black bean soup",
    "ice cream",
    "orange juice",
    "frozen pizza",
    "trail mix",
    "salsa",
    "hummus",
    "rice crackers",
    "dark chocolate",
    "mac and cheese",
    "veggie burger",
    "pickles",
    "breakfast cereal",
    "protein powder",
    "coconut milk",
    "ketchup",
]
TASTES = [
    "original",
    "organic",
    "low fat",
    "unsweetened",
    "vanilla",
    "honey",
    "spicy",
    "smoked",
    "gluten free",
    "reduced sodium",
    "classic",
    "cinnamon",
    "strawberry",
    "garlic",
    "sea salt",
    "roasted",
    "double",
    "mini",
    "family size",
    "lightly salted",
    "maple",
    "lime",
    "extra creamy",
]
SYLLABLES = [
    "ba",
    "co",
    "da",
    "fe",
    "gi",
    "ho",
    "ka",
    "lu",
    "ma",
    "ne",
    "or",
    "pa",
    "ri",
    "sa",
    "ta",
    "ul",
    "ve",
    "wo",
    "xa",
    "zu",
    "mar",
    "ton",
    "ley",
    "ber",
    "win",
    "fort",
    "dale",
]
PARTS = [
    "water",
    "sugar",
    "salt",
    "wheat flour",
    "canola oil",
    "natural flavor",
    "citric acid",
    "milk",
    "soy lecithin",
    "corn starch",
]
FIGURES = (  # nutrient id, most per 100 g, digits: what US labels give
    (1008, 600, 0),
    (1003, 30, 2),
    (1004, 40, 2),
    (1005, 60, 2),
    (2000, 40, 2),
    (1079, 12, 1),
    (1087, 400, 0),
    (1089, 12, 2),
    (1093, 1200, 0),
    (1253, 90, 0),
    (1258, 20, 2),
    (1257, 2, 2),
    (1104, 900, 0),
    (1162, 60, 1),
    (1110, 200, 0),
    (1092, 600, 0),
)
Row = tuple[object, ...]


def words(rng: random.Random) -> tuple[str, str]:
    """Give a name and a brand; brands together have some hundred thousand different words."""
    brand = "".join(rng.choices(SYLLABLES, k=rng.choice((2, 3, 3, 4)))).upper()
    name = f"{rng.choice(TASTES)} {rng.choice(KINDS)}, {rng.choice(TASTES)}".upper()
    return name, brand


def branded(foods: int, rng: random.Random) -> Iterator[tuple[Row, Row]]:
    """Give the rows of food.csv and branded_food.csv."""
    for at in range(foods):
        name, brand = words(rng)
        code = f"{(at // 20 * 20 if at % 20 == 19 else at) + 10_000_000:012d}"
        day = f"20{rng.randrange(19, 25)}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}"
        inside = ", ".join(rng.choices(PARTS, k=rng.randrange(4, 24))).upper()
        about = (brand + " FOODS INC.", brand, "", code, f'{inside} "A"', "", rng.choice((28, 30.0, 240)))
        more = (rng.choice(("g", "g", "g", "ml")), "1 PIECE", "Snacks", "LI")
        yield (FIRST + at, "branded_food", name, "", day), (FIRST + at, *about, *more)


def figures(foods: int, rng: random.Random) -> Iterator[Row]:
    """Give the rows of food_nutrient.csv."""
    row = 0
    for at in range(foods):
        for nutrient, most, digits in FIGURES:
            if rng.random() < 0.875:
                row += 1
                yield row, FIRST + at, nutrient, round(rng.random() * most, digits), "", 70


def write(folder: Path, foods: int) -> None:
    """Write the files."""
    rng = random.Random(12)
    usda_files.write_nutrients(folder)
    both = branded(foods, rng)
    usda_files.write(folder, "food", (food for food, _ in both))
    rng = random.Random(12)
    usda_files.write(folder, "branded_food", (about for _, about in branded(foods, rng)))
    usda_files.write(folder, "food_nutrient", figures(foods, rng))


def memory(pid: int) -> int:
    """Give what a process and all it has started hold [bytes]."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="utf-8").split()[1])
        started = children.read_text(encoding="utf-8").split()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") + sum(memory(int(each)) for each in started)


def run(source: Path, to: Path, kill_after: float | None = None) -> tuple[float, int, int]:
    """Import in a process of its own; give the time [s], the most memory [bytes], and how it ended."""
    start, most = monotonic(), 0
    command = [sys.executable, "-m", "nutrition.cli", "import-fdc", str(source), "--to", str(to)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        timer = threading.Timer(kill_after, process.send_signal, [signal.SIGKILL]) if kill_after else None
        if timer:
            timer.start()
        while process.poll() is None:
            most = max(most, memory(process.pid))
            sleep(0.05)
        if timer:
            timer.cancel()
    return monotonic() - start, most, process.returncode


def told(to: Path) -> tuple[object, ...]:
    """Give what a store holds: counts, sums that depend on every figure, and the report."""
    import duckdb  # noqa: PLC0415 - only here

    from nutrition.usda.importing import report_of, stored  # noqa: PLC0415 - only here

    there = stored(to)
    assert there is not None
    with duckdb.connect(str(there / "foods.duckdb"), read_only=True) as store:
        tables = [
            store.execute(f"SELECT count(*), sum(hash(t)::HUGEINT) FROM {name} AS t").fetchone()
            for name in ("food", "amount", "label", "portion")
        ]
    return (*tables, report_of(there))


def main() -> None:
    """Write, import undisturbed, import with kills, compare."""
    parser = argparse.ArgumentParser(description="Import made-up branded foods.")
    parser.add_argument("--foods", type=int, default=2_000_000)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--files", type=Path, help="where the CSV files are, or are to be")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        source = given.files or Path(name) / "FoodData_Central_branded_food_csv_2026-04-30"
        if not (source / "food_nutrient.csv").exists():
            write(source, given.foods)
        size = sum(path.stat().st_size for path in source.iterdir())
        print(f"{given.foods:,} foods in {size / 1e9:.2f} GB; load {os.getloadavg()[0]:.1f}", flush=True)
        plain = given.keep or Path(name) / "plain"
        took, most, ended = run(source, plain)
        print(f"undisturbed: {took / 60:.1f} min, {most / 1e6:,.0f} MB, ended {ended}", flush=True)
        killed, rng, spent, peak = Path(name) / "killed", random.Random(), 0.0, 0
        for _ in range(given.kills):
            seconds, memory_, ended = run(source, killed, rng.uniform(0.05, 0.9) * took / given.kills)
            print(f"  killed after {seconds:.1f} s, ended {ended}", flush=True)
            spent, peak = spent + seconds, max(peak, memory_)
        seconds, memory_, ended = run(source, killed)
        peak = max(peak, memory_)
        print(
            f"with {given.kills} kills: {(spent + seconds) / 60:.1f} min, {peak / 1e6:,.0f} MB, ended {ended}"
        )
        same = told(plain) == told(killed)
        print(f"store {sum(p.stat().st_size for p in plain.rglob('*') if p.is_file()) / 1e6:,.0f} MB")
        print("the same foods and figures, none lost, none twice" if same else "NOT the same")
    raise SystemExit(not same)


if __name__ == "__main__":
    main()
