"""Diaries of other programs: what counts, what does not and why, and the plan that is made of them."""

import io
import math
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nutrition as nu
from nutrition.errors import PlanError
from nutrition.exchange.audit import Audit, Entry, Ours, proposed
from nutrition.exchange.diary import diary
from nutrition.exchange.plan_file import PlanFile, read_plan, write_plan
from nutrition.exchange.recognised import recognised
from nutrition.exchange.recorded import as_own
from nutrition.intake import unknown
from nutrition.own_foods import with_own
from tests.strategies import quick

FILES = Path(__file__).parents[1] / "fixtures" / "exchange"
FOODS = nu.read_foods()
FEW = FOODS.head(5)
SERVINGS, SUMMARY, GROUPS, PAL, LOSE_IT = (
    (FILES / name).read_bytes()
    for name in (
        "cronometer_servings.csv",
        "cronometer_dailysummary.csv",
        "cronometer_dailysummary_groups.csv",
        "myfitnesspal_nutrition.csv",
        "loseit_food_log.csv",
    )
)


def read(content, name="diary.csv") -> Audit:
    found = recognised(content, name, FOODS)
    assert isinstance(found, Audit)
    return found


def given_of(entry):
    return entry.date, entry.meal, entry.at, entry.name, entry.amount


def zipped(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return out.getvalue()


def test_every_food_of_cronometer_is_an_entry():
    audit = read(SERVINGS)
    assert (audit.program, audit.rows_read, audit.days) == ("Cronometer", 13, ("2026-09-08", "2026-09-09"))
    assert [given_of(entry) for entry in audit.entries] == [
        ("2026-09-08", "Breakfast", "08:33", "Rolled Oats, Dry", "58.00 g"),
        ("2026-09-08", "Breakfast", "08:33", "Soy Milk, Unsweetened, Fortified", "1.00 cup"),
        ("2026-09-08", "Breakfast", None, "Bananas, Raw", "1.00 medium"),
        ("2026-09-08", "Lunch", "12:05", "Mum's Chilli", "1.00 full recipe"),
        ("2026-09-08", "", None, "Tap Water", "8.00 fl oz"),
        ("2026-09-08", "Snack", None, "Peanut Butter, Natural, Unsalted", "0.75 tbsp, whole pieces"),
        ("2026-09-08", "Supplements", "21:00", "Vitamin B12, 1000 mcg", "1.00 tablet"),
        ("2026-09-08", "Supplements", "21:00", "Algae Oil, Brand X", "2.00 softgel"),
        ("2026-09-09", "Breakfast", "07:50", "Rolled Oats, Dry", "58.00 g"),
        ("2026-09-09", "Lunch", "12:30", "Zeta Lentil Pot, Ready Meal", "350.00 g"),
    ]
    assert [entry.row for entry in audit.entries] == [2, 3, 4, 5, 6, 7, 8, 9, 10, 11]


def test_rows_of_cronometer_that_do_not_count_say_why():
    audit = read(SERVINGS)
    assert audit.skipped == (
        (12, "no food is named"),
        (13, "'2026-13-09' is no date; write it as 2026-09-08"),
        (14, "Energy (kcal): 'lots' is not a number; write it as 1234.5"),
    )
    assert [line.partition(":")[0] for line in audit.unmapped] == [
        "Net Carbs (g)",
        "Starch (g)",
        "Trans-Fats (g)",
        "Omega-3 (g)",
        "Omega-6 (g)",
    ]
    assert "Vitamin D (IU) to µg: divided by 40" in audit.converted


def test_what_cronometer_leaves_blank_is_not_known_and_its_zeros_are_zeros():
    oats, soy, _, chilli, water, _, tablet, algae, *_ = read(SERVINGS).entries
    assert dict(oats.recorded) == {
        "energy": 219.82,
        "vitamin_b12": 0,
        "vitamin_d": 0,
        "calcium": 30.16,
        "iron": 2.47,
        "copper": 230,
        "carbohydrate": 39.27,
        "fibre": 5.86,
        "fat_total": 3.78,
        "protein": 7.63,
        "sodium": 3.48,
        "zinc": 2.11,
    }
    assert dict(soy.recorded)["vitamin_d"] == pytest.approx(2.97675)
    assert "vitamin_b12" not in dict(chilli.recorded)
    assert dict(chilli.recorded)["energy"] == 1491.49
    assert dict(water.recorded) == {"energy": 0, "water_total": 236.59, "vitamin_b12": 0, "caffeine": 0}
    assert dict(tablet.recorded) == {"vitamin_b12": 1000}
    assert dict(algae.recorded) == {"epa_dha": pytest.approx(600)}


def test_foods_that_are_ours_by_name_and_weight_are_taken_others_stay_as_recorded():
    audit = read(SERVINGS)
    oats, soy, banana, chilli, water, butter, tablet, algae, _, ready = map(proposed, audit.entries)
    assert oats == Ours("57602100", 58)
    assert soy == "recorded"  # 2.68 µg of B12 in the file, 0.95 µg in a cup of ours
    assert banana == Ours("63107010", 118, "banana, medium")
    assert water.grams == 240
    assert butter == Ours("42202000", 12, "tbsp")
    assert tablet == Ours("X208", 1, "tablet")
    assert (chilli, algae, ready) == ("recorded",) * 3


def test_a_plan_is_made_of_a_diary():
    file = diary(read(SERVINGS))
    assert (file.plan.name, file.plan.days) == ("Cronometer, 2026-09-08 to 2026-09-09", 2)
    assert [(item.day, item.meal, item.at) for item in file.plan.items[-3:]] == [
        (1, "Supplements", "21:00"),
        (2, "Breakfast", "07:50"),
        (2, "Lunch", "12:30"),
    ]
    assert [food.name for food in file.own] == [
        "Soy Milk, Unsweetened, Fortified, 1.00 cup",
        "Mum's Chilli, 1.00 full recipe",
        "Algae Oil, Brand X, 2.00 softgel",
        "Zeta Lentil Pot, Ready Meal",
    ]
    _, chilli, _, ready = file.own
    assert chilli.measures == (("as recorded", 100),)
    assert dict(chilli.per_100g)["energy"] == 1491.49
    assert ready.measures == ()
    assert dict(ready.per_100g) == pytest.approx(
        {"energy": 120, "fat_total": 2.8, "carbohydrate": 16, "fibre": 3, "sugars": 2, "protein": 6}
        | {"sodium": 300, "iron": 1.6}
    )
    assert ready.b12_form == ""
    assert read_plan(write_plan(file.plan, file.own).encode()) == file


def test_as_recorded_the_plan_gives_what_the_file_gives():
    audit = read(SERVINGS)
    file = diary(audit, dict.fromkeys((entry.row for entry in audit.entries), "recorded"))
    total = nu.eaten(file.plan, with_own(FOODS, file.own))
    # 219.82 + 80.19 + 105.02 + 1491.49 + 0 + 70.50 + 219.82 + 420.00, over two days
    assert total["known"]["energy"] == pytest.approx(2606.84 / 2)
    # 0 + 2.68 + 0 + 0 + 1000 + 0; blank for chilli, peanut butter, algae oil and the ready meal
    assert total["known"]["vitamin_b12"] == pytest.approx(1002.68 / 2)
    assert total["unknown_share"]["vitamin_b12"] > 0
    assert len(file.own) == 9  # the oats of both days are one food


def test_days_of_cronometer_are_foods_of_their_own():
    audit = read(SUMMARY)
    assert (audit.rows_read, audit.days) == (3, ("2026-09-08", "2026-09-09"))
    assert audit.skipped == ((4, "nothing was recorded"),)
    first, second = audit.entries
    assert dict(first.recorded) == pytest.approx(
        {"energy": 1832.5, "vitamin_b12": 4.2, "vitamin_d": 16, "calcium": 905.2, "protein": 71.3}
        | {"carbohydrate": 210.4}
    )
    assert "vitamin_b12" not in dict(second.recorded)
    file = diary(audit)
    assert [food.name for food in file.own] == ["Day 2026-09-08 (Cronometer)", "Day 2026-09-09 (Cronometer)"]
    assert [(item.day, item.grams, item.measure) for item in file.plan.items] == [
        (1, 100, "as recorded"),
        (2, 100, "as recorded"),
    ]


def test_totals_beside_groups_are_not_counted_twice():
    audit = read(GROUPS)
    assert [entry.meal for entry in audit.entries] == ["Breakfast", "Snack"]
    assert audit.skipped == ((4, "a total of other rows"),)
    total = nu.eaten(diary(audit).plan, with_own(FOODS, diary(audit).own))["known"]
    assert total[["energy", "vitamin_b12"]].to_list() == pytest.approx([615, 2.8])


def test_meals_of_myfitnesspal_are_foods_of_their_own_whose_b12_is_not_known():
    audit = read(PAL)
    assert audit.days == ("2026-09-28", "2026-09-29")
    assert audit.skipped == ((5, "a total of other rows"),)
    assert [entry.name for entry in audit.entries] == [
        "Breakfast 2026-09-28 (MyFitnessPal)",
        "Dinner 2026-09-28 (MyFitnessPal)",
        "Snacks 2026-09-29 (MyFitnessPal)",
    ]
    _, dinner, snack = (dict(entry.recorded) for entry in audit.entries)
    assert dinner == {
        "energy": 1050,
        "fat_total": 30,
        "fat_saturated": 8,
        "cholesterol": 90,
        "sodium": 1900,
        "carbohydrate": 90,
        "fibre": 10,
        "sugars": 8,
        "protein": 90,
    }
    assert "fat_total" not in snack
    assert not any(entry.food for entry in audit.entries)
    file = diary(audit)
    assert [(item.meal, item.day) for item in file.plan.items] == [
        ("Breakfast", 1),
        ("Dinner", 1),
        ("Snack", 2),
    ]
    total = nu.eaten(file.plan, with_own(FOODS, file.own)).loc["vitamin_b12"]
    assert math.isnan(total["known"])
    assert total["unknown_share"] == 1


def test_foods_of_lose_it_are_read_and_what_was_deleted_is_not():
    audit = read(LOSE_IT)
    assert [(entry.name, entry.meal, entry.grams) for entry in audit.entries] == [
        ("Oatmeal, Zeta Brand", "Breakfast", 234),
        ("Almonds, Raw", "Snack", pytest.approx(42.5242846875)),
        ("Yogurt, Greek, Plain", "Meal 1 8am", 170),
    ]
    assert audit.skipped == ((4, "deleted in Lose It"), (5, "exercise, not food"), (7, "deleted in Lose It"))
    assert audit.reasons() == (("deleted in Lose It", 2, 4), ("exercise, not food", 1, 5))
    _, almonds, yogurt = (dict(entry.recorded) for entry in audit.entries)
    assert {"fat_saturated", "sodium"} & set(almonds) == set()
    assert "energy" not in yogurt
    assert yogurt["protein"] == 17.3


@pytest.mark.parametrize(
    "content",
    [
        SERVINGS.decode("utf-8-sig").encode(),
        SERVINGS.replace(b"\r\n", b"\n"),
        SERVINGS.decode("utf-8-sig").encode("utf-16"),
        SERVINGS.decode("utf-8-sig").encode("cp1252"),
        SERVINGS.replace("\u00b5".encode(), "\u03bc".encode()),
        SERVINGS.replace(b"Day,Time,Group", b"DAY,time, Group ", 1),
    ],
    ids=["no mark", "line feeds", "UTF-16", "Windows-1252", "Greek letter", "other letters"],
)
def test_a_file_that_went_through_other_hands_is_read_alike(content):
    audit, usual = read(content), read(SERVINGS)
    assert (audit.entries, audit.skipped) == (usual.entries, usual.skipped)


def test_semicolons_and_decimal_commas_are_read():
    table = (
        "Day;Group;Food Name;Amount;Energy (kcal);B12 (Cobalamin) (µg)\n"
        "2026-09-08;Lunch;Zeta Pot;0,5 kg;1.420,5;1,25\n"
    )
    (entry,) = read(table.encode()).entries
    assert dict(entry.recorded) == {"energy": 1420.5, "vitamin_b12": 1.25}
    assert (entry.amount, entry.grams) == ("0.5 kg", 500)


def test_a_diary_is_found_in_a_zip_whatever_lies_beside_it():
    packed = zipped(
        **{
            "../Nutrition-Summary.csv": PAL,
            "Measurement-Summary.csv": b"Date,Weight\n2026-09-28,61\n",
            "photo.jpg": bytes(range(256)),
        }
    )
    assert read(packed) == read(PAL)


def test_a_zip_with_several_diaries_or_none_is_refused():
    with pytest.raises(PlanError, match=r"'a.zip': holds several diaries \('one.csv', 'two.csv'\)"):
        read(zipped(**{"one.csv": PAL, "two.csv": LOSE_IT}), "a.zip")
    with pytest.raises(PlanError, match=r"nothing in this zip is a file we know. What can be read: our plan"):
        read(zipped(**{"weights.csv": b"Date,Weight\n2026-09-28,61\n"}))


def test_our_own_plan_files_are_recognised():
    plan = nu.sample("omnivore")
    for content in (plan.to_json(), plan.to_csv()):
        found = recognised(content.encode(), "anything.txt", FOODS)
        assert isinstance(found, PlanFile)
        assert found.plan.items == plan.items


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"Date,Weight\n2026-09-28,61\n", r"columns 'Date, Weight' is no file we know. What can be read"),
        (SERVINGS.split(b"\r\n")[0], "holds nothing that was eaten; export days that have some"),
        (
            b"Date,Name,Quantity,Units,Calories,Deleted,Fat (g)\n9/8/2026,Cake,1,Slice,400,true,1\n",
            "line 2: deleted",
        ),
        (SERVINGS[:900], "line 3: this is no table"),
    ],
    ids=["empty", "another table", "no rows", "all deleted", "cut off"],
)
def test_what_is_no_diary_is_refused_with_a_way_out(content, why):
    with pytest.raises(PlanError, match=why):
        read(content)


