"""A plan in a link: equal on the other side, and no damage goes unseen."""

import base64
import json
import string
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nutrition as nu
from nutrition.errors import PlanError
from nutrition.exchange.link import LONGEST, packed, unpacked
from nutrition.exchange.plan_file import PlanFile, used
from nutrition.plans import Item, Plan
from tests.own_strategies import plans_with_own
from tests.strategies import quick

FILE = PlanFile(nu.sample("omnivore"))
TEXT = packed(FILE)
DAMAGED = "the link is damaged or not complete; copy the whole link, or ask for it again"
LETTERS = string.ascii_letters + string.digits + "-_"


def faults(text):
    with pytest.raises(PlanError) as caught:
        unpacked(text)
    return caught.value.faults


def made(content, letter="a", check=None):
    """Pack what may be no plan at all."""
    data = zlib.compress(content)
    check = zlib.crc32(data) if check is None else check
    return letter + base64.urlsafe_b64encode(check.to_bytes(4, "big") + data).decode().rstrip("=")


def test_a_link_is_what_it_says():
    body = json.loads(zlib.decompress(base64.urlsafe_b64decode(TEXT[1:] + "==")[4:]))
    assert (body["format"], body["version"], len(body["items"])) == ("b12-plan", 1, len(FILE.plan.items))
    assert set(body) == {"format", "version", "name", "days", "items"}  # nothing of a person


def test_a_week_of_meals_fits_in_a_link_and_its_letters_need_no_escapes():
    text = packed(PlanFile(nu.sample("vegan_week")))
    assert set(text) <= set(LETTERS)
    assert len(text) < 2000


def test_a_plan_too_long_for_a_link_says_what_else_to_do():
    items = tuple(
        Item(f"{number * 7919 % 10007}", number + 0.37, f"Meal {number * 31}") for number in range(900)
    )
    with pytest.raises(PlanError, match=r"too long for a link: .* more than 6,000; send the file instead"):
        packed(PlanFile(Plan(items)))


def test_one_letter_that_is_not_as_it_was_is_seen():
    for place, letter in enumerate(TEXT):
        other = LETTERS[(LETTERS.index(letter) + 1) % len(LETTERS)]
        assert faults(TEXT[:place] + other + TEXT[place + 1 :])[0].startswith(DAMAGED)


def test_a_link_that_was_cut_off_is_seen_wherever():
    for length in range(len(TEXT)):
        assert faults(TEXT[:length])[0].startswith(DAMAGED)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (TEXT + "A", DAMAGED),
        (TEXT + "=", DAMAGED),
        (TEXT.swapcase(), DAMAGED),
        (TEXT[0] + " " + TEXT[1:], DAMAGED),
        (TEXT[0] + TEXT[1:].replace("-", "+").replace("_", "/") + "ä", DAMAGED),
        ("b" + TEXT[1:], "unless a newer planner made it"),
        ("a" * (LONGEST + 1), "longer than 6,000 characters"),
        (made(b'{"format": "b12-plan"', check=0), DAMAGED),
        (made(b"\xff"), DAMAGED),
        (made(b""), "this is no plan file"),
        (made(b'{"format": "other"}'), "this is no plan file"),
        (made(b'{"format": "b12-plan", "version": 9}'), "a newer planner wrote this file"),
        (
            made(b'{"format": "b12-plan", "version": 1, "person": {"age": 3}}'),
            "person: a plan has no such part",
        ),
        (made(b" " * 3_000_000), DAMAGED),
        (made(b"[" * 100_000), "too deep"),
    ],
)
def test_what_is_no_link_of_ours_is_refused_in_plain_words(text, part):
    assert part in "\n".join(faults(text))


def test_nothing_may_come_after_the_plan():
    data = zlib.compress(b"{}") + b"more"
    check = zlib.crc32(data).to_bytes(4, "big")
    assert faults("a" + base64.urlsafe_b64encode(check + data).decode().rstrip("=")) == (DAMAGED,)


@quick
@given(plans_with_own())
def test_packed_and_unpacked_plan_and_foods_are_equal(drawn):
    plan, own = drawn
    assert unpacked(packed(PlanFile(plan, own))) == PlanFile(plan, used(plan, own))


@quick
@given(st.one_of(st.text(), st.text(LETTERS).map("a{}".format), st.binary().map(made)))
def test_any_text_is_a_plan_or_a_refusal(text):
    try:
        found = unpacked(text)
    except PlanError:
        return
    assert unpacked(packed(found)) == found
