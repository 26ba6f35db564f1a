"""The food table against physics, its own tags and the publishers' figures."""

import pandas as pd
import pytest

from nutrition import tables

FOODS = tables.read_foods()
PORTIONS = tables.read_portions()
NUTRIENTS = tables.nutrients()
GRAMS_PER = {"g": 1.0, "mg": 1e-3, "ug": 1e-6, "kcal": 0.0}
ADDED_B12 = {"fortified_crystalline", "supplement", "inactive_analogue"}
ANIMAL = {"milk", "egg", "fish", "crustacean", "mollusc"}

# Energy that 4/4/9/7 (fibre 2) cannot give, and why.
OTHER_ENERGY = {
    "174276": "soy protein: published energy uses factors of its own",
    "41102080": "canned black beans: protein and fibre factors of pulses",
    "168872": "oat bran: published energy counts bran as hardly digested",
    "57601100": "wheat bran: counted as hardly digested",
    "75232000": "seaweed: lower factors",
    "170495": "spirulina: lower factors",
    "167602": "red seaweed: published energy is higher than its parts",
    "64401000": "vinegar: acetic acid gives energy and is no carbohydrate",
    "170923": "spice: lower factors",
    "171329": "spice: lower factors",
    "170922": "spice: lower factors",
    "170917": "spice: lower factors",
    "11830150": "cocoa: lower factors",
    "91108000": "stevia: the carbohydrate gives no energy",
}
# The publisher prints the same figures for these.
SAME_FIGURES = [
    {"21407000", "21410000"},
    {"11112110", "11114330"},
    {"51133010", "51107010"},
    {"51154100", "51154010"},
    {"93502000", "93505000"},
    {"93504000", "93503000"},
    {"58151230", "58151170"},
    {"X215", "X217"},
]


def too_much(part: pd.Series, whole: pd.Series, allowed: float) -> list[str]:
    return list(FOODS.index[part > whole + allowed])


def test_enough_foods_each_with_measures():
    assert len(FOODS) >= 1150
    assert set(FOODS.index) == set(PORTIONS["food_id"])
    assert not PORTIONS.duplicated(["food_id", "measure"]).any()
    assert PORTIONS.groupby("food_id").size().max() <= 6


def test_first_measure_and_only_that_says_how_many_people_take():
    first = ~PORTIONS["food_id"].duplicated()
    assert (PORTIONS.loc[first, "usual"] > 0).all()
    assert PORTIONS.loc[~first, "usual"].isna().all()


def test_usual_amount_is_a_sensible_weight():
    first = PORTIONS[~PORTIONS["food_id"].duplicated()]
    usual = first["usual"] * first["grams"]
    assert usual.between(0.5, 600).all(), list(first["food_id"][~usual.between(0.5, 600)])


def test_names_are_short_and_stand_once():
    assert not FOODS["name"].str.casefold().duplicated().any()
    assert FOODS["name"].str.len().max() <= 62


def test_identical_rows_only_where_the_publisher_prints_them():
    same = FOODS[FOODS.duplicated(list(NUTRIENTS.index), keep=False)]
    assert set(same.index) == set().union(*SAME_FIGURES)
    for group in SAME_FIGURES:
        assert len(same.loc[sorted(group)].drop_duplicates(list(NUTRIENTS.index))) == 1


def test_tags_are_known_words():
    assert set(FOODS["diet"]) == {"vegan", "vegetarian", "pescatarian", "omnivore"}
    assert set(FOODS["b12_form"]) == ADDED_B12 | {"natural_animal", "none"}
    assert set(FOODS["basis"]) == {"published", "derived", "illustrative", "definition"}
    assert (FOODS[["name", "group", "subgroup", "source", "source_id"]] != "").all(axis=None)


def test_every_source_is_cited_with_its_licence():
    cited = tables.sources().loc[[*FOODS["source"].unique(), "iodine_r4", "fped_2017_2018"]]
    assert (cited[["title", "publisher", "link", "licence"]] != "").all(axis=None)


