from dataclasses import replace

import pytest

from nutrition.needs import AUTHORITIES, COLUMNS, needed
from nutrition.people import Person
from nutrition.published import DEFAULT_PHASES, at_level, eligible
from nutrition.tables import needs, nutrients, sources

WOMAN = Person(34, "female")
MAN = Person(34, "male")


def value(person, authority, nutrient, column="target", **choices):
    return needed(person, authority, **choices).loc[nutrient, column]


def test_a_woman_of_34():
    line = needed(WOMAN, "NASEM").loc["vitamin_b12"]
    assert (line["target"], line["kind"], line["average"], line["average_kind"]) == (2.4, "RDA", 2.0, "EAR")
    assert line["unit"] == "ug"
    assert line["source"] == "nasem_dri_tables_2019"
    line = needed(WOMAN, "EFSA").loc["vitamin_b12"]
    assert (line["target"], line["kind"]) == (4.0, "AI")
    assert line[["average", "upper"]].isna().all()


# Adults' B12, both sexes, 19 to 90 years, as each authority prints it.
@pytest.mark.parametrize(
    ("authority", "target", "kind"),
    [
        ("NASEM", 2.4, "RDA"),
        ("EFSA", 4.0, "AI"),
        ("UK", 1.5, "RNI"),
        ("WHO_FAO", 2.4, "RNI"),
        ("NNR2023", 4.0, "AI"),
        ("DACH", 4.0, "AI"),
        ("AU_NZ", 2.4, "RDI"),
    ],
)
def test_b12_of_every_adult(authority, target, kind):
    for age in (
        19,
        20,
        25,
        30,
        31,
        40,
        50,
        51,
        60,
        64,
        65,
        69,
        70,
        71,
        75,
        76,
        90,
    ):  # and where groups change
        for sex in ("female", "male"):
            assert tuple(needed(Person(age, sex), authority).loc["vitamin_b12", ["target", "kind"]]) == (
                target,
                kind,
            )


# Just below and at the age where a printed group ends.
@pytest.mark.parametrize(
    ("authority", "nutrient", "sex", "age", "below_and_at"),
    [
        ("NASEM", "vitamin_b12", "female", 0.5, (0.4, 0.5)),
        ("NASEM", "vitamin_b12", "female", 1, (0.5, 0.9)),
        ("NASEM", "vitamin_b12", "male", 4, (0.9, 1.2)),
        ("NASEM", "vitamin_b12", "male", 9, (1.2, 1.8)),
        ("NASEM", "vitamin_b12", "male", 14, (1.8, 2.4)),
        ("NASEM", "iron", "female", 19, (15, 18)),
        ("NASEM", "iron", "female", 51, (18, 8)),
        ("NASEM", "calcium", "female", 51, (1000, 1200)),
        ("NASEM", "calcium", "male", 71, (1000, 1200)),
        ("NASEM", "vitamin_d", "male", 71, (15, 20)),
        ("NASEM", "vitamin_b6", "male", 51, (1.3, 1.7)),
        ("NASEM", "magnesium", "male", 31, (400, 420)),
        ("EFSA", "iron", "female", 51, (16, 11)),
        ("EFSA", "calcium", "male", 25, (1000, 950)),
        ("EFSA", "vitamin_b12", "male", 15, (3.5, 4.0)),
        ("NNR2023", "vitamin_d", "female", 71, (10, 10)),
        ("NNR2023", "vitamin_d", "female", 75, (10, 20)),
        ("DACH", "iron", "female", 51, (16, 14)),
        ("DACH", "iron", "female", 65, (14, 14)),
        ("UK", "vitamin_b12", "female", 15, (1.2, 1.5)),
        ("UK", "iron", "female", 51, (14.8, 8.7)),
        ("WHO_FAO", "calcium", "male", 65, (1000, 1300)),
        ("AU_NZ", "calcium", "female", 12, (1000, 1300)),
        ("AU_NZ", "calcium", "female", 51, (1000, 1300)),
    ],
)
def test_the_value_changes_at_the_printed_age(authority, nutrient, sex, age, below_and_at):
    people = Person(age - 0.01, sex), Person(age, sex)
    assert tuple(value(person, authority, nutrient) for person in people) == below_and_at


