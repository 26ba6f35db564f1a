"""Every proposal keeps its word: sample and random plans for eight people, by the plain calculator.

Every plan is tried with everybody, and with one person in turn for all proposals of the full search.
"""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

import nutrition as nu
from tests.people import PEOPLE
from tests.proposal_rules import faults

PLANS = 200
PROCESSES = 2
NARROW = 8  # width of the search for the first proposal of each of 1,688 cases


def cases():
    names, people = [*nu.samples().index, *range(PLANS)], list(PEOPLE)
    in_turn = [(name, people[number % len(people)], None) for number, name in enumerate(names)]
    return [*in_turn, *((name, who, NARROW) for name in names for who in people)]


def test_every_proposal_keeps_every_rule():
    apart = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=apart) as pool:
        found = [fault for said in pool.map(faults, cases(), chunksize=16) for fault in said]
    assert found == []