def days(count, head="Day,Food Name,Amount,Energy (kcal)"):
    first = date(2026, 6, 1)
    rows = [f"{first + timedelta(number)},Zeta Pot,100 g,{number + 1}" for number in range(count)]
    return "\n".join([head, *rows]).encode()


def test_of_more_than_31_days_the_last_31_are_read_and_that_is_said():
    audit = read(days(33))
    assert (audit.days[0], len(audit.days)) == ("2026-06-03", 31)
    assert audit.skipped == (
        (2, "before the last 31 days of the file; a plan has no more"),
        (3, "before the last 31 days of the file; a plan has no more"),
    )
    assert diary(audit).plan.days == 31


def test_days_come_in_their_order_whatever_the_order_of_rows():
    rows = days(3).split(b"\n")
    audit = read(b"\n".join([rows[0], *reversed(rows[1:])]))
    file = diary(audit)
    energy = {food.id: dict(food.per_100g)["energy"] for food in file.own}
    assert [(item.day, energy[item.food]) for item in file.plan.items] == [(1, 1), (2, 2), (3, 3)]


def test_more_entries_than_anybody_writes_down_are_refused():
    many = b"Day,Food Name,Amount,Energy (kcal)\n" + b"2026-06-01,Zeta Pot,100 g,5\n" * 3001
    with pytest.raises(PlanError, match="3,001 entries in its last 31 days; at most 3,000"):
        read(many)


