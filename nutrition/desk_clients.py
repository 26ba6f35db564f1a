"""What the page People does to whatever lies open: somebody is kept, changed, put away or deleted for good.

Each function takes a desk and gives the next one, as those of `nutrition.desk`.
"""

from collections.abc import Mapping
from dataclasses import replace
from itertools import count

from nutrition import storage
from nutrition.desk import EMPTY, Desk, open_client, somebody_kept
from nutrition.people import Person
from nutrition.storage import Client, ClientChanged


def told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """Give names by id with a number behind each that stands there already: "Anna", "Anna (2)"."""
    apart: dict[str, str] = {}
    for each, name in names.items():
        taken = set(apart.values()) | (set(names.values()) - {name})
        new = (f"{name} ({number})" for number in count(2))
        apart[each] = name if name not in taken else next(one for one in new if one not in taken)
    return apart


def whose(desk: Desk) -> str:
    """Give what tells the people of desks apart: an id, or the title of somebody not kept."""
    return desk.client.id if desk.client else desk.title or storage.ONESELF


def same_person(old: Desk, new: Desk) -> bool:
    """Tell whether two desks, one after the other, are about the same person, who may just have been kept."""
    just_kept = old.client is None and new.client is not None and bool(old.title) and old.title == new.title
    return just_kept or whose(old) == whose(new)


def with_client(desk: Desk) -> Desk:
    """Keep the person of a desk who is not kept yet: oneself, or somebody called as the sample is."""
    if desk.client:
        return desk
    client = somebody_kept(desk)
    return replace(desk, client=client, person=client.person)


def client_kept(desk: Desk, **parts: object) -> Desk:
    """Keep a new name, new notes or ``archived`` of the client of a desk.

    What was changed elsewhere meanwhile stands, unless it is the same part.

    Raises
    ------
    ClientChanged
        where the same part was changed elsewhere; nothing is written then.
    PlanError
        for a name or notes that cannot be kept.
    """
    seen = with_client(desk).client
    if seen is None:
        raise ValueError("the desk has no client; give one that with_client made")
    try:
        new = storage.change_client(desk.store, replace(seen, **parts))  # type: ignore[arg-type]  # it checks them
    except ClientChanged as elsewhere:
        if any(
            getattr(elsewhere.now, name) not in (getattr(seen, name), part) for name, part in parts.items()
        ):
            raise
        new = storage.change_client(desk.store, replace(elsewhere.now, **parts))  # type: ignore[arg-type]
    return replace(desk, client=new, person=new.person)


def client_seen(current: Client, desk: Desk) -> Desk:
    """Give the desk with its client as it stands now: somebody has seen what was changed elsewhere."""
    return replace(desk, client=current, person=current.person)


def without_plan(desk: Desk, plan_id: str) -> Desk:
    """Delete a plan for good, also from what undo could bring back; if it lies open, open another one."""
    storage.delete_plan(desk.store, plan_id)
    left = _without(desk, plan_id)
    if not (desk.saved and desk.saved.id == plan_id):
        return left
    if desk.client is None:
        return replace(left, plan=EMPTY, saved=None, mine=None, theirs=None)
    opened = open_client(left, desk.client.id)
    return replace(opened, before=left.before, after=left.after)


def _without(desk: Desk, plan_id: str) -> Desk:
    before, after = (
        tuple(each for each in desks if not (each.saved and each.saved.id == plan_id))
        for desks in (desk.before, desk.after)
    )
    return replace(desk, before=before, after=after)


def without_client(desk: Desk, client_id: str, somebody: Person) -> Desk:
    """Delete a client with all plans and results for good; if theirs lies open, open one's own last plan.

    Undo leads to nothing of theirs.
    """
    storage.delete_client(desk.store, client_id)
    if whose(desk) == client_id:
        mine = storage.oneself(desk.store)
        empty = Desk(desk.store, EMPTY, somebody)
        return replace(open_client(desk, mine.id), before=(), after=()) if mine else empty
    before, after = (
        tuple(each for each in desks if whose(each) != client_id) for desks in (desk.before, desk.after)
    )
    return replace(desk, before=before, after=after)
