"""Eaten against needed: what is met, what is short, what is over, and what nobody can tell."""

import math
from functools import cache
from statistics import NormalDist
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from nutrition.tables import nutrients, table

MOST_UNKNOWN = 0.10  # share of the plan that may lack a value before a low sum says nothing
NASEM_TABLES = "nasem_dri_tables_2019"  # the source of the EARs that data/requirement_cv.csv belongs to
LIMITS = ("UL", "CDRR", "maximum", "SDT")  # kinds that warn; the high end of any other kind only ends a range
NORMAL = NormalDist()

Numbers = npt.NDArray[np.float64]
Words = npt.NDArray[Any]
Columns = dict[str, npt.NDArray[Any]]


def assess(eaten: pd.DataFrame, needed: pd.DataFrame, cv: pd.DataFrame | None = None) -> pd.DataFrame:
    """Join `eaten` and `needed`, one row per nutrient, and judge each.

    ``share``
        known / target; NaN without a target.
    ``status``
        over: the known part of what the upper limit covers is above it;
        met: not over, and ``known`` reaches the target, whatever is unknown;
        short: below the target with ``unknown_share`` at most 0.10;
        cannot tell: below the target with more unknown;
        no target: the authority gives none, and the limit, if any, is not passed.
        Where ``food_figure`` says that our food figure is only "at least" what the authority counts, below
        the target is "cannot tell"; where it is "at most", reaching it is. Where there is only a limit, being
        below it is "cannot tell" if our figure is "at least" what is counted.
    ``limit_status``, ``limited``
        over, within, cannot tell or no limit; and the amount compared, as far as it is known (NaN where
        nothing of it is, or where there is no limit). A limit is compared only with what it covers
        (``upper_limits``): all; supplements; the preformed part (vitamin A: retinol); the added part
        (folate: folic acid), or what comes from supplements where no food table gives the added part,
        which is then only a lower bound. Within needs an upper bound at or below the limit: the part
        itself, or the whole nutrient, with at most 0.10 of the plan unknown; for supplements, none
        without a value.
    ``p_adequate``
        probability that the plan, eaten as a habit, covers the requirement of a person picked at random:
        Phi((known - EAR) / (cv x EAR)), for the EARs of NASEM whose coefficient of variation ``cv`` [part
        of the EAR] is in ``data/requirement_cv.csv``. NaN without one, with more than 0.10
        unknown, or where the food figure does not count what the authority counts.
        Source: NASEM, Dietary Reference Intakes: Applications in Dietary Assessment, 2000, chapter 4.
    """
    if not eaten.index.equals(needed.index):
        every = eaten.index.union(needed.index, sort=False)
        eaten, needed = eaten.reindex(every), needed.reindex(every)
    both = _arrays(eaten) | _arrays(needed)
    limited, at_most = _limited(both)
    limit_status = _limit_status(both["upper"], limited, at_most)
    judged = {
        "share": both["known"] / np.where(both["target"] > 0, both["target"], np.nan),
        "status": _status(both, limit_status),
        "limit_status": limit_status,
        "limited": np.where(np.isnan(both["upper"]), np.nan, limited),
        "p_adequate": _p_adequate(both, cv),
    }
    return pd.concat([eaten, needed, pd.DataFrame(judged, index=eaten.index)], axis=1)


