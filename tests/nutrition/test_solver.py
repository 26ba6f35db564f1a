"""The solver: right answers, and a process that ends on time whatever becomes of it."""

import itertools
import os
import subprocess
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nutrition import solver
from nutrition.solver import Program, solve, solve_many, solving

INF = np.inf
ROOT = Path(__file__).parent.parent.parent
LINE = '{"number": 0, "status": "improved", "x": [2.0, 0.0], "objective": 4.0, "bound": 3.0}'


def program(cost, rows, low, upper=10.0, *, whole=True):
    """Write a program with all of its matrix."""
    matrix = np.array(rows, dtype="float64")
    row, column = np.nonzero(matrix)
    size, count = len(cost), len(matrix)
    return Program(
        cost=np.array(cost, dtype="float64"),
        lower=np.zeros(size),
        upper=np.full(size, float(upper)),
        whole=np.full(size, whole),
        rows=(row, column, matrix[row, column]),
        low=np.full(count, low, dtype="float64"),
        high=np.full(count, INF),
    )


# Two of x (2 each, cost 3) and one of y (3, cost 4) reach 7 at a cost of 10; in parts, y alone at 28/3.
SMALL = program([3, 4], [[2, 3]], 7)
# Nobody proves this one within a minute: 40 numbers that have to add up, five times.
SUMS = np.random.default_rng(5).integers(0, 1000, (5, 40))
HARD = replace(program(np.ones(40), SUMS, 9_000, upper=1), high=np.full(5, 9_000.0))


@pytest.fixture
def started(monkeypatch):
    """Record the processes that are started."""
    processes = []
    start = subprocess.Popen

    def record(*given, **named):
        processes.append(start(*given, **named))
        return processes[-1]

    monkeypatch.setattr(subprocess, "Popen", record)
    return processes


@pytest.fixture
def instead(monkeypatch, tmp_path):
    """Put another process in the solver's place."""

    def put(text):
        path = tmp_path / "instead.py"
        path.write_text(textwrap.dedent(text), "utf-8")
        monkeypatch.setattr(solver, "PROCESS", path)

    return put


def gone(process):
    """Say whether a process has ended and been waited for, so that it is no zombie either."""
    try:
        os.kill(process.pid, 0)
    except ProcessLookupError:
        return process.returncode is not None
    return False


def test_a_program_in_whole_numbers_and_in_parts():
    whole = solve(SMALL, 30)
    assert (whole.status, whole.x.tolist(), whole.objective) == ("proven", [2, 1], pytest.approx(10))
    assert whole.bound == pytest.approx(10)
    assert whole.gap == pytest.approx(0, abs=1e-5)
    parts = solve(replace(SMALL, whole=np.array([False, False])), 30)
    assert (parts.status, parts.objective) == ("proven", pytest.approx(28 / 3))
    assert parts.x == pytest.approx([0, 7 / 3])


def test_the_best_of_all_whole_numbers():
    draw = np.random.default_rng(3)
    rows = draw.integers(0, 9, (4, 6))
    given = program(draw.integers(3, 20, 6), rows, 25, upper=3)
    every = np.array(list(itertools.product(range(4), repeat=6)))
    fits = every[(every @ rows.T >= 25).all(axis=1)]
    assert len(fits)
    answer = solve(given, 30)
    assert answer.objective == pytest.approx((fits @ given.cost).min())
    assert (rows @ answer.x >= 25 - 1e-6).all()


def test_what_is_given_twice_is_added_up():
    twice = replace(SMALL, rows=(np.zeros(3, int), np.array([1, 0, 1]), np.array([1.0, 2.0, 2.0])))
    assert solve(twice, 30).x.tolist() == [2, 1]


def test_a_program_without_rows():
    bare = program([1, -1], np.zeros((0, 2)), 0)
    assert solve(bare, 30).x.tolist() == [0, 10]


def test_nothing_fits():
    answer = solve(program([1, 1], [[1, 1]], 21), 30)
    assert (answer.status, answer.x, answer.gap) == ("impossible", None, INF)


def test_no_time_is_no_answer_and_no_process(started):
    assert [solve(SMALL, 0).status, solve_many([SMALL], -1)[0].status, solve_many([], 5)] == [
        "nothing"
    ] * 2 + [[]]
    assert started == []


def test_the_start_comes_back_when_nothing_better_is_found():
    draw = np.random.default_rng(9)
    given = program(draw.uniform(1, 2, 60), draw.uniform(0, 1, (40, 60)), 7.3, upper=4)
    every = np.full(60, 3.0)
    first = next(answer for answer in solving(given, 30, every) if answer.x is not None)
    assert first.objective <= given.cost @ every + 1e-6


def test_a_start_may_be_known_in_part_and_its_bound_is_that_of_the_whole():
    answers = list(solving(SMALL, 30, np.array([4.0, np.nan])))
    assert all(answer.bound <= 10 + 1e-6 for answer in answers)
    assert answers[-1].objective == pytest.approx(10)


def test_a_start_that_does_not_fit_does_no_harm():
    assert solve(SMALL, 30, np.array([0.0, np.nan])).objective == pytest.approx(10)
    assert solve(program([3, 4], [[2, 3]], 7, upper=2), 30, np.array([0.0, 0.0])).x.tolist() == [2, 1]


