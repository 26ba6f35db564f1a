"""A visitor without a browser: speaks Streamlit's own language to a running planner, many at once.

It sees what a browser would be given to draw, and sends what a browser would send.
"""

import asyncio
import json
import urllib.parse
import urllib.request
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any, Self, TypeVar

from streamlit.auth_util import set_cookie_with_chunks
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from websockets.asyncio.client import ClientConnection, connect

PATIENCE = 60  # s; a busy machine is slow, not wrong
XSRF, USER = "_streamlit_xsrf", "_streamlit_user"
DONE, BROKEN, AGAIN, PART_DONE = range(4)  # how a run of the script finishes
ISSUER = "https://login.example"
T = TypeVar("T")
Sent = tuple[str, str, Any]  # a widget's id, the kind of its value, the value


def signed_in(origin: str, secret: str, subject: str) -> dict[str, str]:
    """Give the cookies of somebody who has signed in, as the planner gives them after the login."""
    about = {"iss": ISSUER, "sub": subject, "origin": origin, "is_logged_in": True, "provider": "default"}
    cookies = {}

    def sign(name: str, value: str) -> bytes:
        return create_signed_value(secret, name, value)

    def keep(name: str, value: str) -> None:
        cookies[name] = sign(name, value).decode()

    set_cookie_with_chunks(keep, sign, USER, about, cookie_attr_size=0)
    return cookies


