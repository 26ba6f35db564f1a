"""What stands in the form of a label: as fields, as a label, and as the food that it makes."""

from typing import Any

from nutrition import tables
from nutrition.errors import PlanError
from nutrition.label import Label, own_food
from nutrition.label_again import edited, for_brand, label_of, with_own_brand
from nutrition.label_reading import label_rows
from nutrition.own_foods import OwnFood
from views import session, state

FIELDS: dict[str, Any] = {  # what stands in the form before anything is typed
    "name": "",
    "brand": "",
    "system": "us",
    "basis": "serving",
    "serving": "",
    "grams": None,
    "b12": "",
    "diet": "",
    "read_allergens": "",
    "allergens": [],
    "more": False,
    "like": False,
    "like_words": "",
    "like_food": None,
}


def change(own: OwnFood) -> None:
    """Lay a food of one's own into the form, in a callback."""
    label = label_of(own)
    clear()
    holds = "" if label.allergens is None else ("some" if label.allergens else "none")
    fields = {"name": label.name, "system": label.system, "basis": "100 g", "serving": label.serving}
    fields |= {"b12": label.b12, "diet": label.diet, "read_allergens": holds}
    usual = {row["row"] for row in label_rows(label.system) if row["first"]}
    more = any(row not in usual for row, _ in label.printed)
    session.fill(
        **keys({**fields, "allergens": list(label.allergens or ()), "more": more}),
        **{f"label_row_{row}": text for row, text in label.printed},
        foods_part="label",
        label_edit=own.id,
        label_measures=label.measures,
    )


def started() -> dict[str, Any]:
    """Give the empty form, for labels as they are where the reference intakes in use are from."""
    here = {} if state.authority() == "NASEM" else {"system": "eu", "basis": "100 g"}
    return {**FIELDS, **here}


def keys(fields: dict[str, Any]) -> dict[str, Any]:
    """Give fields under the names that their widgets have."""
    return {f"label_{name}": value for name, value in fields.items()}


def field(name: str) -> Any:  # noqa: ANN401 - every field holds its own kind of value
    """Give what stands in a field, also where it is not drawn."""
    return session.kept(f"label_{name}", FIELDS[name])


def _all_rows() -> set[str]:
    return {row["row"] for row in tables.records("label_rows")}


def clear() -> None:
    """Empty the form; the kind of label and what it is printed for stay, for the next food."""
    same = {name: field(name) for name in ("system", "basis")}
    session.fill(
        label_edit="",
        label_measures=(),
        **keys({**FIELDS, **same}),
        **{f"label_row_{row}": "" for row in _all_rows()},
    )


def typed() -> Label:
    """Give what is typed as a label."""
    rows = [row["row"] for row in label_rows(field("system"))]
    holds = {"": None, "none": (), "some": tuple(field("allergens"))}[field("read_allergens") or ""]
    label = Label(
        name=field("name"),
        printed=tuple((row, session.kept(f"label_row_{row}", "")) for row in rows),
        basis="100 g" if being_changed() else field("basis"),
        system=field("system"),
        brand="" if being_changed() else field("brand"),
        serving=field("serving"),
        grams_per_100ml=field("grams"),
        b12=field("b12") or "",
        diet=field("diet") or "",
        allergens=holds,
        measures=session.kept("label_measures", ()),
    )
    like = field("like_food") if field("like") and not being_changed() else None
    return for_brand(tables.read_foods(), like, label) if like else label


def being_changed() -> OwnFood | None:
    """Give the food that is being changed, None where a new one is entered."""
    wanted = session.kept("label_edit", "")
    return next((one for one in state.own() if one.id == wanted and isinstance(one, OwnFood)), None)


def made(label: Label) -> OwnFood:
    """Make the food of a label, of a change, or of one's own brand."""
    if old := being_changed():
        return edited(old, label)
    taken = {one.id for one in state.own()}
    if not field("like"):
        return own_food(label, taken)
    like = field("like_food")
    if like is None:
        raise PlanError(["Food in the table: none is chosen; find it, or switch that question off"])
    return with_own_brand(tables.read_foods(), tables.read_portions(), like, label, taken)
