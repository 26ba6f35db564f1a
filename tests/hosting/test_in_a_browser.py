"""The hosted planner in a real Chromium: signing in, whose plan is whose, a planner that ends."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.conftest import PATIENCE
from tests.hosting.test_replicas import count

READY = "[data-test-script-state=notRunning]"


@pytest.fixture
def newcomer(browser: Browser, hosted_planner, request):
    """Give a way to open the planner as somebody new to it; nothing in the page may offend its own policy."""
    said = []

    def comes() -> Page:
        context = browser.new_context(base_url=hosted_planner.url, viewport={"width": 1440, "height": 900})
        request.addfinalizer(context.close)
        context.set_default_timeout(PATIENCE)
        context.on("console", lambda message: said.append(message.text))
        page = context.new_page()
        page.goto("/")
        page.wait_for_selector(READY)
        return page

    yield comes
    assert [words for words in said if "Content Security Policy" in words or "Refused to" in words] == []


def sign_in(page: Page, name: str) -> None:
    page.get_by_role("button", name="Sign in").click()
    page.get_by_placeholder("sub").fill(name)
    page.get_by_role("button", name="Authorize").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.wait_for_selector(READY)


def add(page: Page, words: str) -> None:
    page.get_by_role("searchbox", name="Find a food").or_(page.get_by_label("Find a food")).first.fill(words)
    page.get_by_role("button", name=re.compile("^Add ")).first.click()


def planned(page: Page):
    return page.get_by_label(re.compile("^Amount of "))


def test_who_signs_in_finds_their_plan_again_at_any_planner_and_nobody_else_does(newcomer, hosted_planner):
    page = newcomer()
    add(page, "salmon")
    expect(planned(page)).to_have_count(1)
    assert not tables(hosted_planner)  # without a login nothing is stored, not even where it could be
    sign_in(page, "ann@example.org")
    add(page, "salmon")
    expect(planned(page)).to_have_count(1)
    assert count(hosted_planner)["plan"] == 1
    page.reload()
    expect(planned(page)).to_have_count(1)
    every_page_is_drawn(page)
    goes_on_when_its_planner_ends(page, hosted_planner)

    other = newcomer()
    sign_in(other, "bob@example.org")
    expect(planned(other)).to_have_count(0)
    other.goto(page.url)  # the address of her plan
    expect(other.get_by_text("not among yours")).to_be_visible()
    expect(planned(other)).to_have_count(0)

    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="End session").click()  # there too
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    expect(planned(page)).to_have_count(0)


def tables(site):
    return site.database.rows("SELECT 1 FROM information_schema.tables WHERE table_name = 'workspace'")


def goes_on_when_its_planner_ends(page: Page, site) -> None:
    page.reload()
    expect(planned(page)).to_have_value("1")
    serving = site.planners[planner_of(page)]
    with another_run(page):
        serving.kill()
    amount(page, "3", "255 g")
    serving.start()
    another = site.planners[planner_of(page)]
    with another_run(page):
        another.kill()
        planned(page).fill("2")  # there is no line now
        planned(page).press("Enter")
    expect(page.get_by_text("170 g").first).to_be_visible()
    assert site.planners[planner_of(page)] is serving
    another.start()
    page.reload()
    expect(planned(page)).to_have_value("2")


def amount(page: Page, typed: str, shown: str) -> None:
    planned(page).fill(typed)
    planned(page).press("Enter")
    expect(page.get_by_text(shown).first).to_be_visible()


def planner_of(page: Page) -> str:
    return next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "planner")


def every_page_is_drawn(page: Page) -> None:
    """Turn every page, and the chart, for what the page's own policy could keep from being drawn."""
    page.get_by_role("button", name="Where it comes from").click()
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    links = page.get_by_role("navigation", name="App pages").get_by_role("link")
    for number in reversed(range(links.count())):  # the plan is the first, and the last to be seen
        links.nth(number).click()
        page.wait_for_selector(READY)
    expect(planned(page)).to_have_count(1)


@contextmanager
def another_run(page: Page) -> Iterator[None]:
    """Wait until the page has connected again and is complete."""
    runs = []

    def take(frame: bytes) -> None:
        if ForwardMsg.FromString(frame).WhichOneof("type") == "script_finished":
            runs.append(frame)

    page.once("websocket", lambda socket: socket.on("framereceived", take))
    yield
    end = time.monotonic() + 3 * PATIENCE / 1000
    while not runs and time.monotonic() < end:
        page.wait_for_timeout(50)
