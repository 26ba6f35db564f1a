import pytest

from nutrition.energy import body, energy_requirement
from nutrition.people import Person

# (person, kcal per day reckoned by hand from the printed equations of 2023)
WORKED = [
    # 575.77 - 7.01*34 + 6.60*163 + 12.14*57
    (Person(34, "female"), 2105.21),
    # 753.07 - 10.83*40 + 6.50*180 + 14.10*80
    (Person(40, "male", weight_kg=80.0, height_cm=180.0, activity="inactive"), 2617.87),
    # 1004.82 - 10.83*72 + 6.52*177 + 15.91*70
    (Person(72, "male", activity="active"), 2492.80),
    # 511.83 - 7.01*25 + 9.07*170 + 12.56*65
    (Person(25, "female", weight_kg=65.0, height_cm=170.0, activity="very_active"), 2694.88),
    # -189.55 - 22.25*10 + 11.74*144 + 18.34*37 + 30 of growth
    (Person(10, "female", activity="active"), 1987.09),
    # 19.12 + 3.68*16 + 8.62*174 + 20.28*61 + 20 of growth
    (Person(16, "male"), 2834.96),
    # -716.45 - 1.00*0.5 + 17.82*71 + 15.06*9 + 20 of growth
    (Person(0.5, "male"), 703.81),
    # -69.15 + 80*0.1 + 2.65*62 + 54.15*6 + 180 of growth
    (Person(0.1, "female"), 608.05),
    # 693.35 - 2.04*30 + 5.73*163 + 10.20*57 + 9.16*20 + 200 laid down at a normal weight
    (Person(30, "female", "pregnant"), 2530.74),
    # the same with 95 kg: body mass index 35.8, so 50 less instead of 200 more
    (Person(30, "female", "pregnant", weight_kg=95.0), 2668.34),
    # 575.77 - 7.01*30 + 6.60*163 + 12.14*57 + 400 for milk
    (Person(30, "female", "lactating"), 2533.25),
]


@pytest.mark.parametrize(("person", "kcal"), WORKED)
def test_worked_examples(person, kcal):
    assert energy_requirement(person)[0] == pytest.approx(kcal, abs=0.005)


@pytest.mark.parametrize(
    ("bmi", "added"), [(18.4, 300), (18.5, 200), (24.9, 200), (25.0, 150), (29.9, 150), (30.0, -50)]
)
def test_energy_laid_down_in_pregnancy_steps_with_body_mass_index(bmi, added):
    weight = bmi * 4.0  # at 2 m tall
    person = Person(30, "female", "pregnant", weight_kg=weight, height_cm=200.0)
    equation = 693.35 - 2.04 * 30 + 5.73 * 200 + 10.20 * weight + 9.16 * 20
    assert energy_requirement(person)[0] == pytest.approx(equation + added)


def test_the_equation_changes_at_3_and_at_19_years():
    toddler = energy_requirement(Person(2.99, "male"))[0]
    assert toddler == pytest.approx(-716.45 - 2.99 + 17.82 * 86 + 15.06 * 12 + 20)
    assert energy_requirement(Person(3, "male"))[0] == pytest.approx(
        19.12 + 11.04 + 8.62 * 86 + 20.28 * 12 + 20
    )
    teen = energy_requirement(Person(18.9, "female"))[0]
    assert teen == pytest.approx(-297.54 - 22.25 * 18.9 + 12.77 * 163 + 14.73 * 54 + 20)
    assert energy_requirement(Person(19, "female"))[0] == pytest.approx(
        575.77 - 7.01 * 19 + 6.6 * 163 + 12.14 * 57
    )


def test_more_activity_never_needs_less():
    levels = ("inactive", "low_active", "active", "very_active")
    for sex in ("female", "male"):
        for age in (20, 45, 80):
            kcal = [energy_requirement(Person(age, sex, activity=level))[0] for level in levels]
            assert kcal == sorted(kcal)


def test_the_note_names_every_default():
    assert energy_requirement(Person(34, "female"))[1] == "reference body 57 kg, 163 cm; activity: low active"
    assert "reference body 163 cm" in energy_requirement(Person(34, "female", weight_kg=60.0))[1]
    given = Person(34, "female", weight_kg=60.0, height_cm=170.0)
    assert energy_requirement(given)[1] == "activity: low active"
    assert "week 20 of pregnancy (default)" in energy_requirement(Person(34, "female", "pregnant"))[1]
    assert (
        "first 6 months of breastfeeding (default)"
        in energy_requirement(Person(34, "female", "lactating"))[1]
    )
    assert energy_requirement(Person(1, "male"))[1] == "reference body 12 kg, 86 cm"


@pytest.mark.parametrize("age", [13.9, 51])
def test_pregnancy_outside_the_ages_of_the_equations_says_so(age):
    kcal, note = energy_requirement(Person(age, "female", "pregnant"))
    assert kcal == energy_requirement(Person(age, "female"))[0]
    assert "no equation for pregnant at this age" in note


@pytest.mark.parametrize(
    ("age", "sex", "weight", "height"),
    [
        (0, "female", 6, 62),
        (0.49, "male", 6, 62),
        (0.5, "male", 9, 71),
        (1, "female", 12, 86),
        (4, "male", 20, 115),
        (9, "female", 37, 144),
        (9, "male", 36, 144),
        (14, "female", 54, 163),
        (14, "male", 61, 174),
        (19, "female", 57, 163),
        (19, "male", 70, 177),
        (120, "male", 70, 177),
    ],
)
def test_reference_bodies(age, sex, weight, height):
    assert body(Person(age, sex)) == (weight, height, f"reference body {weight} kg, {height} cm")
