from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from random import Random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutrition.errors import PlanError
from nutrition.foods import find, find_ids, measures, parse_amount, usual
from nutrition.tables import read_foods, read_portions, table
from nutrition.words import one, typed_words, words_of
from tests.strategies import quick

SEARCHES = pd.read_csv(Path(__file__).parent.parent / "golden" / "searches.csv")
FIXTURES = Path(__file__).parent.parent / "fixtures" / "search"
FOODS = read_foods()
FEW = pd.DataFrame(
    {
        "name": [
            "Oat milk, fortified",
            "Milk, whole",
            "Milk chocolate",
            "Rocket (arugula), raw",
            "Eggnog",
            "Egg, raw",
        ],
        "group": ["Plant milks", "Dairy", "Sweets and snacks", "Vegetables", "Dairy", "Eggs"],
        "zinc": [0.1, 0.4, 2.3, 0.5, 0.5, 1.3],
    },
    index=pd.Index(["oat", "cow", "bar", "leaf", "nog", "egg"], name="food_id"),
)


def names(words, foods=FOODS, limit=5):
    return find(foods, words, limit)["name"].tolist()


def acceptable(search):
    wanted = [part.casefold() for part in search.expected.split("|")]
    return any(part in name.casefold() for name in names(search.query) for part in wanted)


def test_golden_searches_have_an_acceptable_food_in_the_first_five():
    fits = pd.Series([acceptable(search) for search in SEARCHES.itertuples()])
    missed = SEARCHES.loc[~fits, "query"].tolist()
    assert len(SEARCHES) >= 90
    assert fits.mean() >= 0.95, missed
    assert fits[SEARCHES["kind"] == "exact"].all(), missed


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("milk", "Milk, whole"),
        ("egg", "Egg, hard-boiled"),
        ("eggs", "Egg, hard-boiled"),
        ("chicken", "Chicken breast, roasted"),
        ("chiken", "Chicken breast, roasted"),
        ("rice", "White rice, cooked"),
        ("bread", "White bread"),
        ("b12", "Vitamin B12 tablet"),
        ("B-12", "Vitamin B12 tablet"),
        ("vitamin", "Vitamin B12 tablet"),
        ("b12 1000mcg", "Vitamin B12 tablet, 1000 µg"),
        ("tofu", "Tofu, firm"),
        ("salmon", "Salmon, Atlantic"),
        ("cream", "Cream cheese"),
        ("peas", "Green peas, cooked"),
        ("potato", "Potato, boiled"),
        ("nooch", "Nutritional yeast, fortified"),
        ("2% milk", "Milk, reduced fat"),
        ("marmite", "Yeast extract spread, fortified"),
        ("oat drink", "Oat milk"),
        ("coke", "Cola"),
        ("butter milk", "Buttermilk"),
        ("glass of milk", "Milk, whole"),
    ],
)
def test_the_most_ordinary_form_comes_first(words, first):
    assert names(words)[0].startswith(first)


@pytest.mark.parametrize(
    "words", ["", "   ", "%", "(", "'", "asdfgh", "qwertz", "zzzz", "b13", "\u725b\u5976"]
)
def test_nothing_typed_or_nothing_like_a_food_gives_no_rows(words):
    found = find(FOODS, words)
    assert found.empty
    assert list(found.columns) == list(FOODS.columns)


def test_rows_are_those_of_the_table_with_their_ids_and_amounts():
    found = find(FEW, "milk")
    pd.testing.assert_frame_equal(found, FEW.loc[found.index])
    assert found.index.tolist() == ["cow", "oat", "bar"]


def test_limit_is_the_most_rows_given():
    assert [len(find(FOODS, "milk", limit)) for limit in (0, 1, 7)] == [0, 1, 7]
    assert len(find(FOODS, "milk")) == 20


def test_the_whole_word_comes_before_a_longer_one_and_the_food_before_what_is_made_of_it():
    assert names("egg", FEW) == ["Egg, raw", "Eggnog"]
    assert names("milk", FEW) == ["Milk, whole", "Oat milk, fortified", "Milk chocolate"]


@pytest.mark.parametrize(
    "words", ["ARUGULA", "arugula!", "  \u00e0rugula ", "arugla", "arug", "raw rocket", "<b>arugula"]
)
def test_case_accents_marks_order_and_slips_do_not_matter(words):
    assert names(words, FEW)[0] == "Rocket (arugula), raw"


def test_words_that_no_food_has_are_passed_over():
    assert names("acme rocket", FEW) == ["Rocket (arugula), raw"]


def test_a_food_is_found_by_its_own_name_in_any_order():
    shuffle = Random(12).shuffle
    for name in FOODS["name"][::5]:
        words = words_of(name)
        shuffle(words)
        assert name in names(name), name
        assert name in names(" ".join(words)), words


@pytest.mark.parametrize(
    "name", ["Nutritional yeast", "Chickpeas", "Soy milk", "Broccoli", "Vitamin B12 tablet"]
)
def test_a_food_stays_in_sight_while_its_name_istyped_words(name):
    for length in range(4, len(name) + 1):
        assert any(found.startswith(name) for found in names(name[:length], limit=20)), name[:length]


@quick
@given(st.text(max_size=40))
def test_no_text_breaks_the_search(words):
    assert set(find(FEW, words).index) <= set(FEW.index)


def test_a_very_long_text_is_read_only_at_its_start():
    assert names("rocket " * 50_000, FEW) == ["Rocket (arugula), raw"]