def test_ages_past_every_table_use_the_oldest_group():
    assert value(Person(120, "male"), "NASEM", "vitamin_d") == 20


def test_recommended_comes_before_adequate_and_ranges_come_last():
    fat = needed(WOMAN, "NASEM").loc["fat_total"]
    assert (fat["kind"], fat["upper_kind"]) == ("AMDR", "AMDR")
    carbohydrate = needed(WOMAN, "NASEM").loc["carbohydrate"]
    assert (carbohydrate["target"], carbohydrate["kind"]) == (130, "RDA")
    assert needed(WOMAN, "EFSA").loc["sodium", "kind"] == "safe and adequate intake"
    assert needed(WOMAN, "NNR2023").loc["fibre", ["target", "kind"]].tolist() == [25, "minimum"]


def test_a_range_gives_its_low_end_and_says_so():
    copper = needed(WOMAN, "DACH").loc["copper"]
    assert (copper["target"], copper["kind"]) == (1000, "AI")
    assert "given as a range, 1000 to 1500 ug; the low end is the target" in copper["note"]
    sodium = needed(WOMAN, "AU_NZ").loc["sodium"]
    assert (sodium["target"], sodium["upper"], sodium["upper_kind"]) == (460, 2000, "SDT")


@pytest.mark.parametrize(
    ("authority", "nutrient", "upper", "kind", "limits"),
    [
        ("NASEM", "magnesium", 350, "UL", "supplements"),
        ("NASEM", "folate", 1000, "UL", "added"),
        ("NASEM", "niacin", 35, "UL", "added"),
        ("NASEM", "vitamin_e", 1000, "UL", "added"),
        ("NASEM", "vitamin_a", 3000, "UL", "preformed"),
        ("NASEM", "iron", 45, "UL", "all"),
        ("NASEM", "sodium", 2300, "CDRR", "all"),
        ("EFSA", "magnesium", 250, "UL", "added"),
        ("EFSA", "vitamin_b6", 12, "UL", "all"),
        ("EFSA", "selenium", 255, "UL", "all"),
        ("EFSA", "vitamin_a", 3000, "UL", "preformed"),
        ("AU_NZ", "magnesium", 350, "UL", "supplements"),
        ("AU_NZ", "folate", 1000, "UL", "added"),
        ("NNR2023", "folate", 1000, "UL", "added"),
        ("UK", "sodium", 2400, "maximum", "all"),
        ("WHO_FAO", "sodium", 2000, "maximum", "all"),
    ],
)
def test_upper_limits_and_what_they_cover(authority, nutrient, upper, kind, limits):
    line = needed(WOMAN, authority).loc[nutrient]
    assert (line["upper"], line["upper_kind"], line["upper_limits"]) == (upper, kind, limits)
    assert line["upper_source"] in sources().index


def test_a_limit_not_set_in_pregnancy_is_not_borrowed():
    assert value(WOMAN, "EFSA", "copper", "upper") == 5000
    for condition in ("pregnant", "lactating"):
        line = needed(replace(WOMAN, condition=condition), "EFSA").loc["copper"]
        assert line[["upper"]].isna().all()
        assert line["target"] == 1500


def test_a_safe_level_is_told_but_is_no_limit():
    iron = needed(WOMAN, "EFSA").loc["iron"]
    assert iron[["upper"]].isna().all()
    assert "safe level of intake (not an upper limit): 40 mg" in iron["note"]


