"""What the columns of other programs mean, and which numbers in them can be used."""

import pytest

from nutrition.errors import PlanError
from nutrition.exchange.columns import columns_of, decimal_of, recorded
from nutrition.tables import nutrients, table

SHARE = "a share of a daily value that the file does not name; not known here"
ROWS = table("exchange_columns").to_dict("records")


def meant(program, *names):
    return {each.column: (each.nutrient, each.factor) for each in columns_of(program, names).amounts}


@pytest.mark.parametrize(
    ("column", "nutrient", "factor"),
    [
        ("B12 (Cobalamin) (\u00b5g)", "vitamin_b12", 1),
        ("B12 (Cobalamin) (\u03bcg)", "vitamin_b12", 1),
        ("B12 (Cobalamin) (mcg)", "vitamin_b12", 1),
        ("b12 (cobalamin)  (UG)", "vitamin_b12", 1),
        ("B12 (Cobalamin) (mg)", "vitamin_b12", 1000),
        ("Vitamin D (IU)", "vitamin_d", 1 / 40),
        ("Vitamin D (µg)", "vitamin_d", 1),
        ("Copper (mg)", "copper", 1000),
        ("Energy (kcal)", "energy", 1),
        ("Energy (kJ)", "energy", 1 / 4.184),
        ("Carbs (g)", "carbohydrate", 1),
        ("Vitamin A (µg)", "vitamin_a", 1),
    ],
)
def test_a_column_of_cronometer_counts_as_a_nutrient_in_our_unit(column, nutrient, factor):
    ((found, times),) = meant("Cronometer", column).values()
    assert (found, times) == (nutrient, pytest.approx(factor))


@pytest.mark.parametrize(
    ("program", "column", "why"),
    [
        ("Cronometer", "Vitamin A (IU)", "Vitamin A (IU): its unit cannot be turned into µg"),
        ("Cronometer", "Vitamin E (IU)", "Vitamin E (IU): its unit cannot be turned into mg"),
        ("Cronometer", "Net Carbs (g)", "Net Carbs (g): carbohydrate without fibre; Carbs is read"),
        ("Cronometer", "Phytate (mg)", "Phytate (mg): no nutrient here"),
        ("Cronometer", "DHA (g)", "DHA (g): not counted without EPA"),
        ("Cronometer", "Mood", "Mood: not a column we know"),
        (
            "MyFitnessPal",
            "Iron",
            "Iron: a share of a daily value that the file does not name; not known here",
        ),
        ("Lose It", "Calcium", "Calcium: not a column we know"),
    ],
)
def test_a_column_that_cannot_be_used_is_listed_with_the_reason(program, column, why):
    found = columns_of(program, [column])
    assert found.amounts == ()
    assert found.unmapped == (why,)


def test_net_carbs_before_carbs_is_not_taken_for_them():
    found = columns_of("Cronometer", ["Net Carbs (g)", "Carbs (g)"])
    assert [(each.place, each.nutrient) for each in found.amounts] == [(1, "carbohydrate")]


def test_of_two_columns_that_say_the_same_the_first_counts():
    found = columns_of("Cronometer", ["Vitamin D (IU)", "Vitamin D (µg)"])
    assert [each.column for each in found.amounts] == ["Vitamin D (IU)"]
    assert found.unmapped == ("Vitamin D (µg): the column before it says the same",)


def test_units_that_are_turned_are_named():
    found = columns_of("Cronometer", ["Vitamin D (IU)", "Copper (mg)", "Iron (mg)"])
    assert found.converted == ("Vitamin D (IU) to µg: divided by 40", "Copper (mg) to µg: times 1,000")


def kept(program, **cells):
    columns = columns_of(program, list(cells))
    return dict(recorded(columns, list(cells.values()), "."))


def test_a_blank_stays_not_known_and_a_zero_stays_zero():
    assert kept("Cronometer", **{"Iron (mg)": "", "Zinc (mg)": "0.00", "Iodine (µg)": "n/a"}) == {"zinc": 0}


def test_epa_and_dha_are_added_up_only_where_both_are_known():
    assert kept("Cronometer", **{"EPA (g)": "0.1", "DHA (g)": "0.25"}) == {"epa_dha": pytest.approx(350)}
    assert kept("Cronometer", **{"EPA (g)": "0.1", "DHA (g)": ""}) == {}
    assert kept("Cronometer", **{"EPA (g)": "", "DHA (g)": "0.25"}) == {}


def test_a_zero_of_myfitnesspal_is_not_known_where_labels_seldom_say_anything():
    cells = {"Potassium": "0.0", "Monounsaturated Fat": "0.0", "Sodium (mg)": "0.0", "Calories": "1,050.0"}
    assert kept("MyFitnessPal", **cells) == {"sodium": 0, "energy": 1050}


@pytest.mark.parametrize("cell", ["-5", "lots", "inf", "NaN", "1e999", "12 g", "=1+1"])
def test_what_is_no_amount_is_named_with_its_column(cell):
    with pytest.raises(PlanError, match=r"Iron \(mg\): "):
        kept("Cronometer", **{"Iron (mg)": cell})


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["1,234.5", "1,234"], "."),
        (["0.5", ""], "."),
        (["0,5", "12"], ","),
        (["1.234,5"], ","),
        (["1,234", "n/a"], "."),
        ([], "."),
    ],
)
def test_the_mark_before_decimals_is_found_in_the_file(cells, mark):
    assert decimal_of(iter(cells)) == mark


def test_numbers_written_in_two_ways_are_refused():
    with pytest.raises(PlanError, match=r"'0\.5' and '0,5'|'0,5' and '0\.5'"):
        decimal_of(iter(["0.5", "0,5"]))


def test_the_table_of_columns_names_our_nutrients_and_units_only():
    assert {row["nutrient"] for row in ROWS} - {""} <= set(nutrients().index)
    assert {row["unit"] for row in ROWS} <= {"", "kcal", "g", "mg", "ug", "IU"}
    keys = [(row["program"], row["column"].casefold()) for row in ROWS]
    assert len(keys) == len(set(keys))
    roles = {
        "",
        "date",
        "time",
        "meal",
        "name",
        "amount",
        "quantity",
        "units",
        "deleted",
        "aside",
        "unmapped",
    }
    assert {row["role"] for row in ROWS} == {"", *roles}
    assert all(bool(row["nutrient"]) != bool(row["role"]) for row in ROWS)
    assert all(row["note"] for row in ROWS if row["role"] == "unmapped")