def test_several_programs_in_one_process(started):
    parts = replace(SMALL, whole=np.array([False, False]))
    never = program([1, 1], [[1, 1]], 21, whole=False)
    answers = solve_many([SMALL, never, parts, SMALL], 30)
    assert [answer.status for answer in answers] == ["proven", "impossible", "proven", "proven"]
    assert [answers[place].objective for place in (0, 2, 3)] == pytest.approx([10, 28 / 3, 10])
    assert len(started) == 1
    assert gone(started[0])


def test_when_the_time_is_over_the_process_is_gone(started):
    answer = solve(HARD, 1.0)
    assert answer.status in ("nothing", "stopped")
    assert gone(started[0])


def test_closing_ends_the_process(started):
    answers = solving(HARD, 60)
    assert next(answers).status == "nothing"
    assert started[0].poll() is None
    answers.close()
    assert gone(started[0])


def test_an_answer_comes_while_the_process_is_silent(instead):
    instead("import time; time.sleep(60)")
    answers = solving(SMALL, 60)
    assert [next(answers).status for _ in range(3)] == ["nothing"] * 3
    answers.close()


def test_a_process_that_never_reads_nor_ends_is_ended(instead, started):
    instead("import time; time.sleep(60)")
    large = program(np.ones(300), np.random.default_rng(1).uniform(1, 2, (300, 300)), 1)
    assert solve(large, 0.6).status == "nothing"
    assert gone(started[0])


def test_what_was_found_is_kept_when_the_process_hangs_or_dies(instead, started):
    for end in ("time.sleep(60)", "os.kill(os.getpid(), 9)"):
        instead(f"import os, time\nprint('{LINE}', flush=True)\n{end}")
        answer = solve(SMALL, 1.0)
        assert (answer.status, answer.x.tolist(), answer.gap) == ("stopped", [2, 0], pytest.approx(0.25))
    assert all(gone(process) for process in started)


def test_noise_is_no_answer(instead):
    instead(f"""
        import sys
        print("Set parameter", "7", [1, 2], chr(233), flush=True)
        print("a warning", file=sys.stderr, flush=True)
        sys.stdout.buffer.write(bytes([255, 254, 10])); sys.stdout.flush()
        print('{LINE.replace("improved", "stopped")}')
        print('{{"number": 0, "status": "improved", "x": [1.', end="")
    """)
    assert solve(SMALL, 30).x.tolist() == [2, 0]
    assert solve_many([SMALL], 30)[0].x.tolist() == [2, 0]


def test_a_process_that_cannot_start_says_why(instead):
    large = program(np.ones(300), np.random.default_rng(1).uniform(1, 2, (300, 300)), 1)
    instead("raise ModuleNotFoundError(\"No module named 'highspy'\")")
    with pytest.raises(RuntimeError, match="No module named 'highspy'"):
        solve(large, 30)
    with pytest.raises(RuntimeError, match="No module named 'highspy'"):
        solve_many([SMALL], 30)


def test_python_that_is_not_there_says_so(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(RuntimeError, match="cannot be started"):
        solve(SMALL, 5)


def test_a_program_without_a_least_cost_is_refused():
    with pytest.raises(RuntimeError, match="Unbounded"):
        solve(replace(SMALL, cost=np.array([-1.0, 0.0]), upper=np.full(2, INF), whole=np.zeros(2, bool)), 30)


def test_the_process_goes_by_itself_when_nobody_reads():
    """Its reader has gone: the next word ends it, long before its time."""
    command = [sys.executable, "-P", str(solver.PROCESS), str(time.time() + 3600)]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    process.stdout.close()
    process.stdin.write(solver._packed([HARD], None))
    process.stdin.close()
    assert process.wait(timeout=60) != 0


def test_in_several_threads_at_once(started):
    with ThreadPoolExecutor(3) as pool:
        answers = list(
            pool.map(lambda cost: solve(replace(SMALL, cost=np.array([3.0, cost])), 60), (4, 5, 1))
        )
    assert [answer.objective for answer in answers] == pytest.approx([10, 11, 3])
    assert all(gone(process) for process in started)


def test_highs_is_not_loaded_here():
    code = "import sys, nutrition, nutrition.gaps.program; print({'highspy'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"upper": np.ones(3)}, "upper has 3 values; 2 are needed"),
        ({"cost": np.zeros(0)}, "no columns"),
        ({"high": np.ones(2)}, "high has 2 values; 1 are needed"),
        ({"cost": np.array([1.0, np.nan])}, "cost has a value that is not a number"),
        ({"rows": (np.array([0]), np.array([2]), np.array([1.0]))}, "outside of its 1 rows and 2 columns"),
        ({"rows": (np.array([-1]), np.array([1]), np.array([1.0]))}, "outside of its 1 rows and 2 columns"),
        ({"rows": (np.array([0]), np.array([0, 1]), np.array([1.0]))}, "rows has 1, 2 and 1 values"),
        ({"rows": (np.array([0]), np.array([0]), np.array([INF]))}, "rows has a value that is not a number"),
    ],
)
def test_parts_that_do_not_fit_together_are_refused(wrong, words, started):
    with pytest.raises(ValueError, match=words):
        solve(replace(SMALL, **wrong), 5)
    assert started == []


def test_a_start_of_another_size_is_refused():
    with pytest.raises(ValueError, match="start has 3 values; the program has 2 columns"):
        solve(SMALL, 5, np.zeros(3))