def test_protein_per_kg_with_and_without_a_weight():
    assert value(WOMAN, "NASEM", "protein") == 46
    assert "for a reference body" in value(WOMAN, "NASEM", "protein", "note")
    heavy = replace(WOMAN, weight_kg=80.0)
    assert needed(Person(72, "male", weight_kg=80.0), "DACH").loc["protein", ["target", "kind"]].tolist() == [
        80,
        "AI",
    ]
    assert needed(Person(72, "male"), "DACH").loc["protein", ["target", "kind"]].tolist() == [67, "AI"]
    assert value(heavy, "NASEM", "protein") == pytest.approx(64.0)
    assert value(heavy, "NASEM", "protein", "average") == pytest.approx(52.8)
    assert value(heavy, "EFSA", "protein") == pytest.approx(66.4)
    assert value(heavy, "UK", "protein") == pytest.approx(60.0)
    assert value(WOMAN, "EFSA", "protein") == pytest.approx(0.83 * 57)
    assert "0.83 g per kg, reference body 57 kg" in value(WOMAN, "EFSA", "protein", "note")


def test_shares_of_energy_are_amounts_of_the_energy_needed():
    kcal = value(WOMAN, "NASEM", "energy")
    assert kcal == pytest.approx(2105.21)
    assert value(WOMAN, "NASEM", "added_sugars", "upper") == pytest.approx(0.25 * kcal / 4)
    assert value(WOMAN, "WHO_FAO", "fat_saturated", "upper") == pytest.approx(0.10 * kcal / 9)
    assert value(WOMAN, "EFSA", "linoleic_acid") == pytest.approx(0.04 * kcal / 9)
    assert value(WOMAN, "NASEM", "protein", "upper") == pytest.approx(0.35 * kcal / 4)
    assert "10% of 2105 kcal" in value(WOMAN, "WHO_FAO", "fat_saturated", "note")


def test_values_per_megajoule():
    megajoules = value(WOMAN, "EFSA", "energy") * 0.004184
    assert value(WOMAN, "EFSA", "thiamin") == pytest.approx(0.1 * megajoules)
    assert value(WOMAN, "EFSA", "niacin") == pytest.approx(1.6 * megajoules)


def test_energy_is_the_same_equation_for_every_authority():
    for authority in AUTHORITIES:
        line = needed(MAN, authority).loc["energy"]
        assert line["target"] == pytest.approx(581.47 - 10.83 * 34 + 8.3 * 177 + 14.94 * 70)
        assert line["kind"] == "EER"
        assert line[["upper", "average"]].isna().all()
        assert ("used for every authority" in line["note"]) == (authority != "NASEM")


def test_vegetarian_adjustment_follows_the_diet_and_can_be_switched():
    vegan = replace(WOMAN, diet="vegan")
    iron = needed(vegan, "NASEM").loc["iron"]
    assert iron[["target", "average", "upper"]].tolist() == pytest.approx([32.4, 14.58, 45])
    assert "times 1.8 for a vegetarian diet" in iron["note"]
    assert "National Academies Press 2001" in iron["note"]
    assert value(vegan, "NASEM", "zinc") == 12
    assert value(replace(WOMAN, diet="vegetarian"), "NASEM", "iron") == pytest.approx(32.4)
    assert value(replace(WOMAN, diet="pescatarian"), "NASEM", "iron") == 18
    assert value(vegan, "NASEM", "iron", vegetarian_adjustment=False) == 18
    assert value(WOMAN, "NASEM", "iron", vegetarian_adjustment=True) == pytest.approx(32.4)
    assert value(vegan, "AU_NZ", "iron") == pytest.approx(32.4)
    assert value(vegan, "EFSA", "iron") == 16


def test_an_adjusted_target_above_the_limit_says_so():
    vegan = Person(30, "female", "pregnant", diet="vegan")
    iron = needed(vegan, "NASEM").loc["iron"]
    assert iron["target"] == pytest.approx(48.6)
    assert "above the upper limit" in iron["note"]
    assert "above the upper limit" not in value(WOMAN, "NASEM", "iron", "note")


def test_intakes_from_milk_are_not_adjusted():
    assert value(Person(0.3, "female", diet="vegan"), "NASEM", "iron") == 0.27
    assert value(Person(0.7, "female", diet="vegan"), "NASEM", "iron") == pytest.approx(19.8)


