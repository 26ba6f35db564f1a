"""Named constants of the B12 model and its rules: the rows of ``data/b12.csv``."""

from functools import cache

from nutrition.tables import table


@cache
def constant(name: str) -> float:
    """Give the value of one constant in its own unit; ``KeyError`` for a name that is not there."""
    return float(table("b12", "id")["value"][name])


@cache
def band(name: str) -> tuple[float, float, float]:
    """Give low, usual and high value of one constant; all three are the usual one where no band is known."""
    rows = table("b12", "id")
    row = {column: str(rows[column][name]) for column in ("low", "value", "high")}
    value = float(row["value"])
    return float(row["low"] or value), value, float(row["high"] or value)
