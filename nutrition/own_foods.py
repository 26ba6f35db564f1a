"""Foods and recipes that somebody adds, and food tables that hold them."""

import json
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import nan
from typing import Any, get_args

import numpy as np
import pandas as pd

from nutrition.checks import shown, strict_json, text_faults
from nutrition.errors import PlanError, plain
from nutrition.intake import SUPPLEMENT, SUPPLEMENTS, per_100_g
from nutrition.made_of import MADE_OF, TEXT, flattened
from nutrition.own_checks import AS_RECORDED, food_faults, name_faults, pairs, recipe_faults
from nutrition.people import Diet
from nutrition.plans import Plan

__all__ = [
    "AS_RECORDED",
    "GROUP",
    "Own",
    "OwnFood",
    "Recipe",
    "own_fields",
    "own_from_json",
    "own_of",
    "own_to_json",
    "portions_with_own",
    "with_own",
]

GROUP = "Own foods"  # the group, and the subgroup, so that data/kitchen.csv can say how they are eaten
SERVING = "serving"
WORDS = "words:"  # an ingredient that is no food of a table: the words of its line, with its weight or 0


@dataclass(frozen=True)
class OwnFood:
    """A food of one's own.

    ``per_100g`` are pairs of a nutrient and its amount per 100 g [its unit in ``data/nutrients.csv``]; what
    is left out is not known. ``measures`` are pairs of a household measure and its weight [g], the usual
    first. ``diet`` and ``b12_form`` are "" and ``allergens`` None where they are not known. ``origin`` says
    in words where the figures are from. A food with the measure "as recorded" of 100 g is one whole entry of
    a diary.
    """

    id: str
    name: str
    per_100g: tuple[tuple[str, float], ...]
    measures: tuple[tuple[str, float], ...] = ()
    diet: str = ""
    allergens: tuple[str, ...] | None = None
    b12_form: str = ""
    origin: str = ""

    def __post_init__(self) -> None:
        """Refuse what is no food, naming each value that is wrong."""
        amounts = pairs("per_100g", self.per_100g)
        object.__setattr__(self, "per_100g", tuple(sorted(amounts, key=lambda pair: str(pair[0]))))
        object.__setattr__(self, "measures", pairs("measures", self.measures))
        if isinstance(self.allergens, list):
            object.__setattr__(self, "allergens", tuple(self.allergens))
        if faults := _food_faults(self):
            raise PlanError(faults)


@dataclass(frozen=True)
class Recipe:
    """A dish of one's own: foods with their raw weight [g], its weight when cooked [g], how many it serves.

    Without ``cooked_grams`` it weighs what its ingredients weigh together.
    """

    id: str
    name: str
    ingredients: tuple[tuple[str, float], ...]
    cooked_grams: float | None = None
    servings: float = 1

    def __post_init__(self) -> None:
        """Refuse what is no recipe, naming each value that is wrong."""
        object.__setattr__(self, "ingredients", pairs("ingredients", self.ingredients))
        for name in ("cooked_grams", "servings"):
            object.__setattr__(self, name, plain(getattr(self, name)))
        if faults := _recipe_faults(self):
            raise PlanError(faults)

    @property
    def grams(self) -> float:
        """Give what all of it weighs when it is eaten [g]."""
        return self.cooked_grams or sum(grams for _, grams in self.ingredients)


Own = OwnFood | Recipe
KINDS: dict[str, type[Own]] = {"food": OwnFood, "recipe": Recipe}
LISTS = {"per_100g", "measures", "ingredients"}


def own_to_json(own: Own) -> str:
    """Give a food or recipe as text: reading it again gives an equal one."""
    return json.dumps(own_fields(own), ensure_ascii=False, allow_nan=False)


def own_from_json(text: str) -> Own:
    """Read what `own_to_json` wrote; every fault is listed in one `PlanError`."""
    try:
        return own_of(strict_json(text))
    except ValueError as error:
        raise error if isinstance(error, PlanError) else PlanError([f"this is no food: {error}"]) from None


def own_fields(own: Own) -> dict[str, Any]:
    """Give a food or recipe as plain values for a file."""
    if isinstance(own, Recipe):
        return {"kind": "recipe", **asdict(own)}
    return {"kind": "food", **asdict(own), "per_100g": dict(own.per_100g)}