@pytest.mark.parametrize(
    ("authority", "diet", "phytate", "target"),
    [
        ("EFSA", "omnivore", None, 9.3),
        ("EFSA", "pescatarian", None, 9.3),
        ("EFSA", "vegan", None, 11.0),
        ("EFSA", "vegetarian", None, 11.0),
        ("EFSA", "omnivore", 300, 7.5),
        ("EFSA", "omnivore", 1200, 12.7),
        ("DACH", "omnivore", None, 8),
        ("DACH", "vegan", None, 10),
        ("DACH", "vegan", 330, 7),
    ],
)
def test_zinc_depends_on_phytate(authority, diet, phytate, target):
    line = needed(replace(WOMAN, diet=diet), authority, phytate=phytate).loc["zinc"]
    assert line["target"] == target
    assert ("default for this diet" in line["note"]) == (phytate is None)


def test_who_iron_and_zinc_name_the_uptake_assumed():
    assert value(WOMAN, "WHO_FAO", "iron") == 24.5
    assert value(replace(WOMAN, diet="vegan"), "WHO_FAO", "iron") == 29.4
    assert "where 12% of iron is taken up (default for this diet)" in value(WOMAN, "WHO_FAO", "iron", "note")
    assert value(WOMAN, "WHO_FAO", "zinc") == 4.9


@pytest.mark.parametrize(
    ("condition", "authority", "nutrient", "target"),
    [
        ("pregnant", "NASEM", "vitamin_b12", 2.6),
        ("lactating", "NASEM", "vitamin_b12", 2.8),
        ("pregnant", "NASEM", "iron", 27),
        ("pregnant", "NASEM", "folate", 600),
        ("lactating", "NASEM", "iodine", 290),
        ("pregnant", "NASEM", "protein", 71),
        ("pregnant", "EFSA", "vitamin_b12", 4.5),
        ("lactating", "EFSA", "vitamin_b12", 5.0),
        ("pregnant", "EFSA", "vitamin_a", 700),
        ("pregnant", "EFSA", "vitamin_d", 15),
        ("pregnant", "UK", "folate", 300),
        ("lactating", "UK", "calcium", 1250),
        ("pregnant", "UK", "protein", 51),
        ("lactating", "UK", "protein", 56),
        ("lactating", "DACH", "niacin", 16),
        ("lactating", "NNR2023", "vitamin_e", 12),
        ("lactating", "UK", "zinc", 13),
        ("pregnant", "DACH", "iron", 27),
        ("pregnant", "DACH", "zinc", 11),
        ("pregnant", "DACH", "protein", 55),
        ("lactating", "DACH", "protein", 71),
        ("pregnant", "NNR2023", "iron", 25),
        ("pregnant", "WHO_FAO", "zinc", 7),
        ("lactating", "WHO_FAO", "selenium", 35),
        ("pregnant", "AU_NZ", "iodine", 220),
    ],
)
def test_pregnancy_and_breastfeeding(condition, authority, nutrient, target):
    assert value(Person(30, "female", condition), authority, nutrient) == target


def test_what_is_printed_as_an_addition_is_added():
    woman = Person(30, "female", "pregnant", weight_kg=60.0)
    assert value(woman, "EFSA", "protein") == pytest.approx(0.83 * 60 + 9)
    assert value(woman, "EFSA", "protein", "average") == pytest.approx(0.66 * 60 + 7.2)
    assert value(replace(woman, condition="lactating"), "EFSA", "protein") == pytest.approx(0.83 * 60 + 19)
    assert value(woman, "DACH", "protein") == pytest.approx(0.9 * 60)


def test_the_part_of_pregnancy_in_use_is_named_with_the_others():
    note = value(Person(30, "female", "pregnant"), "NNR2023", "iron", "note")
    assert "trimester 2 (default); trimester 1: 24 mg; trimester 3: 26 mg" in note


def test_a_stage_without_a_value_of_its_own_falls_back():
    line = needed(Person(30, "female", "pregnant"), "WHO_FAO").loc["calcium"]
    assert line["target"] == 1000
    assert "no separate value for pregnancy here; trimester 3: 1200 mg" in line["note"]
    assert value(Person(17, "female", "lactating"), "UK", "calcium") == 800


