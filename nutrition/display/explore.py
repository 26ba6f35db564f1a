"""A nutrient's best sources as a reader sees them: rows with bars, sentences about what is left out."""

import math

import pandas as pd

from nutrition import tables
from nutrition.assessment import LIMITS
from nutrition.display.figures import Row, amount
from nutrition.display.food_card import share_words
from nutrition.explore import ABSORBED, B12, Per, Tally
from nutrition.food_sources import CONTESTED
from nutrition.intake import B12 as NAMES_OF_B12
from nutrition.intake import SUPPLEMENTS
from nutrition.own_foods import GROUP
from nutrition.wording import exact, nutrient_word, opened

FIRST_SHOWN = 25
WAYS: dict[Per, str] = {
    "portion": "In a portion",
    "100 g": "In 100 g",
    "100 kcal": "In 100 kcal",
    ABSORBED: "Absorbed of a portion",
}
OVER = "more than a day's upper limit"
UNRELIABLE = "unreliable"


def nutrient_choices() -> dict[str, str]:
    """Give every nutrient with its label, those that are pinned first."""
    rows = tables.nutrients().sort_values("pinned", kind="stable")
    return {str(name): str(label) for name, label in rows["label"].items()}


def source_rows(
    ranked: pd.DataFrame, nutrient: str, per: Per, needed: pd.DataFrame, most: int = FIRST_SHOWN
) -> list[Row]:
    """Give the first foods of `best_sources`: ``id name mark about figure share fill target_at``.

    Bars are as long as the figures, the longest that of the first food or of the day's target, whichever is
    more; ``target_at`` is where the target stands in them, None where what is shown is not what it is about.
    """
    need = needed.loc[[nutrient]].iloc[0]
    target = math.nan if per == ABSORBED else float(need["target"])
    rows: list[Row] = ranked.head(most).to_dict("records")  # type: ignore[assignment]
    scale = max([*(row["figure"] for row in rows[:1]), *[target] * (target > 0)], default=1.0)
    unit = _unit(nutrient)
    return [
        {
            "id": row["food_id"],
            "name": row["name"],
            "mark": _mark(row, nutrient, per, need),
            "about": _about(row, per, unit),
            "figure": amount(row["figure"], unit) if per == ABSORBED else f"{exact(row['figure'])} {unit}",
            "share": share_words(row["figure"] / target),
            "fill": min(row["figure"] / scale, 1.0),
            "target_at": target / scale if target > 0 else None,
        }
        for row in rows
    ]


def found_rows(foods: pd.DataFrame) -> list[Row]:
    """Give foods that were found by their names as rows of the same kind, without figures.

    Beside one's own, and those of an imported database, stands where they are from.
    """
    blank = {"mark": "", "figure": "", "share": "", "fill": None, "target_at": None}
    about = foods["group"].mask((foods["group"] == GROUP) & (foods["note"] != ""), foods["note"])
    named = zip(foods.index, foods["name"], about, strict=True)
    return [{"id": food, "name": name, "about": told, **blank} for food, name, told in named]


def target_sentence(nutrient: str, needed: pd.DataFrame) -> str:
    """Say what the person needs per day, and where that stands in the bars."""
    target, word = float(needed["target"][nutrient]), nutrient_word(nutrient)
    if not target > 0:
        return f"There is no daily target for {word} among the reference intakes in use."
    return f"The line in each bar is a day's target: {exact(target)} {_unit(nutrient)} of {word}."


def tally_sentence(counted: Tally, nutrient: str, per: Per) -> str:
    """Say how many foods stand behind the ranking, and that what is not known was not taken for none."""
    said = [f"{_foods(counted.ranked)} ranked, {counted.none:,} known to hold none."]
    if counted.unknown:
        word = nutrient_word(nutrient)
        said.append(
            f"Not known for {_foods(counted.unknown)}: they may hold {word}, and are not counted as 0."
        )
    if counted.apart:
        why = {"100 kcal": "give no energy, or it is not known", "100 g": "are entries of unknown weight"}
        said.append(f"{_foods(counted.apart)} hold some, but {why.get(per, 'have no figure')}.")
    return opened(" ".join(said))


def absorbed_sentence() -> str:
    """Say what is counted as absorbed."""
    return (
        "What gets in when the portion is eaten by itself, for this person’s medicines and conditions; the "
        "span is how sure that is. A day’s target is about what is eaten, so it has no place in these bars."
    )


def library_sentence(nutrient: str, release: str, count: int) -> str:
    """Say what a ranking of an imported database is, and what it cannot tell."""
    said = [f"From the USDA database ({release}, {count:,} foods), by 100 g. It names no diets or allergens."]
    if nutrient in NAMES_OF_B12:
        said.append("Nor does it say whether B12 is active: that of algae and seaweeds mostly is not.")
    return " ".join(said)


def _foods(count: int) -> str:
    return "1 food" if count == 1 else f"{count:,} foods"


def _mark(row: Row, nutrient: str, per: Per, need: pd.Series) -> str:
    """Say what to know of a food at once: B12 that trials disagree about, a portion above a limit."""
    if row["b12_form"] == CONTESTED and nutrient == B12:
        return UNRELIABLE
    pill = row["group"] == SUPPLEMENTS
    counts = need["upper_limits"] == "all" or (pill and need["upper_limits"] in ("added", "supplements"))
    limited = need["upper_kind"] in LIMITS and counts
    return OVER if per == "portion" and limited and row["per_portion"] > need["upper"] else ""


def _about(row: Row, per: Per, unit: str) -> str:
    """Say which portion it is, and what stands behind the figure."""
    grams = f"{exact(row['grams'])} g"
    portion = (
        grams if row["portion"].replace(",", "") == grams.replace(",", "") else f"{row['portion']}, {grams}"
    )
    held = f"{exact(row['per_portion'])} {unit}"
    if per == "portion":
        return portion
    if per == ABSORBED:
        span = f"{amount(row['absorbed_low'])} to {amount(row['absorbed_high'], unit)}"
        return f"{portion}, holds {held}; somewhere from {span} gets in"
    return f"{portion}: {held}"


def _unit(nutrient: str) -> str:
    return str(tables.nutrients().loc[nutrient, "unit"]).replace("ug", "µg")
