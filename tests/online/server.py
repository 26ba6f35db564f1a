"""A publisher on loopback: answers with recordings, and with every fault a server can have."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

RECORDED = Path(__file__).parents[1] / "fixtures" / "online"


def recorded(name):
    return json.loads((RECORDED / f"{name}.json").read_text(encoding="utf-8"))


@dataclass
class Publisher:
    """What was asked so far, and how to answer what begins with a path: a function of the handler."""

    address: str = ""
    asked: list = field(default_factory=list)
    ways: dict = field(default_factory=dict)
    over: threading.Event = field(default_factory=threading.Event)

    def paths(self):
        return [each["path"] for each in self.asked]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        parts = urlsplit(self.path)
        publisher = self.server.publisher
        headers, query = dict(self.headers), parse_qs(parts.query)
        publisher.asked.append({"path": parts.path, "query": query, "headers": headers, "raw": self.path})
        way = next((way for path, way in publisher.ways.items() if parts.path.startswith(path)), gone)
        try:
            way(self)
        except OSError:  # who asked has hung up
            self.close_connection = True

    def give(self, body, status=200, kind="application/json", **headers):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in {"Content-Length": len(data), **headers}.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_):
        pass


def answers(*given, **headers):
    """Answer with one body after the other, the last again and again; a number is a status."""
    left = list(given)

    def way(handler):
        body = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(body, int):
            handler.give({"error": "no"}, body, **headers)
        else:
            handler.give(body, **headers)

    return way


def gone(handler):
    handler.give({"status": 0, "errors": []}, 404)


def silent(handler):
    """Say nothing until the test is over."""
    handler.server.publisher.over.wait(20)
    handler.close_connection = True


def drips(*, headers):
    """Send a byte now and then, of the headers or of the body: never late, never done."""

    def way(handler):
        if headers:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: ")
        else:
            handler.send_response(200)
            handler.send_header("Content-Type", "application/json")
            handler.send_header("Content-Length", "1000000")
            handler.end_headers()
        while not handler.server.publisher.over.wait(0.02):
            handler.wfile.write(b"x")
            handler.wfile.flush()

    return way


def breaks_off(handler):
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"foods": [')
    handler.close_connection = True


def huge(*, said):
    """Send 100 MB, as far as they are taken; ``said`` in the headers, or in pieces without a length."""

    def way(handler):
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.send_header(*(("Content-Length", "100000000") if said else ("Transfer-Encoding", "chunked")))
        handler.end_headers()
        piece = b" " * 100_000
        for _ in range(1000):
            handler.wfile.write(piece if said else b"186a0\r\n" + piece + b"\r\n")

    return way


def sends_to(address):
    def way(handler):
        handler.give({}, 302, Location=address)

    return way


@contextmanager
def publisher() -> Iterator[Publisher]:
    """Start a publisher on a free port of loopback."""
    there = Publisher()
    with Server(("127.0.0.1", 0), Handler) as server:
        server.publisher = there
        there.address = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield there
        finally:
            there.over.set()
            server.shutdown()
            thread.join(5)
