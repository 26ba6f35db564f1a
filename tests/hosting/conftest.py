"""One site for the tests of a file."""

import sys
from collections.abc import Iterator

import pytest

from tests.hosting.site import Site, site


@pytest.fixture(scope="module")
def hosted_planner() -> Iterator[Site]:
    with site() as running:
        yield running
        for name, planner in running.planners.items():  # shown where a test fails
            sys.stdout.write(f"{name}:\n{planner.server.said()}\n")
