"""What the files in deploy/ say about each other, and how the planner starts from settings."""

import re
import runpy
import subprocess
import sys
import tomllib
from importlib.metadata import requires

import pytest
from packaging.requirements import Requirement

from tests.servers import ROOT

START = runpy.run_path(str(ROOT / "deploy/start.py"))
LOGIN = {
    "B12_LOGIN_PROVIDER": "https://login.example.org/.well-known/openid-configuration",
    "B12_LOGIN_CLIENT_ID": "planner",
    "B12_LOGIN_CLIENT_SECRET": 'quotes " and \\ and\nlines',
    "B12_COOKIE_SECRET": "0123456789abcdef0123456789abcdef",
}
SETTINGS = {
    "B12_PUBLIC_URL": "https://planner.example.org/",
    "B12_DATABASE_URL": "postgresql+psycopg://planner:x@db/planner",
    **LOGIN,
}


def text(name):
    return (ROOT / name).read_text("utf-8")


def without(*names, **changed):
    return {**{name: value for name, value in SETTINGS.items() if name not in names}, **changed}


def test_settings_that_are_whole_have_no_fault():
    assert START["faults"](SETTINGS) == []
    assert START["faults"](without(*LOGIN, "B12_DATABASE_URL")) == []  # nobody signs in, nothing is kept


@pytest.mark.parametrize("name", [*SETTINGS])
def test_what_is_missing_is_said_by_its_name(name):
    (fault,) = START["faults"](without(name))
    assert fault.startswith(name)


@pytest.mark.parametrize(
    "url", ["planner.example.org", "ftp://planner.example.org", "https://", "https://example.org/planner"]
)
def test_an_address_that_cannot_be_is_refused(url):
    (fault,) = START["faults"](without(B12_PUBLIC_URL=url))
    assert fault == "B12_PUBLIC_URL is not an address such as https://planner.example.org"


def test_a_secret_that_is_easy_to_guess_is_refused():
    (fault,) = START["faults"](without(B12_COOKIE_SECRET="0123456789abcdef0123456789abcde"))
    assert "shorter than 32 characters" in fault


def test_the_file_of_secrets_holds_what_was_given_and_is_for_its_owner_only(tmp_path):
    given = START["options"](SETTINGS, tmp_path)
    file = tmp_path / "secrets.toml"
    assert given[given.index("--secrets.files") + 1] == str(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert tomllib.loads(file.read_text("utf-8")) == {
        "auth": {
            "redirect_uri": "https://planner.example.org/oauth2callback",
            "server_metadata_url": "https://login.example.org/.well-known/openid-configuration",
            "client_id": "planner",
            "client_secret": 'quotes " and \\ and\nlines',
            "cookie_secret": "0123456789abcdef0123456789abcdef",
        }
    }


def test_without_a_login_there_are_no_secrets(tmp_path):
    given = START["options"](without(*LOGIN), tmp_path)
    assert "--secrets.files" not in given
    assert list(tmp_path.iterdir()) == []
    assert given[given.index("--server.allowedHosts") + 1] == "planner.example.org"


def test_it_does_not_start_with_settings_that_cannot_be():
    command = [sys.executable, ROOT / "deploy/start.py"]
    env = {"B12_PUBLIC_URL": "nowhere", "B12_LOGIN_CLIENT_ID": "planner"}
    ended = subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=30)
    assert ended.returncode == 1
    assert [line.split()[0] for line in ended.stderr.splitlines()] == [
        "B12_PUBLIC_URL",
        "B12_LOGIN_PROVIDER",
        "B12_LOGIN_CLIENT_SECRET",
        "B12_COOKIE_SECRET",
        "B12_DATABASE_URL",
    ]


def test_every_setting_stands_in_the_documents():
    code = [*(ROOT / "nutrition").rglob("*.py"), *(ROOT / "views").rglob("*.py"), ROOT / "deploy/start.py"]
    used = set(re.findall(r"\bB12_[A-Z_]+\b", "".join(path.read_text("utf-8") for path in code)))
    told = re.findall(r"^\| `(B12_[A-Z_]+)` \|", text("docs/hosting.md"), re.MULTILINE)
    assert sorted(told) == sorted(used | {"B12_DATABASE_PASSWORD"})  # that of deploy/database.sh


def test_every_setting_of_the_compose_file_can_be_filled_in():
    wanted = set(re.findall(r"\$\{(\w+)", text("deploy/compose.yaml")))
    offered = set(re.findall(r"^(\w+)=", text("deploy/env.example"), re.MULTILINE))
    assert wanted == offered


def test_the_set_up_that_is_tested_is_the_one_that_is_deployed():
    compose = text("deploy/compose.yaml")
    assert "./nginx.conf:/etc/nginx/nginx.conf:ro" in compose
    assert "./database.sh:/docker-entrypoint-initdb.d/database.sh:ro" in compose
    assert {"app1", "app2"} < set(re.findall(r"^  (\w+):", compose, re.MULTILINE))
    assert 'CMD ["python", "deploy/start.py"]' in text("deploy/Dockerfile")


def test_the_container_gets_what_the_planner_needs_and_nothing_else():
    copied = re.findall(r"^COPY (.+) \S+$", text("deploy/Dockerfile"), re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    let_in = {line[1:] for line in text(".dockerignore").splitlines() if line.startswith("!")}
    assert {name for name in names if not (ROOT / name).exists()} == set()
    assert {line.removesuffix("/config.toml") for line in let_in} == names
    assert not names & {"tests", ".git", ".streamlit/secrets.toml"}


def test_what_signing_in_needs_comes_with_what_is_installed_to_run():
    ours = [Requirement(line) for line in tomllib.loads(text("pyproject.toml"))["project"]["dependencies"]]
    streamlit = next(wish for wish in ours if wish.name == "streamlit")
    extra = {Requirement(line).name.lower() for line in requires("streamlit") if 'extra == "auth"' in line}
    assert extra == {"authlib", "httpx"}
    assert "auth" in streamlit.extras
