"""Sums of amounts of which some are not known: NaN adds nothing, and is counted."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Sums:
    """Groups x nutrients."""

    known: Numbers
    unknown_share: Numbers
    items: npt.NDArray[np.int64]
    reporting: npt.NDArray[np.int64]


def sums_of(amounts: Numbers, weight: Numbers, grams: Numbers, member: Numbers) -> Sums:
    """Add up amounts, foods x nutrients, by group.

    ``member`` is groups x foods, 1 where a food belongs to the group. A group in which nothing weighs
    anything weighs by grams.
    """
    missing = np.isnan(amounts)
    items = np.broadcast_to(member.sum(axis=1)[:, None], (len(member), missing.shape[1]))
    reporting = member @ ~missing
    known = member @ np.where(missing, 0.0, amounts)
    by_weight = member * weight
    by_weight = np.where(by_weight.sum(axis=1, keepdims=True) > 0, by_weight, member * grams)
    total = by_weight.sum(axis=1, keepdims=True)
    # A sum in another order may differ in its last digit; a share is never above one.
    share = np.minimum(by_weight @ missing / np.where(total > 0, total, 1.0), 1.0)
    return Sums(
        known=np.where((reporting == 0) & (items > 0), np.nan, known),
        unknown_share=share,
        items=items.astype("int64"),
        reporting=reporting.astype("int64"),
    )


def of_whole(amounts: Numbers, item: npt.NDArray[np.intp]) -> Numbers:
    """Add up what is known of each item's foods, NaN where nothing is; ``item`` is that of each food."""
    if len(item) == item.max(initial=-1) + 1:
        return amounts
    known = in_items(np.nan_to_num(amounts), item)
    known[in_items(~np.isnan(amounts), item) == 0] = np.nan
    return known


def in_items(amounts: npt.NDArray[np.generic], item: npt.NDArray[np.intp]) -> Numbers:
    """Add up the foods of each item; every item has one."""
    sums = np.zeros((int(item.max(initial=-1)) + 1, amounts.shape[1]))
    np.add.at(sums, item, amounts)
    return sums
