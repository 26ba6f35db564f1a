"""Every proposal keeps its word: sample and random plans for eight people, by the plain calculator.

The first proposal of a narrow search for every plan and person; all proposals of the full search for the
samples and some random plans, each with one person in turn.
"""

from itertools import cycle

import pytest

import nutrition as nu
from tests.people import PEOPLE
from tests.proposal_rules import faults

PLANS, SOME = 200, 13
NAMES = [*nu.samples().index, *range(PLANS)]
IN_TURN = list(zip([*nu.samples().index, *range(SOME)], cycle(PEOPLE), strict=False))
NARROW = 3  # width of the search for the first proposal, where everybody is tried


@pytest.mark.parametrize("name", NAMES)
def test_the_first_proposal_for_everybody_keeps_every_rule(name):
    assert [fault for who in PEOPLE for fault in faults((name, who, NARROW))] == []


@pytest.mark.parametrize(("name", "who"), IN_TURN)
def test_all_proposals_for_one_person_in_turn_keep_every_rule(name, who):
    assert faults((name, who, None)) == []
