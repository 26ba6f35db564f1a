"""Published units into ours: the only place that converts.

Ours are those of ``data/nutrients.csv``: kcal, g, mg and ug, per day.
"""

DAYS_A_WEEK, MINUTES_AN_HOUR, MINUTES_A_DAY = 7, 60, 1440

# One of the first unit is so many of the second.
_FACTORS = {
    ("MJ", "kcal"): 1000 / 4.184,
    ("kJ", "kcal"): 1 / 4.184,
    ("L", "g"): 1000.0,
    ("kg", "g"): 1000.0,
    ("g", "mg"): 1000.0,
    ("mg", "ug"): 1000.0,
    ("g", "ug"): 1_000_000.0,
    ("ug", "IU of vitamin_d"): 40.0,  # of other nutrients an IU depends on the compound
}

# Energy per gram [kcal/g] by the general factors, for shares of energy.
KCAL_PER_G = {
    "protein": 4.0,
    "carbohydrate": 4.0,
    "sugars": 4.0,
    "added_sugars": 4.0,
    "fat_total": 9.0,
    "fat_saturated": 9.0,
    "fat_monounsaturated": 9.0,
    "fat_polyunsaturated": 9.0,
    "linoleic_acid": 9.0,
    "alpha_linolenic_acid": 9.0,
    "alcohol": 7.0,
}


def convert(value: float, unit: str, ours: str) -> float:
    """Give ``value`` [unit] in the unit ``ours``, both as our tables write them ("ug", "MJ").

    A litre of water counts as 1,000 g; 1 kcal is 4.184 kJ. ``ValueError`` names units that do not fit.
    """
    if unit == ours:
        return value
    if (unit, ours) in _FACTORS:
        return value * _FACTORS[unit, ours]
    if (ours, unit) in _FACTORS:
        return value / _FACTORS[ours, unit]
    raise ValueError(f"{unit!r} cannot be turned into {ours!r}")


def share_of_energy(percent: float, nutrient: str, energy: float) -> float:
    """Grams [g] that give ``percent`` [%] of ``energy`` [kcal]: percent / 100 * energy / (kcal per g).

    ``ValueError`` if the nutrient has no energy per gram here.
    """
    if nutrient not in KCAL_PER_G:
        raise ValueError(f"no energy per gram is known for {nutrient!r}")
    return percent / 100 * energy / KCAL_PER_G[nutrient]


def per_megajoule(value: float, energy: float) -> float:
    """Amount for ``energy`` [kcal] of something set per megajoule: value * energy * 4.184 / 1000."""
    return value * convert(energy, "kcal", "MJ")


def minutes(clock: str) -> int:
    """Give a time of day such as "08:30" as minutes after midnight: 510.

    Whole numbers, so that times that are exactly so many hours apart stay so.
    """
    return int(clock[:2]) * MINUTES_AN_HOUR + int(clock[3:])
