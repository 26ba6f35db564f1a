"""Make the plan another diet's or free of an allergen: swaps, then what closes the gaps of the new plan."""

from collections.abc import Iterator
from contextlib import closing as closed
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

import nutrition as nu
from nutrition.conversion import Conversion, convert
from nutrition.display import suggestions as shown
from nutrition.gaps.reasons import reasons
from nutrition.suggestions import Suggestion, improving
from views import closing, draw, session, state, wishing
from views import closing_parts as parts
from views.jobs import Job
from views.watch import watching

JOB = "make"
DIETS = ("vegan", "vegetarian", "pescatarian")
MADE, LONGEST_NAME = ", made ", 100  # as the plan page takes a name


@dataclass(frozen=True)
class Made:
    """The plan made to fit, what was swapped, and the proposals that close its gaps."""

    fitted: Conversion
    swaps: pd.DataFrame
    answer: Suggestion


def asked() -> closing.Asked:
    """Give what the plan is to be made for now: the person on the new diet, and what that person needs."""
    session.offer(make_diet=DIETS[0])
    diet = session.entered("make_diet") or state.person().diet
    return closing.asked(replace(state.person(), diet=diet), diet=diet)


def begin() -> None:
    """Make the plan as it stands fit."""
    now = asked()
    session.begin(JOB, Job(steps(now, state.foods()), now, closing.SECONDS))


def steps(now: closing.Asked, foods: pd.DataFrame) -> Iterator[Made]:
    """Swap what does not fit, then look for what closes the gaps."""
    fitted = convert(now.plan, foods, now.person, now.wishes)
    swaps = reasons(now.plan, fitted.changes, foods, now.needed, now.person, now.wishes)
    with closed(
        improving(fitted.plan, foods, now.needed, now.person, now.wishes, closing.SECONDS)
    ) as answers:
        for answer in answers:
            yield Made(fitted, swaps, answer)


def converting() -> None:
    """Ask what the plan is to be, and draw what it becomes."""
    ask()
    job = session.job(JOB)
    if job and not job.over and job.about != asked():
        begin()  # for what is wished now
        job = session.job(JOB)
    if job is None:
        st.button("Make the change", type="primary", on_click=begin, key="make_begin")
    elif job.over:
        found(job)
    else:
        watching(JOB, found)


def ask() -> None:
    """Ask for the diet, and for what is not to be in it."""
    session.offer(make_diet=DIETS[0])
    names = {"format_func": str.capitalize, "key": "make_diet", "persist_state": "session"}
    st.segmented_control("Make it", DIETS, **names)
    wishing.ask_without()
    options = st.expander("What may be proposed", key="make_options", on_change="rerun")
    if options.open:
        with options:
            wishing.ask_reach()
            wishing.ask_unwanted()


def found(job: Job) -> None:
    """Draw how far it is, and the plan that comes of it."""
    if wrong := job.wrong():
        st.error(draw.plain(wrong), icon=":material/error:")
        st.button("Make the change", on_click=begin, key="make_begin")
        return
    made = job.latest
    answer = made.answer if made else None
    row = shown.standing(answer, job.spent, job.seconds, over=job.over, stopped=job.stopped)
    st.html(parts.standing(row) + parts.sentences(answer.sentences if answer else ()))
    if not job.over:
        st.button("Stop here", on_click=job.stop, icon=":material/stop_circle:", key="make_stop")
    elif job.about != asked():
        st.info(closing.CHANGED, icon=":material/sync:")
        st.button("Make the change", type="primary", on_click=begin, key="make_begin")
    elif made:
        with st.container(horizontal=True):
            whole = {"type": "primary", "key": "make_use", "args": (made.answer.plan,)}
            st.button("Use the changed plan", on_click=use, **whole)
            if made.answer.proposals[0].changes and made.fitted.changes:
                st.button("Use the swaps alone", on_click=use, args=(made.fitted.plan,), key="make_swaps")
        if job.about.wishes.diet != state.person().diet:
            st.caption(f"The diet in the sidebar becomes {job.about.wishes.diet} too. Undo sets both back.")
    if made:
        drawn(job.about, made)


def drawn(was: closing.Asked, made: Made) -> None:
    """Draw the swaps, what closes the gaps then, and what both cost."""
    names = state.foods()["name"]
    left = list(dict.fromkeys(names[item.food] for item in made.fitted.left))
    best = made.answer.proposals[0]
    swaps = [change["text"] for change in shown.changes(made.swaps)]
    swapped = parts.listed("Swapped", swaps) or parts.sentences(["Every food of the plan fits already."])
    bars = parts.before_after(*shown.before_and_after(was.plan, best.plan, state.foods(), was.needed))
    st.html(
        f"<div>{swapped}{parts.listed('Left out, as nothing stands in for it', left)}"
        f"{parts.changes('Then, to close the gaps', shown.changes(best.table))}"
        f"{bars}{closing.still(best)}</div>"
    )


def use(plan: nu.Plan) -> None:
    """Put the changed plan in the place of the old, and its diet in the sidebar."""
    job: Any = session.job(JOB)
    diet, was, old = job.about.wishes.diet, state.person().diet, state.plan()
    state.edit(replace(plan, name=renamed(old.name, diet) if diet != was else old.name))
    session.fill(diet=diet, diets=((old, was), (state.plan(), diet)), panel="")
    session.begin(JOB, None)
    new = f"The plan and the diet in the sidebar are {diet} now" if diet != was else "The plan has changed"
    session.say(f"{new}. Undo sets {'both' if diet != was else 'it'} back.")
    st.rerun()


def renamed(name: str, diet: str) -> str:
    """Give a plan's name with the diet it was made for."""
    suffix = f"{MADE}{diet}"
    return name.partition(MADE)[0][: LONGEST_NAME - len(suffix)] + suffix
