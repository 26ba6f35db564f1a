"""Two replicas of the planner behind nginx, with what is saved in PostgreSQL, as deploy/ sets them up."""

import asyncio
import http.client
import ipaddress
import os
import re
import ssl
import subprocess
import urllib.parse
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from websockets.exceptions import ConnectionClosed

from tests.hosting.site import NAMES, configuration
from tests.servers import ROOT, free_port, nginx
from tests.visitor import USER, visit

SALMON = {"food": "175168", "amount": "100", "measure": "g"}


def foods(visitor):
    sittings = visitor.data("table")["sittings"]
    return [(item["food"], item["amount"]) for sitting in sittings for item in sitting["items"]]


async def add_salmon(visitor):
    await visitor.fill("words", "salmon")
    await visitor.send("picker", "add", SALMON)


async def change_amount(visitor, to):
    edit = {"do": "amount", "index": 0, "food": SALMON["food"], "to": to}
    await visitor.send("table", "edit", edit)


def test_everybody_stays_with_one_planner_and_goes_on_at_the_other_when_it_is_killed(hosted_planner):
    async def visiting():
        async with hosted_planner.visitor("ann") as ann:
            await ann.open()
            await add_salmon(ann)
            first = ann.cookies["planner"]
            for _ in range(5):
                await ann.open()
                assert ann.cookies["planner"] == first
            await change_amount(ann, "120")
            hosted_planner.planners[first].kill()
            with pytest.raises(ConnectionClosed):
                await change_amount(ann, "1")
            await ann.come_back()
            (second,) = NAMES - {first}
            assert ann.cookies["planner"] == second
            assert foods(ann) == [("175168", "120")]
            await change_amount(ann, "130")
            hosted_planner.planners[first].start()
            await ann.open()
            assert ann.cookies["planner"] == second  # where the work is now
            assert foods(ann) == [("175168", "130")]

    visit(visiting())


def test_newcomers_come_to_both_planners_and_nobody_sees_what_is_not_theirs(hosted_planner):
    async def visiting():
        async with AsyncExitStack() as there:
            names = [f"guest {number}" for number in range(12)]
            many = [await there.enter_async_context(hosted_planner.visitor(name)) for name in names]
            await asyncio.gather(*(each.open() for each in many))
            assert {each.cookies["planner"] for each in many} == NAMES
            assert [foods(each) for each in many] == [[]] * 12
            before = count(hosted_planner)
            await add_salmon(many[0])
            await asyncio.gather(*(each.open() for each in many))
            assert [len(foods(each)) for each in many] == [1] + [0] * 11
            after = count(hosted_planner)
            assert after["workspace"] == before["workspace"] + 1  # nothing for those who only look
            assert after["plan"] == before["plan"] + 1

    visit(visiting())


def count(site):
    """Give how many rows there are in each table."""
    tables = ("workspace", "client", "plan", "step", "own_food", "lab_result")
    return {table: site.database.rows(f"SELECT count(*) FROM {table}")[0][0] for table in tables}


def test_without_a_login_nothing_is_stored(hosted_planner):
    async def visiting():
        async with hosted_planner.visitor("somebody") as somebody, hosted_planner.visitor() as nobody:
            await somebody.open()  # so that the tables are there
            before = count(hosted_planner)
            await nobody.open()
            await add_salmon(nobody)
            await change_amount(nobody, "250")
            assert foods(nobody) == [("175168", "250")]
            assert count(hosted_planner) == before
            await nobody.open()
            assert foods(nobody) == []

    visit(visiting())


def test_a_forged_login_is_none(hosted_planner):
    async def visiting():
        async with hosted_planner.visitor("ann") as ann, hosted_planner.visitor("eve") as eve:
            await ann.open()
            await add_salmon(ann)
            theirs, mine = (each.cookies[USER].rsplit(".", 2) for each in (ann, eve))
            eve.cookies[USER] = ".".join([theirs[0], *mine[1:]])
            await eve.open()
            assert foods(eve) == []
            assert "not signed in" in eve.words()

    visit(visiting())


def test_logs_hold_no_plan_and_no_person(hosted_planner):
    hosted_planner.ask("/shared?plan=1salmonsecret")
    hosted_planner.ask("/_stcore/health?person=1salmonsecret")
    said = hosted_planner.web.said()
    assert re.search(r"^\S+ GET /shared 200 \d+ [\d.]+ (one|two)$", said, re.MULTILINE)
    assert "salmonsecret" not in said
    assert "127.0.0.1" not in said


