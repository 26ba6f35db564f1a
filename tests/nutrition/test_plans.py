import dataclasses
import json
import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nutrition.checks import LONGEST_TEXT
from nutrition.errors import PlanError
from nutrition.plans import LONGEST_FILE, MOST_DAYS, MOST_GRAMS, Item, Plan
from tests.strategies import plans, quick, words

SOY = Item("soy_milk", 250, "breakfast", "08:00", measure="cup")
WEEKLY = Item("b12_tablet", 0.3, day=2, per_week=1)
PLAN = Plan((SOY, WEEKLY), "My week", 2)


def faults(make, *args, **kwargs):
    with pytest.raises(PlanError) as caught:
        make(*args, **kwargs)
    return caught.value.faults


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"grams": -1}, "grams: -1 is not between 0 and 10000"),
        ({"grams": MOST_GRAMS + 0.1}, "grams: 10000.1 is not between 0 and 10000"),
        ({"grams": math.nan}, "grams: nan is not between 0 and 10000"),
        ({"grams": math.inf}, "grams: inf is not between 0 and 10000"),
        ({"grams": "abc"}, "grams: 'abc' is not a number"),
        ({"grams": True}, "grams: True is not a number"),
        ({"food": ""}, "food: is empty; give the id of a food"),
        ({"food": 3}, "food: 3 is not text"),
        ({"at": "25:00"}, "at: '25:00' is no time of day; write it as 08:30"),
        ({"at": "8:30"}, "at: '8:30' is no time of day; write it as 08:30"),
        ({"at": "0٨:30"}, "at: '0٨:30' is no time of day; write it as 08:30"),  # an Arabic 8
        ({"day": 0}, "day: 0 is not a whole number from 1 to 31"),
        ({"day": 1.5}, "day: 1.5 is not a whole number from 1 to 31"),
        ({"per_week": 0}, "per_week: 0 days a week means not at all; remove the item instead"),
        ({"per_week": 7.1}, "per_week: 7.1 is not between 0 and 7"),
    ],
)
def test_an_item_names_the_value_that_is_wrong(wrong, fault):
    assert faults(Item, **({"food": "soy_milk", "grams": 1} | wrong)) == (fault,)


@pytest.mark.parametrize(
    "right", [{"grams": 0}, {"grams": MOST_GRAMS}, {"at": "00:00"}, {"at": "23:59"}, {"day": MOST_DAYS}]
)
def test_the_edges_of_what_can_be_eaten_are_allowed(right):
    Item(**({"food": "soy_milk", "grams": 1} | right))


def test_text_has_a_longest_length_and_stays_on_one_line():
    Item("f" * LONGEST_TEXT, 1)
    assert "longer than 200" in faults(Item, "f" * (LONGEST_TEXT + 1), 1)[0]
    assert "one line" in faults(Item, "soy\nmilk", 1)[0]
    assert "one line" in faults(Plan, (), "a\x00b")[0]
    assert "one line" in faults(Item, "soy", 1, meal="\ud800")[0]


def test_an_item_names_all_its_faults_at_once():
    assert len(faults(Item, "", -1, at="noon", per_week=9)) == 4


def test_a_plan_refuses_items_outside_its_days():
    assert faults(Plan, (SOY, WEEKLY)) == ("item 2, day: 2 lies after the plan's last day, 1",)
    assert faults(Plan, (), "x", 0) == ("days: 0 is not a whole number from 1 to 31",)
    assert faults(Plan, ("soy",)) == ("item 1: 'soy' is no item",)


def test_a_plan_cannot_be_changed_and_can_be_a_key():
    with pytest.raises(dataclasses.FrozenInstanceError):
        PLAN.name = "other"
    assert {PLAN: 1}[Plan([SOY, WEEKLY], "My week", 2)] == 1


TWO_DAYS = Plan((Item("a", 1, day=1), Item("b", 2, day=2), Item("c", 3, day=2)), "Two", 2)


def test_a_day_is_added_empty_or_as_a_copy():
    assert TWO_DAYS.add_day() == Plan(TWO_DAYS.items, "Two", 3)
    copied = TWO_DAYS.add_day(2)
    assert [(item.food, item.day) for item in copied.items[3:]] == [("b", 3), ("c", 3)]
    assert copied.days == 3