def test_a_changed_table_is_searched_as_it_is_now():
    assert names("teff porridge", FEW) == []
    more = pd.concat([FEW, pd.DataFrame({"name": ["Teff porridge"], "group": ["Own foods"]}, index=["own"])])
    assert names("teff porridge", more) == ["Teff porridge"]
    more["name"] = ["Renamed", *more["name"][1:]]
    assert names("renamed", more) == ["Renamed"]
    assert names("oat milk", more.iloc[:1]) == []
    assert names("oat milk", more.iloc[:0]) == []


def test_a_table_with_names_alone_is_searched():
    assert names("whole milk", FEW[["name"]]) == ["Milk, whole"]


def test_a_food_without_a_name_is_passed_over():
    assert names("milk", FEW.assign(name=[None, *FEW["name"][1:]])) == ["Milk, whole", "Milk chocolate"]


def test_several_people_may_search_different_tables_at_once():
    tables = [FEW.iloc[start:] for start in range(len(FEW))] * 8
    alone = [find(foods, "milk").index.tolist() for foods in tables]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda foods: find(foods, "milk").index.tolist(), tables)) == alone


def test_every_everyday_word_means_a_food_of_the_table_or_of_usda():
    words = table("food_words")
    names = [*FOODS["name"], *pd.read_csv(FIXTURES / "fndds_names.csv")["name"]]
    own = [{one(word) for word in words_of(name)} for name in names]
    wanted = {means: {one(word) for word in typed_words(means)} for means in words["means"]}
    assert [means for means, every in wanted.items() if not any(every <= name for name in own)] == []
    assert not words.duplicated().any()
    assert (words["word"] != words["means"]).all()


PORTIONS = pd.DataFrame(
    {
        "food_id": ["milk", "milk", "bread", "milk"],
        "measure": ["cup", "tbsp", "slice", "cup"],
        "grams": [244.0, 15.0, 28.0, 999.0],
        "usual": [0.5, None, 2.0, None],
    }
)


def test_measures_start_with_the_default_and_end_with_grams():
    assert list(measures("milk", PORTIONS).items()) == [("cup", 244.0), ("tbsp", 15.0), ("g", 1.0)]
    assert measures("tofu", PORTIONS) == {"g": 1.0}


def test_usual_is_what_people_take():
    assert usual("milk", PORTIONS) == (0.5, "cup", 122.0)
    assert usual("bread", PORTIONS) == (2.0, "slice", 56.0)
    assert usual("tofu", PORTIONS) == (100.0, "g", 100.0)
    assert usual("milk", PORTIONS.iloc[1:]) == (1.0, "tbsp", 15.0)


def test_every_food_has_a_usual_amount_that_a_plan_takes():
    portions = read_portions()
    for food in FOODS.index:
        count, measure, grams = usual(food, portions)
        assert 0 < grams <= 10000
        assert measures(food, portions)[measure] * count == grams


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("2", 2),
        ("2.5", 2.5),
        ("0,5", 0.5),
        (",5", 0.5),
        ("2.", 2),
        ("1/2", 0.5),
        ("1 1/2", 1.5),
        ("1 / 4", 0.25),
        ("½", 0.5),
        ("1½", 1.5),
        ("2 ¾", 2.75),
        ("1\u20442", 0.5),
        (" 3 ", 3),
        ("0", 0),
        ("0,125", 0.125),
        ("1.500", 1.5),
        ("1500", 1500),
        ("10000", 10000),
    ],
)
def test_amounts_as_people_write_them(text, amount):
    assert parse_amount(text) == amount


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "abc",
        "-1",
        "-1/2",
        "inf",
        "nan",
        "1e3",
        "1/0",
        "1/",
        "½½",
        "1 2",
        "0x10",
        "1.2.3",
        "2²",
        "\u0663",
        "10000.1",
        "10001",
        "99999/1",
        "9" * 400,
        "9" * 400 + "/" + "9" * 400,
        "1" * 100_000,
    ],
)
def test_what_is_no_amount_is_refused_by_name(text):
    with pytest.raises(PlanError, match="amount: ") as refused:
        parse_amount(text)
    assert repr(text[:40])[:-1] in str(refused.value)
    assert len(str(refused.value)) < 200


def test_a_comma_before_three_digits_is_asked_about():
    with pytest.raises(PlanError, match=r"write 1500 or 1\.500"):
        parse_amount("1,500")


@quick
@given(st.text(max_size=20))
def test_any_text_is_an_amount_a_plan_takes_or_refused(text):
    with suppress(PlanError):
        assert 0 <= parse_amount(text) <= 10000


@quick
@given(st.floats(min_value=0, max_value=10000))
def test_a_written_number_is_read_back(number):
    assert parse_amount(f"{number:.6f}") == float(f"{number:.6f}")


@pytest.mark.parametrize("dtype", ["object", "string", "str", "category"])
def test_a_missing_name_or_group_is_no_fault_and_changed_names_are_found(dtype):
    names = pd.Series(["Apple, raw", None, "Pear, raw"], dtype=dtype)
    foods = pd.DataFrame({"name": names, "group": names})
    assert find_ids(foods, "pear") == find_ids(foods.copy(), "pear") == [2]
    foods["name"] = pd.Series([None, "Pear, raw", "Plum, raw"], dtype=dtype)
    assert (find_ids(foods, "pear"), find_ids(foods, "apple")) == ([1], [])
