"""Food sources of B12 as a reader sees them: a ranking, what it cannot tell, and what is no source."""

import pandas as pd

from nutrition import tables
from nutrition.absorption import impairments
from nutrition.display.figures import Row, amount, links
from nutrition.food_sources import CONTESTED
from nutrition.people import Person

ORDERS = {  # column of `b12_sources` -> how the ranking by it is called
    "absorbed_mid": "Absorbed",
    "per_portion": "In a portion",
    "per_100g": "In 100 g",
    "per_100kcal": "In 100 kcal",
}
FIRST_SHOWN = 20
SECOND = "second"  # stands for a second set of figures, which is not shown here


def source_rows(sources: pd.DataFrame, order: str, most: int = FIRST_SHOWN) -> list[Row]:
    """Give the foods of `b12_sources` with most in one column of `ORDERS`; none whose figure is not known."""
    ranked = sources[sources[order].notna()].sort_values(order, ascending=False, kind="stable")
    return [_source(row, order) for row in ranked.head(most).to_dict("records")]  # type: ignore[arg-type]


def source_columns(order: str) -> list[str]:
    """Give the headings of the ranking: food, the figure it goes by (or the portion's), what is absorbed."""
    figure = "per_portion" if order == "absorbed_mid" else order
    return ["Food and portion", ORDERS[figure], "Absorbed of a portion"]


def source_sentence(rows: list[Row]) -> str:
    """Say in one sentence what the ranking shows first."""
    if not rows:
        return "None of these foods is known to hold B12 that counts."
    first = rows[0]
    return (
        f"First here: {first['name']}. A portion ({first['measure']}) holds {first['portion']} of B12; about "
        f"{first['absorbed']} of it is absorbed, somewhere from {first['span']}."
    )


def nonsource_rows() -> list[Row]:
    """Give what is said to bring B12 and is not counted: label, verdict, text, sources."""
    return [
        {
            "label": row["label"],
            "verdict": row["verdict"].capitalize(),
            "text": _micro(row["text"]),
            "sources": links(row["source"]),
        }
        for row in tables.table("b12_nonsources").to_dict("records")
    ]


def food_notes(person: Person) -> list[Row]:
    """Give what to know beside the ranking, and what each of the person's risks changes: text, sources."""
    notes = tables.table("b12_food_notes").to_dict("records")
    rows = impairments(person)
    changes = rows[rows["modelled"] != SECOND].to_dict("records")
    told = [*notes, *({**row, "text": f"{row['title']}. {row['text']}"} for row in changes)]
    return [{"text": _micro(row["text"]), "sources": links(row["source"])} for row in told]


def _source(row: Row, order: str) -> Row:
    low, high = amount(row["absorbed_low"]), amount(row["absorbed_high"], "ug")
    measure, portion = _measure(row["portion"], row["grams"]), amount(row["per_portion"], "ug")
    per_100 = order.startswith("per_100")
    return {
        "name": row["name"],
        "mark": "unreliable" if row["b12_form"] == CONTESTED else "",
        "measure": measure,
        "portion": portion,
        "about": f"{measure}: {portion}" if per_100 else measure,
        "figure": amount(row[order], "ug") if per_100 else portion,
        "absorbed": amount(row["absorbed_mid"], "ug"),
        "span": f"{low} to {high}",
    }


def _measure(portion: str, grams: float) -> str:
    """Say a portion with its weight, once: "1 cup, 244 g"."""
    weight = f"{grams:,.4g} g"
    return portion if portion == weight else f"{portion}, {weight}"


def _micro(text: str) -> str:
    return text.replace(" ug", " µg")
