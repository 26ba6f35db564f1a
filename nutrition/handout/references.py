"""What a handout rests on: each source once, with a number, and the numbers where it is named."""

import pandas as pd

from nutrition.display.figures import Row, links
from nutrition.plans import Plan
from nutrition.tables import sources


def of_foods(plan: Plan, foods: pd.DataFrame) -> list[Row]:
    """Give where the figures of the plan's foods are from; a hand-made table may not say."""
    if "source" not in foods.columns:
        return []
    keys = foods["source"].reindex(list(dict.fromkeys(item.food for item in plan.items)))
    return of_keys(";".join(key for key in keys.tolist() if isinstance(key, str)))


def of_keys(keys: str) -> list[Row]:
    """Give the sources behind some keys, each once; what is no key of ours has no link to give."""
    listed_keys = dict.fromkeys(key for key in keys.split(";") if key in sources().index)
    return links(";".join(listed_keys))


def numbered(content: Row) -> list[Row]:
    """Put the numbers of its sources in every part that names some, and give each source once."""
    parts = [*content["urgent"], content["needs"], content["b12"], *content["notices"], content["foods"]]
    numbers: dict[str, int] = {}
    titles: dict[str, str] = {}
    for part in parts:
        named = {source["link"]: source["title"] for source in part.pop("sources")}
        part["cites"] = [numbers.setdefault(link, len(numbers) + 1) for link in named]
        titles |= named
    return [{"number": number, "title": titles[link], "link": link} for link, number in numbers.items()]
