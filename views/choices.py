"""What the lists on the pages offer: people there are plans for, and the other plans of one of them."""

from nutrition import desk_clients, storage
from nutrition.desk import MYSELF
from views import state


def other_plans(most: int) -> dict[str, str]:
    """Give the other plans of the person, the one edited last first: ids and names."""
    client, saved = state.desk().client, state.desk().saved
    try:
        lines = storage.plans_of(state.store(), client.id) if client else []
    except (storage.Missing, storage.StorageError):
        return {}  # the next edit says what is wrong
    others = [line for line in lines if not saved or line.id != saved.id][:most]
    names = {line.id: f"{line.name or 'Without a name'} · {line.saved_at[:10]}" for line in others}
    return desk_clients.told_apart(names)


def people() -> dict[str, str]:
    """Give the names of everybody there are plans for by id; "" is somebody not kept yet."""
    lying = state.desk()
    try:
        known = {one.id: one.name for one in storage.clients(state.store())}
    except storage.StorageError:
        known = {}
    if lying.client and lying.client.id not in known:
        known[lying.client.id] = lying.client.name
    known = desk_clients.told_apart(known)  # a list would open the first of those with the same name
    return known if lying.client else {"": lying.title or MYSELF, **known}
