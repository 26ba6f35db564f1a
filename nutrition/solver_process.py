"""HiGHS in a process of its own: programs come by stdin, answers leave by stdout, one line of JSON each.

Run as a file by `nutrition.solver`; it imports nothing of the project and is never imported by it.
"""

import faulthandler
import io
import json
import os
import sys
import time
from math import inf
from typing import Any, NoReturn

import highspy
import numpy as np

SPARE_S = 0.05  # HiGHS stops so much before the time is over, so that its last word still arrives
LATE_S = 2.0  # a process nobody has ended goes by itself, whatever HiGHS is doing
PAUSE_S = 0.2  # between two reports of the bound alone
TOLERANCE = 1e-6  # of the cost, relative and absolute, at which a proof is a proof
OPTIONS = {
    "output_flag": False,
    "threads": 1,  # a second one only takes it from the page: no proof came sooner
    "mip_rel_gap": TOLERANCE,
    "mip_abs_gap": TOLERANCE,
    # That of its linear programs: a bound is kept, not nearly kept. With 1e-9 it has proven what was not so.
    "mip_feasibility_tolerance": 1e-7,
    "mip_allow_restart": False,  # starting over took longer on plans
}

DONE = {
    highspy.HighsModelStatus.kOptimal: "proven",
    highspy.HighsModelStatus.kInfeasible: "impossible",
    highspy.HighsModelStatus.kTimeLimit: "stopped",
}


def main() -> None:
    """Solve what comes by stdin until the time in the first argument [s since 1970] is over."""
    end = float(sys.argv[1])
    faulthandler.dump_traceback_later(max(end - time.time(), 0.0) + LATE_S, exit=True)
    arrays = np.load(io.BytesIO(sys.stdin.buffer.read()), allow_pickle=False)
    for number in range(int(arrays["count"])):
        solve({name: arrays[f"{number}/{name}"] for name in arrays["names"]}, number, end)


def solve(program: dict[str, Any], number: int, end: float) -> None:
    """Solve one program; tell what is better as it comes, and how it ended."""
    highs = model(program)
    highs.setOptionValue("time_limit", max(end - time.time() - SPARE_S, 0.01))
    begin(highs, program["start"])
    listen(highs, number)
    highs.run()
    status, info = highs.getModelStatus(), highs.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    if status not in DONE and (not found or status == highspy.HighsModelStatus.kUnbounded):
        raise SystemExit(f"HiGHS ended with: {highs.modelStatusToString(status)}")
    done = DONE.get(status, "stopped")
    objective = info.objective_function_value if found else inf
    bound = info.mip_dual_bound if program["whole"].any() else (objective if done == "proven" else -inf)
    x = highs.getSolution().col_value if found else None
    tell(number=number, status=done, x=x, objective=objective, bound=bound)


def model(program: dict[str, Any]) -> highspy.Highs:
    """Hand a program to HiGHS."""
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in OPTIONS.items():
        highs.setOptionValue(name, value)
    taken = highs.passModel(
        len(program["cost"]),
        len(program["low"]),
        len(program["values"]),
        int(highspy.MatrixFormat.kRowwise),
        int(highspy.ObjSense.kMinimize),
        0.0,
        program["cost"],
        program["lower"],
        program["upper"],
        program["low"],
        program["high"],
        program["starts"],
        program["indices"],
        program["values"],
        program["whole"].astype("int32"),
    )
    if taken == highspy.HighsStatus.kError:
        raise SystemExit("HiGHS does not take the program")
    return highs


def begin(highs: highspy.Highs, start: Any) -> None:  # noqa: ANN401  # an array
    """Start from known values; those not known are found first, in a program of their own.

    HiGHS would do that too, but tells of it as if it were the program: with a bound that is none.
    """
    known = np.flatnonzero(~np.isnan(start)).astype("int32")
    if not len(known):
        return
    columns = highs.getLp()
    lower, upper = np.array(columns.col_lower_)[known], np.array(columns.col_upper_)[known]
    highs.changeColsBounds(len(known), known, start[known], start[known])
    highs.run()
    found, fits = highs.getSolution(), highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    highs.changeColsBounds(len(known), known, lower, upper)
    highs.clearSolver()
    if fits:
        highs.setSolution(found)


def listen(highs: highspy.Highs, number: int) -> None:
    """Tell of each better solution at once, and now and then of the bound."""
    last = [time.monotonic()]

    def better(event: Any) -> None:  # noqa: ANN401  # HiGHS names no type for it
        data = event.data_out
        best, bound = data.objective_function_value, data.mip_dual_bound
        tell(number=number, status="improved", x=list(data.mip_solution), objective=best, bound=bound)

    def still(event: Any) -> None:  # noqa: ANN401
        if time.monotonic() - last[0] > PAUSE_S:
            last[0] = time.monotonic()
            bound = event.data_out.mip_dual_bound
            tell(number=number, status="improved", x=None, objective=inf, bound=bound)

    highs.cbMipImprovingSolution += better
    highs.cbMipInterrupt += still


def tell(**message: object) -> None:
    """Write one line of JSON; when nobody reads it any more, there is nothing left to do."""
    try:
        sys.stdout.write(json.dumps(message) + "\n")
        sys.stdout.flush()
    except OSError:
        leave()


def leave() -> NoReturn:
    """End at once, also from within HiGHS."""
    os._exit(1)


if __name__ == "__main__":
    main()
