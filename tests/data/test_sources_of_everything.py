"""Every rule, threshold, constant and statement in data/ opens its source, or says it is our own choice."""

import csv
import re
from pathlib import Path

import pytest

from nutrition.display.lists import STANDING, citations, evidence
from nutrition.tables import sources, table

DATA = Path(__file__).parents[2] / "data"
VIEWS = sorted(set(table("evidence_views")["view"]))
ELSEWHERE = {"risks", "b12", "foods", "needs"}  # with a view of their own on the Sources page
RAW = {"foods_selection"}  # its source is the publisher's table, not a key
NO_SOURCE = {
    "b12_forms",
    "b12_spacings",
    "b12_uptakes",
    "capital_words",
    "evidence_views",
    "food_words",
    "foods_selection",
    "kinds",
    "meals",
    "measures",
    "nutrients",
    "own_entries",
    "portions",
    "samples",
    "sources",
}  # words, layout and the food table's own parts; nothing here is a rule


def rows(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


TABLES = {path.stem: rows(path.stem) for path in sorted(DATA.glob("*.csv"))}
SOURCED = sorted(name for name, found in TABLES.items() if "source" in found[0] and name not in RAW)
TAGGED = sorted(name for name in SOURCED if "tag" in TABLES[name][0])


def shown(row):
    return {column: cell for column, cell in row.items() if column not in ("tag", "source")}


def test_there_is_something_to_look_at():
    assert {"b12", "facts", "treatments", "symptoms", "risks", "lab_thresholds"} <= set(SOURCED)
    assert sum(len(TABLES[name]) for name in TAGGED) > 300


@pytest.mark.parametrize("name", sorted(set(SOURCED) - set(TAGGED)))
def test_a_table_without_tags_has_a_source_in_every_row(name):
    assert [place for place, row in enumerate(TABLES[name], 2) if not row["source"]] == []


@pytest.mark.parametrize("name", TAGGED)
def test_a_row_has_a_source_and_a_place_in_it_unless_it_is_our_choice(name):
    free = ("choice", "recalled") if name == "b12" else ("choice",)
    rows = list(enumerate(TABLES[name], 2))
    assert [place for place, row in rows if row["tag"] not in ("cited", "derived", *free)] == []
    bare = [
        place
        for place, row in rows
        if row["tag"] not in free and not (row["source"] and row["where"].strip())
    ]
    assert bare == [], f"data/{name}.csv: no source, or no place in it, in these rows"
    held = [place for place, row in rows if row["source"] and row["tag"] in free]
    assert held == [], f"data/{name}.csv: a source stands beside a choice in these rows"


@pytest.mark.parametrize("name", SOURCED)
def test_every_key_is_in_the_list_and_stands_once(name):
    known = set(sources().index)
    for place, row in enumerate(TABLES[name], 2):
        keys = row["source"].split(";") if row["source"] else []
        assert set(keys) <= known, f"data/{name}.csv, row {place}"
        assert len(keys) == len(set(keys)), f"data/{name}.csv, row {place}: a source stands twice"


@pytest.mark.parametrize("name", sorted(TABLES))
def test_no_words_shown_come_from_memory(name):
    found = [
        (place, column)
        for place, row in enumerate(TABLES[name], 2)
        for column, cell in shown(row).items()
        if re.search(r"recalled|unverified|from memory", cell, re.IGNORECASE)
    ]
    assert found == []


def test_a_constant_that_is_not_checked_yet_is_told_apart_from_a_cited_one():
    assert len(set(STANDING.values())) == len(STANDING) == 4
    recalled = [row for row in TABLES["b12"] if row["tag"] == "recalled"]
    assert {row["id"] for row in recalled} >= {"cb12_a", "cb12_age0", "cb12_n"}
    assert all(not row["source"] for row in recalled)


def test_every_table_with_sources_is_shown_on_the_sources_page():
    listed = set(table("evidence_views")["table"])
    assert set(SOURCED) - listed - ELSEWHERE == set()
    assert listed <= set(SOURCED)


def test_a_table_of_rules_cannot_be_added_without_a_source_column():
    assert {name for name in TABLES if name not in SOURCED} <= NO_SOURCE


@pytest.mark.parametrize("view", VIEWS)
def test_what_is_shown_has_its_source_or_says_whose_choice_it_is(view):
    for listed in evidence(view):
        for row in listed["rows"]:
            *cells, found = row
            assert any(cells), listed["caption"]
            assert len(cells) + 1 == len(listed["columns"])
            links = [each["link"] for each in found if each["link"].startswith("https://")]
            assert links or STANDING["choice"] in cells or STANDING["recalled"] in cells, row


def test_every_source_says_what_it_is():
    for key, row in sources().iterrows():
        assert row["licence"], key
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", row["read_on"]), key
        assert re.fullmatch(r"((19|20)\d\d)?", row["year"]), key


def test_places_stand_beside_their_source():
    both = citations("iom_1998;carmel_2008", "ch. 9; table 1")
    assert [each["where"] for each in both] == ["ch. 9", "table 1"]
    assert [each["link"] for each in both] == list(sources().loc[["iom_1998", "carmel_2008"], "link"])
    assert [each["where"] for each in citations("iom_1998;carmel_2008", "tables")] == ["", "tables"]
    assert citations("", "our reckoning") == [{"title": "", "link": "", "where": "our reckoning"}]
    assert citations("", "") == []