def by_nutrient(assessed: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Give the rows of `assess` as plain values, quicker than pandas does."""
    names, columns = [str(name) for name in assessed.index], [str(name) for name in assessed.columns]
    rows = assessed.to_numpy(object).tolist()
    return {name: dict(zip(columns, row, strict=True)) for name, row in zip(names, rows, strict=True)}


def _arrays(frame: pd.DataFrame) -> Columns:
    """Give the columns and the index ("nutrient") as arrays: many small steps on a frame are slow."""
    return {"nutrient": frame.index.to_numpy(object)} | {str(name): frame[name].to_numpy() for name in frame}


def _status(both: Columns, limit_status: Words) -> Words:
    target, figure = both["target"], _column(both, "food_figure", "")
    reached = both["known"] >= target
    rules = [
        ("over", limit_status == "over"),
        ("no target", np.isnan(target)),
        ("met", reached & (figure != "at most")),
        ("short", ~reached & _enough_known(both) & (figure != "at least")),
    ]
    return _first(rules)


def _limit_status(upper: Numbers, at_least: Numbers, at_most: Numbers) -> Words:
    return _first([("no limit", np.isnan(upper)), ("over", at_least > upper), ("within", at_most <= upper)])


def _limited(both: Columns) -> tuple[Numbers, Numbers]:
    """Lower and upper bound of the amount that the upper limit covers; NaN where there is no bound."""
    scope, part = _column(both, "upper_limits", "all"), _part(both)
    known, pills = both["known"], both["supplements"]
    surely = np.where(_enough_known(both), known, np.nan)
    at_least, at_most = (np.where(part >= 0, amounts[part], np.nan) for amounts in (known, surely))
    at_most = np.where(np.isnan(at_most), surely, at_most)
    # Where there is only a limit, food_figure speaks of the limit: free sugars are more than added sugars.
    only_limit = np.isnan(both["target"]) & (_column(both, "food_figure", "") == "at least")
    at_most = np.where(only_limit, np.nan, at_most)
    only_pills = scope == "supplements"
    no_gap = _column(both, "supplements_unknown", 0) == 0
    return (
        np.where(only_pills | ((scope == "added") & (part < 0)), pills, at_least),
        np.where(only_pills, np.where(no_gap, pills, np.nan), at_most),
    )


def _part(both: Columns) -> npt.NDArray[np.int64]:
    """Give the row that measures what the limit covers: its own, its added or preformed part's, or -1."""
    row = {name: place for place, name in enumerate(both["nutrient"])}
    scopes = _column(both, "upper_limits", "all")
    found = [row.get(_part_of(name, scope), -1) for name, scope in zip(row, scopes, strict=True)]
    return np.array(found, dtype=np.int64)


@cache
def _part_of(nutrient: str, scope: str) -> str | None:
    if scope == "all":
        return nutrient
    if scope == "supplements":  # measured by food group, not by a nutrient
        return None
    return str(nutrients()[f"{scope}_part"].get(nutrient, ""))


@cache
def _published_cv() -> dict[str, float]:
    return _spread(table("requirement_cv", key="nutrient"))


def _spread(cv: pd.DataFrame) -> dict[str, float]:
    numbers: list[float] = pd.to_numeric(cv["cv"]).tolist()
    return dict(zip(cv.index, numbers, strict=True))


def _p_adequate(both: Columns, cv: pd.DataFrame | None) -> Numbers:
    wanted = (_column(both, "average_kind", "") == "EAR") & (_column(both, "source", "") == NASEM_TABLES)
    wanted &= (_column(both, "food_figure", "") == "") & _enough_known(both)
    if not wanted.any():
        return np.full(len(wanted), np.nan)
    spread = _published_cv() if cv is None else _spread(cv)
    average = np.where(wanted & (both["average"] > 0), both["average"], np.nan)
    z = (both["known"] - average) / (
        np.array([spread.get(name, np.nan) for name in both["nutrient"]]) * average
    )
    return np.array([math.nan if math.isnan(x) else NORMAL.cdf(x) for x in z])


def _enough_known(both: Columns) -> npt.NDArray[np.bool_]:
    enough: npt.NDArray[np.bool_] = both["unknown_share"] <= MOST_UNKNOWN
    return enough


def _first(rules: list[tuple[str, npt.NDArray[np.bool_]]]) -> Words:
    """Give the word of the first rule that holds, else "cannot tell"."""
    return np.select([holds for _, holds in rules], [word for word, _ in rules], "cannot tell").astype(object)


def _column(both: Columns, name: str, otherwise: str | int) -> Words:
    """Give a column that a hand-made frame may lack, its gaps filled."""
    if name not in both:
        return np.full(len(both["nutrient"]), otherwise, dtype=object)
    values = both[name].astype(object)
    return np.where(pd.isna(values) | (values == ""), otherwise, values)
