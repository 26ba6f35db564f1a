"""Work beside the page: what it gives, how it ends."""

from threading import Event

import pytest

from views.jobs import Job


def test_the_last_that_came_is_kept():
    job = Job((number for number in (1, 2, 3)), "about", 5.0, first=0)
    assert job.wait(10)
    assert job.wrong() == ""
    assert (job.latest, job.over, job.stopped, job.about, job.seconds) == (3, True, False, "about", 5.0)


def test_what_was_there_before_is_given_until_the_first_step():
    go = Event()

    def steps():
        go.wait(10)
        yield 1

    job = Job(steps(), None, 1.0, first="before")
    assert job.latest == "before"
    assert not job.over
    go.set()
    assert job.wait(10)
    assert job.latest == 1


def test_what_is_stopped_stays_as_it_is_and_is_closed():
    closed, came, go = Event(), Event(), Event()

    def steps():
        try:
            yield "first"
            came.set()
            go.wait(10)
            yield "second"
        finally:
            closed.set()

    job = Job(steps(), None, 1.0)
    assert came.wait(10)
    job.stop()
    assert (job.over, job.stopped) == (True, True)
    go.set()
    assert closed.wait(10)
    assert job.wait(10)
    assert job.latest == "first"


def test_what_is_over_cannot_be_stopped():
    job = Job((number for number in (1,)), None, 1.0)
    assert job.wait(10)
    job.stop()
    assert not job.stopped


def failing(error):
    yield 1
    raise error


def test_what_cannot_be_asked_for_is_said():
    job = Job(failing(ValueError("energy 0 is no amount")), None, 1.0)
    assert job.wait(10)
    assert (job.wrong(), job.latest) == ("energy 0 is no amount", 1)


def test_any_other_fault_comes_out_where_it_is_asked_for():
    job = Job(failing(KeyError("broken")), None, 1.0)
    assert job.wait(10)
    with pytest.raises(KeyError, match="broken"):
        job.wrong()


def test_the_time_runs():
    job = Job((number for number in ()), None, 1.0)
    assert job.wait(10)
    assert job.spent > 0
