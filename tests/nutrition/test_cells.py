"""Cells of a table: a spreadsheet runs none of them, and each comes back as it was written."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nutrition.cells import as_written, csv_line, file_name, neutral
from tests.strategies import quick, words

BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@pytest.mark.parametrize("first", BEGINNINGS)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(first):
    assert neutral(f"{first}1+1") == f"'{first}1+1"
    assert neutral(f"  {first}1+1") == f"'  {first}1+1"


@pytest.mark.parametrize("text", ["", "oats", "1-2", "it's", "'tis", "50 % fat", "a=b", "(-)"])
def test_other_text_stays_as_it_is(text):
    assert neutral(text) == text
    assert as_written(text) == text


def test_an_apostrophe_before_a_formula_is_kept_by_one_more():
    assert neutral("'=1") == "''=1"
    assert as_written("''=1") == "'=1"


def test_a_table_written_before_there_were_apostrophes_reads_as_it_was():
    assert as_written("=1+1") == "=1+1"


def test_a_line_quotes_what_separates_cells_here_or_elsewhere():
    assert csv_line(["a", 1.5, None, "b,c", "d;=1", 'e"f', "@x"]) == 'a,1.5,,"b,c","d;=1","e""f",\'@x\n'


@quick
@given(st.text())
@example("''''=")
@example(" \u00a0=")
def test_every_text_comes_back(text):
    assert as_written(neutral(text)) == text
    assert not neutral(text).lstrip().startswith(BEGINNINGS)


@quick
@given(st.lists(words(), min_size=1).filter(any))
def test_a_line_is_read_as_it_was_written(cells):
    [row] = csv.reader(io.StringIO(csv_line(cells), newline=""), strict=True)
    assert list(map(as_written, row)) == cells


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Week 1, Ida (new)", "Week 1, Ida (new)"),
        ("../../etc/passwd", "etc passwd"),
        ("a:b*c?\n<d>|e", "a b c d e"),
        ("Çetin ", "Çetin"),
        ("x" * 58 + " . y", "x" * 58),
        ("...", "plan"),
    ],
)
def test_a_file_is_called_what_any_system_takes(text, name):
    assert file_name(text, "plan") == name
