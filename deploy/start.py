"""Start the planner for many, with settings from the environment; what is missing is said first."""  # noqa: INP001

import json
import os
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

LOGIN = {  # in the environment: in Streamlit's own file
    "B12_LOGIN_PROVIDER": "server_metadata_url",
    "B12_LOGIN_CLIENT_ID": "client_id",
    "B12_LOGIN_CLIENT_SECRET": "client_secret",
    "B12_COOKIE_SECRET": "cookie_secret",
}
SHORTEST = 32  # characters of the secret that signs cookies
ROOT = Path(__file__).resolve().parent.parent


def faults(settings: dict[str, str]) -> list[str]:
    """Say what is missing or cannot be; no login at all can be: then nothing is stored."""
    found = []
    url = urlsplit(settings.get("B12_PUBLIC_URL", ""))
    if url.scheme not in ("http", "https") or not url.hostname or url.path.strip("/"):
        found.append("B12_PUBLIC_URL is not an address such as https://planner.example.org")
    return found + (_login_faults(settings) if any(settings.get(name) for name in LOGIN) else [])


def _login_faults(settings: dict[str, str]) -> list[str]:
    needed = [*LOGIN, "B12_DATABASE_URL"]
    found = [
        f"{name} is missing; sign-in needs {', '.join(needed)}" for name in needed if not settings.get(name)
    ]
    if 0 < len(settings.get("B12_COOKIE_SECRET", "")) < SHORTEST:
        found.append(f"B12_COOKIE_SECRET is shorter than {SHORTEST} characters; take a long random text")
    return found


def secrets(settings: dict[str, str]) -> str:
    """Give Streamlit's file of secrets, "" where nobody can sign in."""
    if not settings.get("B12_LOGIN_PROVIDER"):
        return ""
    entries = {"redirect_uri": f"{settings['B12_PUBLIC_URL'].rstrip('/')}/oauth2callback"}
    entries |= {key: settings[name] for name, key in LOGIN.items()}
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in entries.items()]
    return "\n".join(["[auth]", *lines, ""])


def options(settings: dict[str, str], folder: Path) -> list[str]:
    """Give the options of ``streamlit run``; the file of secrets goes into ``folder``."""
    host = urlsplit(settings["B12_PUBLIC_URL"]).hostname or ""
    chosen = {
        "server.headless": "true",
        "server.address": settings.get("B12_ADDRESS", "0.0.0.0"),  # noqa: S104 - of its own container
        "server.port": settings.get("B12_PORT", "8501"),
        "server.allowedHosts": host,
        "browser.serverAddress": host,
    }
    if written := secrets(settings):
        file = folder / "secrets.toml"
        file.touch(mode=0o600)
        file.write_text(written, "utf-8")
        chosen["secrets.files"] = str(file)
    return [word for name, value in chosen.items() for word in (f"--{name}", value)]


def main() -> None:
    """Start, or end with what is wrong."""
    settings = dict(os.environ)
    if wrong := faults(settings):
        sys.exit("\n".join(wrong))
    given = options(settings, Path(tempfile.mkdtemp(prefix="planner-")))
    kept = {name: value for name, value in settings.items() if name not in LOGIN} | {"B12_MODE": "hosted"}
    os.chdir(ROOT)
    os.execve(sys.executable, [sys.executable, "-m", "streamlit", "run", "app.py", *given], kept)  # noqa: S606


if __name__ == "__main__":
    main()