def test_illustrative_entries_are_marked():
    own = FOODS[FOODS["source"] == "own_entries"]
    assert set(own.index) == {name for name in FOODS.index if name.startswith("X")}
    assert (own["basis"] != "published").all()
    assert set(own.index[own["basis"] == "illustrative"]) >= {"X101", "X102", "X107", "X109", "X213"}


@pytest.mark.parametrize("nutrient", [n for n in NUTRIENTS.index if n != "energy"])
def test_no_nutrient_weighs_more_than_the_food(nutrient):
    grams = FOODS[nutrient].dropna() * GRAMS_PER[NUTRIENTS.loc[nutrient, "unit"]]
    assert grams.between(0, 100).all()


def test_parts_of_the_food_add_up_to_no_more_than_it():
    parts = FOODS[["protein", "carbohydrate", "fat_total", "water_total", "alcohol"]].sum(axis=1)
    # Salmon, chinook: the publisher's own figures, measured apart, add up to 104.7 g.
    assert list(FOODS.index[parts > 103]) == ["171999"]
    assert parts.max() < 105


def test_fats_within_fat():
    whole = FOODS["fat_total"]
    assert not too_much(FOODS["fat_saturated"], whole, 0.05)
    assert not too_much(FOODS["epa_dha"] / 1000, whole, 0.05)
    kinds = FOODS[["fat_saturated", "fat_monounsaturated", "fat_polyunsaturated"]].sum(axis=1)
    assert not too_much(kinds, whole * 1.02, 0.4)


def test_sugars_and_fibre_within_carbohydrate():
    assert not too_much(FOODS["fibre"], FOODS["carbohydrate"], 0.1)
    # Total sugars are measured, carbohydrate is what is left over: they may differ a little.
    assert not too_much(FOODS["sugars"], FOODS["carbohydrate"] * 1.05, 0.6)
    assert not too_much(FOODS["added_sugars"], FOODS["sugars"], 0)


def test_added_and_preformed_parts_within_their_whole():
    assert not too_much(FOODS["vitamin_b12_added"], FOODS["vitamin_b12"], 0)
    assert not too_much(FOODS["vitamin_e_added"], FOODS["vitamin_e"], 0.01)
    assert not too_much(FOODS["retinol"], FOODS["vitamin_a"], 1)
    assert not too_much(FOODS["folic_acid"] * 1.7, FOODS["folate"] * 1.02, 1)


def test_energy_agrees_with_what_gives_it():
    fibre = FOODS["fibre"].fillna(0)
    parts = 4 * FOODS["protein"] + 4 * (FOODS["carbohydrate"] - fibre) + 2 * fibre
    parts = parts + 9 * FOODS["fat_total"] + 7 * FOODS["alcohol"].fillna(0)
    apart = (parts - FOODS["energy"]).abs()
    odd = FOODS.index[(apart > 15) & (apart > 0.12 * FOODS["energy"])]
    assert set(odd) == set(OTHER_ENERGY)
    assert FOODS["energy"].notna().all()


def test_vegan_foods_have_no_natural_b12():
    vegan = FOODS[FOODS["diet"] == "vegan"]
    assert set(vegan.loc[vegan["vitamin_b12"] > 0, "b12_form"]) <= ADDED_B12


def test_b12_form_agrees_with_the_figures():
    assert (FOODS.loc[FOODS["b12_form"] == "none", "vitamin_b12"] == 0).all()
    added = FOODS["b12_form"].isin(["fortified_crystalline", "supplement"])
    assert (FOODS.loc[~added, "vitamin_b12_added"].fillna(0) == 0).all()
    assert (FOODS.loc[added, "vitamin_b12_added"].dropna() > 0).all()


