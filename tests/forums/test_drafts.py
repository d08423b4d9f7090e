"""What somebody types in a talk is kept for them, on any device, until it is placed; and shown to nobody else."""

from __future__ import annotations

import pytest
from django.test import Client

from forums.models import Draft, Reply, Topic
from practices.actions.contributions import withdraw
from practices.traces import find
from tests.forums.conftest import Cast
from tests.makers import make_member, make_reply


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


def test_each_answer_has_a_draft_of_its_own(cast: Cast, words, keep: str) -> None:
    one, other = make_reply(cast.case, cast.joost, "Eén."), make_reply(cast.case, cast.joost, "Twee.")
    client = sign_in(cast.samira)
    typed = {"": "Aan allen.", str(one.pk): "Op één.", str(other.pk): "Op twee."}
    for parent, text in typed.items():
        client.post(keep, words | {"parent": parent, "text": text})
    page = client.get(cast.case.get_absolute_url()).content.decode()
    assert ">\nAan allen.</textarea>" in page
    for parent in (one.pk, other.pk):
        assert f'{cast.talk}?op={parent}"' in page
        answer = client.get(f"{cast.talk}?op={parent}").content.decode()
        assert f">\n{typed[str(parent)]}</textarea>" in answer
    assert f'{cast.talk}?op={one.pk}"' in client.get("/mijn/").content.decode()
    client.post(cast.talk, words | {"parent": one.pk, "text": "Op één."})
    assert sorted(Draft.objects.values_list("parent", flat=True)) == [0, other.pk]


def test_after_signing_in_again_an_answer_is_found_at_what_it_answers(cast: Cast, words) -> None:
    reply, client = make_reply(cast.case, cast.joost), Client()
    where = client.post(cast.talk, words | {"parent": reply.pk})["Location"]
    assert where.endswith(f"next={cast.talk}%3Fop%3D{reply.pk}")
    client.force_login(cast.samira, backend="django.contrib.auth.backends.ModelBackend")
    assert words["text"] in client.get(f"{cast.talk}?op={reply.pk}").content.decode()


def test_words_that_answer_a_reply_go_along_with_it(cast: Cast, words, keep: str) -> None:
    marit = make_member(cast.practice, "Marit", is_facilitator=True)
    goes = make_reply(cast.case, cast.joost)
    for parent in ("", goes.pk):
        sign_in(cast.samira).post(keep, words | {"parent": parent})
    said = {"doe": "splits", "title": "Over brieven", "replies": [goes.pk]}
    sign_in(marit).post(f"/gesprek/{cast.case.pk}/leiden/", said)
    assert dict(Draft.objects.values_list("parent", "root")) == {0: cast.case.pk, goes.pk: Topic.objects.get().pk}
