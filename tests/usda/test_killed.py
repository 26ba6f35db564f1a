"""An import that is killed again and again loses nothing and has nothing twice."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import usda_branded
from nutrition.usda.importing import PIECE, import_usda

ROOT = Path(__file__).parents[2]
MOMENTS = [("Reading branded_food", 2), ("Reading food_nutrient", 5), ("Putting foods", 1)]
# A process that has loaded everything, and for each moment a copy of it that imports until it is killed.
IMPORT = """
import os, sys
from pathlib import Path
import duckdb
from nutrition.usda.importing import import_usda
source, to = map(Path, sys.argv[1:3])
for said, times in zip(sys.argv[3::2], map(int, sys.argv[4::2])):
    reads, writes = os.pipe()
    copy = os.fork()
    if not copy:
        for step in import_usda([source], to, 150_000):
            os.write(writes, (step.doing + chr(10)).encode())
        os._exit(0)
    os.close(writes)
    with os.fdopen(reads) as lines:
        for line in lines:
            times -= said in line
            if not times:
                os.kill(copy, 9)
                break
    print(os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1]))
"""
FOODS = 2000


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("branded") / "FoodData_Central_branded_food_csv_2026-04-30"
    usda_branded.write(folder, FOODS)
    return folder


def test_killed_three_times_it_comes_to_the_same(files, tmp_path):
    *_, last = import_usda([files], tmp_path / "plain", PIECE)
    assert last.report.count == FOODS
    assert last.report.superseded == FOODS // 20
    given = [str(each) for moment in MOMENTS for each in moment]
    command = [sys.executable, "-c", IMPORT, str(files), str(tmp_path / "killed"), *given]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["-9", "-9", "-9"]
    *_, end = import_usda([files], tmp_path / "killed", 150_000)
    assert end.report == last.report
    assert usda_branded.told(tmp_path / "killed") == usda_branded.told(tmp_path / "plain")
