"""One site for the tests of a file, and a Chromium to look at it."""

import shutil
import sys
from collections.abc import Iterator

import pytest

from tests.browser.conftest import FLAGS
from tests.hosting.site import Site, site


@pytest.fixture(scope="module")
def hosted_planner() -> Iterator[Site]:
    with site() as running:
        yield running
        for name, planner in running.planners.items():  # shown where a test fails
            sys.stdout.write(f"{name}:\n{planner.server.said()}\n")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    found = map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))
    return {**browser_type_launch_args, "executable_path": next(filter(None, found), None), "args": FLAGS}