def test_supplements_count_as_added():
    taken = FOODS[FOODS["b12_form"] == "supplement"]
    assert (taken["vitamin_b12_added"] == taken["vitamin_b12"]).all()
    folic = FOODS[FOODS["group"] == "Supplements"].query("folic_acid > 0")
    assert ((folic["folate"] - 1.7 * folic["folic_acid"]).abs() < 0.01).all()
    assert FOODS.loc["X213", "vitamin_e_added"] == FOODS.loc["X213", "vitamin_e"] == 1500


def test_diet_agrees_with_allergens():
    for food, row in FOODS.iterrows():
        animal = ANIMAL & set(row["allergens"].split(";"))
        allowed = {"vegan": set(), "vegetarian": {"milk", "egg"}}.get(row["diet"], ANIMAL)
        assert animal <= allowed, food


def test_no_mammal_or_bird_below_omnivore():
    flesh = FOODS["group"].isin(["Meat", "Poultry"]) | FOODS["subgroup"].str.contains("Chicken|Pork|Beef")
    assert set(FOODS.loc[flesh, "diet"]) == {"omnivore"}
    assert set(FOODS.loc[FOODS["group"].isin(["Fish", "Shellfish and molluscs"]), "diet"]) == {"pescatarian"}


@pytest.mark.parametrize(
    ("food", "diet"),
    [
        ("91302010", "vegetarian"),  # honey
        ("57241000", "vegetarian"),  # honey nut oat rings
        ("57237100", "vegetarian"),  # oat clusters with honey
        ("91745010", "omnivore"),  # gelatin sweets
        ("91723000", "omnivore"),  # marshmallows
        ("27150210", "pescatarian"),  # fish sauce
        ("41420450", "pescatarian"),  # Worcestershire sauce has anchovy
        ("58137220", "pescatarian"),  # Pad Thai is seasoned with fish sauce
        ("41810600", "vegetarian"),  # meatless chicken has egg white
        ("12210200", "vegetarian"),  # "non-dairy" creamer has casein
        ("173577", "pescatarian"),  # cod liver oil
        ("X215", "vegetarian"),  # vitamin D3 from lanolin
        ("X217", "vegan"),
    ],
)
def test_easily_mistaken_diets(food, diet):
    assert FOODS.loc[food, "diet"] == diet


def test_iodine_is_there_where_it_was_mapped():
    mapped = FOODS[FOODS["iodine_source_id"] != ""]
    assert len(mapped) >= 260
    assert mapped["iodine"].notna().all()


# Typed by hand from the publishers' files, per 100 g, in our unit.
PUBLISHED = [
    ("11111000", "fndds_2021_2023", {"energy": 61, "calcium": 123, "vitamin_b12": 0.54, "copper": 1}),
    (
        "57134000",
        "fndds_2021_2023",
        {"iron": 28.01, "vitamin_b12_added": 1.8, "folic_acid": 300, "folate": 537},
    ),
    ("43104000", "fndds_2021_2023", {"alpha_linolenic_acid": 19.4}),
    ("92101000", "fndds_2021_2023", {"caffeine": 40, "water_total": 99.39}),
    ("93401010", "fndds_2021_2023", {"alcohol": 10.6, "energy": 85, "iodine": 1.6}),
    ("13110100", "fndds_2021_2023", {"added_sugars": 17.514, "iodine": 37.6}),
    ("168627", "sr_legacy_2018", {"vitamin_b12": 83.13, "vitamin_a": 7744, "retinol": 7728, "copper": 14588}),
    ("171998", "sr_legacy_2018", {"epa_dha": 1840, "vitamin_b12": 3.05}),
    ("172421", "sr_legacy_2018", {"iron": 3.33, "folate": 181, "fibre": 7.9, "protein": 9.02}),
    ("168463", "sr_legacy_2018", {"vitamin_k": 493.6, "calcium": 136, "iron": 3.57, "iodine": 3.9}),
    ("172475", "sr_legacy_2018", {"calcium": 683, "alpha_linolenic_acid": 0.582, "linoleic_acid": 4.339}),
    ("173577", "sr_legacy_2018", {"vitamin_d": 250, "epa_dha": 17866, "retinol": 30000}),
    ("171956", "sr_legacy_2018", {"iodine": 172.1}),
    (
        "16-397",
        "cofid_2021",
        {"energy": 245, "vitamin_d": 10.1, "iodine": 24, "copper": 110, "carbohydrate": 0},
    ),
    ("13-339", "cofid_2021", {"iodine": 440670, "magnesium": 610}),
    ("16-252", "cofid_2021", {"protein": 12, "fat_total": 0.6, "vitamin_b12": 47, "energy": 53.4}),
    ("15-887", "cofid_2021", {"vitamin_a": 82, "folate": 16}),
    ("X108", "own_entries", {"iodine": 5213.1}),
]


