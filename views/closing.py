"""Close the gaps of the plan: what may change, proposals as they come, and taking them."""

from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import streamlit as st

import nutrition as nu
from nutrition.changes import changed
from nutrition.display import suggestions as shown
from nutrition.gaps.goals import absorbed_goal
from nutrition.gaps.proposals import Proposal
from nutrition.suggestions import improving
from nutrition.wishes import Wishes
from views import closing_parts as parts
from views import draw, edits, session, state, wishing
from views.jobs import Job
from views.watch import watching

JOB = "close"
MOST_TOLD = 50  # accepted changes that are remembered
SECONDS = 10.0  # for a better answer than the first; a person can stop before
NOTICES = "Still to act on, as the notices beside the plan say"
CHANGED = "The plan, the person or the wishes have changed since this was worked out."


@dataclass(frozen=True)
class Asked:
    """What proposals were worked out for."""

    plan: nu.Plan
    person: nu.Person
    wishes: Wishes
    targets: tuple[float, ...]
    needed: pd.DataFrame = field(compare=False)


def asked(person: nu.Person | None = None, **wished: Any) -> Asked:  # noqa: ANN401 - the parts of Wishes
    """Give what proposals would be worked out for now, or for another person and other wishes."""
    whom = person or state.person()
    needed = state.needed(whom)
    targets = tuple(needed[["target", "average", "upper"]].fillna(-1).to_numpy().ravel())
    return Asked(state.plan(), whom, wishing.wishes(**wished), targets, needed)


def begin() -> None:
    """Look for proposals for the plan as it stands."""
    now = asked()
    steps = improving(now.plan, state.foods(), now.needed, now.person, now.wishes, SECONDS)
    session.begin(JOB, Job(steps, now, SECONDS))
    session.fill(taken=(0, ()), proposal=0)


def closing() -> None:
    """Draw what may change, and the proposals."""
    options = st.expander("What may change", key="panel_options", on_change="rerun")
    if options.open:
        with options:
            wishing.ask_reach()
            wishing.ask_without()
            wishing.ask_unwanted()
            wishing.ask_change(state.plan())
    job = session.job(JOB)
    if job is None or (not job.over and (taken_of(job) is None or outdated(job))):
        begin()  # for what is wished now: what was looked for so far is of no use
    if session.job(JOB).over:
        found(session.job(JOB))
    else:
        watching(JOB, found)


def found(job: Job) -> None:
    """Draw how the search stands, and the chosen proposal."""
    if wrong := job.wrong():
        st.error(draw.plain(wrong), icon=":material/error:")
        st.button("Look again", on_click=begin, icon=":material/refresh:", key="panel_again")
        return
    answer = job.latest
    over, stopped = job.over, job.stopped
    row = shown.standing(answer, job.spent, job.seconds, over=over, stopped=stopped)
    st.html(parts.standing(row) + parts.sentences(answer.sentences if answer else ()))
    taken = taken_of(job)
    stale = over and (taken is None or outdated(job))
    if not over:
        st.button("Stop here", on_click=job.stop, icon=":material/stop_circle:", key="panel_stop")
    elif stale:
        st.info(CHANGED, icon=":material/sync:")
        st.button("Look again", on_click=begin, icon=":material/refresh:", type="primary", key="panel_again")
    if answer and answer.proposals:
        chosen(job, taken or (), stale=stale)


def outdated(job: Job) -> bool:
    """Tell whether what was asked, apart from the plan, is no longer what holds."""
    was, now = job.about, asked()
    return (was.person, was.wishes, was.targets) != (now.person, now.wishes, now.targets)


def number(job: Job) -> int:
    """Give which proposal is chosen."""
    session.offer(proposal=0)
    return min(int(session.entered("proposal") or 0), len(job.latest.proposals) - 1)


def taken_of(job: Job) -> tuple[int, ...] | None:
    """Give the changes of the chosen proposal that the plan has taken; None where it is another plan now."""
    one, order = session.entered("taken")
    here = number(job) if job.latest and job.latest.proposals else 0
    changes = job.latest.proposals[here].changes if job.latest and job.latest.proposals else ()
    return edits.taken(job.about.plan, changes, order if one == here else (), state.plan())


def chosen(job: Job, taken: tuple[int, ...], *, stale: bool) -> None:
    """Draw which proposals there are, and the one that is chosen."""
    titles, here, was = shown.titles(job.latest), number(job), job.about
    if len(titles) > 1:
        session.fill(proposal=here)
        names = {"format_func": titles.__getitem__, "key": "proposal", "required": True}
        st.segmented_control("Proposals", range(len(titles)), **names)
    one = job.latest.proposals[here]
    if changes := shown.changes(one.table):
        draw.proposal(with_buttons(changes, here, taken, stale=stale), "changes", accept)
    if taken:
        st.button("Take the last one back", on_click=back, icon=":material/undo:", key="panel_back")
    goal = absorbed_goal(was.needed, was.person, was.wishes)
    taken_up = shown.uptake(was.plan, one.plan, state.foods(), was.person, goal)
    telling, others, more = shown.before_and_after(was.plan, one.plan, state.foods(), was.needed)
    bars = parts.before_after([*taken_up, *telling], others, more)
    st.html(f"<div>{bars}{still(one)}{to_act_on(one.plan)}</div>")


def still(one: Proposal) -> str:
    """Give what a proposal leaves open, and what cannot be told, as HTML."""
    unproven = parts.listed("Cannot be told", shown.said(one.unproven))
    return parts.listed("Still open", shown.said(one.unmet)) + unproven


def to_act_on(plan: nu.Plan) -> str:
    """Give, as HTML, what there is to act on still, which amounts alone do not settle."""
    told = state.notices(plan)
    return parts.listed(NOTICES, told.loc[told["level"] == "act", "title"].tolist())


def back() -> None:
    """Undo what was accepted last."""
    state.undo()
    st.rerun(["panel", "day"])


def with_buttons(
    changes: list[dict[str, Any]], here: int, taken: tuple[int, ...], *, stale: bool
) -> dict[str, Any]:
    """Say which changes were accepted, and what can be accepted still."""
    listed = [{**change, "taken": place in taken, "can": not stale} for place, change in enumerate(changes)]
    left = len(changes) - len(taken)
    words = "" if stale or not left else "Accept the rest" if taken else "Accept all" if left > 1 else ""
    return {"number": here, "changes": listed, "all": words}


def accept() -> None:
    """Take one change of the proposal, or all that are left."""
    event, job = session.event("changes", "accept"), session.job(JOB)
    if event is None or job is None or job.latest is None:
        return
    job.stop()
    taken = taken_of(job) or ()
    one = job.latest.proposals[number(job)]
    try:
        words = one.table["text"].tolist()
        picked = edits.picked(event, number(job), words, taken)
        state.edit(changed(state.plan(), [one.changes[place] for place in picked]))
        session.fill(taken=(number(job), (*taken, *picked)))
        session.offer(accepted=())  # for the handout, which says what was agreed
        told = [(one.changes[place], words[place]) for place in picked]
        session.fill(accepted=(*session.entered("accepted"), *told)[-MOST_TOLD:])
    except nu.PlanError as error:
        session.refuse(error)
    st.rerun(["panel", "day"])
