"""The sample plans: real foods in real measures, whole days, and true to what they say about B12."""

import csv

import pytest

from nutrition import tables
from nutrition.intake import by_day, by_meal, contributions, eaten
from nutrition.people import Person
from nutrition.plans import Plan
from nutrition.sample_plans import sample, samples

IDS = [
    "omnivore",
    "vegan_fortified",
    "vegan_unfortified",
    "vegan_supplement",
    "weekly_tablet",
    "vegetarian",
    "pescatarian",
    "older_metformin",
    "pregnant_vegetarian",
    "large_day",
    "vegan_week",
]
DAYS = [name for name in IDS if name != "vegan_week"]
STRICTEST_FIRST = ["vegan", "vegetarian", "pescatarian", "omnivore"]
CRYSTALLINE = {"fortified_crystalline", "supplement"}


@pytest.fixture(scope="module")
def foods():
    return tables.read_foods()


@pytest.fixture(scope="module")
def measures():
    frame = tables.read_portions()
    return {(row.food_id, row.measure): row.grams for row in frame.itertuples()}


def b12(plan, foods):
    return eaten(plan, foods).loc["vitamin_b12", "known"]


def test_the_list_is_complete_and_has_no_file_too_many():
    assert list(samples().index) == IDS
    assert sorted(path.stem for path in (tables.FOLDER / "samples").iterdir()) == sorted(IDS)


def test_a_changed_list_stays_with_its_caller():
    mine = samples()
    mine.loc["omnivore", "title"] = "another"
    assert samples().loc["omnivore", "title"] == "Omnivore day"


@pytest.mark.parametrize("name", ["", "Omnivore", "../samples/omnivore", "no such day"])
def test_an_unknown_sample_is_named_with_the_choices(name):
    with pytest.raises(ValueError, match=r"is not one of: omnivore, vegan_fortified") as raised:
        sample(name)
    assert repr(name) in str(raised.value)


@pytest.mark.parametrize("name", IDS)
def test_the_person_can_be_made(name):
    row = samples().loc[name]
    risks = tuple(filter(None, row["risks"].split(";")))
    Person(row["age"], row["sex"], row["condition"], diet=row["diet"], risks=risks)


def test_the_description_is_one_sentence():
    assert (samples()["description"].str.count(r"\.(\s|$)") == 1).all()
    assert samples()["description"].str.endswith(".").all()


def test_the_table_has_only_its_own_columns():
    with (tables.FOLDER / "samples.csv").open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    assert header == ["id", "title", "description", "age", "sex", "condition", "diet", "risks"]


@pytest.mark.parametrize("name", IDS)
def test_a_file_reloads_bit_for_bit(name):
    raw = (tables.FOLDER / "samples" / f"{name}.json").read_bytes()
    plan = sample(name)
    assert plan.to_json().encode() == raw
    assert Plan.from_json(plan.to_json()) == plan
    assert plan.name == samples().loc[name, "title"]


@pytest.mark.parametrize("name", IDS)
def test_every_food_is_known_and_in_a_measure_people_use(name, foods, measures):
    for item in sample(name).items:
        assert item.food in foods.index
        size = 1.0 if item.measure == "g" else measures[item.food, item.measure]
        quarters = item.grams / size * 4
        assert quarters == pytest.approx(round(quarters), abs=1e-6), (item, size)
        assert item.grams > 0


@pytest.mark.parametrize("name", IDS)
def test_grams_are_the_exception(name):
    items = sample(name).items
    assert sum(item.measure == "g" for item in items) <= len(items) / 10


@pytest.mark.parametrize("name", IDS)
def test_every_food_fits_the_diet(name, foods):
    allowed = STRICTEST_FIRST[: STRICTEST_FIRST.index(samples().loc[name, "diet"]) + 1]
    eats = foods.loc[[item.food for item in sample(name).items]]
    assert set(eats["diet"]) <= set(allowed)


@pytest.mark.parametrize("name", IDS)
def test_four_meals_a_day_each_at_one_time(name):
    plan = sample(name)
    for day in range(1, plan.days + 1):
        sittings = list(dict.fromkeys((i.meal, i.at) for i in plan.items if i.day == day))
        assert [meal for meal, _ in sittings] == ["Breakfast", "Lunch", "Snack", "Dinner"]
        times = [at for _, at in sittings]
        assert times in (["08:00", "12:30", "16:00", "19:00"], ["08:00", "13:00", "16:00", "19:00"])


@pytest.mark.parametrize("name", DAYS)
def test_a_day_is_a_whole_day(name, foods):
    plan = sample(name)
    assert plan.days == 1
    assert 15 <= len(plan.items) <= 25
    assert 1800 <= eaten(plan, foods).loc["energy", "known"] <= 2400


def test_the_week_is_seven_varied_days(foods):
    plan = sample("vegan_week")
    days = by_day(plan, foods).query("nutrient == 'energy'")["known"]
    assert len(days) == 7
    assert days.between(1800, 2400).all()
    assert 130 <= len(plan.items) <= 150
    assert len({item.food for item in plan.items}) >= 55


def test_every_day_of_the_vegan_week_has_its_b12(foods):
    days = by_day(sample("vegan_week"), foods).query("nutrient == 'vitamin_b12'")["known"]
    assert (days >= 2.4).all()


def test_the_large_day_has_25_foods():
    plan = sample("large_day")
    assert len(plan.items) == len({item.food for item in plan.items}) == 25


def test_without_fortified_food_a_vegan_day_has_no_b12(foods):
    plan = sample("vegan_unfortified")
    row = eaten(plan, foods).loc["vitamin_b12"]
    assert row["known"] < 0.1
    assert row["unknown_share"] == 0
    forms = foods.loc[[item.food for item in plan.items], "b12_form"]
    assert not set(forms) & (CRYSTALLINE | {"natural_animal"})


def test_fortified_foods_bring_enough_b12_in_several_sittings(foods):
    plan = sample("vegan_fortified")
    sources = contributions(plan, foods, "vitamin_b12").query("amount > 0.5")
    assert set(foods.loc[sources["food"], "b12_form"]) == {"fortified_crystalline"}
    meals = by_meal(plan, foods).query("nutrient == 'vitamin_b12' and known > 1")
    assert len(meals) >= 2
    assert b12(plan, foods) >= 3
    assert not (foods.loc[[item.food for item in plan.items], "group"] == "Supplements").any()


def test_the_daily_tablet_is_all_the_b12_of_its_day(foods):
    assert b12(sample("vegan_supplement"), foods) == pytest.approx(25, abs=0.3)


def test_the_weekly_tablet_is_taken_once_in_seven_days(foods):
    plan = sample("weekly_tablet")
    assert [item.per_week for item in plan.items if item.per_week != 7] == [1]
    assert b12(plan, foods) == pytest.approx(2000 / 7, abs=0.3)


@pytest.mark.parametrize(
    ("name", "at_least"),
    [
        ("omnivore", 2.4),
        ("pescatarian", 2.4),
        ("vegetarian", 2.4),
        ("older_metformin", 2.4),
        ("pregnant_vegetarian", 2.6),
        ("large_day", 2.4),
        ("vegan_week", 2.4),
    ],
)
def test_other_samples_reach_the_us_recommended_b12(name, at_least, foods):
    assert b12(sample(name), foods) >= at_least
