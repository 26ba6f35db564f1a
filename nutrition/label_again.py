"""Foods that are there already, as labels: one's own to change, shipped ones with one's own brand."""

import re
from collections.abc import Collection
from dataclasses import replace
from math import isnan

import pandas as pd

from nutrition.label import B12, LONGEST_NAME, Label, form_of, new_id, own_food, read_label
from nutrition.label_reading import SYSTEMS, label_rows
from nutrition.own_foods import OwnFood
from nutrition.tables import nutrients
from nutrition.wording import listed, nutrient_word

FROM_LABEL = "; from a label: "
MOST_NAMED = 6  # nutrients that an origin names one by one


def label_of(food: OwnFood) -> Label:
    """Give a food of one's own as a label per 100 g, to look through and to change."""
    system = next((name for name in ("us_old", "eu") if food.origin.startswith(SYSTEMS[name])), "us")
    amounts = dict(food.per_100g)
    if system == "eu" and "fibre" in amounts and "carbohydrate" in amounts:
        amounts["carbohydrate"] = max(amounts["carbohydrate"] - amounts["fibre"], 0.0)
    answers = {form: answer for answer, form in B12.items() if answer}
    return Label(
        name=food.name,
        printed=_printed(amounts, system),
        system=system,
        serving=" ".join(f"{measure} ({grams:.6g} g)" for measure, grams in food.measures[:1]),
        b12=answers.get(food.b12_form, ""),
        diet=food.diet,
        allergens=food.allergens,
        measures=food.measures[1:],
    )


def edited(food: OwnFood, label: Label) -> OwnFood:
    """Give a food of one's own with what was changed in its `label_of`; all else stays to the last digit."""
    was = label_of(food)
    before, after = read_label(was).per_100g, read_label(label).per_100g
    gone = set(before) - set(after)
    new = {name: amount for name, amount in after.items() if amount != before.get(name)}
    left_out = gone | (parts_of(gone | set(new)) - set(new))
    kept = {name: amount for name, amount in food.per_100g if name not in left_out}
    fresh = own_food(label)
    same_b12 = label.b12 == was.b12 and "vitamin_b12" not in gone | set(new)
    return replace(
        fresh,
        id=food.id,
        per_100g=tuple({**kept, **new}.items()),
        measures=food.measures if label.serving == was.serving else fresh.measures,
        b12_form=food.b12_form if same_b12 else fresh.b12_form,
        origin=_origin(food.origin, gone | set(new)),
    )


def with_own_brand(
    foods: pd.DataFrame, portions: pd.DataFrame, food_id: str, label: Label, taken: Collection[str] = ()
) -> OwnFood:
    """Give a food of the table with what the label of one's own brand prints, such as what is added to it.

    What the label leaves blank stays the table's; its origin says which figures are the label's. A part of a
    nutrient that the label gives (B12 that was added, of B12) is not known any more, unless it gives it too.
    """
    row, found = foods.loc[food_id], read_label(for_brand(foods, food_id, label))
    printed, names = found.per_100g, [name for name in nutrients().index if name in foods.columns]
    left_out = parts_of(printed) - set(printed)
    kept = {name: float(row[name]) for name in names if name not in left_out and not isnan(row[name])}
    holds = row["allergens"]
    return OwnFood(
        id=new_id(label.name, taken),
        name=label.name.strip()[:LONGEST_NAME],
        per_100g=tuple({**kept, **printed}.items()),
        measures=_measures(
            found.measures, portions[portions["food_id"] == food_id], first=bool(label.serving)
        ),
        diet=str(row["diet"]),
        allergens=tuple(filter(None, holds.split(";"))) if isinstance(holds, str) else None,
        b12_form=form_of(label, printed) if "vitamin_b12" in printed else str(row["b12_form"]),
        origin=_origin(f"As in the food table: {row['name']}", set(printed)),
    )


def for_brand(foods: pd.DataFrame, food_id: str, label: Label) -> Label:
    """Give the label of one's own brand with the fibre of the food in the table, where that is known."""
    fibre = float(foods["fibre"].loc[food_id])
    return label if isnan(fibre) else replace(label, fibre=fibre)


def _measures(
    printed: tuple[tuple[str, float], ...], rows: pd.DataFrame, *, first: bool
) -> tuple[tuple[str, float], ...]:
    """Put the label's serving before the table's measures, or its 100 ml behind them."""
    table = [(str(row["measure"]), float(row["grams"])) for row in rows.to_dict("records")]
    found = [*printed, *table] if first else [*table, *printed]
    return tuple(dict(reversed(found)).items())[::-1]


def parts_of(names: Collection[str]) -> set[str]:
    """Give the nutrients that measure a part of some others: not known any more once those change."""
    table = nutrients()
    columns = table.loc[[name for name in names if name in table.index], ["added_part", "preformed_part"]]
    return {str(part) for part in columns.to_numpy().ravel() if part}


def _printed(amounts: dict[str, float], system: str) -> tuple[tuple[str, str], ...]:
    units = {str(name): str(unit).replace("ug", "µg") for name, unit in nutrients()["unit"].items()}
    units |= {"folate": "µg DFE", "vitamin_a": "µg RAE"}
    rows = [row["row"] for row in label_rows(system) if row["row"] in amounts]
    return tuple((row, f"{amounts[row]:.6g} {units[row]}") for row in rows)


def _origin(origin: str, changed: Collection[str]) -> str:
    """Say where figures are from of which some were changed from a label."""
    if not changed:
        return origin
    words = [nutrient_word(str(name)) for name in nutrients().index if name in changed]
    said = listed(words) if len(words) <= MOST_NAMED else f"{len(words)} figures"
    before = re.sub(f"{FROM_LABEL}.*$", "", origin)
    return f"{before[:110]}{FROM_LABEL}{said}"[:LONGEST_NAME]