@pytest.mark.parametrize(("food", "source", "figures"), PUBLISHED)
def test_figures_are_the_published_ones(food, source, figures):
    assert FOODS.loc[food, "source"] == source
    assert FOODS.loc[food, list(figures)].astype(float).to_dict() == pytest.approx(figures, rel=1e-12)


@pytest.mark.parametrize(
    ("food", "nutrient"),
    [
        ("171998", "vitamin_d"),  # SR Legacy prints none for wild Atlantic salmon
        ("11111000", "pantothenic_acid"),  # FNDDS has none at all
        ("11-763", "carbohydrate"),  # CoFID: monosaccharide equivalents
        ("11-763", "vitamin_e"),  # CoFID: alpha-tocopherol equivalents
        ("16-252", "folate"),  # CoFID: N
        ("16-252", "water_total"),  # lost in the shifted row
        ("11320100", "added_sugars"),  # FPED 2.2 g against 0.56 g of sugars
        ("95220010", "vitamin_b12_added"),  # printed 0 for a fortified powder
    ],
)
def test_what_is_not_published_stays_empty(food, nutrient):
    assert pd.isna(FOODS.loc[food, nutrient])


# NIH ODS fact sheet, B12 [ug] per serving: food, serving [g], value.
ODS_B12 = [
    ("168627", 85, 70.7),  # beef liver, pan-fried
    ("26303160", 85, 17.0),  # clams
    ("171976", 85, 17.0),  # clams, canned
    ("171980", 85, 14.9),  # oysters, eastern, wild
    ("175120", 85, 16.2),  # mackerel, Atlantic
    ("175117", 85, 11.1),  # herring
    ("175139", 85, 7.6),  # sardines
    ("173707", 85, 9.3),  # bluefin tuna
    ("175155", 85, 5.4),  # trout, wild
    ("173692", 85, 4.9),  # sockeye salmon
    ("171998", 85, 2.6),  # Atlantic salmon
    ("174034", 85, 2.4),  # beef mince, 85 % lean
    ("11112110", 244, 1.3),  # milk, 2 %
    ("11411300", 170, 1.0),  # yogurt, fat free
    ("14104100", 42, 0.5),  # Cheddar
    ("173424", 50, 0.5),  # egg, one large
    ("171496", 85, 0.3),  # turkey breast
    ("172467", 83, 0.1),  # tempeh, half a cup
    ("X103", 15, 8.3),  # nutritional yeast, low end
    ("X104", 15, 24.0),  # nutritional yeast, high end
]


@pytest.mark.parametrize(("food", "grams", "published"), ODS_B12)
def test_b12_per_serving_is_near_the_fact_sheet(food, grams, published):
    assert FOODS.loc[food, "vitamin_b12"] * grams / 100 == pytest.approx(published, rel=0.4)


@pytest.mark.parametrize("food", ["172421", "51300110", "63107010", "74101000"])
def test_plants_have_none(food):
    assert FOODS.loc[food, "vitamin_b12"] == 0
