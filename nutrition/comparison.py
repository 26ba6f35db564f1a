"""Two plans side by side: what differs, how much it matters, and which foods cause it."""

import numpy as np
import pandas as pd

from nutrition.assessment import LIMITS, assess
from nutrition.intake import by_item, eaten
from nutrition.plans import Plan

SHOWN = ["known", "share", "status", "unknown_share", "items", "reporting"]
JUDGED = ("met", "short", "over")  # "cannot tell" is no different status, only an unknown one
STATUS = ["status_a", "status_b"]
CAUSES = 3  # foods named per nutrient


def compare(plan_a: Plan, plan_b: Plan, foods: pd.DataFrame, needed: pd.DataFrame) -> pd.DataFrame:
    """Set two plans against the same needs, one row per nutrient, the difference that matters most first.

    ``known_a share_a status_a unknown_share_a items_a reporting_a`` and the same with ``_b``
        as `assess` gives them [amounts per day, in the nutrient's unit].
    ``target``, ``unit``
        what both are held against.
    ``difference``
        known_b - known_a; NaN where one of them is not known at all.
    ``matters``
        size of the difference as a part of the target, or of the larger amount where there is no target, at
        most 1: twice the target too much matters no more than one. It is taken times 1 less the larger
        ``unknown_share``, so that gaps do not pass for differences, and is 0 where a sum is not known.
        A nutrient whose status differs, and can be told for both, gets 1 more: 10 % that turns met into
        short (1.10) comes before 60 % between two plans that both meet the target (0.60). Passing the high
        end of a range that is no limit (AMDR) counts as met; the energy estimate (EER) is no status at all.
    ``causes``
        up to three (food name, amount) pairs, the amount being how much more of the nutrient [per day]
        plan b has from that food; the foods that push most in the direction of the difference.
    """
    side_a, side_b = (assess(eaten(plan, foods), needed) for plan in (plan_a, plan_b))
    both = pd.concat([side_a[SHOWN].add_suffix("_a"), side_b[SHOWN].add_suffix("_b")], axis=1)
    both["target"] = side_a["target"]
    both["unit"] = side_a["unit"]
    both["difference"] = both["known_b"] - both["known_a"]
    both["matters"] = _matters(both, _words(side_a, "upper_kind"), _words(side_a, "kind"))
    both["causes"] = _causes(by_item(plan_a, foods), by_item(plan_b, foods), both["difference"])
    return both.sort_values("matters", ascending=False, kind="stable")


def _matters(both: pd.DataFrame, upper_kind: pd.Series, kind: pd.Series) -> pd.Series:
    larger = both[["known_a", "known_b"]].max(axis=1)
    against = both["target"].where(both["target"] > 0, larger)
    part = (both["difference"].abs() / against.where(against > 0)).clip(upper=1)
    part = part.mask(both["difference"] == 0, 0.0)
    part *= 1 - both[["unknown_share_a", "unknown_share_b"]].max(axis=1)
    said = [both[name].mask((both[name] == "over") & ~upper_kind.isin(LIMITS), "met") for name in STATUS]
    judged = both[STATUS].isin(JUDGED).all(axis=1) & (kind != "EER")
    return (part + (judged & (said[0] != said[1]))).fillna(0.0)


def _words(frame: pd.DataFrame, name: str) -> pd.Series:
    """Give a column of words that a hand-made frame may lack; a limit is a UL unless it says otherwise."""
    return frame[name] if name in frame.columns else pd.Series("UL", index=frame.index)


def _causes(items_a: pd.DataFrame, items_b: pd.DataFrame, difference: pd.Series) -> pd.Series:
    names = pd.concat([items_a, items_b]).drop_duplicates("food").set_index("food")["name"]
    nutrients = [name for name in difference.index if name in items_a.columns]
    a, b = (items.groupby("food")[nutrients].sum().reindex(names.index) for items in (items_a, items_b))
    # A food that one plan does not have gives it nothing; one without a value explains nothing.
    change = b.fillna(0.0) - a.fillna(0.0)
    found = {
        nutrient: _largest(names.to_numpy(), change[nutrient].to_numpy(), difference[nutrient])
        for nutrient in nutrients
    }
    return pd.Series([found.get(nutrient, ()) for nutrient in difference.index], index=difference.index)


def _largest(names: np.ndarray, change: np.ndarray, difference: float) -> tuple[tuple[str, float], ...]:
    """Name the foods that push most the way the sum went; none where the sums are equal or not known."""
    if np.isnan(difference) or difference == 0:
        return ()
    way = change * np.sign(difference)
    order = np.argsort(-way, kind="stable")[:CAUSES]
    return tuple((str(names[place]), float(change[place])) for place in order if way[place] > 0)
