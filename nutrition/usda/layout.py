"""USDA's published CSV files: which there are, where they lie, and how they are read piece by piece."""

import csv
import hashlib
import io
import re
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from nutrition.errors import PlanError

# What is read of each file, in this order: our name of a column, then how its heading is spelt.
FILES: dict[str, dict[str, tuple[str, ...]]] = {
    "nutrient": {"id": ("id",), "unit": ("unit_name",), "number": ("nutrient_nbr",)},
    "measure_unit": {"id": ("id",), "name": ("name",)},
    "food_category": {"id": ("id",), "name": ("description",)},
    "wweia_food_category": {
        "id": ("wweia_food_category", "wweia_food_category_code"),
        "name": ("wweia_food_category_description",),
    },
    "foundation_food": {"fdc_id": ("fdc_id",), "code": ("NDB_number",)},
    "sr_legacy_food": {"fdc_id": ("fdc_id",), "code": ("NDB_number",)},
    "survey_fndds_food": {
        "fdc_id": ("fdc_id",),
        "code": ("food_code",),
        "category": ("wweia_category_number", "wweia_category_code"),
    },
    "food": {
        "fdc_id": ("fdc_id",),
        "data_type": ("data_type",),
        "name": ("description",),
        "category": ("food_category_id",),
        "published": ("publication_date",),
    },
    "branded_food": {
        "fdc_id": ("fdc_id",),
        "owner": ("brand_owner",),
        "brand": ("brand_name",),
        "code": ("gtin_upc",),
        "ingredients": ("ingredients",),
        "serving": ("serving_size",),
        "unit": ("serving_size_unit",),
        "household": ("household_serving_fulltext",),
        "category": ("branded_food_category",),
    },
    "food_portion": {
        "fdc_id": ("fdc_id",),
        "seq": ("seq_num",),
        "amount": ("amount",),
        "unit": ("measure_unit_id",),
        "portion": ("portion_description",),
        "modifier": ("modifier",),
        "grams": ("gram_weight",),
    },
    "food_nutrient": {"fdc_id": ("fdc_id",), "nutrient": ("nutrient_id",), "amount": ("amount",)},
}
MUST = {"id", "fdc_id", "unit", "data_type", "name", "nutrient", "amount", "grams"}  # without these: no file
MAY = {"branded_food": {"unit"}, "food_portion": {"unit", "amount"}}  # not even these of these files
NEEDED = ("nutrient", "food", "food_nutrient")
DATE = re.compile(r"(?:19|20)\d\d-\d\d(?:-\d\d)?")
HEAD = 65_536  # bytes in which a row of headings ends
LONGEST_ROW = 8_000_000  # bytes; the longest list of ingredients has some thousands
HASHED = 1 << 20  # bytes at a time


@dataclass(frozen=True)
class Part:
    """One of USDA's CSV files: ``table`` is its name without ending, ``inside`` its place in a zip."""

    table: str
    path: Path
    inside: str
    size: int

    @property
    def name(self) -> str:
        """Give the name that messages show."""
        return f"{self.path.name}, {PurePosixPath(self.inside).name}" if self.inside else self.path.name


@dataclass(frozen=True)
class Piece:
    """Whole rows of a file: its bytes, the line it begins on, and where the next one begins [bytes, line]."""

    rows: bytes
    line: int
    end: int
    next_line: int


def parts_of(paths: Sequence[Path]) -> list[Part]:
    """Find USDA's CSV files in folders and zips, in the order in which they are read.

    Raises
    ------
    PlanError
        where a path is not there, is no zip, or what is needed is in none of them.
    """
    faults = [
        f"{path}: is not there; give a folder, a zip or a CSV file" for path in paths if not path.exists()
    ]
    if faults or not paths:
        raise PlanError(faults or ["path: is empty; give the folder or zip that holds USDA's CSV files"])
    found = [part for path in paths for part in _in(path)]
    there = {part.table for part in found}
    if missing := [name for name in NEEDED if name not in there]:
        words = ", ".join(f"{name}.csv" for name in missing)
        raise PlanError([f"{paths[0]}: {words} is not in it; give the folder or zip as USDA publishes it"])
    order = list(FILES)
    return sorted(found, key=lambda part: order.index(part.table))


def _in(path: Path) -> Iterator[Part]:
    if path.is_dir():
        for each in sorted(path.rglob("*")):
            if each.is_file() and (each.suffix.casefold() == ".zip" or _table(each.name)):
                yield from _in(each)
    elif table := _table(path.name):
        yield Part(table, path, "", path.stat().st_size)
    else:
        with _told(path), zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                if table := _table(PurePosixPath(entry.filename).name):
                    yield Part(table, path, entry.filename, entry.file_size)