def test_more_own_foods_than_a_plan_file_holds_are_refused_with_a_way_out():
    entries = tuple(Entry(n, "2026-06-01", "", None, f"Pot {n}", "100 g", 100, ()) for n in range(501))
    with pytest.raises(PlanError, match="at most 500: match more of them, leave some out, or export fewer"):
        diary(Audit("Cronometer", 501, entries, days=("2026-06-01",)))


def test_choices_decide_what_becomes_of_an_entry():
    audit = read(SERVINGS)
    ours = diary(audit, {5: Ours("27111410", 400), 9: "leave out", 2: "recorded"})
    assert [item.food for item in ours.plan.items][3] == "27111410"
    assert ours.plan.items[0].food.startswith("own:cronometer-rolled-oats-dry")
    assert ours.plan.items[0].grams == 58
    assert len(ours.plan.items) == 9
    nothing = diary(audit, dict.fromkeys((entry.row for entry in audit.entries), "leave out"))
    assert (nothing.plan.items, nothing.plan.days, nothing.own) == ((), 2, ())


def test_choices_for_rows_that_are_not_there_and_choices_that_are_none_are_refused():
    with pytest.raises(PlanError) as caught:
        diary(read(SERVINGS), {99: "recorded", 2: "eat"})
    assert caught.value.faults == (
        "row 99: is none of the entries that were read",
        "row 2: 'eat' is no choice; give Ours(food, grams), 'recorded' or 'leave out'",
    )


