"""A planner that keeps its data in a file, and a Chromium to look at it."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.conftest import FLAGS, PATIENCE
from tests.servers import Planner, planner


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    found = map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))
    return {**browser_type_launch_args, "executable_path": next(filter(None, found), None), "args": FLAGS}


@pytest.fixture(scope="module")
def kept() -> Iterator[Planner]:
    with planner({"B12_DATABASE_URL": ""}) as running:  # a file in its data folder, as on one's own computer
        yield running


@pytest.fixture
def newcomer(browser: Browser, kept: Planner, request: pytest.FixtureRequest):
    """Give a way to open the planner in a browser of its own."""

    def comes() -> BrowserContext:
        size = {"width": 1440, "height": 1000}
        context = browser.new_context(base_url=kept.url, viewport=size, accept_downloads=True)
        request.addfinalizer(context.close)
        context.set_default_timeout(PATIENCE)
        return context

    return comes
