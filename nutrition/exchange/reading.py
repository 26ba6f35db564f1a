"""Bytes from anywhere as text, tables and numbers, or a `PlanError` that says what is wrong with them."""

import csv
import io
import lzma
import re
import zipfile
import zlib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from math import isfinite

from nutrition.cells import as_written, neutral
from nutrition.errors import PlanError

__all__ = ["MOST_BYTES", "as_written", "neutral", "number", "rows_of", "text_of", "unzipped"]

MOST_BYTES = 5_000_000
MOST_FILES = 50  # in one zip
MOST_UNPACKED = 20_000_000  # bytes of all files in a zip together
MOST_COLUMNS = 300
MOST_ROWS = 50_000
MOST_FAULTS = 20  # that are listed; a broken file breaks in every row
CHUNK = 65_536
ZIP = b"PK\x03\x04"
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
SEPARATORS = ",;\t"
NOTHING = {"", "-", "\N{EN DASH}", "\N{EM DASH}", "n/a", "na"}
SPACES = re.compile(r"(?<=[0-9])[ \u00a0\u202f](?=[0-9]{3}(?![0-9]))")  # 1 234
PLAIN = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
SIMPLE = re.compile(r"[0-9]{1,15}(\.[0-9]{1,15})?")
GROUPS = r"[+-]?[1-9][0-9]{{0,2}}(\{0}[0-9]{{3}})+"
BROKEN = (EOFError, NotImplementedError, OSError, RuntimeError, ValueError, lzma.LZMAError)
BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, *BROKEN)
COMMA_GROUPS, POINT_GROUPS = (re.compile(GROUPS.format(mark)) for mark in ",.")


def text_of(content: bytes) -> str:
    """Give the text of a file, its lines ended by line feeds.

    Understood are UTF-8, with or without a byte order mark, UTF-16 with one, and else Windows-1252. Too many
    bytes, no text at all and control characters are a `PlanError`.
    """
    check_size(content)
    text = _decoded(content)
    if found := CONTROL.search(text):
        place = text.count("\n", 0, found.start()) + 1
        raise PlanError([f"line {place}: {found[0]!r} is no text; this is no JSON or CSV file"])
    return text.replace("\r\n", "\n").replace("\r", "\n")


def check_size(content: bytes) -> None:
    """Refuse what is larger than anybody's plan or diary."""
    if len(content) > MOST_BYTES:
        size = f"{len(content) / 1e6:.1f} MB"
        raise PlanError([f"the file has {size}; at most {MOST_BYTES / 1e6:.0f} MB are read: split it"])


