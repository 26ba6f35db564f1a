"""Plans made to fit a diet or an allergen. Expectations are typed by hand, or follow from the food table."""

import pytest

import nutrition as nu
from nutrition.changes import changed
from nutrition.conversion import convert, make_it
from nutrition.errors import PlanError
from nutrition.kitchen import kitchen
from nutrition.people import Person
from nutrition.plans import Item, Plan
from nutrition.sample_plans import sample
from nutrition.tables import read_foods
from nutrition.wishes import Wishes
from tests.random_plans import random_plan

FOODS = read_foods()
KITCHEN = kitchen(FOODS)
ID = {name: food for food, name in FOODS["name"].items()}
WOMAN = Person(34, "female")
FITS = {
    "vegan": {"vegan"},
    "vegetarian": {"vegan", "vegetarian"},
    "pescatarian": {"vegan", "vegetarian", "pescatarian"},
}
DAYS = ["omnivore", "pescatarian", "large_day", "older_metformin", "vegetarian", "pregnant_vegetarian"]


def item(name, grams, meal="Lunch", **more):
    return Item(ID[name], grams, meal, **more)


def swapped(name, grams, meal, **wishes):
    (change,) = convert(Plan((item(name, grams, meal),)), FOODS, WOMAN, Wishes(**wishes)).changes
    (new,) = change.after
    return FOODS.loc[new.food, "name"], new.grams


@pytest.mark.parametrize("diet", FITS)
@pytest.mark.parametrize("day", DAYS)
def test_afterwards_everything_fits_and_the_rest_is_untouched(day, diet):
    plan = sample(day)
    made = convert(plan, FOODS, WOMAN, Wishes(diet=diet))
    assert set(FOODS.loc[[each.food for each in made.plan.items], "diet"]) <= FITS[diet]
    assert (made.kept, made.left) == ((), ())
    assert len(made.plan.items) == len(plan.items)
    for old, new in zip(plan.items, made.plan.items, strict=True):
        if FOODS.loc[old.food, "diet"] in FITS[diet]:
            assert new == old
        else:
            assert (new.meal, new.at, new.day, new.per_week) == (old.meal, old.at, old.day, old.per_week)


@pytest.mark.parametrize("day", DAYS)
def test_the_changes_lead_from_the_old_plan_to_the_new_one(day):
    plan = sample(day)
    made = convert(plan, FOODS, WOMAN, Wishes(diet="vegan"))
    assert {change.kind for change in made.changes} == {"swap"}
    assert changed(plan, made.changes) == made.plan


@pytest.mark.parametrize("allergen", ["milk", "gluten", "soy", "egg", "tree_nut", "fish"])
@pytest.mark.parametrize("day", ["omnivore", "vegan_fortified"])
def test_an_allergen_goes(day, allergen):
    made = convert(sample(day), FOODS, WOMAN, Wishes(without=(allergen,)))
    held = [FOODS.loc[each.food, "allergens"].split(";") for each in made.plan.items]
    assert not any(allergen in each for each in held)


@pytest.mark.parametrize(
    ("what", "grams", "diet", "new", "amount"),
    [
        # A cup of milk becomes a cup of soy milk, three quarters three quarters.
        ("Milk, whole", 244, "vegan", "Soy milk, plain, fortified (3 µg B12 per cup)", 243),
        ("Milk, whole", 183, "vegan", "Soy milk, plain, fortified (3 µg B12 per cup)", 182.25),
        ("Latte with milk", 360, "vegan", "Latte with plant milk", 360),
        ("Yogurt, plain, low fat", 183.75, "vegan", "Soy yogurt, fortified", 183.75),
        ("Butter", 14, "vegan", "Olive oil", 14),
        ("Cheddar cheese", 21, "vegan", "Vegan cheese slice, fortified with B12", 20),
        ("Honey", 20, "vegan", "Maple syrup", 20),
        ("Chilli con carne with beans", 255, "vegan", "Bean chilli, vegetarian", 255),
        ("Pepperoni pizza", 182, "vegetarian", "Pizza with cheese and vegetables", 200),
        ("Fish sauce", 5, "vegan", "Soy sauce", 8),
        ("Fish oil capsule, 1 g", 2, "vegan", "Algal DHA and EPA capsule, 250 mg, vegan", 2),
        # 165 kcal and 31 g of protein per 100 g against 224 kcal and 23 g: much the same weight.
        (
            "Chicken breast, roasted, no skin",
            86,
            "vegetarian",
            "Meatless chicken pieces, fortified",
            84,
        ),
    ],
)
def test_what_stands_in_for_what(what, grams, diet, new, amount):
    meal = KITCHEN.loc[ID[what], "meals"][0]
    assert swapped(what, grams, meal, diet=diet) == (new, pytest.approx(amount))


