"""What an import took over and what it left out, in words; and how far one is that is under way."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from nutrition.found_foods import KINDS

LEFT_OUT = {  # why a row of USDA's files does not count
    "no id": "without the number of a food, nutrient or group",
    "no name": "foods without a name",
    "blank": "figures that are empty: not known",
    "not a number": "figures that are no number",
    "negative": "figures below zero",
    "not kept": "nutrients that this planner does not count",
    "unknown nutrient": "nutrients that USDA’s own list does not have",
    "no weight": "household measures without a weight",
    "no such food": "rows of a food that is in none of the files",
    "of another kind": "rows of samples and other kinds of foods that are left out",
    "the same again": "the same row again; the first counts",
}
SAMPLES = "no foods to eat but samples and purchases for the laboratory"


@dataclass(frozen=True)
class Input:
    """A file that was imported: its name, its size [bytes] and its SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class LeftOut:
    """Rows of one file that do not count: why, how many, and one of them by its number."""

    why: str
    file: str
    rows: int
    example: str = ""


@dataclass(frozen=True)
class Report:
    """What an import holds: USDA's release date, foods by kind, older records among them, figures, files."""

    release: str
    kinds: dict[str, int]
    superseded: int
    figures: int
    left_out: tuple[LeftOut, ...]
    inputs: tuple[Input, ...]

    @property
    def count(self) -> int:
        """Give how many foods there are."""
        return sum(self.kinds.values())


@dataclass(frozen=True)
class Progress:
    """How far an import is: in which of its parts, and how much of that part is done.

    ``report`` is there at the end; ``note`` says what somebody should know, such as that it begins anew.
    """

    doing: str
    done: int
    total: int
    note: str = ""
    report: Report | None = None

    @property
    def share(self) -> float:
        """Give the share of this part that is done, 0 to 1."""
        return min(1.0, self.done / self.total) if self.total else 1.0


def as_text(report: Report) -> str:
    """Give a report as text for a file."""
    return json.dumps(asdict(report), indent=1)


def from_text(text: str) -> Report:
    """Read what `as_text` wrote; `ValueError`, `TypeError` or `KeyError` where it is something else."""
    body: dict[str, Any] = json.loads(text)
    left_out = tuple(LeftOut(**each) for each in body["left_out"])
    return Report(**{**body, "left_out": left_out, "inputs": tuple(Input(**each) for each in body["inputs"])})


def foods_in_words(report: Report) -> list[str]:
    """Say how many foods of each kind there are."""
    lines = [f"{words}: {report.kinds[kind]:,}" for kind, words in KINDS.items() if kind in report.kinds]
    if report.superseded:
        lines.append(f"Older records among them, behind newer ones of the same food: {report.superseded:,}")
    return lines


def left_out_in_words(report: Report) -> list[str]:
    """Say what was left out, the most first: how many rows, of which file, why, and one example."""
    rows = sorted(report.left_out, key=lambda each: -each.rows)
    return [f"{_rows(each.rows)} of {each.file}: {_why(each.why)}{_such_as(each.example)}" for each in rows]


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def files_in_words(report: Report) -> list[str]:
    """Say which files were imported: name, size and the beginning of the SHA-256."""
    return [f"{each.name}: {each.size / 1e6:,.1f} MB, SHA-256 {each.sha256[:16]}…" for each in report.inputs]


def _why(why: str) -> str:
    return LEFT_OUT.get(why) or f"{why.removeprefix('kind ') or 'no kind'}: {SAMPLES}"


def _such_as(example: str) -> str:
    return f" (such as number {example})" if example else ""