def test_a_choice_that_cannot_be_eaten_is_named_with_its_row():
    with pytest.raises(PlanError, match=r"row 2, grams: -3 is not between 0 and 10000"):
        diary(read(SERVINGS), {2: Ours("57602100", -3)})


def test_long_names_and_amounts_still_make_a_food():
    entry = Entry(2, "2026-06-01", "", None, "n" * 200, "1 " + "u" * 198, None, (("energy", 5),))
    food, _ = as_own(entry, "Cronometer")
    assert food.name == "n" * 120 + ", 1 " + "u" * 58


def test_values_that_do_not_fit_into_a_rounded_weight_count_as_a_whole():
    entry = Entry(2, "2026-06-01", "", None, "Salt", "0.1 g", 0.1, (("fat_total", 0.2),))
    food, grams = as_own(entry, "Cronometer")
    assert (food.name, food.per_100g, grams) == ("Salt, 0.1 g", (("fat_total", 0.2),), 100)


def test_values_of_no_food_are_left_out_and_named():
    table = b"Day,Food Name,Amount,Energy (kcal)\n2026-06-01,Pot,1 pot,1e12\n2026-06-01,Pot,1 pot,5\n"
    audit = read(table)
    assert [entry.row for entry in audit.entries] == [3]
    ((row, why),) = audit.skipped
    assert row == 2
    assert why.startswith("per_100g, energy [kcal]: 1000000000000.0 is not between")


