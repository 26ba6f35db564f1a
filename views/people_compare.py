"""The plans of a person over time, and two of them, or two steps, beside each other."""

from html import escape

import streamlit as st

import nutrition as nu
from nutrition import desk_clients, display, storage
from nutrition.display.over_time import over_time
from nutrition.storage import Client, Line
from views import compare_parts, draw, session, state
from views import people_parts as parts

MOST = 20  # plans in the table
NOW = "now"


def compare(client: Client) -> None:
    """Draw the table over all plans, then two of them beside each other."""
    lines = [
        *storage.plans_of(state.store(), client.id),
        *storage.plans_of(state.store(), client.id, archived=True),
    ]
    if not lines:
        st.info("There is no saved plan to compare yet.", icon=":material/balance:")
        return
    table(lines)
    st.markdown("### Two of them beside each other")
    called = {line.id: f"{line.name or 'Without a name'} · {parts.when(line.saved_at)}" for line in lines}
    names = desk_clients.told_apart(called)
    with st.container(horizontal=True, vertical_alignment="top"):
        one = side("one", "First", names, list(names)[-1])
        two = side("two", "Second", names, next(iter(names)))
    beside(one, two)


def table(lines: list[Line]) -> None:
    """Draw what each plan gives, the one edited last first."""
    store = state.store()
    dated = [(parts.day(line.saved_at), storage.saved_plan(store, line.id).plan) for line in lines[:MOST]]
    columns, rows = over_time(dated, state.foods(), state.person(), state.needed())
    title = f"Per day, against what is needed: {display.who(state.person())}, {state.authority()}"
    st.html(draw.table(columns, [list(map(escape, row)) for row in rows], title))
    st.caption("B12 absorbed is about the middle of what the studies allow; the range stands behind it.")


def side(key: str, label: str, names: dict[str, str], first: str) -> tuple[str, nu.Plan]:
    """Ask for a plan and one of its steps, and give what to call it and the plan."""
    with st.container():
        chosen = pick(f"people_{key}", f"{label} plan", names, first)
        steps = storage.history(state.store(), chosen)
        dated = {str(step.number): parts.when(step.at) for step in steps}
        times = desk_clients.told_apart({NOW: "as it is now", **dated})
        at = pick(f"people_{key}_at", f"{label}, as it was", times, NOW)
    if at == NOW:
        plan = storage.saved_plan(state.store(), chosen).plan
        return plan.name or label, plan
    plan = next(step.plan for step in steps if str(step.number) == at)
    return f"{plan.name or label}, {times[at]}", plan


def pick(key: str, label: str, options: dict[str, str], first: str) -> str:
    """Ask for one of some options, which may have changed since it was asked last."""
    session.offer(**{key: first})
    if session.entered(key) not in options:
        session.fill(**{key: first})
    return st.selectbox(label, list(options), format_func=options.get, key=key)


def beside(one: tuple[str, nu.Plan], two: tuple[str, nu.Plan]) -> None:
    """Draw two plans beside each other."""
    if one[1] == two[1]:
        st.info("Both are the same plan. Choose another one, or an earlier step.", icon=":material/balance:")
        return
    compared = nu.compare(one[1], two[1], state.foods(), state.needed())
    rows = display.pairs(compared, state.needed())
    st.html(compare_parts.side_by_side(rows, (one[0], two[0])))