def test_what_stands_in_keeps_to_the_other_wishes():
    milk = ("Milk, whole", 244, "Breakfast")
    assert swapped(*milk, diet="vegan", without=("soy",))[0] == "Oat milk, fortified"
    assert swapped(*milk, diet="vegan", without=("soy", "gluten"))[0] == "Almond milk, unsweetened, fortified"
    assert swapped(*milk, diet="vegan", fortified=False)[0] == "Soy milk, unfortified"
    disliked = ("Plant milks, fortified", ID["Soy milk, unfortified"])
    name, _ = swapped(*milk, diet="vegan", dislikes=disliked)
    assert FOODS.loc[ID[name], "subgroup"] == "Plant milks, unfortified"


def test_without_soy_a_vegan_food_becomes_another_vegan_one_even_for_somebody_who_eats_everything():
    name, _ = swapped("Tofu, firm, calcium set", 126, "Dinner", without=("soy",))
    assert name == "Chickpeas, boiled"


def test_what_is_not_for_somebody_never_stands_in():
    expecting = Person(30, "female", "pregnant")
    liver = Plan((item("Steak tartare", 169, "Dinner", at="19:00"),))
    made = convert(liver, FOODS, expecting, Wishes(diet="pescatarian"))
    assert "pregnant" not in KITCHEN.loc[made.plan.items[0].food, "not_for"]
    child = Person(3, "male")
    bar = Plan((item("Soy nuts, roasted", 28.35, "Snack"),))
    made = convert(bar, FOODS, child, Wishes(without=("soy",)))
    assert "child" not in KITCHEN.loc[made.plan.items[0].food, "not_for"]


def test_amounts_are_whole_steps_between_one_step_and_what_people_have():
    for food in FOODS.index[(FOODS["group"] == "Meat") | (FOODS["group"] == "Fish")][::7]:
        one = Plan((Item(food, float(KITCHEN.loc[food, "portion"]), "Dinner"),))
        for new in convert(one, FOODS, WOMAN, Wishes(diet="vegan")).plan.items:
            about = KITCHEN.loc[new.food]
            steps = new.grams / about["step"]
            assert steps == pytest.approx(round(steps))
            assert about["step"] <= new.grams <= about["most"] * about["portion"] * (1 + 1e-9)


def test_a_food_is_swapped_for_the_same_one_wherever_it_stands():
    milk = [item("Milk, whole", grams, meal) for grams, meal in ((244, "Breakfast"), (61, "Snack"))]
    made = convert(Plan((*milk, *milk)), FOODS, WOMAN, Wishes(diet="vegan"))
    assert {new.food for new in made.plan.items} == {ID["Soy milk, plain, fortified (3 µg B12 per cup)"]}


def test_no_food_stands_in_for_more_than_two_others_on_a_day():
    fish = [
        "Cod, Atlantic, baked",
        "Haddock, baked",
        "Salmon, pink, baked",
        "Halibut, baked",
        "Tilapia, baked",
    ]
    made = convert(Plan(tuple(item(name, 85, "Dinner") for name in fish)), FOODS, WOMAN, Wishes(diet="vegan"))
    names = [new.food for new in made.plan.items]
    assert max(names.count(food) for food in names) <= 2
    assert len(set(names)) >= 3


def test_what_is_there_already_counts_as_a_use():
    tofu = item("Tofu, firm, calcium set", 126, "Lunch")
    plan = Plan((tofu, tofu, item("Salmon, pink, baked", 85, "Dinner")))
    *stays, new = convert(plan, FOODS, WOMAN, Wishes(diet="vegan")).plan.items
    assert stays == [tofu, tofu]
    assert new.food != tofu.food


def test_a_food_of_several_days_is_one_change():
    days = tuple(item("Milk, whole", 244, "Breakfast", day=day) for day in (1, 2, 3))
    made = convert(Plan(days, days=3), FOODS, WOMAN, Wishes(diet="vegan"))
    (change,) = made.changes
    assert change.before == days
    assert [new.day for new in change.after] == [1, 2, 3]


