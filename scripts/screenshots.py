"""Take the README's screenshots again, from the real planner in a real browser.

Starts the planner on a free port of this machine, opens it in Chromium, waits for the text a picture is of,
and writes the pictures to ``docs/screenshots/`` with at most 256 colours each. Run by ``make screenshots``.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

import nutrition as nu
from nutrition import storage
from nutrition.handout.content import Cover, handout
from nutrition.handout.pdf import to_pictures

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "screenshots"
LARGEST = 300_000  # bytes; a README should open quickly
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]


@dataclass(frozen=True)
class Shot:
    """One picture: what to open, how wide and high [CSS pixels], light or dark, and the text it must show.

    Of the buttons named in ``press`` each is pressed when it is there; once ``until`` is there too, what was
    asked for is done.
    """

    name: str
    address: str
    text: str
    press: tuple[str, ...] = ()
    until: str = ""
    width: int = 1440
    height: int = 900
    scheme: Literal["light", "dark"] = "light"
    scale: float = 1.0


SHOTS = (
    Shot("plan-light", "/?sample=vegan_unfortified", "This vegan plan"),
    Shot("plan-dark", "/?sample=omnivore", "Vitamin B12", scheme="dark"),
    Shot("body", "/body?sample=vegan_fortified", "In three equal sittings"),
    Shot("check", "/check?sample=older_metformin", "Is one of these true now?"),
    Shot("compare", "/compare", "Second minus first"),
    Shot(
        "gaps",
        "/?sample=vegan_unfortified",
        "This vegan plan",
        press=("Close the gaps",),
        until="smaller set of changes",
        height=1340,
    ),
    Shot("new-plan", "/new_plan", "Whole days for", press=("Make the plan",), until="Use this plan"),
    Shot("explore", "/explore", "foods ranked", height=1000),
    Shot("label", "/foods?foods_part=From+a+label", "Whose label", height=1000),
    Shot("phone", "/?sample=vegan_unfortified", "This vegan plan", width=390, height=844, scale=2.0),
)


PEOPLE = Shot("people", "/people", "Search", height=1100)


def main() -> None:
    """Take every picture and say how large it became."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    found = next(filter(None, map(shutil.which, BROWSERS)), None)  # else Playwright's own
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        file = f"sqlite:///{folder}/people.sqlite3"
        invented(storage.open_store(file))
        browser = play.chromium.launch(executable_path=found, args=FLAGS)
        for database, shots in ((storage.MEMORY, SHOTS), (file, (PEOPLE,))):
            with planner(database) as address:
                for shot in shots:
                    keep(shot.name, taken(browser, address, shot))
        browser.close()
    keep("handout", sheet())


def keep(name: str, png: bytes) -> None:
    """Write a picture and say how large it became."""
    path = FOLDER / f"{name}.png"
    path.write_bytes(compressed(png))
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} kB")


def invented(store: storage.Store) -> None:
    """Save some people who do not exist, with plans."""
    person = nu.Person(34, "female", diet="vegan")
    clients = [
        storage.add_client(store, "Ada Example", person, "Soy drink at breakfast is fine. Back in March."),
        storage.add_client(
            store, "Ben Sample", nu.Person(71, "male", risks=("metformin",)), "Tablets at noon."
        ),
        storage.add_client(store, "Cleo Model", nu.Person(29, "female", "pregnant", diet="vegetarian")),
    ]
    for client, name in zip(clients, ("vegan_unfortified", "older_metformin", "vegetarian"), strict=True):
        storage.add_plan(store, client.id, nu.sample(name))
    storage.keep_labs(store, clients[0].id, "2026-09-14", nu.Labs(b12=(205, "pg/mL"), mma=(0.41, "umol/L")))
    storage.add_plan(store, clients[0].id, nu.sample("vegan_fortified"))


def sheet() -> bytes:
    """Give the first page of a handout for one of them."""
    person, foods = nu.Person(34, "female", diet="vegan"), nu.read_foods()
    plan, needed = nu.sample("vegan_fortified"), nu.needed(person)
    agreed = "A fortified soy drink with breakfast.\nA tablet of 10 µg with dinner."
    cover = Cover("Ada Example", "Dana Model", "Registered dietitian", "14 September 2026", "", agreed, "")
    notices = nu.notices(person, plan, foods)
    said = handout(cover, person, plan, foods, nu.read_portions(), needed, notices, "NASEM")
    return to_pictures(said, "a4")[0]


@contextmanager
def planner(database: str) -> Iterator[str]:
    """Run the planner on a free port and give its address; end it by its own process in any case."""
    address, port = "127.0.0.1", free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    command += ["--server.address", address, "--server.port", str(port)]
    server = subprocess.Popen(  # noqa: S603 - our own command
        command,
        cwd=ROOT,
        env={**os.environ, "B12_DATABASE_URL": database},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        wait_for_line(server, "URL")
        yield f"http://{address}:{port}"
    finally:
        server.terminate()
        server.communicate(timeout=30)


def free_port() -> int:
    """Give a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_line(server: subprocess.Popen[str], word: str) -> None:
    """Read what the server says until a line has the word; `RuntimeError` where it ends before that."""
    said = []
    for line in server.stdout or ():
        said.append(line)
        if word in line:
            return
    raise RuntimeError(f"the planner ended before it was ready:\n{''.join(said)}")


def taken(browser: Browser, address: str, shot: Shot) -> bytes:
    """Give one picture as PNG, once its text is there and nothing is being drawn any more."""
    page = browser.new_page(
        viewport={"width": shot.width, "height": shot.height},
        color_scheme=shot.scheme,
        locale="en-GB",  # times as 08:00
        device_scale_factor=shot.scale,
    )
    try:
        page.goto(address + shot.address)
        settled(page, shot.text)
        for name in shot.press:
            page.get_by_role("button", name=name).click()
        if shot.until:
            expect(page.get_by_text("Stop here")).to_have_count(0, timeout=60_000)
            settled(page, shot.until)
        return page.screenshot(animations="disabled")
    finally:
        page.close()


def settled(page: Page, text: str) -> None:
    """Wait for the text, the end of the script's run, every part that is loaded only then, and the fonts."""
    expect(page.get_by_text(text).first).to_be_visible(timeout=60_000)
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached()
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    page.evaluate("document.fonts.ready.then(() => true)")


def compressed(png: bytes) -> bytes:
    """Give the picture with a palette of 256 colours; one that stays too large raises `ValueError`."""
    out = BytesIO()
    picture = Image.open(BytesIO(png)).convert("RGB")
    picture.quantize(256, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    if out.tell() > LARGEST:
        raise ValueError(f"a picture of {out.tell():,} bytes is larger than {LARGEST:,}")
    return out.getvalue()


if __name__ == "__main__":
    main()
