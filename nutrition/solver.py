"""Linear and whole-number programs, solved by HiGHS in a process of its own that ends on time.

HiGHS overruns its own time limit, so the process is ended from outside. Each better solution arrives as it is
found, so that nothing is lost by that. Neither HiGHS nor its Python package is loaded here.
"""

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from math import inf
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

PROCESS = Path(__file__).with_name("solver_process.py")
BEAT_S = 0.25  # so often is told how things stand, also when nothing has come
# One thread for NumPy in the process: it only unpacks arrays there, and starting threads takes time.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


@dataclass(frozen=True)
class Program:
    """Find the least ``cost @ x`` with ``low <= A x <= high`` and ``lower <= x <= upper``; some x are whole.

    ``rows`` holds what of A is not 0: row, column and value; what is given twice is added up.
    """

    cost: Numbers
    lower: Numbers
    upper: Numbers
    whole: npt.NDArray[np.bool_]
    rows: tuple[IntArray, IntArray, Numbers]
    low: Numbers
    high: Numbers


@dataclass(frozen=True)
class Answer:
    """How far a program is solved.

    ``status``
        proven (nothing costs less), impossible (nothing fits), improved (the search goes on), stopped (the
        time is over, x is the best so far), nothing (no solution yet, or none in time; it proves nothing).
    ``x``, ``objective``
        the best solution and its cost; None and infinite while there is none.
    ``bound``, ``gap``
        no solution costs less than the bound; gap is their distance as part of the objective, infinite while
        one of them is not known.
    """

    status: str
    x: Numbers | None = None
    objective: float = inf
    bound: float = -inf
    gap: float = inf


def solve(program: Program, seconds: float, start: Numbers | None = None) -> Answer:
    """Give the best solution found within the time [s].

    Parameters
    ----------
    program : Program
    seconds : float
        the process is ended after it
    start : Numbers, optional
        values of x to start from, NaN where not known; of whole x at best

    Raises
    ------
    ValueError
        for a program whose parts do not fit together.
    RuntimeError
        if HiGHS is not installed or cannot take the program.
    """
    answer = Answer("nothing")
    with closing(solving(program, seconds, start)) as answers:
        for answer in answers:  # noqa: B007  # the last one is wanted
            pass
    return _ended(answer)


def solving(program: Program, seconds: float, start: Numbers | None = None) -> Generator[Answer, None, None]:
    """Give each better solution or bound as it comes, at least one answer every 0.25 s; the last is final.

    Closing the generator ends the process. Parameters and errors as for `solve`.
    """
    answer = Answer("nothing")
    with closing(_messages([program], start, seconds)) as messages:
        for message in messages:
            answer = _updated(answer, message)
            if _final(answer):
                break
            yield answer
    yield _ended(answer)


def solve_many(programs: list[Program], seconds: float) -> list[Answer]:
    """Solve several programs one after the other in one process; what is not begun in time is "nothing".

    Errors as for `solve`.
    """
    answers = [Answer("nothing")] * len(programs)
    with closing(_messages(programs, None, seconds)) as messages:
        for message in messages:
            if message:
                answers[message["number"]] = _updated(answers[message["number"]], message)
    return [_ended(answer) for answer in answers]


def _updated(answer: Answer, message: dict[str, Any]) -> Answer:
    """Join what is known with what has come; an empty message changes nothing."""
    if not message:
        return answer
    better = message["x"] is not None and message["objective"] <= answer.objective
    x = np.array(message["x"], dtype="float64") if better else answer.x
    objective = message["objective"] if better else answer.objective
    bound = max(answer.bound, message["bound"])
    gap = (objective - bound) / max(abs(objective), 1e-9) if np.isfinite([objective, bound]).all() else inf
    status = message["status"] if x is not None or message["status"] == "impossible" else "nothing"
    return Answer(status, x, objective, bound, max(gap, 0.0))


def _final(answer: Answer) -> bool:
    return answer.status in ("proven", "impossible", "stopped")


def _ended(answer: Answer) -> Answer:
    """Give the answer as it stands when nothing more comes."""
    if _final(answer) or answer.x is None:
        return answer
    return Answer("stopped", answer.x, answer.objective, answer.bound, answer.gap)


def _messages(
    programs: list[Program], start: Numbers | None, seconds: float
) -> Generator[dict[str, Any], None, None]:
    """Give what the process tells, and an empty message every 0.25 s of silence, until the time is over."""
    end = time.monotonic() + seconds
    packed = _packed(programs, start)
    if not programs or seconds <= 0:
        return
    with _process(packed, time.time() + seconds) as (process, lines):
        noise = ""
        while (left := end - time.monotonic()) > 0:
            line = _next(lines, min(left, BEAT_S))
            if line is None:
                break
            message = _read(line)
            noise = noise if message is not None else line.decode(errors="replace").strip() or noise
            yield message or {}
        else:
            return
        if process.wait() and noise:  # the last it said besides answers is why it ended
            raise RuntimeError(f"The solver ended with: {noise[:300]}")


