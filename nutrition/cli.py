"""The command ``nutrition``: what is done on one's own computer without a page."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

from nutrition.errors import PlanError
from nutrition.usda.importing import import_usda
from nutrition.usda.report import Progress, foods_in_words, left_out_in_words

LINES_APART = 5.0  # seconds between two lines, where nobody looks at a screen
STOPPED = 130  # what a command that is stopped from the keyboard gives back


def main(given: Sequence[str] | None = None) -> int:
    """Do what the command line asks for; give 0 where it was done, 1 where it could not be."""
    asked = _parser().parse_args(given)
    try:
        _import(asked.paths, asked.to)
    except PlanError as error:
        sys.stderr.write("\n" + "\n".join(error.faults) + "\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. The same command goes on from here.\n")
        return STOPPED
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nutrition", description="The planner's work without a page.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    words = "import USDA's published CSV files, to be found at typing speed"
    command = commands.add_parser("import-fdc", help=words, description=words)
    command.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a folder, zip or CSV file")
    command.add_argument("--to", type=Path, metavar="DIR", help="the data folder; without it, your own")
    return parser


def _import(paths: Sequence[Path], to: Path | None) -> None:
    shown, last = "", 0.0
    for progress in import_usda(paths, to):
        if progress.report:
            sys.stdout.write("\n" + _told(progress))
        elif sys.stdout.isatty():
            sys.stdout.write(f"\r{_line(progress):78}")
        elif progress.doing != shown or monotonic() - last > LINES_APART:
            sys.stdout.write(_line(progress) + "\n")
            shown, last = progress.doing, monotonic()
        sys.stdout.flush()


def _line(progress: Progress) -> str:
    return f"{progress.doing}: {progress.share:.0%}{f'. {progress.note}' if progress.note else ''}"


def _told(progress: Progress) -> str:
    report = progress.report
    if report is None:
        return ""
    since = f", published {report.release}" if report.release else ""
    lines = [f"{report.count:,} foods, {report.figures:,} figures{since}."]
    lines += foods_in_words(report)
    lines += ["Left out:", *left_out_in_words(report)] if report.left_out else []
    return "\n".join([*([progress.note] if progress.note else []), *lines]) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