def own_of(body: object) -> Own:
    """Make a food or recipe of the values in a file; `PlanError` names what is missing or unknown."""
    if not isinstance(body, Mapping) or body.get("kind") not in ("food", "recipe"):
        raise PlanError([f'{shown(body)} is no food: it does not say "kind": "food" or "recipe"'])
    kind = KINDS[body["kind"]]
    parts = {key: value for key, value in body.items() if key != "kind"}
    known = list(kind.__dataclass_fields__)
    needed = [*known[:2], *LISTS.intersection(known) - {"measures"}]
    faults = [f"{shown(key)}: a {body['kind']} has no such part" for key in parts if key not in known]
    faults += [f"{key}: is missing" for key in needed if key not in parts]
    if faults:
        raise PlanError(faults)
    return kind(**parts)


def with_own(foods: pd.DataFrame, own: Sequence[Own]) -> pd.DataFrame:
    """Give the food table with a row for each food and recipe of one's own; without any, the same table.

    A recipe has, per 100 g, the sum over its ingredients of grams / 100 x amount per 100 g, divided by its
    weight [g] and times 100: what a pan keeps or cooking destroys is not counted. Its row has no value for a
    nutrient that one of its ingredients has none for; the column ``made_of`` holds its foods, so that whoever
    adds up counts what is known of them. An ingredient in neither table is a food of which nothing is known;
    a recipe that is made of itself is one too. Its diet is the least strict of its ingredients', its
    allergens are all of theirs.
    """
    if not own:
        return foods
    left = [each for each in own if isinstance(each, Recipe)]
    table = foods.assign(**{MADE_OF: ""}) if left and MADE_OF not in foods.columns else foods
    table = _added(table, [_food_row(each) for each in own if isinstance(each, OwnFood)])
    while ready := [each for each in left if not _made_of(each) & {other.id for other in left}]:
        table = _added(table, [_recipe_row(each, table) for each in ready])
        left = [each for each in left if each not in ready]
    return _added(table, [_unknown_row(each) for each in left])


