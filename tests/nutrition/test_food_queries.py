"""Searches typed by hand, each with what it should find among the first five.

The part "final" was typed before the search was tuned, and is only counted. The tables: the project's own;
the names of USDA's FNDDS; the same with invented brands.
"""

import csv
from pathlib import Path

import pytest

from nutrition.foods import find_ids
from nutrition.name_index import Named, best_names, build_names, close_names, open_names
from nutrition.tables import read_foods

TESTS = Path(__file__).parents[1]
BROAD = {
    "as it is": {"exact", "prefix"},
    "in another form": {"misspelt", "plural", "order"},
    "in other words": {"US-UK", "synonym"},
    "by brand": {"brand"},
}


def rows(path):
    with (TESTS / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


QUERIES = rows("golden/food_queries.csv")
FINAL = [row for row in QUERIES if row["part"] == "final"]


@pytest.fixture(scope="module")
def searches(tmp_path_factory):
    """Give for each table how it is searched for the names of the first five."""
    folder, own = tmp_path_factory.mktemp("names"), read_foods()
    usda = [
        Named(int(row["number"]), row["name"], kind="survey")
        for row in rows("fixtures/search/fndds_names.csv")
    ]
    invented = [
        Named(-1 - place, row["name"], row["brand"], "branded")
        for place, row in enumerate(rows("fixtures/search/invented_brands.csv"))
    ]
    build_names(folder / "usda", usda)
    build_names(folder / "branded", [*usda, *invented])
    files = {name: open_names(folder / name) for name in ("usda", "branded")}
    called = {each.number: f"{each.brand} {each.name}".strip() for each in [*usda, *invented]}

    def searched(table, words):
        if table == "bundled":
            return own.loc[find_ids(own, words, 5), "name"].tolist()
        return [called[number] for number in best_names(files[table], words, 5)]

    yield searched
    for names in files.values():
        close_names(names)


def found(searches, row):
    first = [name.casefold() for name in searches(row["table"], row["query"])]
    return any(part.casefold() in name for name in first for part in row["expected"].split("|"))


def test_there_are_enough_searches_of_every_kind_and_no_final_one_is_tuned_by():
    assert len(QUERIES) >= 200
    assert len(FINAL) >= 100
    assert {name for name, kinds in BROAD.items() if sum(row["kind"] in kinds for row in FINAL) < 25} == set()
    asked = [(row["table"], row["query"]) for row in QUERIES]
    assert len(set(asked)) == len(asked)


def test_every_search_that_is_tuned_by_finds_its_food(searches):
    assert [row["query"] for row in QUERIES if row["part"] == "tuning" and not found(searches, row)] == []


@pytest.mark.parametrize("kinds", BROAD.values(), ids=BROAD)
def test_nine_of_ten_of_every_kind_find_their_food(searches, kinds):
    asked = [row for row in FINAL if row["kind"] in kinds]
    assert sum(found(searches, row) for row in asked) >= 0.9 * len(asked)


def test_of_the_searches_to_judge_by_95_of_100_find_their_food(searches):
    assert sum(found(searches, row) for row in FINAL) >= 0.95 * len(FINAL)
