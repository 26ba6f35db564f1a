"""What looks like a slip in figures that were typed from a label; a hint refuses nothing."""

from collections.abc import Iterable, Mapping

from nutrition.label_reading import daily_value, read_figure
from nutrition.units import KCAL_PER_G
from nutrition.wording import figure, nutrient_word, opened

PARTS = {  # each is a part of the other
    "fat_saturated": "fat_total",
    "sugars": "carbohydrate",
    "fibre": "carbohydrate",
    "added_sugars": "sugars",
    "folic_acid": "folate",
}
ROUNDED = 0.5  # g by which figures of a label may miss each other
NEAR, SHARE = 15.0, 0.1  # kcal, and part of the energy, that rounding alone may explain
MANY = 100  # times the reference value of a day; more looks like a slip of the unit


def hints(amounts: Mapping[str, float], *, supplement: bool = False) -> list[str]:
    """Give what does not fit together in what 100 g or a serving hold [our units], in sentences."""
    found = [*_parts(amounts), *_energy(amounts)]
    return found if supplement else [*found, *_units(amounts)]


def _parts(amounts: Mapping[str, float]) -> Iterable[str]:
    for part, whole in PARTS.items():
        if part in amounts and whole in amounts and amounts[part] > amounts[whole] + ROUNDED:
            less, more = (figure(amounts[name], name) for name in (whole, part))
            yield (
                f"{opened(nutrient_word(part))} ({more}) is a part of {nutrient_word(whole)} ({less}), "
                "so it cannot be more. Is there a slip?"
            )


def _energy(amounts: Mapping[str, float]) -> Iterable[str]:
    """Compare energy with 4, 4, 9 and 7 kcal per gram, fibre with 0 to 4."""
    if not {"energy", "fat_total", "carbohydrate", "protein"} <= set(amounts):
        return
    made_of = ("fat_total", "carbohydrate", "protein", "alcohol")
    most = sum(KCAL_PER_G[name] * amounts.get(name, 0.0) for name in made_of)
    least = most - KCAL_PER_G["carbohydrate"] * min(amounts.get("fibre", 0.0), amounts["carbohydrate"])
    energy, room = amounts["energy"], NEAR + SHARE * amounts["energy"]
    if not least - room <= energy <= most + room:
        about = f"about {most:,.0f} kcal" if energy > most else f"at least {least:,.0f} kcal"
        yield (
            f"Fat, carbohydrate and protein make {about}, the energy says {energy:,.0f} kcal. "
            "Is there a slip? Alcohol and sugar alcohols can explain it."
        )


def _units(amounts: Mapping[str, float]) -> Iterable[str]:
    for nutrient, amount in amounts.items():
        day = _day(nutrient)
        if day and amount > MANY * day:
            yield (
                f"{opened(nutrient_word(nutrient))}: {figure(amount, nutrient)} is more than {MANY} times "
                "the reference value of a day. Is the unit right?"
            )


def _day(nutrient: str) -> float:
    """Give the EU's reference value of a nutrient for a day [our unit], 0 where there is none."""
    value = daily_value(nutrient, "eu")
    found = read_figure(nutrient, f"{value['amount']} {value['unit']}", "eu") if value else None
    return found.amount if found else 0.0
