"""The plan that lies open: whose it is, how far it is saved, and what lay there before.

Each function takes a desk and gives the next one. An edit is saved before it is shown; where that fails, the
desk says so and keeps the edit.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from nutrition import storage
from nutrition.people import Person
from nutrition.plans import Plan
from nutrition.storage import Client, Conflict, Missing, Saved, StorageError, Store

EMPTY = Plan(name="My plan")
BACK = 20  # desks that undo can bring back
MYSELF = "Me"
GONE = "This plan was deleted elsewhere. What you see is kept as a new plan with your next edit."


@dataclass(frozen=True)
class Desk:
    """A plan and its person as they are shown."""

    store: Store
    plan: Plan
    person: Person  # as kept, or as the plan was opened with
    client: Client | None = None  # None: nothing about the person is kept yet
    title: str = ""  # what a person is called who is not kept yet: the sample's name, "" for oneself
    saved: Saved | None = None  # None: the first edit saves it
    before: tuple["Desk", ...] = field(default=(), repr=False)  # what lay here, which undo brings back
    after: tuple["Desk", ...] = field(default=(), repr=False)
    mine: Plan | None = None  # an edit of a plan that was edited elsewhere too: a choice is due
    theirs: Saved | None = None
    trouble: str = ""  # why what is shown is not saved
    news: str = ""  # what happened elsewhere


def open_desk(store: Store, somebody: Person, plan_id: str = "") -> Desk:
    """Open a plan by its id, else the one edited last, else an empty one for ``somebody``.

    Raises
    ------
    Missing
        where that plan is not there, or is somebody else's.
    StorageError
        where what is saved cannot be reached.
    """
    if not plan_id and (last := storage.last_plan(store)):
        plan_id = last.id
    if plan_id:
        saved = storage.saved_plan(store, plan_id)
        client = storage.client(store, saved.client)
        return Desk(store, saved.plan, client.person, client, saved=saved)
    client_or_none = storage.oneself(store)
    return Desk(store, EMPTY, client_or_none.person if client_or_none else somebody, client_or_none)


def open_client(desk: Desk, client_id: str) -> Desk:
    """Open the plan of a client that was edited last, or an empty one; raises `Missing`, `StorageError`."""
    client = storage.client(desk.store, client_id)
    plans = storage.plans_of(desk.store, client_id)
    saved = storage.saved_plan(desk.store, plans[0].id) if plans else None
    return _beside(desk, Desk(desk.store, saved.plan if saved else EMPTY, client.person, client, saved=saved))


def open_plan(desk: Desk, plan_id: str) -> Desk:
    """Open another saved plan; raises `Missing`, `StorageError`."""
    return _beside(desk, open_desk(desk.store, desk.person, plan_id))


def _beside(desk: Desk, new: Desk) -> Desk:
    left = replace(desk, before=(), after=(), trouble="", news="", mine=None, theirs=None)
    return replace(new, before=(*desk.before, left)[-BACK:], after=())


def begun(desk: Desk, plan: Plan) -> Desk:
    """Begin a plan for the same person; it is saved with its first edit, the old one stays as it is."""
    return _beside(desk, replace(desk, plan=plan, saved=None, trouble="", news="", mine=None, theirs=None))


def shown(desk: Desk, plan: Plan, person: Person, title: str) -> Desk:
    """Show a plan with a person of its own, such as a sample's; both are saved with the first edit."""
    return _beside(desk, Desk(desk.store, plan, person, title=title))


def without_way_back(desk: Desk) -> Desk:
    """Give the desk as the first of a session: undo does not lead behind it."""
    return replace(desk, before=(), after=())


def added(desk: Desk, plan: Plan) -> Desk:
    """Save a plan that came from elsewhere (a file, a link, a new plan) beside the old one, and open it."""
    return _saving(begun(desk, EMPTY), plan, steps=False)


