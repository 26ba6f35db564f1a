"""One question, one outcome: an answer, or why there is none; within the time, whatever the server does."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from requests_cache import CachedSession

from nutrition.online import fetching
from nutrition.online.answers import LookupFailed, Service
from nutrition.online.fetching import FILE, Limits, Question, fetch, user_agent
from tests.online import server

QUICK = Limits(connect=5, read=5, total=15, size=50_000, tries=3, pause=0.01)
SHORT = Limits(connect=0.3, read=0.3, total=0.6, size=5_000_000, tries=3, pause=0.01)
KEY = "SECRET-key-123"


@pytest.fixture
def there(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with server.publisher() as publisher:
        yield publisher


@pytest.fixture
def ask(there, tmp_path):
    def asked(way=None, *, path="foods", words="soy", days=1.0, needs=("foods",), limits=QUICK):  # noqa: PLR0913
        if way:
            there.ways["/foods"] = way
        service = Service("The publisher", there.address, KEY)
        return fetch(Question(service, path, {"query": words}, days, needs), limits, tmp_path)

    return asked


def failed(ask, way, **how):
    with pytest.raises(LookupFailed) as error:
        ask(way, **how)
    return str(error.value)


def test_an_answer_comes_with_what_is_left_and_is_kept(ask, there):
    first = ask(server.answers({"foods": [1]}, X_RateLimit_Remaining=29))
    assert (first.body, first.left, first.old, first.kept_on) == ({"foods": [1]}, 29, False, None)
    again = ask()
    assert (again.body, again.left, again.old) == ({"foods": [1]}, None, False)
    assert again.kept_on is not None
    assert len(there.asked) == 1
    assert there.asked[0]["query"] == {"query": ["soy"]}


def expire(folder):
    with CachedSession(str(folder / FILE), backend="sqlite", serializer="json") as session:
        session.cache.reset_expiration(datetime(2020, 1, 1, tzinfo=UTC))


def test_an_answer_too_old_is_asked_for_again_and_used_where_nobody_answers(ask, there, tmp_path):
    ask(server.answers({"foods": [1]}))
    expire(tmp_path)
    assert ask(server.answers({"foods": [2]})).body == {"foods": [2]}
    expire(tmp_path)
    late = ask(server.answers(429))
    assert (late.body, late.old) == ({"foods": [2]}, True)
    assert len(there.asked) == 3


def test_what_is_kept_has_a_limit_and_what_counts_longest_stays(ask, there, tmp_path, monkeypatch):
    monkeypatch.setattr(fetching, "MOST_KEPT", 200_000)
    there.ways["/foods"] = server.answers({"foods": ["soy" * 10_000]})
    ask(words="for long", days=30)
    for number in range(20):
        ask(words=f"for a day {number}")
        assert (tmp_path / FILE).stat().st_size < 250_000  # one answer more than the limit
    asked = len(there.asked)
    assert ask(words="for long", days=30).kept_on is not None
    assert ask(words="for a day 19").kept_on is not None
    assert ask(words="for a day 0").kept_on is None
    assert len(there.asked) == asked + 1 == 22


def test_the_key_is_sent_in_a_header_and_stands_nowhere_else(ask, there, tmp_path):
    ask(server.answers({"foods": []}))
    assert there.asked[0]["headers"]["X-Api-Key"] == KEY
    assert KEY not in there.asked[0]["raw"]
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0
    assert b"foods" in kept
    assert KEY.encode() not in kept
    assert KEY not in failed(ask, server.answers(403), words="other")
    assert KEY not in repr(Service("x", "y", KEY))


def test_a_key_that_no_header_can_hold_is_never_sent(there, tmp_path):
    odd = Question(Service("The publisher", there.address, "ключ"), "foods", {}, 1.0)
    with pytest.raises(LookupFailed, match="has no such keys"):
        fetch(odd, QUICK, tmp_path)
    assert there.asked == []


def test_who_asks_says_so(ask, there, monkeypatch):
    monkeypatch.setenv("B12_CONTACT", "food@example.org\r\nX-Bad: 1")
    ask(server.answers({"foods": []}))
    said = there.asked[0]["headers"]
    assert said["User-Agent"].startswith("b12-planner/")
    assert said["User-Agent"].endswith("(contact: food@example.org X-Bad: 1)")
    assert "X-Bad" not in said
    monkeypatch.delenv("B12_CONTACT")
    assert user_agent().endswith("(contact: see README)")


def test_a_fault_that_passes_is_waited_for(ask, there):
    assert ask(server.answers(503, 500, {"foods": [3]})).body == {"foods": [3]}
    assert len(there.asked) == 3


def test_a_fault_that_stays_is_said_and_not_kept(ask, there):
    assert "fault of its own (status 500)" in failed(ask, server.answers(500))
    assert len(there.asked) == 3
    assert ask(server.answers({"foods": [4]})).body == {"foods": [4]}


def test_who_asks_to_be_left_alone_for_long_is(ask, there):
    assert "status 503" in failed(ask, server.answers(503, Retry_After=3600))
    assert len(there.asked) == 1


def test_too_many_questions_say_when_to_come_back(ask, there):
    before = datetime.now(UTC) + timedelta(minutes=40)
    words = failed(ask, server.answers(429, Retry_After=2400, X_RateLimit_Limit=30))
    assert "takes 30 an hour" in words
    assert any(f"in 40 minutes, at {before + timedelta(minutes=late):%H:%M} UTC" in words for late in (0, 1))
    assert "work without it" in words
    assert len(there.asked) == 1
    assert "try again in an hour" in failed(ask, server.answers(429))
    far = "Fri, 31 Dec 9999 23:59:59 GMT"
    assert "try again on 31 December 9999" in failed(ask, server.answers(429, Retry_After=far))
    date = "Wed, 21 Oct 2015 07:28:00 GMT"
    assert "try again in a minute" in failed(ask, server.answers(429, Retry_After=date))


@pytest.mark.parametrize(
    ("way", "words"),
    [
        (server.answers(401), "does not accept this key"),
        (server.answers(403), "does not accept this key"),
        (server.answers(404), "has nothing under that number"),
        (server.answers(400), "did not understand the question (status 400)"),
        (server.breaks_off, "broke off"),
        (server.huge(said=True), "larger than 0.05 MB"),
        (server.huge(said=False), "larger than 0.05 MB"),
        (server.answers({"foods": []}, kind="text/html"), "cannot be read"),
        (server.answers(b'{"foods": [}'), "cannot be read"),
        (server.answers(b'{"foods": NaN}'), "cannot be read"),
        (server.answers(b"\xff\xfe"), "cannot be read"),
        (server.answers(b"[" * 40_000), "cannot be read"),
        (server.answers([1, 2]), "cannot be read"),
        (server.answers({"totalHits": 1}), "lacks foods"),
        (server.sends_to("http://localhost:9/foods"), "sent us elsewhere"),
        (server.sends_to("https://127.0.0.1/foods"), "sent us elsewhere"),
        (server.sends_to("/foods"), "(status 302)"),
        (server.sends_to("http://["), "cannot be read"),
        (server.answers(b"no gzip", Content_Encoding="gzip"), "cannot be read"),
    ],
)
def test_every_fault_has_its_words_and_nothing_of_it_is_kept(ask, way, words):
    assert words in failed(ask, way)
    assert ask(server.answers({"foods": [5]})).body == {"foods": [5]}


@pytest.mark.parametrize(
    ("way", "words"),
    [
        (server.silent, "did not answer"),
        (server.drips(headers=True), "did not answer within 0.6 seconds"),
        (server.drips(headers=False), "did not answer within 0.6 seconds"),
    ],
)
def test_who_is_slow_is_not_waited_for(ask, way, words):
    begun = time.monotonic()
    assert words in failed(ask, way, limits=SHORT)
    assert time.monotonic() - begun < 5  # it would drip for ever


def test_a_server_that_is_not_there_is_offline(tmp_path):
    nobody = Question(Service("The publisher", "http://127.0.0.1:9"), "foods", {}, 1.0)
    with pytest.raises(LookupFailed, match=r"may be offline.*own table work without it"):
        fetch(nobody, QUICK, tmp_path)


def test_a_connection_that_is_not_safe_is_not_used(there, tmp_path):
    secure = Question(Service("The publisher", there.address.replace("http", "https")), "foods", {}, 1.0)
    with pytest.raises(LookupFailed, match="is not safe"):
        fetch(secure, QUICK, tmp_path)


def test_the_same_server_may_send_us_on(ask, there):
    there.ways["/moved"] = server.answers({"foods": [6]})
    assert ask(server.sends_to("/moved/foods")).body == {"foods": [6]}


def test_where_nothing_can_be_kept_questions_are_answered_all_the_same(ask, there, tmp_path):
    (tmp_path / FILE).write_bytes(b"this is no database, and long enough to be told apart" * 50)
    assert ask(server.answers({"foods": [7]})).body == {"foods": [7]}