def _next(lines: SimpleQueue[bytes | None], seconds: float) -> bytes | None:
    """Give the next line; empty when none has come, None after the last."""
    try:
        return lines.get(timeout=seconds)
    except Empty:
        return b"{}"


def _read(line: bytes) -> dict[str, Any] | None:
    """Read a line of the process; None for what is no answer."""
    try:
        message = json.loads(line)
    except ValueError:
        return None
    return message if isinstance(message, dict) else None


@contextmanager
def _process(
    packed: bytes, end: float
) -> Iterator[tuple[subprocess.Popen[bytes], SimpleQueue[bytes | None]]]:
    """Start the process; give it and the lines it writes. It is ended however this is left."""
    # -P: the rooms beside the file must not stand in for Python's own modules of the same name
    command = [sys.executable, "-P", str(PROCESS), str(end)]
    try:
        process = subprocess.Popen(  # noqa: S603  # our own file
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, **ONE_THREAD},
        )
    except OSError as fault:
        raise RuntimeError(f"The solver cannot be started: {fault}") from fault
    lines: SimpleQueue[bytes | None] = SimpleQueue()
    talk = Thread(target=_talk, args=(process.stdin, process.stdout, packed, lines), daemon=True)
    talk.start()
    try:
        yield process, lines
    finally:
        process.kill()
        process.wait()
        talk.join()


def _talk(given: IO[bytes], told: IO[bytes], packed: bytes, lines: SimpleQueue[bytes | None]) -> None:
    """Write the programs, then read line by line; a process that has gone takes nothing and tells nothing."""
    with suppress(OSError), given:
        given.write(packed)
    with told:
        for line in told:
            lines.put(line)
    lines.put(None)


def _packed(programs: list[Program], start: Numbers | None) -> bytes:
    """Pack programs for the process, the rows one after the other."""
    arrays = {"count": np.array(len(programs))}
    for number, program in enumerate(programs):
        parts = _parts(program, start)
        arrays["names"] = np.array(list(parts))
        arrays |= {f"{number}/{name}": part for name, part in parts.items()}
    packed = io.BytesIO()
    np.savez(packed, **arrays)  # type: ignore[arg-type]  # no array is named allow_pickle
    return packed.getvalue()


def _parts(program: Program, start: Numbers | None) -> dict[str, npt.NDArray[Any]]:
    _check(program, start)
    columns, rows = len(program.cost), len(program.low)
    row, column, value = program.rows
    place, where = np.unique(row * columns + column, return_inverse=True)
    counts = np.bincount(place // columns, minlength=rows)
    bounds = {name: getattr(program, name) for name in ("cost", "lower", "upper", "low", "high")}
    return {
        **{name: np.asarray(part, dtype="float64") for name, part in bounds.items()},
        "whole": np.asarray(program.whole, dtype=bool),
        "starts": np.concatenate([[0], np.cumsum(counts)]).astype("int32"),
        "indices": (place % columns).astype("int32"),
        "values": np.bincount(where, weights=value, minlength=len(place)).astype("float64"),
        "start": np.full(columns, np.nan) if start is None else np.asarray(start, dtype="float64"),
    }


def _check(program: Program, start: Numbers | None) -> None:
    """Refuse a program whose parts do not fit together."""
    columns, rows = len(program.cost), len(program.low)
    row, column, value = program.rows
    if not columns:
        raise ValueError("program: it has no columns, so there is nothing to decide")
    lengths = {"lower": columns, "upper": columns, "whole": columns, "high": rows}
    for name, length in lengths.items():
        if (given := len(getattr(program, name))) != length:
            raise ValueError(f"program: {name} has {given} values; {length} are needed")
    if start is not None and len(start) != columns:
        raise ValueError(f"start has {len(start)} values; the program has {columns} columns")
    if not len(row) == len(column) == len(value):
        raise ValueError(f"program: rows has {len(row)}, {len(column)} and {len(value)} values; give triples")
    if len(row) and not (0 <= row.min() <= row.max() < rows and 0 <= column.min() <= column.max() < columns):
        raise ValueError(f"program: rows points outside of its {rows} rows and {columns} columns")
    for name in ("cost", "lower", "upper", "low", "high"):
        if np.isnan(getattr(program, name)).any():
            raise ValueError(f"program: {name} has a value that is not a number")
    if not np.isfinite(value).all():
        raise ValueError("program: rows has a value that is not a number")
