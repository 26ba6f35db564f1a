"""Bytes from anywhere as text, tables and numbers."""

import io
import zipfile

import pytest

from nutrition.errors import PlanError
from nutrition.exchange.reading import MOST_BYTES, number, rows_of, text_of, unzipped


def fault(read, *given):
    with pytest.raises(PlanError) as caught:
        read(*given)
    return caught.value.faults[0]


def zipped(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_every_encoding_that_programs_write(encoding):
    assert text_of("Crème 5 µg\r\nb\rc\n".encode(encoding)) == "Crème 5 µg\nb\nc\n"


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"a\nb\0c", "line 2: '\\x00' is no text"),
        (b"a\x1bb", "line 1: '\\x1b' is no text"),
        (b"\x81\x8d", "its letters cannot be read; save the file as UTF-8"),
        (b"\xff\xfea", "its letters cannot be read"),
        (b" " * (MOST_BYTES + 1), "the file has 5.0 MB; at most 5 MB are read"),
    ],
)
def test_what_is_no_text_is_refused(content, part):
    assert part in fault(text_of, content)


def test_the_largest_file_is_read():
    assert len(text_of(b" " * MOST_BYTES)) == MOST_BYTES


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_a_table_is_read_whatever_stands_between_its_columns(between):
    text = between.join(["Day", " Food "]) + "\n\n" + between.join(["1", '"a,b;c\td"']) + "\n"
    assert rows_of(text) == (["Day", "Food"], [(3, ["1", "a,b;c\td"])])


def test_a_name_with_a_comma_does_not_make_it_a_table_of_commas():
    assert rows_of('"a, b, c, d";e\n1;2\n') == (["a, b, c, d", "e"], [(2, ["1", "2"])])


def test_rows_know_their_line_also_after_a_cell_of_two_lines():
    assert rows_of('a,b\n"1\n2",3\n4,5\n')[1] == [(2, ["1\n2", "3"]), (4, ["4", "5"])]


def test_empty_cells_at_the_end_are_dropped():
    assert rows_of("a,b,,\n1,2,,,\n") == (["a", "b"], [(2, ["1", "2"])])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty; its first line should name the columns"),
        ("a,b\n1\n", "line 2: has 1 cells for 2 columns; the file may be cut off here"),
        ("a,b\n1,2\n3,4,5\n", "line 3: has 3 cells for 2 columns; text with a comma needs quotes"),
        ("a,a\n", "column 'a': stands there twice; keep one"),
        ('a,b\n1,"2\n', "line 2: this is no table: unexpected end of data"),
        ("a" + ",a" * 300, "line 1: has 301 columns; a table has at most 300"),
        ("a\n" + "1\n" * 50_001, "the file has more than 50,000 rows; export fewer days, or split it"),
    ],
)
def test_what_is_no_table_is_refused_with_its_line(text, said):
    assert fault(rows_of, text) == said


def test_a_table_that_is_wrong_throughout_names_the_first_rows():
    with pytest.raises(PlanError) as caught:
        rows_of("a,b\n" + "1\n" * 100)
    assert len(caught.value.faults) == 21
    assert caught.value.faults[-1] == "and 80 more rows like these"


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("12", 12), ("1.5", 1.5), ("0,5", 0.5), ("0,500", 0.5), (".5", 0.5), ("5.", 5), ("-3", -3),
        ("1e3", 1000), ("1,234.5", 1234.5), ("1.234,5", 1234.5),
        ("1,234,567", 1_234_567), ("1.234.567", 1_234_567), ("1 234,5", 1234.5),
        ("1\u202f234", 1234), ("1.234", 1.234), (" 7 ", 7),
    ],
)  # fmt: skip
def test_a_number_is_read_as_it_is_written(cell, value):
    assert number(cell) == value


@pytest.mark.parametrize("cell", ["", " ", "-", "–", "—", "n/a", "N/A"])
def test_nothing_is_not_zero(cell):
    assert number(cell) is None


def test_a_file_says_which_mark_it_puts_before_decimals():
    assert (number("1,234", "."), number("1,234", ","), number("1.234", ",")) == (1234, 1.234, 1234)
    with pytest.raises(ValueError, match=r"'1,234' can be read in two ways; write 1234 or 1\.234"):
        number("1,234")
    with pytest.raises(ValueError, match="'0,5' is not a number"):
        number("0,5", ".")


@pytest.mark.parametrize(
    "cell",
    ["abc", "inf", "NaN", "1e999", "0x10", "1_0", "٣", "１", "<1", "1,2,3", "1.2.3", "--1", "½"],
)
def test_what_is_no_number_is_named(cell):
    with pytest.raises(ValueError, match="is not a number"):
        number(cell)


def test_files_in_a_zip_have_labels_and_no_paths():
    found = unzipped(zipped(**{"../a.csv": "1", "b\\a.csv": "2", "folder/": "", "c.csv": "3"}))
    assert found == {"a.csv": b"1", "a.csv #2": b"2", "c.csv": b"3"}


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"PK\x03\x04", "this zip cannot be unpacked"),
        (zipped(**{f"{number}": "" for number in range(51)}), "the zip holds 51 files; at most 50"),
        (zipped(a=bytes(20_000_001)), "the zip holds more than 20 MB"),
        (zipped(a=bytes(10_000_001), b=bytes(10_000_000)), "the zip holds more than 20 MB"),
        (zipped(a=zipped(b="1")), "the zip holds another zip"),
    ],
    ids=["broken", "many", "large", "large together", "nested"],
)
def test_a_zip_that_is_too_much_is_refused(content, part):
    assert part in fault(unzipped, content)


def test_the_largest_zip_is_unpacked():
    assert len(unzipped(zipped(a=bytes(20_000_000)))["a"]) == 20_000_000
