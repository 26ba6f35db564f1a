"""A real Chromium in front of the real planner; nothing leaves this machine."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.online import server

ROOT = Path(__file__).parents[2]
SERVER = ["-m", "streamlit", "run", "app.py", "--server.headless", "true", "--server.address", "127.0.0.1"]
# No sandbox: containers have none. The rest keeps the browser from calling home or looking names up.
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
PATIENCE = 40_000  # ms; a busy machine is slow, not wrong

expect.set_options(timeout=PATIENCE)


def pytest_configure(config: pytest.Config) -> None:
    config.option.screenshot = "only-on-failure"  # pytest-playwright keeps them in test-results/


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    found = map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))
    return {**browser_type_launch_args, "executable_path": next(filter(None, found), None), "args": FLAGS}


@pytest.fixture(scope="session")
def foods_online() -> Iterator[server.Publisher]:
    """Start a publisher of foods on loopback, in the place of those of the internet."""
    with server.publisher() as there:
        yield there


@pytest.fixture(scope="session")
def base_url(foods_online: server.Publisher, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the planner on a free port for as long as the tests run."""
    online = {f"B12_{name}_URL": foods_online.address for name in ("FDC", "OFF", "OFF_SEARCH")}
    kept = {"B12_DATA_FOLDER": str(tmp_path_factory.mktemp("data")), "NO_PROXY": "127.0.0.1"}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, *SERVER, "--server.port", str(port)]
    quiet = {"cwd": ROOT, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env=os.environ | online | kept, **quiet) as planner:
        try:
            _wait_until_ready(url, planner)
            yield url
        finally:
            planner.kill()


def _wait_until_ready(url: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=5) as answer:
                if answer.read() == b"ok":
                    return
        except urllib.error.URLError:
            time.sleep(0.1)
    pytest.fail("the planner did not start")


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args, base_url):
    size = {"width": 1440, "height": 900}
    return {**browser_context_args, "base_url": base_url, "viewport": size, "locale": "en-GB"}


@pytest.fixture(autouse=True)
def requested(context: BrowserContext, base_url: str) -> Iterator[list[str]]:
    """Note every address a page asks for; fail on one elsewhere, on a dialog and on an error in a script."""
    asked: list[str] = []
    wrong: list[str] = []
    context.set_default_timeout(PATIENCE)
    context.on("request", lambda request: asked.append(request.url))
    context.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    yield asked
    local = (base_url, "data:", "blob:")
    assert [url for url in asked if not url.startswith(local)] == []
    assert wrong == []