def test_infants():
    baby = needed(Person(0.25, "female"), "NASEM")
    assert baby.loc["vitamin_b12", ["target", "kind"]].tolist() == [0.4, "AI"]
    assert baby.loc["protein", "target"] == 9.1
    young = needed(Person(0.25, "female"), "EFSA").loc["vitamin_b12"]
    assert young[["target", "average", "upper"]].isna().all()
    assert (young["kind"], young["source"]) == ("", "")


def test_a_nutrient_nobody_sets_has_no_target():
    line = needed(WOMAN, "NASEM").loc["cholesterol"]
    assert line[["target", "average", "upper"]].isna().all()
    assert (line["kind"], line["upper_kind"], line["source"], line["note"]) == ("", "", "", "")


@pytest.mark.parametrize(
    ("authority", "nutrient", "bound"),
    [
        ("NASEM", "niacin", "at least"),
        ("NASEM", "vitamin_a", ""),
        ("EFSA", "vitamin_a", "at least"),
        ("NNR2023", "vitamin_e", "at least"),
        ("EFSA", "vitamin_e", ""),
        ("UK", "folate", "at most"),
        ("EFSA", "folate", ""),
        ("AU_NZ", "epa_dha", "at least"),
        ("WHO_FAO", "added_sugars", "at least"),
        ("NASEM", "added_sugars", ""),
    ],
)
def test_where_our_food_figure_is_only_a_bound(authority, nutrient, bound):
    assert value(WOMAN, authority, nutrient, "food_figure") == bound


def test_unknown_authority_and_impossible_phytate():
    with pytest.raises(ValueError, match="authority 'FDA' is not one of: NASEM, EFSA, UK"):
        needed(WOMAN, "FDA")
    with pytest.raises(ValueError, match="phytate -1"):
        needed(WOMAN, "EFSA", phytate=-1)


def test_changing_an_answer_never_changes_the_next():
    first = needed(WOMAN, "NASEM")
    first.loc["iron", "target"] = 0.0
    assert needed(WOMAN, "NASEM").loc["iron", "target"] == 18


ENERGY_EDGES = {0.0, 0.25, 0.5, 1.0, 3.0, 4.0, 9.0, 14.0, 19.0, 51.0}


def edges(authority):
    """Every age at which something changes: between them nothing does."""
    rows = needs()
    return sorted(set(rows["age_min"][rows["authority"] == authority]) | ENERGY_EDGES)


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_every_age_sex_and_condition_gives_a_complete_answer(authority):
    for age in [*edges(authority), 100, 120]:
        for person in everybody(age):
            frame = needed(person, authority)
            assert list(frame.index) == list(nutrients().index)
            assert list(frame.columns) == COLUMNS
            assert frame.loc["energy", "target"] > 0
            given = frame["target"].notna()
            assert (frame["kind"].ne("") == given).all()
            assert frame["source"][given].isin(sources().index).all()
            assert frame["where"][given].ne("").all()
            limited = frame["upper"].notna()
            assert (frame["upper_kind"].ne("") == limited).all()
            assert frame["upper_limits"][limited].isin(["all", "supplements", "added", "preformed"]).all()
            assert not (frame["average"] > frame["target"] * 1.0001).any()


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_no_two_rows_ever_claim_the_same_place(authority):
    for age in edges(authority):
        for person in everybody(age):
            for rows in eligible(authority, age, person.sex, person.condition).values():
                current = [row for row in at_level(rows, "omnivore", None) if row.phase in DEFAULT_PHASES]
                places = [
                    (
                        row.role,
                        row.rank,
                        row.kind,
                        row.condition,
                        row.unit == "g_per_kg",
                        row.unit == "pct_energy",
                    )
                    for row in current
                ]
                assert len(places) == len(set(places))
                firm = [
                    (row.role, row.rank, row.condition, row.unit)
                    for row in current
                    if row.role in ("target", "average")
                ]
                assert len(firm) == len(set(firm)), (authority, age, person.condition, rows[0].nutrient)


def everybody(age):
    women = [Person(age, "female", condition) for condition in ("none", "pregnant", "lactating")]
    return [*women, Person(age, "male")]