def moved(desk: Desk, store: Store) -> Desk:
    """Save what lies open in another store, beside what is there, and open it; an empty plan stays behind.

    It is for whom it was for: oneself as kept there, or somebody kept anew by their name.

    Raises
    ------
    StorageError
        where that store cannot be reached.
    """
    if not desk.plan.items:
        return open_desk(store, desk.person)
    name = desk.client.name if desk.client and desk.client.id != storage.ONESELF else desk.title
    mine = None if name else storage.oneself(store)
    return added(Desk(store, EMPTY, mine.person if mine else desk.person, mine, title=name), desk.plan)


def edited(desk: Desk, plan: Plan) -> Desk:
    """Save an edit and show it.

    Where the plan was edited elsewhere since, nothing is overwritten: ``mine`` and ``theirs`` stand there to
    choose from. Where it cannot be saved, it is shown all the same, and ``trouble`` says so.
    """
    if not desk.trouble:
        return desk if plan == desk.plan else _saving(desk, plan, steps=True)
    kept = person_kept(replace(desk, trouble=""), desk.person)  # who it is for may wait to be saved too
    if kept.saved and plan == kept.plan == kept.saved.plan:
        return kept
    done = _saving(kept, plan, steps=True)
    return replace(done, trouble=done.trouble or kept.trouble)


def _saving(desk: Desk, plan: Plan, *, steps: bool) -> Desk:
    new = replace(desk, plan=plan, after=(), trouble="", news="", mine=None, theirs=None)
    try:
        return _saved(new, desk.plan if steps else None)
    except Conflict as conflict:
        return _met(desk, new, conflict.now, steps=steps)
    except Missing:
        return _saving(_without_gone(desk), plan, steps=steps)
    except StorageError as error:
        return replace(new, trouble=str(error))


def _met(desk: Desk, new: Desk, now: Saved, *, steps: bool) -> Desk:
    """End a conflict that is none, as after an answer of the database that was lost; else leave a choice."""
    if now.plan == new.plan:
        return replace(new, saved=now)
    if now.plan == desk.plan:
        return _saving(replace(desk, saved=now), new.plan, steps=steps)
    return replace(desk, mine=new.plan, theirs=now)


def _without_gone(desk: Desk) -> Desk:
    """Give a desk whose plan was deleted elsewhere; a person who is gone too is kept anew, by name."""
    left = replace(desk, saved=None)
    if desk.client is None:
        return left
    try:
        return replace(left, client=storage.client(desk.store, desk.client.id))
    except Missing:
        name = "" if desk.client.id == storage.ONESELF else desk.client.name
        return replace(left, client=None, title=name)
    except StorageError:
        return left


def _saved(desk: Desk, before: Plan | None) -> Desk:
    if desk.saved:
        return replace(desk, saved=storage.save_plan(desk.store, desk.saved, desk.plan))
    client = desk.client or somebody_kept(desk)
    return replace(desk, client=client, saved=storage.add_plan(desk.store, client.id, desk.plan, before))


def somebody_kept(desk: Desk) -> Client:
    """Keep the person of a desk: oneself, or a new client called as the sample is."""
    if desk.title:
        return storage.add_client(desk.store, desk.title, desk.person)
    found = storage.oneself(desk.store)  # another tab may have been quicker
    return found or storage.add_client(desk.store, MYSELF, desk.person, client_id=storage.ONESELF)


def undone(desk: Desk) -> Desk:
    """Go back one edit; before the first one, to what lay open before."""
    if desk.trouble and desk.saved and desk.plan != desk.saved.plan:
        return replace(desk, plan=desk.saved.plan, trouble="")
    if desk.saved and desk.saved.undoable:
        return _stepped(desk, storage.undo, desk.saved)
    if not desk.before:
        return desk
    left = replace(desk, before=(), after=(), trouble="", news="")
    return replace(_again(desk.before[-1]), before=desk.before[:-1], after=(*desk.after, left))