def _decoded(content: bytes) -> str:
    marked = content.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    for encoding in ["utf-16"] if marked else ["utf-8-sig", "cp1252"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise PlanError(["this is no text: its letters cannot be read; save the file as UTF-8"])


def rows_of(text: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Give the column names of a table and its rows, each with its line in the file; empty rows are left out.

    Commas, semicolons or tabs stand between columns: whichever the line of names has most of. Empty cells at
    the end of a row that have no column are dropped.

    Raises
    ------
    PlanError
        for what is no table, a column named twice, and rows with more or fewer cells than there are columns.
    """
    lines = _lines(text)
    names = [name.strip() for name in lines[0][1]] if lines else []
    while names and not names[-1]:
        names.pop()
    _check_names(names)
    rows = [(number, _fitted(row, len(names))) for number, row in lines[1:]]
    wrong = [(number, len(row)) for number, row in rows if len(row) != len(names)]
    _check_widths(wrong, len(names))
    return names, rows


def _lines(text: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    found, number = [], 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                found.append((number, row))
            if len(found) > MOST_ROWS:
                raise PlanError(
                    [f"the file has more than {MOST_ROWS:,} rows; export fewer days, or split it"]
                )
            number = reader.line_num + 1
    except csv.Error as error:
        raise PlanError([f"line {number}: this is no table: {error}"]) from None
    return found


def _separator(text: str) -> str:
    """Give what stands between the columns of the first line that holds anything, quoted names apart."""
    header = re.sub(r'"[^"\n]*"', "", text.lstrip("\n").partition("\n")[0])
    return max(SEPARATORS, key=header.count)


def _check_names(names: list[str]) -> None:
    if not any(names):
        raise PlanError(["the file is empty; its first line should name the columns"])
    if len(names) > MOST_COLUMNS:
        raise PlanError([f"line 1: has {len(names)} columns; a table has at most {MOST_COLUMNS}"])
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise PlanError([f"column {name[:60]!r}: stands there twice; keep one" for name in twice])


def _fitted(row: list[str], width: int) -> list[str]:
    """Drop cells at the end that are empty and have no column."""
    return row[:width] if not any(cell.strip() for cell in row[width:]) else row


def _check_widths(wrong: list[tuple[int, int]], width: int) -> None:
    faults = [
        f"line {number}: has {count} cells for {width} columns"
        + ("; the file may be cut off here" if count < width else "; text with a comma needs quotes")
        for number, count in wrong[:MOST_FAULTS]
    ]
    if more := len(wrong) - len(faults):
        faults.append(f"and {more} more rows like these")
    if faults:
        raise PlanError(faults)


def number(cell: str, decimal: str = "") -> float | None:
    """Give the number in a cell; None where there is none: empty, "n/a" or a dash.

    ``decimal`` is what the file puts before decimals, "." or ",". Where it is not known, "1,234.5",
    "1.234,5", "0,5" and "12" can still be read, but not "1,234".

    Raises
    ------
    ValueError
        naming a cell that is no number, or could be two.
    """
    text = cell.strip()
    if decimal != "," and SIMPLE.fullmatch(text):  # nearly all of them
        return float(text)
    text = SPACES.sub("", text)
    if text.lower() in NOTHING:
        return None
    mark = decimal or _mark(text)
    groups, other = (POINT_GROUPS, ".") if mark == "," else (COMMA_GROUPS, ",")
    whole, _, part = text.partition(mark)
    if groups.fullmatch(whole):
        whole = whole.replace(other, "")
    plain = f"{whole}.{part}" if mark in text else whole
    if not PLAIN.fullmatch(plain) or not isfinite(float(plain)):
        raise ValueError(f"{cell[:60]!r} is not a number; write it as 1234.5")
    return float(plain)


def _mark(text: str) -> str:
    """Give what stands before the decimals of one number by itself."""
    if COMMA_GROUPS.fullmatch(text) and text.count(",") == 1:
        both = f"{text.replace(',', '')} or {text.replace(',', '.')}"
        raise ValueError(f"{text!r} can be read in two ways; write {both}")
    if COMMA_GROUPS.fullmatch(text):
        return "."
    return "," if text.count(".") > 1 or text.rfind(",") > text.rfind(".") else "."


def unzipped(content: bytes) -> dict[str, bytes]:
    """Give the files in a zip by their names, which are labels and never paths.

    Their bytes are counted while they are unpacked, whatever the zip says of them.

    Raises
    ------
    PlanError
        for more than 50 files, more than 20 MB, a zip in the zip, and what cannot be unpacked.
    """
    check_size(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return _members(packed)
    except PlanError:
        raise
    except BROKEN_ZIP as error:
        raise PlanError(
            [f"this zip cannot be unpacked: {error}; open it and choose the file inside"]
        ) from None


def _members(packed: zipfile.ZipFile) -> dict[str, bytes]:
    members = [member for member in packed.infolist() if not member.is_dir()]
    if len(members) > MOST_FILES:
        raise PlanError([f"the zip holds {len(members)} files; at most {MOST_FILES} are unpacked"])
    found: dict[str, bytes] = {}
    left = MOST_UNPACKED
    for member in members:
        data = _unpacked(packed, member, left)
        left -= len(data)
        found[_label(member.filename, found)] = data
    return found


def _unpacked(packed: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    data = bytearray()
    with packed.open(member) as file:
        while chunk := file.read(CHUNK):
            data += chunk
            if len(data) > most:
                raise PlanError(
                    [f"the zip holds more than {MOST_UNPACKED / 1e6:.0f} MB; at most that is read"]
                )
    if data.startswith(ZIP):
        raise PlanError(["the zip holds another zip; unpack it and choose the file inside"])
    return bytes(data)


def _label(name: str, taken: dict[str, bytes]) -> str:
    """Give a name without folders and control characters, with a number where it is there already."""
    short = CONTROL.sub("", re.split(r"[\\/]", name)[-1])[-100:] or "file"
    again = sum(label.partition(" #")[0] == short for label in taken)
    return f"{short} #{again + 1}" if again else short
