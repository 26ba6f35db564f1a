"""Whose file this is, and what is in it."""

import pandas as pd

from nutrition.exchange.audit import Audit
from nutrition.exchange.plan_file import PlanFile


def recognised(
    content: bytes, name: str, foods: pd.DataFrame, portions: pd.DataFrame | None = None
) -> PlanFile | Audit:
    """Read a file of ours (`PlanFile`) or of a program we know (`Audit`); the content decides, not the name.

    ``foods`` and ``portions`` are the tables that entries are matched with; ours, if not given. ``PlanError``
    where it is none of them, saying what can be read.
    """
    raise NotImplementedError
