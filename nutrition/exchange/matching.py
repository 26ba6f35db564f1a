"""Names and amounts of other programs as foods and grams of ours."""

import pandas as pd


def grams_of(amount: str, food: str, portions: pd.DataFrame) -> float | None:
    """Give the weight [g] of an amount as printed ("1.50 cup, sliced", "250 g") of a food of ours.

    A weight stands for itself; any other unit counts where the food has that measure, or another of the same
    kind (a cup where a tablespoon is known). None where it cannot be told.
    """
    raise NotImplementedError
