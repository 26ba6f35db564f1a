"""A hosted planner as deploy/ sets it up, as plain processes on loopback."""

import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPMessage

from tests.servers import (
    ROOT,
    Planner,
    Postgres,
    Server,
    free_port,
    hosted,
    identity_provider,
    nginx,
    postgres,
)
from tests.visitor import Visitor, signed_in

SECRET = "a-secret-of-tests-and-of-nothing-else"
NAMES = frozenset({"one", "two"})  # the replicas, as nginx calls them


@dataclass
class Site:
    url: str
    database: Postgres
    planners: dict[str, Planner]
    web: Server

    def visitor(self, name: str = "") -> Visitor:
        """Give somebody who has signed in by that name, or not at all."""
        return Visitor(self.url, signed_in(self.url, SECRET, name) if name else {})

    def ask(self, path: str, method: str = "GET", body: bytes | None = None) -> tuple[int, HTTPMessage, str]:
        """Give status, headers and text of an answer."""
        asked = urllib.request.Request(f"{self.url}{path}", data=body, method=method)
        try:
            with urllib.request.urlopen(asked, timeout=30) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers, error.read().decode()


@contextmanager
def site() -> Iterator[Site]:
    """Run two replicas of the planner, PostgreSQL, nginx and a login."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with ExitStack() as running:
        database, provider = running.enter_context(postgres()), running.enter_context(identity_provider())
        env = {
            "B12_PUBLIC_URL": url,
            "B12_DATABASE_URL": database.url,
            "B12_LOGIN_PROVIDER": f"{provider}/.well-known/openid-configuration",
            "B12_LOGIN_CLIENT_ID": "planner",
            "B12_LOGIN_CLIENT_SECRET": "not checked",
            "B12_COOKIE_SECRET": SECRET,
        }
        with ThreadPoolExecutor() as both:
            started = both.map(lambda _: running.enter_context(hosted(env)), NAMES)
            planners = dict(zip(NAMES, started, strict=True))
        web = running.enter_context(nginx(configuration(port, planners), url))
        yield Site(url, database, planners, web)


def configuration(port: int, planners: dict[str, Planner]) -> str:
    """Give deploy/nginx.conf as it is but for the addresses."""
    text = (ROOT / "deploy/nginx.conf").read_text("utf-8")
    here = {
        "listen 8080;": f"listen 127.0.0.1:{port};",
        "app1:8501": planners["one"].url.removeprefix("http://"),
        "app2:8501": planners["two"].url.removeprefix("http://"),
    }
    for there, address in here.items():
        assert text.count(there) == 1
        text = text.replace(there, address)
    return text
