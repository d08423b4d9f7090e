"""Only who may see a thing hears about it, and losing access ends it at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from websockets.exceptions import InvalidStatus

from live import hub, recheck, recheck_subject
from live.sockets import MOST_TOPICS
from tests.makers import make_user
from tests.platform.live.toy import Ear, Toy, tell

OpenEar = Callable[..., Ear]


def test_a_visitor_hears_what_everyone_may_see(ear: OpenEar) -> None:
    visitor = ear()
    visitor.listen("toys.toy:1")
    assert visitor.settle() == []
    tell(1, 7)
    assert visitor.hear() == {"topic": "toys.toy:1", "id": 7, "html": '<p id="toy-7">Hoi nl</p>'}


def test_a_stranger_is_refused_and_a_member_hears(ear: OpenEar) -> None:
    ans, bea = make_user("Ans"), make_user("Bea")
    Toy.readers = {5: {ans.pk}}
    member, stranger, visitor = ear(ans), ear(bea), ear()
    for one in (member, stranger, visitor):
        one.listen("toys.toy:5")
    assert member.settle() == []
    assert stranger.settle() == visitor.settle() == [{"refused": "toys.toy:5"}]
    tell(5, 1)
    assert member.hear()["id"] == 1
    assert stranger.hears_nothing()
    assert visitor.hears_nothing()


@pytest.mark.parametrize("topic", ["toys.none:1", "toys.toy", "toys.toy:0", "toys.toy:-1", "toys.toy:" + "9" * 40, ""])
def test_what_does_not_exist_is_refused(ear: OpenEar, topic: str) -> None:
    visitor = ear()
    visitor.listen(topic)
    assert visitor.settle() == [{"refused": topic}]


def test_losing_access_ends_it_at_once(ear: OpenEar) -> None:
    ans, bea = make_user("Ans"), make_user("Bea")
    Toy.readers = {5: {ans.pk, bea.pk}}
    stays, goes = ear(ans), ear(bea)
    for one in (stays, goes):
        one.listen("toys.toy:5")
        one.settle()
    Toy.readers = {5: {ans.pk}}
    recheck(Toy, 5)
    tell(5, 1)  # told while we still ask: held back, then given to who may have it
    assert stays.hear()["id"] == 1
    assert goes.hear() == {"refused": "toys.toy:5"}
    assert goes.hears_nothing()
    tell(5, 2)
    assert stays.hear()["id"] == 2
    assert goes.hears_nothing()


def test_who_changes_a_thing_need_not_know_its_topics(ear: OpenEar) -> None:
    ans = make_user("Ans")
    Toy.readers = {5: {ans.pk}}
    one = ear(ans)
    one.listen("toys.toy:5")
    one.settle()
    Toy.readers = {}
    recheck_subject("other", 5)
    assert one.hears_nothing()
    recheck_subject("toy", 5)
    assert one.hear() == {"refused": "toys.toy:5"}


def test_a_blocked_person_hears_nothing_more(ear: OpenEar) -> None:
    ans = make_user("Ans")
    Toy.readers = {5: {ans.pk}, 6: {ans.pk}}
    one = ear(ans)
    one.listen("toys.toy:5")
    one.listen("toys.toy:6")
    one.settle()
    ans.is_active = False
    ans.save()
    assert {one.hear()["refused"], one.hear()["refused"]} == {"toys.toy:5", "toys.toy:6"}


def test_signing_out_ends_what_only_that_person_may_hear(ear: OpenEar) -> None:
    ans = make_user("Ans")
    Toy.readers = {5: {ans.pk}}
    one = ear(ans)
    for topic in ("toys.toy:5", "toys.toy:1"):
        one.listen(topic)
    one.settle()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = one.session_key
    client.logout()
    assert one.hear() == {"refused": "toys.toy:5"}
    tell(1, 1)
    assert one.hear()["id"] == 1


def test_signing_out_everywhere_else_ends_it_there_and_not_here(ear: OpenEar, client: Client) -> None:
    ans = make_user("Ans")
    Toy.readers = {5: {ans.pk}}
    elsewhere = ear(ans)
    client.force_login(ans, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post("/mijn/overal-uitloggen/").status_code == 302
    here = ear(session_key=client.cookies[settings.SESSION_COOKIE_NAME].value)
    for one in (elsewhere, here):
        one.listen("toys.toy:5")
    assert elsewhere.settle() == [{"refused": "toys.toy:5"}]
    assert here.settle() == []


def test_signing_out_everywhere_ends_what_is_open_elsewhere_at_once(ear: OpenEar, client: Client) -> None:
    ans = make_user("Ans")
    Toy.readers = {5: {ans.pk}}
    elsewhere = ear(ans)
    elsewhere.listen("toys.toy:5")
    elsewhere.settle()
    client.force_login(ans, backend="django.contrib.auth.backends.ModelBackend")
    client.post("/mijn/overal-uitloggen/")
    tell(5, 1)
    assert elsewhere.hear() == {"refused": "toys.toy:5"}
    assert elsewhere.hears_nothing()


def test_a_right_that_runs_out_by_itself_ends_too(ear: OpenEar, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "BEAT", 0.2)
    monkeypatch.setattr(hub, "ASK_AGAIN", 0.3)
    ans, bea = make_user("Ans"), make_user("Bea")
    Toy.readers = {5: {ans.pk, bea.pk}}
    stays, goes = ear(ans), ear(bea)
    for one in (stays, goes):
        one.listen("toys.toy:5")
        one.settle()
    Toy.readers = {5: {ans.pk}}  # a day has passed; nobody told
    assert goes.hear() == {"refused": "toys.toy:5"}
    tell(5, 1)
    assert stays.hear()["id"] == 1


def test_nothing_is_told_before_it_is_stored(ear: OpenEar) -> None:
    one = ear()
    one.listen("toys.toy:1")
    one.settle()
    with transaction.atomic():
        tell(1, 1)
        assert one.hears_nothing(0.2)
    assert one.hear()["id"] == 1


def test_what_was_rolled_back_is_never_told(ear: OpenEar) -> None:
    one = ear()
    one.listen("toys.toy:1")
    one.settle()
    with transaction.atomic():
        tell(1, 1)
        transaction.set_rollback(True)
    tell(1, 2)
    assert one.hear()["id"] == 2


def test_a_page_elsewhere_is_kept_out(ear: OpenEar, url: str) -> None:
    other_port = url.rsplit(":", 1)[0] + ":9"
    for wrong in [{"origin": "https://evil.example"}, {"origin": other_port}, {"origin": ""}, {"path": "/live/x/"}]:
        with pytest.raises(InvalidStatus) as refused:
            ear(**wrong)
        assert refused.value.response.status_code == 403


def test_one_socket_listens_to_a_limited_number_of_things(ear: OpenEar) -> None:
    ans = make_user("Ans")
    Toy.readers = {pk: {ans.pk} for pk in range(1, 40)}
    one = ear(ans)
    for pk in range(1, MOST_TOPICS + 1):
        one.listen(f"toys.toy:{pk}")
    assert one.settle() == []
    one.listen("toys.toy:30")
    assert one.settle() == [{"refused": "toys.toy:30"}]
    one.say(leave="toys.toy:1")
    one.listen("toys.toy:30")
    assert one.settle() == []


def test_pieces_come_in_the_readers_language(ear: OpenEar) -> None:
    dutch, english = ear(language="nl"), ear(language="en")
    heard: list[Any] = []
    for one in (dutch, english):
        one.listen("toys.toy:1")
        one.settle()
    tell(1, 1)
    heard = [one.hear()["html"] for one in (dutch, english)]
    assert heard == ['<p id="toy-1">Hoi nl</p>', '<p id="toy-1">Hoi en</p>']
