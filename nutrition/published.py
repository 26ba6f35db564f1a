"""Published reference values: which rows of ``data/needs.csv`` hold for whom.

``data/kinds.csv`` says what an authority's word stands for here: target, average, upper, range_low and
range_high (for want of something firmer), target_high (the far end of a target given as a range), target_add
and average_add (on top of the value outside pregnancy and breastfeeding), note (only mentioned) or ignore.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

import pandas as pd

from nutrition.tables import needs, table

# A row for part of pregnancy or breastfeeding is used if it covers week 20, or the first months.
DEFAULT_PHASES = ("", "trimester 2", "trimesters 2-3", "first months")


# What is assumed about a diet where an authority's value depends on it: (plant-based, other).
# phytate [mg/day], iron taken up [%], zinc taken up [%].
DIET_LEVELS = {"phytate": (900.0, 600.0), "absorption": (10.0, 12.0), "availability": (30.0, 30.0)}
LEVEL_WORDS = {
    "phytate": "at {level:g} mg phytate per day",
    "absorption": "where {level:g}% of iron is taken up",
    "availability": "where zinc uptake is middling",
}
PLANT_BASED = ("vegan", "vegetarian")


@dataclass(frozen=True, slots=True)
class Row:
    """One published value: for whom, how much, where it stands, and what we use it for."""

    nutrient: str
    sex: str
    age_min: float
    age_max: float
    condition: str
    phase: str
    kind: str
    value: float
    unit: str
    limits: str
    measure: str
    source: str
    where: str
    note: str
    role: str
    rank: int
    shown: str
    label: str
    variant: str
    level: float


@lru_cache(maxsize=1024)
def eligible(authority: str, age: float, sex: str, condition: str) -> dict[str, tuple[Row, ...]]:
    """Give every row that may hold at this age [years], sex and condition, by nutrient."""
    states = ("none", "neither") if condition == "none" else ("none", condition)
    fitting: dict[str, list[Row]] = {}
    for row in _rows(authority):
        if row.age_min <= age < row.age_max and row.sex in (sex, "both") and row.condition in states:
            fitting.setdefault(row.nutrient, []).append(row)
    return {nutrient: tuple(rows) for nutrient, rows in fitting.items()}


def at_level(rows: tuple[Row, ...], diet: str, phytate: float | None) -> tuple[Row, ...]:
    """Leave the rows for a diet: of those that depend on it, the ones of the nearest published level.

    ``phytate`` [mg/day] stands instead of what is assumed for the diet (`DIET_LEVELS`).
    """
    wanted = {name: levels[diet not in PLANT_BASED] for name, levels in DIET_LEVELS.items()}
    if phytate is not None:
        wanted["phytate"] = phytate
    nearest: dict[str, float] = {}
    for row in rows:
        if row.variant:
            best = nearest.get(row.variant, row.level)
            nearer = abs(row.level - wanted[row.variant]) < abs(best - wanted[row.variant])
            nearest[row.variant] = row.level if nearer else best
    return tuple(row for row in rows if not row.variant or row.level == nearest[row.variant])


@cache
def _rows(authority: str) -> tuple[Row, ...]:
    kinds = table("kinds")
    ours = needs()
    joined = ours[ours["authority"] == authority].merge(kinds, on=["authority", "kind"], how="left")
    joined = joined[joined["role"] != "ignore"]
    joined = joined.assign(
        rank=joined["rank"].astype("int64"), level=pd.to_numeric(joined["level"]).fillna(0.0)
    )
    columns = [joined[name].tolist() for name in Row.__dataclass_fields__]
    return tuple(Row(*values) for values in zip(*columns, strict=True))