def with_unknown(foods: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Give the food table with a row of unknown values for each food of a plan that is not in it any more.

    So a plan opens that was saved when the table, or one's own foods, held more; the same table otherwise.
    """
    gone = sorted(food for food in {item.food for item in plan.items} if food not in foods.index)
    note = "It was deleted, or the food table has changed. Nothing is known of it."
    about = {"group": GROUP, "subgroup": GROUP, "basis": "own", "allergens": nan, "note": note}
    rows = [{**about, "food_id": food, "name": f"Food that is gone ({food[:60]})"} for food in gone]
    return _added(foods, rows) if rows else foods


def portions_with_own(portions: pd.DataFrame, own: Sequence[Own]) -> pd.DataFrame:
    """Give household measures with those of one's own foods; of a recipe, one serving."""
    rows = [
        (each.id, measure, grams, nan if number else 1.0)
        for each in own
        for number, (measure, grams) in enumerate(_measures(each))
    ]
    if not rows:
        return portions
    added = pd.DataFrame(rows, columns=["food_id", "measure", "grams", "usual"])
    return pd.concat([portions, added.astype(portions.dtypes.to_dict())], ignore_index=True)


def _food_faults(food: OwnFood) -> list[str]:
    about = food_faults(food.per_100g, food.measures, food.diet, food.allergens, food.b12_form)
    return [*name_faults(food.id, food.name), *about, *text_faults("origin", food.origin)]


def _recipe_faults(recipe: Recipe) -> list[str]:
    itself = any(food == recipe.id for food, _ in recipe.ingredients)
    wrong = ["ingredients: the recipe is one itself; leave it out"] * itself
    about = recipe_faults(recipe.ingredients, recipe.cooked_grams, recipe.servings)
    return [*name_faults(recipe.id, recipe.name), *wrong, *about]


def _measures(own: Own) -> tuple[tuple[str, float], ...]:
    return ((SERVING, own.grams / own.servings),) if isinstance(own, Recipe) else own.measures


def _made_of(recipe: Recipe) -> set[str]:
    return {food for food, _ in recipe.ingredients}


def _added(foods: pd.DataFrame, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Give the table with rows at its end that hold what they say; what they do not say is not known."""
    if not rows:
        return foods
    cells = [[row.get(name, "" if name in TEXT else nan) for name in foods.columns] for row in rows]
    index = pd.Index([row["food_id"] for row in rows], name=foods.index.name, dtype=foods.index.dtype)
    added = pd.DataFrame(cells, index=index, columns=foods.columns, dtype=object)
    whole = pd.concat([foods, added.astype(foods.dtypes.to_dict())]).copy()  # in blocks, as the table was
    return whole.set_axis(whole.index.astype(foods.index.dtype))


def _about(own: Own, form: str) -> dict[str, Any]:
    """Give what holds for all foods of one's own: their place in the table, and that they are such."""
    group = SUPPLEMENTS if form == SUPPLEMENT and isinstance(own, OwnFood) else GROUP
    about = {"name": own.name, "group": group, "subgroup": GROUP, "b12_form": form, "basis": "own"}
    return {"food_id": own.id, "source_id": own.id, **about}


def _food_row(food: OwnFood) -> dict[str, Any]:
    holds = nan if food.allergens is None else ";".join(food.allergens)
    about = {"diet": food.diet, "allergens": holds, "note": food.origin}
    return {**_about(food, food.b12_form), **about, **dict(food.per_100g)}


def _recipe_row(recipe: Recipe, foods: pd.DataFrame) -> dict[str, Any]:
    """Give a recipe's row; nothing of a food is a known 0 of everything, also of one in no table."""
    held = [(food, grams) for food, grams in recipe.ingredients if grams > 0]
    places = foods.index.get_indexer(pd.Index([food for food, _ in held], dtype=foods.index.dtype))
    rows = foods.iloc[places[places >= 0]]
    made = flattened(held, recipe.grams, foods)
    if len(rows) < len(held):
        return {**_about(recipe, ""), "allergens": nan, "note": _note(recipe, foods), MADE_OF: made}
    names = [name for name in foods.columns if name not in TEXT]
    amounts = np.array([grams for _, grams in held]) @ per_100_g(foods, names, places)
    found = dict(zip(names, (amounts / recipe.grams).tolist(), strict=True))
    note = _note(recipe, foods)
    about = {"diet": _diet(rows), "allergens": _allergens(rows), "note": note, MADE_OF: made}
    return {**_about(recipe, _form(rows, found.get("vitamin_b12", nan))), **about, **found}


def _note(recipe: Recipe, foods: pd.DataFrame) -> str:
    """Say which ingredients are in no food table, and which do not count at all."""
    strange = [
        (food.removeprefix(WORDS), grams) for food, grams in recipe.ingredients if food not in foods.index
    ]
    dark = ", ".join(name for name, grams in strange if grams)
    out = ", ".join(name for name, grams in strange if not grams)
    said = [f"Not known, as it is in no food table: {dark}."] * bool(dark)
    return " ".join([*said, *[f"Not counted: {out}."] * bool(out)])


def _unknown_row(recipe: Recipe) -> dict[str, Any]:
    note = "Nothing is known of it: the recipe is made of itself, or of one that is."
    return {**_about(recipe, ""), "allergens": nan, "note": note}


def _diet(rows: pd.DataFrame) -> str:
    """Give the least strict diet among foods; "" where one of them could be less strict still."""
    diets: tuple[str, ...] = get_args(Diet)  # the strictest first
    texts = set(_texts(rows, "diet"))
    known = [number for number, diet in enumerate(diets) if diet in texts]
    if not texts <= set(diets) and diets[-1] not in texts:
        return ""
    return diets[max(known)]


def _allergens(rows: pd.DataFrame) -> Hashable:
    """Give all allergens of some foods, NaN where those of one are not known."""
    if "allergens" not in rows.columns or rows["allergens"].isna().any():
        return nan
    return ";".join(sorted({word for cell in rows["allergens"] for word in cell.split(";") if word}))


def _form(rows: pd.DataFrame, b12: float) -> str:
    """Give the form of the B12 in some foods: that of all which have any; "" where they differ."""
    texts = _texts(rows, "b12_form")
    forms = set(texts) - {"none", "inactive_analogue"}
    if not forms and b12 == 0:
        return "none"
    return forms.pop() if len(forms) == 1 else ""


def _texts(rows: pd.DataFrame, column: str) -> list[str]:
    return rows[column].tolist() if column in rows.columns else [""] * len(rows)