def test_text_in_a_diary_stays_text_on_one_line():
    name = "=cmd|' /C calc'!A0 <script>alert(1)</script>\n\" ../../etc " + "x" * 300
    quoted = '"' + name.replace('"', '""') + '"'
    table = f"Day,Group,Food Name,Amount,Energy (kcal)\n2026-06-01,<b>Lunch</b>,{quoted},1 pot,5\n"
    (entry,) = read(table.encode()).entries
    assert entry.name.startswith("=cmd|' /C calc'!A0 <script>alert(1)</script> \" ../../etc xxx")
    assert (len(entry.name), entry.name[-1], entry.meal) == (200, "…", "<b>Lunch</b>")
    (own,) = diary(read(table.encode())).own
    assert own.id.startswith("own:cronometer-cmd-c-calc-a0-script-alert-1-")


CELL = st.sampled_from(["", "0.00", "0.5", "12.25", "1,250.00"])
AMOUNT = st.sampled_from(["100 g", "250.00 g", "1 bowl", "8 oz", ""])
WORTH = {"": 0, "0.00": 0, "0.5": 0.5, "12.25": 12.25, "1,250.00": 1250}
ROWS = st.lists(st.tuples(st.integers(1, 4), AMOUNT, CELL, CELL, CELL), min_size=1, max_size=6)


@quick
@given(ROWS)
def test_nothing_is_lost_and_nothing_known_is_made_up(rows):
    """As recorded, what a plan gives is what the file's cells add up to, and unknown where one is blank."""
    head = "Day,Food Name,Amount,Energy (kcal),B12 (Cobalamin) (µg),Vitamin D (IU)"
    lines = [f'2026-06-0{day},Pot,{amount},"{kcal}","{b12}","{iu}"' for day, amount, kcal, b12, iu in rows]
    audit = recognised("\n".join([head, *lines]).encode(), "", FEW)
    file = diary(audit, dict.fromkeys((entry.row for entry in audit.entries), "recorded"))
    foods = with_own(FEW, file.own)
    whole = nu.eaten(file.plan, foods)["known"] * file.plan.days
    for place, (nutrient, factor) in enumerate([("energy", 1), ("vitamin_b12", 1), ("vitamin_d", 1 / 40)], 2):
        cells = [row[place] for row in rows]
        known = sum(WORTH[cell] for cell in cells) * factor if any(cells) else math.nan
        assert whole[nutrient] == pytest.approx(known, nan_ok=True)
        assert bool(unknown(file.plan, foods, nutrient)) == ("" in cells)
    assert read_plan(write_plan(file.plan, file.own).encode()) == file


@pytest.mark.parametrize("total", ["Daily Totals,", "2026-09-28,TOTAL", "Weekly Total,"])
def test_totals_of_myfitnesspal_are_left_out_and_meals_with_such_a_name_are_not(total):
    table = f"Date,Meal,Calories\n2026-09-28,Total Fruit Bowl,300\n{total},300\n"
    audit = read(table.encode())
    assert [entry.meal for entry in audit.entries] == ["Total Fruit Bowl"]
    assert audit.skipped == ((3, "a total of other rows"),)
