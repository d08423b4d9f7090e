"""A job is done when its time has come, once, and the others go on when it fails."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clock import jobs
from clock.running import run_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(monkeypatch):
    done = []

    def fails():
        done.append("fails")
        raise RuntimeError("for the test")

    works = jobs.Job("test.works", timedelta(hours=1), lambda: done.append("works"))
    monkeypatch.setattr(
        "clock.running.registry", {"test.fails": jobs.Job("test.fails", timedelta(hours=1), fails), "test.works": works}
    )
    return done


def test_each_is_done_once_in_its_time(done):
    now = timezone.now()
    assert run_due(now) == ["test.works"]
    assert run_due(now + timedelta(minutes=1)) == []
    assert run_due(now + timedelta(minutes=61)) == ["test.works"]
    assert done.count("works") == 2


def test_what_failed_is_tried_again_soon(done):
    now = timezone.now()
    run_due(now)
    run_due(now + timedelta(minutes=6))
    assert done.count("fails") == 2


def test_a_turn_that_is_taken_is_not_taken_again(monkeypatch):
    done = []

    def looks_again():
        done.append("once")
        assert run_due() == [], "as another server would find it: this turn is taken"

    monkeypatch.setattr(
        "clock.running.registry", {"test.looks": jobs.Job("test.looks", timedelta(hours=1), looks_again)}
    )
    assert run_due() == ["test.looks"]
    assert done == ["once"]
