"""An import that is killed again and again loses nothing and has nothing twice."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import usda_branded
from nutrition.usda.importing import PIECE, import_usda

ROOT = Path(__file__).parents[2]
IMPORT = """
import sys
from pathlib import Path
from nutrition.usda.importing import import_usda
for step in import_usda([Path(sys.argv[1])], Path(sys.argv[2]), 150_000):
    print(step.doing, flush=True)
"""
FOODS = 2000


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("branded") / "FoodData_Central_branded_food_csv_2026-04-30"
    usda_branded.write(folder, FOODS)
    return folder


def killed(files, to, said, times):
    """Start the import in a process of its own, and kill it where it has said something so many times."""
    command = [sys.executable, "-c", IMPORT, str(files), str(to)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            times -= said in line
            if not times:
                break
        process.kill()
        process.stdout.read()
        return process.wait()


def test_killed_three_times_it_comes_to_the_same(files, tmp_path):
    *_, last = import_usda([files], tmp_path / "plain", PIECE)
    assert last.report.count == FOODS
    assert last.report.superseded == FOODS // 20
    for said, times in (("Reading branded_food", 2), ("Reading food_nutrient", 5), ("Putting foods", 1)):
        assert killed(files, tmp_path / "killed", said, times) == -9
    *_, end = import_usda([files], tmp_path / "killed", 150_000)
    assert end.report == last.report
    assert usda_branded.told(tmp_path / "killed") == usda_branded.told(tmp_path / "plain")