def test_a_removed_day_lets_the_later_ones_move_up():
    assert TWO_DAYS.remove_day(1) == Plan((Item("b", 2), Item("c", 3)), "Two", 1)
    assert TWO_DAYS.remove_day(2) == Plan((Item("a", 1),), "Two", 1)


def test_the_only_day_is_emptied_and_stays():
    assert Plan((Item("a", 1),), "One").remove_day(1) == Plan((), "One", 1)


def test_a_plan_has_at_most_31_days():
    with pytest.raises(PlanError, match="days: 32"):
        Plan(days=31).add_day()


def test_one_day_alone_is_a_plan_of_one_day():
    assert TWO_DAYS.only(2) == Plan((Item("b", 2), Item("c", 3)), "Two", 1)


def test_the_file_is_what_it_says():
    assert json.loads(PLAN.to_json()) == {
        "format": "b12-plan",
        "version": 1,
        "name": "My week",
        "days": 2,
        "items": [
            {
                "food": "soy_milk", "grams": 250, "meal": "breakfast", "at": "08:00", "day": 1, "per_week": 7,
                "measure": "cup",
            },
            {
                "food": "b12_tablet", "grams": 0.3, "meal": "", "at": None, "day": 2, "per_week": 1,
                "measure": "g",
            },
        ],
    }  # fmt: skip


def test_the_table_is_what_it_says():
    assert PLAN.to_csv().splitlines() == [
        "food,grams,meal,at,day,per_week,measure,plan,days",
        "soy_milk,250,breakfast,08:00,1,7,cup,My week,2",
        "b12_tablet,0.3,,,2,1,g,My week,2",
    ]


def test_a_table_holds_no_formula_and_gives_the_text_back():
    plan = Plan((Item("-soy", 1, "=1+1", measure="@x"),), "+plan")
    assert plan.to_csv().splitlines()[1] == "'-soy,1,'=1+1,,1,7,'@x,'+plan,1"
    assert Plan.from_csv(plan.to_csv()) == plan


def test_parts_for_other_programs_are_passed_over():
    body = json.loads(PLAN.to_json()) | {"made_by": "B12 Planner 9", "x-cover": {"colour": "red"}}
    body["items"][0]["x-price"] = 3
    assert Plan.from_json(json.dumps(body)) == PLAN


@pytest.mark.parametrize(("key", "said"), [("a b", "'a b'"), ("\u202e", "'\\u202e'"), ("k" * 99, "'kkk")])
def test_a_part_that_nobody_knows_is_named_so_that_it_can_be_read(key, said):
    fault = faults(Plan.from_json, json.dumps(json.loads(PLAN.to_json()) | {key: 1}))[0]
    assert fault.startswith(said)
    assert len(fault) < 100


def test_a_file_with_too_many_items_is_refused():
    text = "food,grams\n" + "a,1\n" * 20_001
    assert faults(Plan.from_csv, text)[0].startswith("the file has more than 20,000 items")


def test_of_very_many_faults_the_first_hundred_are_named():
    found = faults(Plan.from_csv, "food,grams\n" + "a,x\n" * 500)
    assert len(found) == 101
    assert found[-1] == "and more; mend these first"


