"""Every proposal keeps its word: for sample and random plans and eight people, by the plain calculator.

Each plan is tried with one person, in turn; with EVERYBODY=1 in the environment with all eight (a quarter of
an hour on two cores).
"""

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor

import nutrition as nu
from tests.people import PEOPLE
from tests.proposal_rules import faults

PLANS = 200
PROCESSES = 2


def cases():
    names, people = [*nu.samples().index, *range(PLANS)], list(PEOPLE)
    if os.environ.get("EVERYBODY"):
        return [(name, who) for name in names for who in people]
    return [(name, people[number % len(people)]) for number, name in enumerate(names)]


def test_every_proposal_keeps_every_rule():
    apart = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=apart) as pool:
        found = [fault for said in pool.map(faults, cases(), chunksize=8) for fault in said]
    assert found == []
