import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutrition.name_index import Named, best_names, build_names, close_names, named_like, open_names
from nutrition.name_variants import as_typed, lexicon, variants_of
from tests.strategies import quick

NAMED = [
    Named(1, "Milk, whole", kind="survey"),
    Named(2, "Yogurt, plain, whole milk", kind="survey"),
    Named(3, "Shrimp, raw", kind="foundation"),
    Named(4, "Squash, zucchini, baby, raw", kind="sr_legacy"),
    Named(5, "Crème brûlée", kind="survey"),
    Named(6, "Strawberries, raw", kind="sr_legacy"),
    Named(7, "Soy milk", kind="survey"),
    Named(8, "Broccoli, raw", kind="survey"),
    Named(10, "WHOLE MILK", "BLUEFEN", "branded"),
    Named(11, "MILK", "BLUEFEN", "branded"),
    Named(12, "STRAWBERRY YOGURT", "NANNA PEG'S", "branded"),
    Named(13, "VITAMIN B12 GUMMIES, 25MCG", "B-BRIGHT", "branded"),
]


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    path = tmp_path_factory.mktemp("index") / "names"
    build_names(path, iter(NAMED))
    opened = open_names(path)
    yield opened
    close_names(opened)


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("milk", [1, 7, 11]),  # plain before branded
        ("whole milk", [1, 10]),
        ("MILK whole", [1, 10]),
        ("yogurt milk whole", [2]),
        ("bluefen", [11, 10]),
        ("milk bluefen", [11, 10]),
        ("strawberry", [6, 12]),
        ("strawberrys raw", [6]),
        ("strawb", [6, 12]),
        ("stawberry", [6, 12]),
        ("brocolli", [8]),
        ("creme brulee", [5]),
        ("soymilk", [7]),
        ("prawns", [3]),
        ("courgettes", [4]),
        ("courg", [4]),
        ("corgette", [4]),
        ("raw prawn", [3]),
        ("nanna pegs", [12]),
        ("b-12", [13]),
        ("b12 25 mcg", [13]),
        ("sparkling broccoli", [8]),  # a word that no name has is passed over
        ("broccoli strawberry", [6, 8]),  # no name has both
    ],
)
def test_the_names_that_fit_come_first(names, words, numbers):
    assert best_names(names, words, 20)[: len(numbers)] == numbers


@pytest.mark.parametrize("words", ["", "  ", "%", '"', "* AND", "zzzzqq", "b13", "\u725b"])
def test_what_is_like_no_name_finds_none(names, words):
    assert best_names(names, words) == []


@quick
@given(words=st.text(max_size=40))
def test_no_text_breaks_the_search(names, words):
    found = best_names(names, words)
    assert len(set(found)) == len(found)
    assert set(found) <= {each.number for each in NAMED}


def test_brands_can_be_left_out(names):
    assert best_names(names, "milk", brands=False) == [1, 7, 2]
    assert best_names(names, "bluefen", brands=False) == []


def test_limit_is_the_most_there_are(names):
    assert best_names(names, "milk", 2) == [1, 7]
    assert best_names(names, "milk", 0) == []


@pytest.mark.parametrize(
    ("words", "whole"),
    [("whole milk", True), ("bluefen mi", True), ("prawns", True), ("brocolli", False), ("milk qqqq", False)],
)
def test_it_is_said_whether_the_words_are_there_as_typed(names, words, whole):
    assert named_like(names, words)[1] is whole


def test_a_word_in_few_of_very_many_names_may_be_a_slip():
    counts = {"chicken": 5000, "chiken": 1, "chickweed": 40}
    (few,), (many,) = (variants_of(lexicon(counts, names), "chiken") for names in (5000, 200_000))
    assert few.words[0].spellings == {"chiken": 0}
    assert many.words[0].spellings == {"chiken": 0, "chicken": 1}
    assert not as_typed(lexicon(counts, 200_000), "chiken")


def test_several_sessions_may_search_at_once(names):
    words = ["milk", "bluefen", "strawb", "prawns"] * 20
    alone = [best_names(names, each) for each in words]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda each: best_names(names, each), words)) == alone


def test_a_build_that_was_stopped_is_begun_anew_and_never_seen(tmp_path):
    def stopped():
        yield Named(1, "Milk")
        raise InterruptedError

    path = tmp_path / "names"
    with pytest.raises(InterruptedError):
        build_names(path, stopped())
    assert not path.exists()
    build_names(path, [Named(2, "Tea")])
    opened = open_names(path)
    assert best_names(opened, "tea milk") == [2]
    close_names(opened)
    with pytest.raises(InterruptedError):
        build_names(path, stopped())
    with closing(sqlite3.connect(path)) as file:  # what was there stays
        assert file.execute("SELECT number FROM named").fetchall() == [(2,)]


def test_no_names_at_all_are_an_index_too(tmp_path):
    build_names(tmp_path / "names", [])
    opened = open_names(tmp_path / "names")
    assert best_names(opened, "milk") == []
    close_names(opened)


def test_what_is_no_index_is_refused(tmp_path):
    (tmp_path / "names").write_bytes(b"no database" * 1000)
    for name in ("names", "none"):
        with pytest.raises(sqlite3.Error):
            open_names(tmp_path / name)
