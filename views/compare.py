"""Compare: two plans side by side, the difference that matters most first."""

from html import escape

import streamlit as st

import nutrition as nu
from nutrition import display
from nutrition.closing import to_match
from views import closing_parts as parts
from views import state

MINE = "mine"

foods, samples = state.foods(), nu.samples()
person, authority = state.person(), state.authority()
needed = state.needed()
titles = {MINE: "My plan", **samples["title"]}


def choose(a: str, b: str) -> None:
    """Put these two plans beside each other."""
    state.fill(plan_a=a, plan_b=b)


def side(row: dict[str, object], name: str) -> str:
    """Draw one plan's amount of a nutrient."""
    kind = str(row["status"]).replace(" ", "-")
    return (
        f'<div><span class="b12-small b12-side">{escape(name)}</span> '
        f"<b>{escape(str(row['amount']))}</b> {row['percent']} "
        f'<span class="b12-badge b12-{kind}">{row["symbol"]} {row["word"]}</span>{bar(row, kind)}'
        f'<span class="b12-small">{row["unknown"]}</span></div>'
    )


def bar(row: dict[str, object], kind: str) -> str:
    """Draw how far one plan gets; nothing where there is no target."""
    if row["fill"] is None:
        return ""
    return (
        '<span class="b12-bar" aria-hidden="true">'
        f'<span class="b12-fill b12-{kind}" style="width:{row["fill"]:.1%}"></span>'
        f'<span class="b12-target" style="left:{row["target_at"]:.0%}"></span></span>'
    )


def pair(row: dict[str, object], names: tuple[str, str]) -> str:
    """Draw one nutrient of both plans."""
    causes = escape(", ".join(row["causes"]))
    target = row["target"] if row["target"] == "no target" else f"target {row['target']}"
    return (
        f'<div class="b12-pair"><div><b>{escape(row["label"])}</b><br>'
        f'<span class="b12-small">{target}</span></div>'
        + "".join(side(one, name) for one, name in zip(row["sides"], names, strict=True))
        + f'<div><b>{row["difference"]}</b><br><span class="b12-small">{causes}</span></div></div>'
    )


@st.fragment
def needs() -> None:
    """Say, when asked, what each plan would need to meet the same needs."""
    if st.button("What would each need?", icon=":material/add_task:", key="match"):
        with st.spinner("Looking for the smallest changes …"):
            found = to_match(plans[0], plans[1], foods, needed, person, names=names)
        st.html(parts.sentences(found.sentences))


st.title("Compare two plans")
state.offer(plan_a="omnivore", plan_b="vegan_fortified")
with st.container(horizontal=True, vertical_alignment="bottom"):
    for key, label in (("plan_a", "First plan"), ("plan_b", "Second plan")):
        st.selectbox(label, list(titles), format_func=titles.get, key=key, persist_state="session")
    st.button("Omnivore and vegan", on_click=choose, args=("omnivore", "vegan_fortified"))
    st.button(
        "Vegan without and with fortified foods",
        on_click=choose,
        args=("vegan_unfortified", "vegan_fortified"),
    )

chosen = [state.entered(key) for key in ("plan_a", "plan_b")]
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
head = "".join(f"<div>{escape(name)}</div>" for name in ("Nutrient", *names, "Second minus first"))
body = "".join(pair(row, names) for row in rows)
st.html(f'<div class="b12-result"><div class="b12-pair b12-pair-head">{head}</div>{body}</div>')
