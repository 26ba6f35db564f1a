"""Reads one answer of a server whole: up to a size, and ended from outside when the time is over."""

import socket
import threading
from contextlib import suppress
from typing import Any

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.poolmanager import PoolManager

PIECE = 65_536  # bytes read at a time


class TooLargeError(Exception):
    """An answer is larger than what is read of one."""


class Bounded(HTTPAdapter):
    """Speaks HTTP for a session; no answer is longer than ``size`` bytes, and `stop` ends what is under way.

    Time-outs of a socket count from byte to byte: who sends one byte now and then is never late. So the
    sockets are known here, and can be shut.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._sockets: list[socket.socket] = []
        self._lock = threading.Lock()
        self._stopped = False
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as given there
        """Make connections that are watched."""
        super().init_poolmanager(*args, **kwargs)
        _watch(self.poolmanager, self._seen)

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> PoolManager:  # noqa: ANN401 - as given there
        """Make connections through a proxy that are watched."""
        return _watch(super().proxy_manager_for(*args, **kwargs), self._seen)

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401 - as there
        """Send a request and read all of its answer; `TooLargeError` for one that is longer."""
        response = super().send(request, *args, **kwargs)
        try:
            response._content = self._read(response)  # noqa: SLF001 - no public way to say: it is read
        except BaseException:
            response.close()
            raise
        return response

    def stop(self) -> None:
        """End what is under way, at once, from any thread."""
        with self._lock:
            self._stopped = True
            for each in self._sockets:
                _shut(each)

    def close(self) -> None:
        """Let go of everything."""
        super().close()
        with self._lock:
            for each in self._sockets:
                each.close()
            self._sockets.clear()

    def _read(self, response: Response) -> bytes:
        length = response.headers.get("Content-Length", "")
        if length.isdecimal() and int(length) > self._size:
            raise TooLargeError
        body = bytearray()
        for piece in response.iter_content(PIECE):
            body += piece
            if len(body) > self._size:
                raise TooLargeError
        return bytes(body)

    def _seen(self, made: socket.socket) -> socket.socket:
        """Keep a second handle of a socket: encryption takes over the first, shutting works by either."""
        with self._lock:
            self._sockets.append(made.dup())
            if self._stopped:
                _shut(made)
        return made


def _shut(each: socket.socket) -> None:
    with suppress(OSError):  # it is closed already
        each.shutdown(socket.SHUT_RDWR)


def _watch(manager: PoolManager, seen: Any) -> PoolManager:  # noqa: ANN401 - a method of `Bounded`
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            made: socket.socket = seen(super()._new_conn())
            return made

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            made: socket.socket = seen(super()._new_conn())
            return made

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    manager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}
    return manager