def visit(visiting: Coroutine[Any, Any, T]) -> T:
    """Run what visitors do to its end, in a thread of its own: this one may be a browser's."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, visiting).result()


@dataclass
class Shown:
    """An element on the page: what it is, its fragment, and the run that drew it."""

    kind: str
    proto: Any
    fragment: str
    run: str


@dataclass
class Visitor:
    """Somebody with one tab open: ``async with Visitor(url) as visitor``."""

    url: str
    cookies: dict[str, str] = field(default_factory=dict)
    shown: dict[tuple[int, ...], Shown] = field(default_factory=dict)
    session: str = ""
    socket: ClientConnection | None = None
    _query: str = ""
    _page: str = ""  # the script of the page that is open
    _pages: dict[str, str] = field(default_factory=dict)  # the script of every page
    _run: str = ""
    _fragments: list[str] = field(default_factory=list)  # those drawn in this run; none: the whole page
    _values: dict[str, tuple[str, Any]] = field(default_factory=dict)  # what stands in widgets

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.leave()

    async def open(self, page: str = "", **query: str) -> Self:
        """Open the address, as a new session."""
        await self.leave()
        self._query, self._page, self.session = urllib.parse.urlencode(query), "", ""
        self.shown, self._values = {}, {}
        await asyncio.to_thread(self._fetch, f"{self.url}/{page}?{self._query}")
        await asyncio.to_thread(self._fetch, f"{self.url}/_stcore/health")
        await self._connect()
        await self._ask(page)
        return self

    async def come_back(self) -> Self:
        """Connect again after the line was cut, as a browser does by itself: with what stands in widgets."""
        await self.leave()
        await self._connect()
        await self._ask()
        return self

    async def leave(self) -> None:
        if self.socket:
            await self.socket.close()

    def _fetch(self, url: str) -> bytes:
        with urllib.request.urlopen(self._request(url), timeout=PATIENCE) as answer:
            self._take_cookies(answer.headers.get_all("Set-Cookie", []))
            return answer.read()

    def _request(self, url: str) -> urllib.request.Request:
        return urllib.request.Request(url, headers={"Cookie": self._cookie()} if self.cookies else {})

    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _take_cookies(self, headers: list[str]) -> None:
        for header in headers:
            self.cookies |= {name: cookie.value for name, cookie in SimpleCookie(header).items()}

    async def _connect(self) -> None:
        where = f"{self.url.replace('http', 'ws', 1)}/_stcore/stream"
        known = ["streamlit", self.cookies.get(XSRF, ""), self.session]
        self.socket = await connect(
            where,
            origin=self.url,
            subprotocols=[word for word in known if word],
            additional_headers={"Cookie": self._cookie()} if self.cookies else {},
            max_size=None,
            open_timeout=PATIENCE,
        )
        self._take_cookies(self.socket.response.headers.get_all("Set-Cookie"))

    async def go(self, page: str) -> None:
        """Turn to another page of the planner, by its address."""
        self._page = self._pages[page]
        await self._ask()

    async def fill(self, key: str, value: str | float) -> None:
        """Enter a value into the widget of that key."""
        widget = self.part(key)
        kind = {bool: "bool_value", int: "int_value", float: "double_value", str: "string_value"}[type(value)]
        self._values[widget.proto.id] = kind, value  # sent again with whatever is asked later
        await self._ask(fragment=widget.fragment)

    async def press(self, label: str) -> None:
        """Press the button with that label."""
        buttons = [each for each in self.shown.values() if each.kind == "button"]
        found = next(each for each in buttons if each.proto.label == label)
        await self._ask(fragment=found.fragment, trigger=(found.proto.id, "trigger_value", True))

    async def send(self, key: str, event: str, value: object) -> None:
        """Send what one of our components sends from the browser."""
        part = self.part(key)
        sender = f"$$STREAMLIT_INTERNAL_KEY_{part.proto.id}__events"
        events = json.dumps([{"event": event, "value": value}])
        await self._ask(fragment=part.fragment, trigger=(sender, "json_trigger_value", events))

    def part(self, key: str) -> Shown:
        """Give the widget or component of that key."""
        for each in self.shown.values():
            if str(getattr(each.proto, "id", "")).endswith(f"-{key}"):
                return each
        raise LookupError(f"{key} is not on the page, which shows: {self.words()[:2000]}")

    def data(self, key: str) -> Any:
        """Give what one of our components was given to draw."""
        return json.loads(self.part(key).proto.bytes)

    def words(self) -> str:
        """Give the text on the page that is not in components of ours."""
        protos = [each.proto for each in self.shown.values()]
        found = (getattr(proto, name, "") for proto in protos for name in ("body", "label"))
        return "\n".join(filter(None, found))

    async def _ask(self, page: str = "", fragment: str = "", trigger: Sent | None = None) -> None:
        """Ask for a run of the script, or of a fragment, and wait until it is over."""
        message = BackMsg()
        state = message.rerun_script
        state.query_string, state.page_name, state.page_script_hash = self._query, page, self._page
        state.fragment_id = fragment
        given = [(name, *value) for name, value in self._values.items()]
        for name, kind, value in [*given, *([trigger] if trigger else [])]:
            setattr(state.widget_states.widgets.add(id=name), kind, value)
        await self.socket.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            while not self._take(ForwardMsg.FromString(await self.socket.recv())):
                pass

    def _take(self, message: ForwardMsg) -> bool:
        """Take in one message; tell whether the run is over with it."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._begin(message.new_session, message.metadata.run)
        elif kind == "navigation":
            self._pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
            self._page = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self._query = message.page_info_changed.query_string
        elif kind == "delta":
            self._draw(tuple(message.metadata.delta_path), message.delta)
        elif kind == "script_finished":
            return self._finish(message.script_finished)
        return False

    def _begin(self, new: Any, run: Any) -> None:
        self.session = new.initialize.session_id or self.session
        self._page = new.page_script_hash or self._page
        self._run, self._fragments = run.script_run_id, list(run.fragment_ids)

    def _draw(self, path: tuple[int, ...], delta: Any) -> None:
        if delta.WhichOneof("type") != "new_element":
            return
        kind = delta.new_element.WhichOneof("type")
        proto = getattr(delta.new_element, kind)
        if kind == "exception":
            raise RuntimeError(f"{proto.type}: {proto.message}")
        self.shown[path] = Shown(kind, proto, delta.fragment_id, self._run)

    def _finish(self, how: int) -> bool:
        if how == BROKEN:
            raise RuntimeError("the script does not compile")
        if how in (DONE, PART_DONE):
            self.shown = {path: each for path, each in self.shown.items() if not self._is_gone(each)}
        return how in (DONE, PART_DONE)

    def _is_gone(self, each: Shown) -> bool:
        """Tell whether an element was not drawn again in a run that draws its part of the page."""
        return each.run != self._run and (not self._fragments or each.fragment in self._fragments)
