"""Every proposal keeps its word: sample and random plans for eight people, by the plain calculator.

Every plan is tried with everybody, and with one person in turn for all proposals of the full search.
"""

import pytest

import nutrition as nu
from tests.people import PEOPLE
from tests.proposal_rules import faults

PLANS = 200
NAMES = [*nu.samples().index, *range(PLANS)]
NARROW = 8  # width of the search for the first proposal, where everybody is tried


@pytest.mark.parametrize("name", NAMES)
def test_the_first_proposal_for_everybody_keeps_every_rule(name):
    assert [fault for who in PEOPLE for fault in faults((name, who, NARROW))] == []


@pytest.mark.parametrize(("number", "name"), list(enumerate(NAMES)))
def test_all_proposals_for_one_person_in_turn_keep_every_rule(number, name):
    assert faults((name, list(PEOPLE)[number % len(PEOPLE)], None)) == []
