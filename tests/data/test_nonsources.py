"""The tables of what is no source of B12, and of what to know beside a ranking."""

import re

import pytest

from nutrition.tables import read_foods, sources, table

FOODS = read_foods()
ROWS = table("b12_nonsources").to_dict("records")
NOTES = table("b12_food_notes").to_dict("records")
LISTED = [food for row in ROWS for food in row["foods"].split(";") if food]
both = pytest.mark.parametrize("row", [*ROWS, *NOTES], ids=[row["id"] for row in [*ROWS, *NOTES]])


def test_ids_are_unique():
    assert len({row["id"] for row in [*ROWS, *NOTES]}) == len(ROWS) + len(NOTES)


def test_every_food_is_in_the_food_table_and_listed_once():
    assert set(LISTED) <= set(FOODS.index)
    assert len(set(LISTED)) == len(LISTED)


def test_every_food_whose_b12_counts_as_none_is_explained():
    assert set(FOODS.index[FOODS["b12_form"] == "inactive_analogue"]) <= set(LISTED)


def test_no_listed_food_has_b12_that_counts():
    assert set(FOODS.loc[LISTED, "b12_form"]) == {"inactive_analogue", "none"}
    assert (FOODS.loc[LISTED].query("b12_form == 'none'")["vitamin_b12"] == 0).all()


def test_the_foods_the_evidence_names_are_there():
    """Section 9: algae, ferments, unfortified yeast, sprouts, mushrooms; nori and chlorella are contested."""
    of = {row["id"]: set(row["foods"].split(";")) for row in ROWS}
    named = FOODS["name"].str.casefold()
    for row, words in (
        ("spirulina", "spirulina"),
        ("ferments", "^tempeh,|kombucha|^miso$"),
        ("unfortified_yeast", "yeast, unfortified|baker's yeast"),
        ("mushrooms", "^shiitake"),
        ("nori", "^nori"),
    ):
        assert set(FOODS.index[named.str.contains(words)]) <= of[row], row
    assert not named.str.contains("chlorella|duckweed").any()  # then their rows need no food


def test_nori_and_chlorella_alone_are_contested():
    assert {row["id"] for row in ROWS if row["contested"] == "1"} == {"nori", "chlorella"}
    assert {row["contested"] for row in ROWS} == {"0", "1"}
    for row in ROWS:
        assert (row["verdict"] == "contested") == (row["contested"] == "1")
        assert row["verdict"] in {"not a source", "not reliable", "contested", "unproven"}


@both
def test_a_row_has_its_source_or_says_that_it_is_our_choice(row):
    assert row["tag"] in {"cited", "derived", "choice"}
    keys = [key for key in row["source"].split(";") if key]
    if row["tag"] == "choice":
        assert not keys
        assert "our own choice" in row["text"]
    else:
        assert keys
        assert row["where"].count(";") == len(keys) - 1
    assert all(sources().loc[key, "link"].startswith("https://") for key in keys)


@both
def test_words_are_short_and_calm(row):
    assert 0 < len(row["text"]) <= 420
    assert row["text"].endswith(".")
    assert not re.search(r"danger|never eat|useless|toxic|diagnos|iodine", row["text"].lower())
    assert "µ" not in row["text"]  # ug here, shown as µg
