"""The page of limits, and what the Sources page shows of the evidence; each page alone in a small app."""

import re
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from nutrition import tables
from nutrition.treatments import facts

ROOT = Path(__file__).parents[2]
SCRIPT = """
import pandas as pd
import streamlit as st
pd.set_option("mode.string_storage", "python")
from views import state
state.start()
st.navigation([st.Page({page!r})]).run()
"""


def opened(name):
    at = AppTest.from_string(SCRIPT.format(page=str(ROOT / "views" / f"{name}.py")), default_timeout=20).run()
    assert not at.exception
    return at


def html(at):
    return "".join(element.proto.body for element in at.get("html"))


def sources(view):
    at = opened("sources")
    at.button_group(key="sources_of").set_value(view).run()
    assert not at.exception
    return html(at)


def test_every_limit_says_what_it_is_and_what_the_planner_does():
    at = opened("limits")
    assert at.title[0].value == "Limits of the evidence"
    shown = unescape(html(at))
    told = facts("limits")
    assert len(told) >= 14
    assert [each.value for each in at.header] == list(dict.fromkeys(told["part"]))
    for row in told.itertuples():
        assert row.title in shown
        assert row.text in shown
        assert row.does in shown
    assert shown.count("<b>What the planner does.</b>") == len(told)


def test_every_limit_opens_all_its_sources():
    sections = html(opened("limits")).split("<section")[1:]
    links = tables.sources()["link"]
    told = facts("limits")
    assert len(sections) == len(told)
    for section, keys in zip(sections, told["source"], strict=True):
        assert re.findall(r'href="([^"]+)"', unescape(section)) == [links[key] for key in keys.split(";")]


def test_the_limits_name_the_ceiling_in_figures():
    shown = html(opened("limits"))
    assert "a ceiling of 1.3 µg per sitting and shows a band from 1.0 to 2.0 µg" in shown
    assert "100 to 350 pmol/L" in shown


@pytest.mark.parametrize(
    ("view", "said"),
    [
        ("Needs in use", "Formulas of energy need"),
        ("Absorption constants", "How well B12 is taken up from each kind of food"),
        ("Symptoms and red flags", "Red flags: they come before everything else."),
        ("Symptoms and red flags", "What may be ticked"),
        ("Symptoms and red flags", "where each answer points"),
        ("Blood tests", "Where each class begins and ends"),
        ("Treatment and other facts", "1 mg on alternate days until there is no further improvement"),
        ("All sources", "through copies at"),
    ],
)
def test_every_view_of_the_evidence_opens(view, said):
    shown = sources(view)
    assert said in shown
    assert 'href="https://' in shown


def test_the_standing_of_each_constant_is_shown():
    shown = sources("Absorption constants")
    for words in ("stated in the source", "our own choice"):
        assert words in shown
    assert re.findall(r".{60}\bug\b.{20}", shown) == []


def test_every_row_of_the_treatments_is_on_the_sources_page():
    shown = unescape(sources("Treatment and other facts"))
    missing = [words for words in tables.table("treatments")["text"] if words not in shown]
    assert missing == []