def test_what_is_wished_to_stay_stays_and_is_named():
    plan = Plan((item("Egg, hard-boiled", 50), item("Butter", 14)))
    made = convert(plan, FOODS, WOMAN, Wishes(diet="vegan", keep=(ID["Egg, hard-boiled"],)))
    assert made.kept == (plan.items[0],)
    assert made.plan.items[0] == plan.items[0]
    assert made.plan.items[1].food == ID["Olive oil"]


def test_what_nothing_stands_in_for_is_left_out_and_named():
    plan = Plan((item("Croutons", 10), item("Carrots, raw", 61)))
    made = convert(plan, FOODS, WOMAN, Wishes(diet="vegan"))
    assert made.left == (plan.items[0],)
    assert made.plan.items == (plan.items[1],)
    assert [change.kind for change in made.changes] == ["remove"]


def test_a_plan_that_fits_stays_as_it_is():
    plan = sample("vegan_week")
    made = convert(plan, FOODS, Person(34, "female", diet="vegan"))
    assert (made.plan, made.changes) == (plan, ())
    assert convert(Plan(), FOODS, WOMAN, Wishes(diet="vegan")).plan == Plan()


def test_the_same_again_gives_the_same():
    first, second = (convert(sample("omnivore"), FOODS, WOMAN, Wishes(diet="vegan")) for _ in range(2))
    assert first == second


def test_a_small_table_of_ones_own():
    mine = FOODS.loc[[ID["Milk, whole"], ID["Oat milk, fortified"]]]
    plan = Plan((item("Milk, whole", 244, "Breakfast"),))
    assert convert(plan, mine, WOMAN, Wishes(diet="vegan")).plan.items[0].food == ID["Oat milk, fortified"]
    bare = mine[["name", "energy", "protein", "diet"]]
    assert len(convert(plan, bare, WOMAN, Wishes(diet="vegan")).left) == 1  # no table says what stands in


@pytest.mark.parametrize(
    "wishes",
    [Wishes(diet="vegan"), Wishes(diet="vegetarian", without=("gluten",)), Wishes(without=("milk", "soy"))],
)
def test_random_days_fit_afterwards_and_keep_the_rest(wishes):
    barred = {food for food in FOODS.index if not fitting(food, wishes)}
    swaps = 0
    for seed in range(12):
        plan = random_plan(seed, FOODS)
        made = convert(plan, FOODS, WOMAN, wishes)
        assert barred.isdisjoint(each.food for each in made.plan.items)
        swaps += len(made.changes)
        gone = [each for change in made.changes for each in change.before]
        assert sorted(map(repr, gone)) == sorted(repr(each) for each in plan.items if each.food in barred)
        assert len(made.plan.items) == len(plan.items) - len(made.left)
    assert swaps > 12


def fitting(food, wishes):
    diets = FITS.get(wishes.diet, {"vegan", "vegetarian", "pescatarian", "omnivore"})
    held = set(FOODS.loc[food, "allergens"].split(";"))
    return FOODS.loc[food, "diet"] in diets and not held & set(wishes.without)


def test_made_over_is_converted_and_then_its_gaps_are_closed():
    plan = Plan((item("Milk, whole", 244, "Breakfast"), item("Hamburger", 90), item("Lentils, boiled", 198)))
    vegan = Person(34, "female", diet="vegan")
    needed = nu.needed(vegan)
    made = make_it(plan, FOODS, needed, vegan, seconds=0)
    assert made.conversion == convert(plan, FOODS, vegan)
    assert list(made.swaps["food"]) == [ID["Milk, whole"], ID["Hamburger"]]
    assert all("vegan" in reason for reason in made.swaps["reason"])
    first = made.suggestion.proposals[0]
    assert changed(made.conversion.plan, first.changes) == made.plan
    assert set(FOODS.loc[[each.food for each in made.plan.items], "diet"]) == {"vegan"}
    before, after = (nu.assess(nu.eaten(each, FOODS), needed)["known"] for each in (plan, made.plan))
    assert made.compared["known_a"].to_dict() == pytest.approx(before.to_dict(), nan_ok=True)
    assert made.compared["known_b"].to_dict() == pytest.approx(after.to_dict(), nan_ok=True)
    assert after["iron"] > before["iron"]


def test_errors_name_what_is_wrong():
    with pytest.raises(PlanError, match="not in the food table"):
        convert(Plan((Item("no such food", 10),)), FOODS, WOMAN)
    with pytest.raises(ValueError, match="allergen"):
        convert(Plan(), FOODS, WOMAN, Wishes(without=("mlik",)))
    with pytest.raises(ValueError, match="protein"):
        convert(Plan(), FOODS.drop(columns="protein"), WOMAN)
