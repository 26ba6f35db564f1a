"""An owner's workspace: who signs what is handed out, foods of their own, the foods they like or take."""

from dataclasses import dataclass

from nutrition.own_foods import Own, own_from_json, own_to_json
from nutrition.storage.bodies import LONGEST_NAME, check_text
from nutrition.storage.database import wipe
from nutrition.storage.schema import FAVOURITE, OWN_FOOD, WORKSPACE
from nutrition.storage.scope import Scope, Store, now, reading, writing


@dataclass(frozen=True)
class Workspace:
    """Who signs a handout: name and credentials, as they shall stand there."""

    author: str = ""
    credentials: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be kept, with `PlanError`."""
        check_text("name", self.author, LONGEST_NAME)
        check_text("credentials", self.credentials, LONGEST_NAME)


def workspace(store: Store) -> Workspace:
    """Give an owner's workspace."""
    with reading(store) as scope:
        rows = scope.rows(WORKSPACE)
    return Workspace(rows[0].author, rows[0].credentials) if rows else Workspace()


def change_workspace(store: Store, changed: Workspace) -> None:
    """Keep an owner's workspace as it is now."""
    with writing(store) as scope:
        scope.change(WORKSPACE, author=changed.author, credentials=changed.credentials)


def keep_own(store: Store, *own: Own) -> None:
    """Keep foods and recipes of one's own; those with the same id are replaced."""
    with writing(store) as scope:
        for one in own:
            put_own(scope, one)


def put_own(scope: Scope, one: Own) -> None:
    """Keep a food of one's own within a transaction."""
    scope.remove(OWN_FOOD, OWN_FOOD.c.id == one.id)
    scope.add(OWN_FOOD, id=one.id, name=one.name, body=own_to_json(one), changed_at=now())


def own_foods(store: Store) -> tuple[Own, ...]:
    """Give all foods and recipes of one's own, by name."""
    with reading(store) as scope:
        return all_own(scope)


def all_own(scope: Scope) -> tuple[Own, ...]:
    """Give all foods of one's own within a transaction."""
    rows = scope.rows(OWN_FOOD, order=OWN_FOOD.c.name)
    return tuple(own_from_json(row.body) for row in rows)


def drop_own(store: Store, food_id: str) -> None:
    """Delete a food or a recipe of one's own for good; raises `Missing`."""
    with writing(store) as scope:
        scope.one(OWN_FOOD, food_id)
        scope.remove(OWN_FOOD, OWN_FOOD.c.id == food_id)
        scope.remove(FAVOURITE, FAVOURITE.c.id == food_id)
    wipe(store.engine)


def favourites(store: Store) -> frozenset[str]:
    """Give the ids of the foods that are marked as favourites."""
    with reading(store) as scope:
        return frozenset(row.id for row in scope.rows(FAVOURITE))


def mark(store: Store, food_id: str, *, favourite: bool) -> None:
    """Mark a food as a favourite, or take the mark away."""
    with writing(store) as scope:
        scope.remove(FAVOURITE, FAVOURITE.c.id == food_id)
        if favourite:
            scope.add(FAVOURITE, id=food_id, created_at=now())
