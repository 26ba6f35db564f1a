"""The planner itself as a process that starts at once: forked from one that has everything loaded.

What is loaded are modules and the project's tables, nothing of a visitor and no connection; each process then
runs Streamlit's own server with ``app.py``, as the command line does.
"""

import multiprocessing
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.context import ForkServerContext
from pathlib import Path

from tests.servers import ROOT, free_port, health, until

FORKED = multiprocessing.get_context("forkserver")


def forked() -> ForkServerContext:
    """Give the way to start processes that have everything loaded."""
    FORKED.set_forkserver_preload(["tests.durability.loaded"])
    return FORKED


def serve(port: int, env: Mapping[str, str], log: str) -> None:
    """Run the planner as ``streamlit run app.py`` does."""
    from streamlit.web import cli  # noqa: PLC0415

    written = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(written, 1)
    os.dup2(written, 2)
    os.chdir(ROOT)
    os.environ.update(env)
    address = ["--server.address", "127.0.0.1", "--server.port", str(port)]
    sys.argv = ["streamlit", "run", "app.py", "--server.headless", "true", *address]
    cli.main()


class Quick:
    """A planner that can be killed and started again many times."""

    def __init__(self, env: Mapping[str, str], log: Path) -> None:
        self.env, self.log, self.port = dict(env), log, free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.process = forked().Process(target=serve, args=(self.port, self.env, str(self.log)), daemon=True)
        self.process.start()
        until(lambda: health(self.url), "the planner is not ready")

    def kill(self) -> None:
        self.process.kill()
        self.process.join()


@contextmanager
def quick(env: Mapping[str, str], folder: Path) -> Iterator[Quick]:
    """Run a planner that starts quickly."""
    running = Quick(env, folder / "planner.log")
    running.start()
    try:
        yield running
    finally:
        running.kill()
