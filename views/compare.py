"""Compare: two plans side by side, the difference that matters most first."""

import streamlit as st

import nutrition as nu
from nutrition import display
from nutrition.closing import to_match
from views import closing_parts as parts
from views import compare_parts, session, state

MINE = "mine"

foods, samples = state.foods(), nu.samples()
person, authority = state.person(), state.authority()
needed = state.needed()
titles = {MINE: "My plan", **samples["title"]}


def choose(a: str, b: str) -> None:
    """Put these two plans beside each other."""
    session.fill(plan_a=a, plan_b=b)


@st.fragment
def needs() -> None:
    """Say, when asked, what each plan would need to meet the same needs."""
    if st.button("What would each need?", icon=":material/add_task:", key="match"):
        with st.spinner("Looking for the smallest changes …"):
            found = to_match(plans[0], plans[1], foods, needed, person, names=names)
        st.html(parts.sentences(found.sentences))


st.title("Compare two plans")
session.offer(plan_a="omnivore", plan_b="vegan_fortified")
with st.container(horizontal=True, vertical_alignment="bottom"):
    for key, label in (("plan_a", "First plan"), ("plan_b", "Second plan")):
        st.selectbox(label, list(titles), format_func=titles.get, key=key, persist_state="session")
    st.button("Omnivore and vegan", on_click=choose, args=("omnivore", "vegan_fortified"))
    st.button(
        "Vegan without and with fortified foods",
        on_click=choose,
        args=("vegan_unfortified", "vegan_fortified"),
    )

chosen = [session.entered(key) for key in ("plan_a", "plan_b")]
plans = [state.plan() if name == MINE else nu.sample(name) for name in chosen]
names = (titles[chosen[0]], titles[chosen[1]])
compared = nu.compare(plans[0], plans[1], foods, needed)
rows = display.pairs(compared, needed)
st.caption(
    f"For {display.who(person)}, {authority}. Amounts per day. Sorted by the difference that matters: a "
    "different status first, then the size of the difference against the target. The last column names the "
    "foods behind it."
)
needs()
if not rows:
    st.info("Both plans are empty. Choose a sample, or put foods into your plan first.")
st.html(compare_parts.side_by_side(rows, names))
