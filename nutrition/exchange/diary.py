"""The diary of another program as a plan of ours."""

from collections.abc import Mapping

from nutrition.exchange.audit import Audit, Choice
from nutrition.exchange.plan_file import PlanFile


def diary(audit: Audit, choices: Mapping[int, Choice] | None = None) -> PlanFile:
    """Make a plan of what was read: its days in order of date, each entry as chosen.

    ``choices`` gives, by an entry's ``row``, what becomes of it; for all others `proposed` decides.
    ``PlanError`` names rows that the audit does not have, and a plan without any entry.
    """
    raise NotImplementedError