def redone(desk: Desk) -> Desk:
    """Go on to what was undone."""
    if desk.saved and desk.saved.redoable:
        return _stepped(desk, storage.redo, desk.saved)
    if not desk.after:
        return desk
    left = replace(desk, before=(), after=(), trouble="", news="")
    return replace(_again(desk.after[-1]), before=(*desk.before, left), after=desk.after[:-1])


def _stepped(desk: Desk, step: Callable[[Store, Saved], Saved], saved: Saved) -> Desk:
    try:
        saved = step(desk.store, saved)
    except Conflict as conflict:
        return replace(desk, plan=conflict.now.plan, saved=conflict.now, news=_elsewhere(conflict.now))
    except Missing:
        return replace(_without_gone(desk), trouble=GONE)
    except StorageError as error:
        return replace(desk, trouble=str(error))
    waits = desk.client is not None and desk.client.person != desk.person  # who it is for is not saved yet
    return replace(desk, plan=saved.plan, saved=saved, trouble=desk.trouble if waits else "", news="")


def _again(desk: Desk) -> Desk:
    """Give a desk that lay here before as its plan stands now; somebody may have been kept since."""
    try:
        if desk.client is None and not desk.title:
            desk = replace(desk, client=storage.oneself(desk.store))
        saved = storage.saved_plan(desk.store, desk.saved.id) if desk.saved else None
    except Missing:
        return _without_gone(desk)
    except StorageError as error:
        return replace(desk, trouble=str(error))
    return replace(desk, plan=saved.plan if saved else desk.plan, saved=saved)


def can_undo(desk: Desk) -> bool:
    """Tell whether there is anything to go back to."""
    return bool((desk.saved and desk.saved.undoable) or desk.before or (desk.trouble and desk.saved))


def can_redo(desk: Desk) -> bool:
    """Tell whether there is anything to do again."""
    return bool((desk.saved and desk.saved.redoable) or desk.after)


def refreshed(desk: Desk) -> Desk:
    """Show a plan that was edited elsewhere as it stands there, unless something here waits to be saved."""
    if desk.trouble or desk.theirs:
        return desk
    if desk.saved is None:
        left = _without_gone(desk)
        return desk if left.client == desk.client else left
    try:
        if storage.version_of(desk.store, desk.saved.id) == desk.saved.version:
            return desk
        saved = storage.saved_plan(desk.store, desk.saved.id)
    except Missing:
        return replace(_without_gone(desk), news=GONE)
    except StorageError:
        return desk  # the next edit says so
    same = saved.plan == desk.plan
    return replace(desk, plan=saved.plan, saved=saved, news="" if same else _elsewhere(saved))


def _elsewhere(saved: Saved) -> str:
    return f"“{saved.plan.name}” was edited elsewhere; you see it as it is there. Undo brings back the rest."


def settled(desk: Desk, choice: str) -> Desk:
    """End a conflict: keep "theirs", "mine" (theirs stays a step of the plan), or "both" (mine as a copy)."""
    if not (desk.theirs and desk.mine):
        return desk
    mine, done = desk.mine, replace(desk, plan=desk.theirs.plan, saved=desk.theirs, mine=None, theirs=None)
    if choice == "mine":
        return edited(done, mine)
    if choice == "both":
        return added(done, replace(mine, name=f"{mine.name[:80]} (copy)"))
    return done


def person_kept(desk: Desk, person: Person) -> Desk:
    """Keep who the plan is for as entered; a change made elsewhere meanwhile stands, and is said."""
    if person == desk.person == (desk.client.person if desk.client else person):
        return desk
    new = replace(desk, person=person)
    try:
        if desk.client:
            changed = replace(desk.client, person=person)
            return replace(new, client=storage.change_client(desk.store, changed))
        return new if desk.title else replace(new, client=somebody_kept(new))
    except storage.ClientChanged as changed_there:
        other = changed_there.now
        return replace(desk, client=other, person=other.person, news=f"“{other.name}” was changed elsewhere.")
    except Missing:
        return replace(_without_gone(new), news=GONE)
    except StorageError as error:
        return replace(new, trouble=str(error))