def _table(name: str) -> str:
    stem, _, ending = name.casefold().rpartition(".")
    return stem if ending == "csv" and stem in FILES else ""


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say in words what is wrong with a zip or a file."""
    try:
        yield
    except (zipfile.BadZipFile, EOFError) as error:
        raise PlanError([f"{path.name}: is no whole zip ({error}); download it again"]) from None
    except (RuntimeError, NotImplementedError) as error:
        raise PlanError(
            [f"{path.name}: cannot be unpacked here ({error}); unpack it, give the folder"]
        ) from None
    except OSError as error:
        raise PlanError([f"{path.name}: cannot be read ({error.strerror or error})"]) from None


@contextmanager
def opened(part: Part) -> Iterator[IO[bytes]]:
    """Open one of the CSV files, in a zip or not."""
    with _told(part.path):
        if not part.inside:
            with part.path.open("rb") as stream:
                yield stream
        else:
            with zipfile.ZipFile(part.path) as archive, archive.open(part.inside) as stream:
                yield stream


def headings(part: Part) -> tuple[list[str], int]:
    """Give the headings of a file, and where its rows begin [bytes].

    Raises
    ------
    PlanError
        where a heading that is needed is missing.
    """
    with opened(part) as stream:
        start = stream.read(HEAD)
    line = start[: _whole(start, first=True) or len(start)]
    if b"\r" in line.rstrip():
        raise PlanError([f"{part.name}, line 1: its rows do not end as USDA's do; download it again"])
    row = next(csv.reader(io.StringIO(line.decode("utf-8-sig", "replace"))), [])
    must = (MUST & FILES[part.table].keys()) - MAY.get(part.table, set())
    for column, spelt in FILES[part.table].items():
        if column in must and not set(spelt) & set(row):
            raise PlanError([f"{part.name}, line 1: has no column {spelt[0]}; is it USDA's file?"])
    return row, len(line)


def pieces(part: Part, start: int, line: int, size: int) -> Iterator[Piece]:
    """Give the rows of a file from a place on [bytes, line], whole rows of about ``size`` bytes at a time."""
    rest = b""
    with opened(part) as stream:
        stream.seek(start)
        while block := stream.read(size):
            block = rest + block
            cut = _whole(block)
            if not cut and len(block) > max(size, LONGEST_ROW) * 2:
                raise PlanError([f"{part.name}, line {line}: a quotation mark that opens here is not closed"])
            if cut:
                lines = block.count(b"\n", 0, cut)
                yield Piece(block[:cut], line, start + cut, line + lines)
                start, line = start + cut, line + lines
            rest = block[cut:]
    if rest.count(b'"') % 2:
        raise PlanError([f"{part.name}, line {line}: the file ends within a row; download it again"])
    if rest.strip():
        yield Piece(rest, line, start + len(rest), line + 1)


def _whole(block: bytes, *, first: bool = False) -> int:
    """Give where the last (or first) row of a block ends: after a line end that is not within quotes."""
    if first:
        end = block.find(b"\n") + 1
        while end and block.count(b'"', 0, end) % 2:
            end = block.find(b"\n", end) + 1
        return end
    end = block.rfind(b"\n") + 1
    odd = block.count(b'"', 0, end) % 2
    while end and odd:
        before = block.rfind(b"\n", 0, end - 1) + 1
        odd = (odd + block.count(b'"', before, end)) % 2
        end = before
    return end


def checksum(path: Path) -> Iterator[tuple[int, str]]:
    """Give how many bytes of a file are read, again and again, and in the end its SHA-256 as well."""
    sum_, done = hashlib.sha256(), 0
    with _told(path), path.open("rb") as stream:
        while block := stream.read(HASHED):
            sum_.update(block)
            done += len(block)
            if done % (32 * HASHED) == 0:
                yield done, ""
    yield done, sum_.hexdigest()


def release(parts: Sequence[Part]) -> str:
    """Give the date that USDA writes into the names of its folders and zips, the newest; "" for none."""
    names = [f"{part.inside} {part.path.name} {part.path.parent.name}" for part in parts]
    return max((found for name in names for found in DATE.findall(name)), default="")


def text(path: Path) -> str:
    """Give what a small file of ours holds, "" where it is not there."""
    return path.read_text("utf-8") if path.is_file() else ""


def write(path: Path, words: str) -> None:
    """Write a small file of ours at once: who reads it sees the old one or the new one, whole."""
    made = path.with_name(f"{path.name}.new")
    made.write_text(words, encoding="utf-8")
    made.replace(path)


def clear(folder: Path) -> None:
    """Delete a folder of ours, if it is there."""
    shutil.rmtree(folder, ignore_errors=True)