def test_every_fault_in_a_file_is_listed_with_its_place():
    body = json.loads(PLAN.to_json())
    body["items"][0]["grams"] = "abc"
    body["items"][1]["at"] = "noon"
    body["items"].append({"food": "soy_milk", "colour": "red"})
    body["items"].append(7)
    assert faults(Plan.from_json, json.dumps(body)) == (
        "item 1, grams: 'abc' is not a number",
        "item 2, at: 'noon' is no time of day; write it as 08:30",
        "item 3, colour: an item has no such part",
        "item 3, grams: is missing",
        "item 4, 7 is no item",
    )


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "this is no plan file"),
        ("[]", "does not say"),
        ('{"format": "other"}', "does not say"),
        ('{"format": "b12-plan", "version": 2}', "newer planner"),
        ('{"format": "b12-plan", "version": 1, "items": 3}', "items: 3 is not a list"),
        ('{"format": "b12-plan", "version": 1, "person": {}}', "person: a plan has no such part"),
        ('{"format": "b12-plan", "version": 1, "days": "2"}', "days: '2' is not a whole number"),
        ("[" * 100_000, "this is no plan file"),
        ('{"format": "b12-plan", "version": 1, "version": 1}', "'version' stands there twice; keep one"),
        ('{"format": "b12-plan", "version": 1, "days": NaN}', "NaN is no number"),
        (" " * (LONGEST_FILE + 1), "2,000,001 characters"),
    ],
)
def test_what_is_no_plan_file_is_refused_with_the_reason(text, part):
    assert part in "\n".join(faults(Plan.from_json, text))


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("food,grams\nsoy_milk,abc\n", ("row 2, grams: 'abc' is not a number",)),
        ("food,grams\nsoy_milk,-3\n", ("row 2, grams: -3 is not between 0 and 10000",)),
        ("food,weight\nsoy_milk,3\n", None),
        ("food\nsoy_milk\n", ("column 'grams': is missing",)),
        ("food,grams,food\na,1,b\n", ("column 'food': stands there twice",)),
        ("food,grams\na,1,2\n", ("row 2: has 3 cells for 2 columns",)),
        ("", ("column 'food': is missing", "column 'grams': is missing")),
    ],
)
def test_what_is_wrong_with_a_table_is_listed_by_row_and_column(text, listed):
    found = faults(Plan.from_csv, text)
    assert found == listed if listed else any("'weight': not known" in fault for fault in found)


def test_a_table_needs_only_food_and_grams_and_takes_what_spreadsheets_write():
    plan = Plan.from_csv("\ufefffood;grams;day\r\nsoy_milk;12,5;2\r\n\r\noats;40;\r\n")
    assert plan == Plan((Item("soy_milk", 12.5, day=2), Item("oats", 40)), days=2)


def test_markup_in_a_name_stays_text():
    name = "<script>alert(1)</script>"
    assert Plan.from_json(Plan(name=name).to_json()).name == name


# Laws

EVERY_FOOD = words(20).filter(bool)


@quick
@given(plans(ids=EVERY_FOOD))
def test_saved_and_opened_again_a_plan_is_equal_bit_for_bit(plan):
    text = plan.to_json()
    again = Plan.from_json(text)
    assert again == plan
    assert again.to_json() == text


@quick
@given(plans(ids=EVERY_FOOD))
@example(Plan((Item(" a,b;\"c'", 1.5, "=1+1"),), "semi;colon, comma", 2))
def test_written_as_a_table_and_read_again_a_plan_is_equal_bit_for_bit(plan):
    text = plan.to_csv()
    again = Plan.from_csv(text)
    assert again.items == plan.items
    assert again.to_csv() == text
    if plan.items:
        assert again == plan


@quick
@given(st.one_of(st.text(), st.binary().map(lambda data: data.decode("latin-1"))))
def test_any_text_is_a_plan_or_a_plan_error(text):
    for read in (Plan.from_json, Plan.from_csv):
        _read_or_refuse(read, text)


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)
PARTS = ["food", "grams", "meal", "at", "day", "per_week", "measure", "extra"]


@quick
@given(
    st.fixed_dictionaries(
        {"format": st.just("b12-plan"), "version": st.just(1)},
        optional={
            "name": VALUES,
            "days": VALUES,
            "items": st.lists(st.one_of(VALUES, st.dictionaries(st.sampled_from(PARTS), VALUES)), max_size=3),
        },
    )
)
def test_any_json_of_the_right_shape_is_a_plan_or_a_plan_error(body):
    _read_or_refuse(Plan.from_json, json.dumps(body))


CELLS = st.one_of(
    st.sampled_from(["1", "abc", "9" * 5000, "1e999", "nan", "\u0663", "1_0", ""]), st.text(max_size=5)
)


@quick
@given(
    st.lists(st.sampled_from([*PARTS[:-1], "plan", "days"]), max_size=8),
    st.lists(st.lists(CELLS, max_size=8)),
)
def test_any_table_is_a_plan_or_a_plan_error(columns, rows):
    text = "\n".join(",".join(row) for row in [["food", "grams", *columns], *rows])
    _read_or_refuse(Plan.from_csv, text)


def _read_or_refuse(read, text):
    try:
        plan = read(text)
    except PlanError:
        return
    assert isinstance(plan, Plan)
    assert Plan.from_json(plan.to_json()) == plan
