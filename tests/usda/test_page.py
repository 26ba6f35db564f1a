"""The part of the page Foods that brings USDA's database in: for whom, from where, and what it says."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from nutrition.usda.importing import stored
from tests.usda.small import write_small
from views import keeping

ROOT = Path(__file__).parents[2]


def part():
    from views import foods_usda  # noqa: PLC0415 - runs as a page of its own

    foods_usda.usda_part()


@pytest.fixture
def at(tmp_path, monkeypatch):
    monkeypatch.setenv("B12_DATA_FOLDER", str(tmp_path))
    monkeypatch.setattr(keeping, "owner", lambda: ("me", "here"))
    return AppTest.from_function(part, default_timeout=30).run()


def said(at):
    return " ".join(each.value for kind in (at.markdown, at.success, at.info, at.error) for each in kind)


def press(at, key):
    at.button(key=key).click().run()
    assert not at.exception
    return at


def over(at):
    job = at.session_state["job_usda"]
    assert job.wait(30)
    return at.run()


def test_files_are_brought_in_and_taken_off_again(at, tmp_path):
    files = write_small(tmp_path / "files")
    assert "fdc.nal.usda.gov" in said(at)
    at.text_area(key="usda_paths").input(f'"{files}"\n').run()
    over(press(at, "usda_start"))
    assert "**4 foods** are on this computer, published 2026-04-30" in said(at)
    assert "behind newer ones of the same food" in said(at)
    assert "figures below zero" in said(at)
    press(at, "ask_usda_gone")
    assert stored() is not None
    press(at, "yes_usda_gone")
    assert stored() is None
    assert "are on this computer" not in said(at)


def test_what_is_wrong_with_a_path_is_said(at):
    at.text_area(key="usda_paths").input("/no/such/place.zip").run()
    over(press(at, "usda_start"))
    assert "is not there; give a folder, a zip or a CSV file" in said(at)


def test_on_a_server_it_says_who_can_do_it(at, monkeypatch):
    monkeypatch.setattr(keeping, "mode", lambda: "hosted")
    at.run()
    assert "nutrition import-fdc" in said(at)
    assert not at.text_area
