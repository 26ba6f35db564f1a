"""Foods that others publish: what is kept of one as a food of one's own."""

from nutrition.found_foods import FoundFood, HeldBack, as_own, credit, page_of, publisher

CHEDDAR = FoundFood(
    key="fdc-2057648",
    name="Cheddar cheese",
    kind="branded",
    per_100g=(("protein", 21.4), ("energy", 393.0)),
    brand="Grafton Village",
    measures=(("serving", 28.0),),
    published="2021-10-28",
    held_back=(HeldBack("vitamin_b12", 1500.0, "more than any food holds"),),
)


def test_what_was_held_back_counts_only_where_it_is_confirmed() -> None:
    assert dict(as_own(CHEDDAR).per_100g) == {"energy": 393.0, "protein": 21.4}
    assert dict(as_own(CHEDDAR, ["vitamin_b12"]).per_100g)["vitamin_b12"] == 1500.0


def test_it_keeps_its_brand_and_where_it_is_from() -> None:
    own = as_own(CHEDDAR)
    assert (own.id, own.name) == ("own:fdc-2057648", "Cheddar cheese (Grafton Village)")
    assert own.origin == "USDA FoodData Central, Branded Foods, 2057648, published 2021-10-28"
    assert own.measures == (("serving", 28.0),)


def test_its_page_and_its_credit_are_found_by_its_id() -> None:
    assert page_of("own:fdc-2057648") == "https://fdc.nal.usda.gov/food-details/2057648/nutrients"
    assert page_of("off-3029330003533") == "https://world.openfoodfacts.org/product/3029330003533"
    assert "Open Database License" in credit("own:off-3029330003533")
    assert page_of("own:oat-bar") == credit("own:oat-bar") == ""


def test_who_publishes_it_is_said_in_a_word() -> None:
    assert publisher("own:fdc-2057648") == "USDA"
    assert publisher("off-3029330003533") == "Open Food Facts"
    assert not publisher("own:oat-bar")
