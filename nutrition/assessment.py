"""Eaten against needed: what is met, what is short, what is over, and what nobody can tell."""

from statistics import NormalDist

import numpy as np
import pandas as pd

from nutrition.tables import nutrients, table

MOST_UNKNOWN = 0.10  # share of the plan that may lack a value before a low sum says nothing


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
        the target is "cannot tell"; where it is "at most", reaching it is.
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
        of the EAR] is published (``data/requirement_cv.csv``). NaN without one, with more than 0.10
        unknown, or where the food figure does not count what the authority counts.
        Source: NASEM, Dietary Reference Intakes: Applications in Dietary Assessment, 2000, chapter 4.
    """
    every = eaten.index.union(needed.index, sort=False)
    both = eaten.reindex(every).join(needed)
    limited = _limited(both)
    result = both.assign(share=both["known"] / both["target"].where(both["target"] > 0))
    result["limit_status"] = _limit_status(both["upper"], limited)
    result["limited"] = limited["at_least"].where(both["upper"].notna())
    result["status"] = _status(result)
    result["p_adequate"] = _p_adequate(result, cv)
    return result


def _status(result: pd.DataFrame) -> pd.Series:
    figure = _column(result, "food_figure", "")
    reached = result["known"] >= result["target"]
    enough_known = result["unknown_share"] <= MOST_UNKNOWN
    return _first(
        result.index,
        ("over", result["limit_status"] == "over"),
        ("no target", result["target"].isna()),
        ("met", reached & (figure != "at most")),
        ("short", ~reached & enough_known & (figure != "at least")),
    )


def _limit_status(upper: pd.Series, limited: pd.DataFrame) -> pd.Series:
    return _first(
        upper.index,
        ("no limit", upper.isna()),
        ("over", limited["at_least"] > upper),
        ("within", limited["at_most"] <= upper),
    )


def _limited(both: pd.DataFrame) -> pd.DataFrame:
    """Bounds of the amount that the upper limit covers; NaN where there is no bound."""
    scope = _column(both, "upper_limits", "all").replace("", "all")
    part = _part(scope)
    surely = both["known"].where(both["unknown_share"] <= MOST_UNKNOWN)
    at_least = both["known"].reindex(part).set_axis(both.index)
    at_most = surely.reindex(part).set_axis(both.index).fillna(surely)
    added_unmeasured = (scope == "added") & (part == "")
    pills = scope == "supplements"
    all_pills_known = both["supplements"].where(_column(both, "supplements_unknown", 0) == 0)
    return pd.DataFrame(
        {
            "at_least": at_least.mask(added_unmeasured | pills, both["supplements"]),
            "at_most": at_most.mask(pills, all_pills_known),
        }
    )


def _part(scope: pd.Series) -> pd.Series:
    """Name the nutrient that measures what the limit covers: itself, its added or preformed part, or ""."""
    known = nutrients()
    parts = known[["added_part", "preformed_part"]].reindex(scope.index).fillna("")
    part = pd.Series(scope.index, index=scope.index)
    part = part.mask(scope == "added", parts["added_part"])
    return part.mask(scope == "preformed", parts["preformed_part"])


def _p_adequate(result: pd.DataFrame, cv: pd.DataFrame | None) -> pd.Series:
    wanted = (_column(result, "average_kind", "") == "EAR") & (
        _column(result, "authority", "NASEM") == "NASEM"
    )
    wanted &= (_column(result, "food_figure", "") == "") & (result["unknown_share"] <= MOST_UNKNOWN)
    if not wanted.any():
        return pd.Series(np.nan, index=result.index)
    table_cv = table("requirement_cv", key="nutrient") if cv is None else cv
    part = pd.to_numeric(table_cv["cv"]).reindex(result.index)
    average = result["average"].where(wanted & (result["average"] > 0))
    z = (result["known"] - average) / (part * average)
    return z.map(NormalDist().cdf, na_action="ignore").astype("float64")


def _first(index: pd.Index, *rules: tuple[str, pd.Series]) -> pd.Series:
    """Give the word of the first rule that holds, else "cannot tell"."""
    words = np.select([holds.to_numpy() for _, holds in rules], [word for word, _ in rules], "cannot tell")
    return pd.Series(words, index=index, dtype="str")


def _column(frame: pd.DataFrame, name: str, otherwise: str | int) -> pd.Series:
    """Give a column that a hand-made frame may lack."""
    if name not in frame.columns:
        return pd.Series(otherwise, index=frame.index)
    return frame[name].fillna(otherwise)
