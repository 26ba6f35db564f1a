"""Ready-made plans that a new user can open: whole days of real meals, and one week."""

import pandas as pd

from nutrition import tables
from nutrition.plans import Plan


def samples() -> pd.DataFrame:
    """Give one row per sample plan, indexed by id, in the order they are offered.

    Columns: ``title``, ``description`` (one sentence that also says what the plan lacks), and the person it
    is for: ``age`` [years], ``sex``, ``condition``, ``diet`` and ``risks`` (ids joined by ";", or "").
    """
    return tables.table("samples", key="id").astype({"age": "float64"})


def sample(id: str) -> Plan:  # noqa: A002 - the column in data/samples.csv has this name
    """Give the plan of one row of `samples`.

    Raises
    ------
    ValueError
        naming the choices, where there is no sample of that id.
    """
    choices = list(samples().index)
    if id not in choices:
        raise ValueError(f"sample {id!r} is not one of: {', '.join(choices)}")
    return Plan.from_json(tables.text(f"samples/{id}.json"))
