"""What somebody types in a talk is kept for them, on any device, until it is placed; and shown to nobody else."""

from __future__ import annotations

import pytest
from django.test import Client

from forums.models import Draft, Reply
from practices.actions.contributions import withdraw
from practices.traces import find
from tests.forums.conftest import Cast
from tests.makers import make_reply


def sign_in(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def keep(cast: Cast) -> str:
    return f"/gesprek/{cast.case.pk}/concept/"


def test_a_draft_is_found_back_on_another_device_and_goes_when_it_is_placed(cast: Cast, words, keep: str) -> None:
    assert sign_in(cast.samira).post(keep, words).status_code == 200
    other = sign_in(cast.samira)
    page = other.get(cast.case.get_absolute_url()).content.decode()
    assert words["text"] in page
    assert "Het is nog niet geplaatst." in page
    assert words["text"] not in sign_in(cast.joost).get(cast.case.get_absolute_url()).content.decode()
    other.post(cast.talk, words)
    assert Reply.objects.count() == 1
    assert not Draft.objects.exists()


def test_without_scripts_a_button_keeps_it(cast: Cast, words) -> None:
    client = sign_in(cast.samira)
    answer = client.post(cast.talk, words | {"concept": "1", "text": "Half af"})
    assert answer["Location"] == f"{cast.case.get_absolute_url()}#reageer"
    assert not Reply.objects.exists()
    assert "Half af" in client.get(cast.case.get_absolute_url()).content.decode()
    client.post(cast.talk, words | {"concept": "1", "text": " "})
    assert not Draft.objects.exists()


def test_who_may_not_read_keeps_nothing_there(cast: Cast, words, keep: str) -> None:
    assert sign_in(cast.vera).post(keep, words).status_code == 404
    assert Client().post(keep, words).status_code == 302
    assert not Draft.objects.exists()


def test_a_sign_in_that_ran_out_loses_nothing_and_becomes_a_draft(cast: Cast, words) -> None:
    client = Client()
    client.post(cast.talk, words)
    client.force_login(cast.samira, backend="django.contrib.auth.backends.ModelBackend")
    assert words["text"] in client.get(cast.talk).content.decode()
    assert words["text"] in sign_in(cast.samira).get(cast.talk).content.decode()


def test_words_that_were_taken_back_stay_in_no_draft(cast: Cast, words, keep: str) -> None:
    reply = make_reply(cast.case, cast.joost, "Over een blauwe regenjas praatten wij.")
    quote = {"parent": str(reply.pk), "quote": "Over een blauwe regenjas praatten wij."}
    sign_in(cast.samira).post(keep, words | quote)
    withdraw(reply)
    assert not find(["Over een blauwe regenjas praatten wij"])
    assert Draft.objects.get().text == words["text"]


def test_a_very_long_or_odd_draft_is_kept_as_far_as_it_goes(cast: Cast, words, keep: str) -> None:
    client = sign_in(cast.samira)
    assert client.post(keep, words | {"text": "x" * 100_000, "parent": "\0²"}).status_code == 200
    assert len(Draft.objects.get().text) == 10_000
    assert client.get(cast.case.get_absolute_url()).status_code == 200
    assert client.get(cast.talk).status_code == 200