def test_headers_keep_the_page_to_itself(hosted_planner):
    status, headers, _ = hosted_planner.ask("/")
    assert status == 200
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert hosted_planner.ask("/media/none.csv")[1].get_all("Cache-Control") == ["no-store"]
    assert headers["Referrer-Policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert re.fullmatch(r"planner=(one|two); Path=/; HttpOnly; SameSite=Lax", headers["Set-Cookie"])
    assert re.search(r"\d", headers["Server"]) is None  # no version


def test_what_is_checked_lets_in_and_keeps_out(hosted_planner):
    assert hosted_planner.ask("/_stcore/health")[::2] == (200, "ok")
    longest = urllib.parse.urlencode({"plan": "x" * 6000})
    assert hosted_planner.ask(f"/shared?{longest}")[0] == 200
    assert hosted_planner.ask("/_stcore/upload_file/a/b", "PUT", b"x" * 6_300_000)[0] == 413
    assert hosted_planner.ask("/_stcore/agent/openapi.json")[0] == 404
    assert hosted_planner.ask("/_stcore/metrics")[0] == 404


def test_with_a_certificate_nothing_travels_in_the_open(hosted_planner):
    plain, tls = free_port(), free_port()
    settings = (ROOT / "deploy/tls.conf.example").read_text("utf-8")
    assert settings.count("listen 8443 ssl;") == 1
    files = {"tls.conf": settings.replace("8443", f"127.0.0.1:{tls}").replace("tls/", ""), **certificate()}
    config = configuration(plain, hosted_planner.planners)
    with nginx(config, f"http://127.0.0.1:{plain}/_stcore/health", files):
        connection = http.client.HTTPConnection("127.0.0.1", plain, timeout=30)
        connection.request("GET", "/shared?plan=1abc", headers={"Host": "planner.example"})
        answer = connection.getresponse()
        assert (answer.status, answer.headers["Location"]) == (
            308,
            "https://planner.example/shared?plan=1abc",
        )
        connection.close()
        trusting = ssl.create_default_context(cadata=files["fullchain.pem"])
        secure = http.client.HTTPSConnection("127.0.0.1", tls, timeout=30, context=trusting)
        secure.request("GET", "/_stcore/health")
        answer = secure.getresponse()
        assert answer.status == 200
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
        cookies = answer.headers.get_all("Set-Cookie")
        assert {cookie.split("=")[0] for cookie in cookies} == {"planner", "_streamlit_xsrf"}
        assert all("; secure" in cookie.lower() for cookie in cookies)
        secure.close()


def certificate():
    """Give a certificate for this machine that nobody else trusts, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "planner")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
    signed = made.add_extension(here, critical=False).sign(key, hashes.SHA256())
    pem, traditional = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    plain = serialization.NoEncryption()
    return {
        "fullchain.pem": signed.public_bytes(pem).decode(),
        "privkey.pem": key.private_bytes(pem, traditional, plain).decode(),
    }


@pytest.mark.parametrize(
    ("host", "origin", "status"),
    [
        ("", "", 101),
        ("elsewhere.example", "http://elsewhere.example", 403),  # a name that was made to lead here
        ("", "http://elsewhere.example", 403),
    ],
)
def test_a_page_elsewhere_gets_no_connection(hosted_planner, host, origin, status):
    here = hosted_planner.url.removeprefix("http://")
    connection = http.client.HTTPConnection(here, timeout=30)
    headers = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
    key = {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}
    where = {"Host": host or here, "Origin": origin or hosted_planner.url}
    connection.request("GET", "/_stcore/stream", headers={**headers, **key, **where})
    assert connection.getresponse().status == status
    connection.close()


def test_a_backup_brings_everything_back(hosted_planner, tmp_path):
    async def visiting():
        async with hosted_planner.visitor("bob") as bob:
            await bob.open()
            await add_salmon(bob)

    visit(visiting())
    database = hosted_planner.database
    where = {"PGHOST": "127.0.0.1", "PGPORT": str(database.port), "PGPASSWORD": database.password}
    env = {**os.environ, **where, "PGUSER": "postgres"}
    dump = [database.programs / "pg_dump", "--format=custom", "planner"]
    backup = subprocess.run(dump, check=True, capture_output=True, env=env).stdout
    with psycopg.connect(database.superuser, autocommit=True) as connection:
        connection.execute("CREATE DATABASE again OWNER planner")
    restore = [database.programs / "pg_restore", "--exit-on-error", "--dbname=again"]
    subprocess.run(restore, check=True, capture_output=True, env=env, input=backup)
    query = "SELECT * FROM step ORDER BY 1, 2, 3"
    with psycopg.connect(database.superuser.replace("/planner", "/again")) as connection:
        assert connection.execute(query).fetchall() == database.rows(query) != []


def test_when_both_are_gone_it_says_so_in_plain_words(hosted_planner):
    for planner in hosted_planner.planners.values():
        planner.kill()
    status, _, text = hosted_planner.ask("/")
    assert status == 503
    assert "What was saved is safe" in text
    for planner in hosted_planner.planners.values():
        planner.start()
    assert hosted_planner.ask("/")[0] == 200
