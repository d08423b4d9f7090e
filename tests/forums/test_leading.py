"""Who leads a talk closes, moves, merges and splits it: everything is kept, and nobody reads more than before."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from forums.actions import leading
from forums.live import TalkTopic
from forums.models import Closing, Merger, Reading, Reply, Splitting, Talk, Topic
from live import sending
from practices.actions.contributions import set_audience
from practices.models import Audience, Membership
from search.models import IndexEntry
from tests.forums.conftest import Cast
from tests.makers import make_case, make_member, make_practice, make_reply, make_topic


@pytest.fixture
def marit(cast: Cast):
    return make_member(cast.practice, "Marit", is_facilitator=True)


@pytest.fixture
def topic(cast: Cast) -> Topic:
    return make_topic(cast.practice, cast.samira, Audience.EVERYONE)


def lead(root) -> str:
    return f"/gesprek/{root.pk}/leiden/"


def missed(root) -> str:
    return reverse("live:missed", args=[f"forums.talk:{root.pk}"])


def shown(client: Client, root) -> str:
    return client.get(root.get_absolute_url()).content.decode()


def test_only_who_leads_the_practice_leads_its_talks(cast: Cast, as_user, marit, topic: Topic) -> None:
    for user, status in ((cast.samira, 403), (cast.vera, 403), (marit, 302)):
        assert as_user(user).post(lead(topic), {"doe": "sluit"}).status_code == status
    assert as_user(cast.vera).get(lead(cast.case)).status_code == 404
    assert Client().get(lead(topic)).status_code == 302


def test_a_closed_talk_is_read_and_not_written_and_what_was_typed_is_kept(
    cast: Cast, as_user, words, marit, topic: Topic
) -> None:
    make_reply(topic, cast.joost, "Dat deden wij ook.")
    as_user(marit).post(lead(topic), {"doe": "sluit", "why": "We weten genoeg."})
    client = as_user(cast.samira)
    page = shown(client, topic)
    assert "Dat deden wij ook." in page
    assert "We weten genoeg." in page
    assert 'name="text"' not in page
    answer = client.post(f"/gesprek/{topic.pk}/reacties/", words)
    assert answer["Location"] == topic.get_absolute_url()
    assert Reply.objects.count() == 1
    as_user(marit).post(lead(topic), {"doe": "heropen"})
    assert Closing.objects.get().reopened_by == marit
    assert words["text"] in shown(as_user(cast.samira), topic)


def test_a_topic_moves_with_its_talk_and_its_old_address_leads_along(cast: Cast, as_user, marit, topic: Topic) -> None:
    reply = make_reply(topic, cast.joost)
    old, elsewhere = topic.get_absolute_url(), make_practice("Meer dan koffie")
    make_reply(topic, cast.vera)
    assert as_user(marit).post(lead(topic), {"doe": "verplaats", "practice": elsewhere.slug}).status_code == 200
    Membership.objects.create(practice=elsewhere, user=marit, perspective="pro")
    as_user(marit).post(lead(topic), {"doe": "verplaats", "practice": elsewhere.slug})
    topic.refresh_from_db()
    assert (topic.practice, topic.audience) == (elsewhere, Audience.EVERYONE)
    answer = Client().get(f"{old}?reactie={reply.pk}")
    assert answer["Location"] == f"{topic.get_absolute_url()}?reactie={reply.pk}"
    assert IndexEntry.objects.get(kind="reactie", object_id=reply.pk).url.startswith(topic.get_absolute_url())


def test_what_is_for_one_practice_never_moves_to_another(cast: Cast, as_user, marit) -> None:
    topic, elsewhere = make_topic(cast.practice, cast.samira), make_practice("Meer dan koffie")
    Membership.objects.create(practice=elsewhere, user=marit, perspective="pro")
    page = as_user(marit).post(lead(topic), {"doe": "verplaats", "practice": elsewhere.slug}).content.decode()
    assert "Elders zouden andere mensen het kunnen lezen." in page
    topic.refresh_from_db()
    assert topic.practice == cast.practice


def test_two_talks_become_one_in_the_order_things_were_said(cast: Cast, as_user, marit) -> None:
    one, other = make_topic(cast.practice, cast.samira), make_topic(cast.practice, cast.joost, title="Langs of bellen")
    first = make_reply(one, cast.joost, "Eerst.")
    second = make_reply(other, cast.samira, "Daarna.")
    answer = make_reply(one, cast.samira, "Op het eerste.", parent=first)
    shown(as_user(cast.joost), other)
    other.talk.refresh_from_db()
    before = other.talk.version
    old = first.get_absolute_url().partition("#")[0]
    as_user(marit).post(lead(one), {"doe": "voeg", "into": other.pk})
    page = shown(as_user(cast.joost), other)
    assert [page.index(f'id="reactie-{reply.pk}"') for reply in (first, answer, second)] == sorted(
        page.index(f'id="reactie-{reply.pk}"') for reply in (first, answer, second)
    )
    assert one.text in page  # how it began
    other.talk.refresh_from_db()
    one.talk.refresh_from_db()
    assert (one.talk.replies, other.talk.replies) == (0, 3)
    pieces = TalkTopic.missed(cast.joost, other.pk, before)
    assert [piece.id for piece in pieces] == [before + 1, before + 2]
    assert as_user(cast.joost).get(old)["Location"] == f"{other.get_absolute_url()}?reactie={first.pk}"
    assert not TalkTopic.may_listen(cast.joost, one.pk)
    assert one.title not in as_user(cast.joost).get(f"/praktijken/{cast.practice.slug}/gesprekken/").content.decode()
    assert IndexEntry.objects.get(object_id=first.pk).url.startswith(other.get_absolute_url())


def test_a_merger_never_lets_more_people_read_nor_locks_a_writer_out(cast: Cast, as_user, marit, topic: Topic) -> None:
    inside, public = make_topic(cast.practice, cast.samira), make_case(cast.practice, cast.joost, Audience.EVERYONE)
    make_reply(inside, cast.samira)
    page = as_user(marit).post(lead(inside), {"doe": "voeg", "into": public.pk}).content.decode()
    assert "Daar lezen meer mensen mee dan hier." in page
    make_reply(topic, cast.vera)  # no member: she could not read inside
    page = as_user(marit).post(lead(topic), {"doe": "voeg", "into": inside.pk}).content.decode()
    assert "Iemand die hier meepraatte, kan daar niet lezen." in page
    assert not Merger.objects.exists()
    elsewhere = make_topic(make_practice("Elders"), make_member(make_practice("Ook elders"), "Cor"), Audience.EVERYONE)
    assert as_user(marit).post(lead(topic), {"doe": "voeg", "into": elsewhere.pk}).status_code == 200
    assert not Merger.objects.exists()


def test_a_part_of_a_talk_goes_on_by_itself_for_the_same_readers(cast: Cast, as_user, marit) -> None:
    stays, goes = make_reply(cast.case, cast.samira, "Dit blijft."), make_reply(cast.case, cast.joost, "Dit gaat.")
    answer = make_reply(cast.case, cast.samira, "Antwoord daarop.", parent=goes)
    old = goes.get_absolute_url().partition("#")[0]
    as_user(marit).post(lead(cast.case), {"doe": "splits", "title": "Over brieven", "replies": [goes.pk]})
    topic = Topic.objects.get()
    assert topic.audience == cast.case.audience
    assert set(Reply.objects.in_talk(topic.pk)) == {goes, answer}
    assert set(Reply.objects.in_talk(cast.case.pk)) == {stays}
    client = as_user(cast.samira)
    assert "Deze reactie staat nu in een ander gesprek." in client.get(old).content.decode()
    assert client.get(f"/gesprek/reacties/{goes.pk}/")["Location"].startswith(topic.get_absolute_url())
    assert as_user(cast.vera).get(topic.get_absolute_url()).status_code == 404


def test_what_came_in_is_new_to_who_was_there(cast: Cast, as_user, marit) -> None:
    one, other = make_topic(cast.practice, cast.samira), make_topic(cast.practice, cast.samira)
    make_reply(one, cast.samira)
    make_reply(other, cast.samira)
    shown(as_user(cast.joost), other)
    as_user(marit).post(lead(one), {"doe": "voeg", "into": other.pk})
    assert Reading.objects.get(user=cast.joost, root=other).upto < Reply.objects.order_by("pk")[0].pk
    assert "2 nieuwe reacties" in shown(as_user(cast.joost), other)


def test_what_a_leader_types_is_looked_at_before_everybody_reads_it(cast: Cast, as_user, marit, topic: Topic) -> None:
    goes, client = make_reply(topic, cast.joost), as_user(marit)
    for said, done in (
        ({"doe": "splits", "title": "Bel 06-12345678", "replies": [goes.pk]}, Splitting),
        ({"doe": "sluit", "why": "Bel 06-12345678."}, Closing),
    ):
        answer = client.post(lead(topic), said)
        page = answer.content.decode()
        assert "telefoonnummer" in page
        assert page.count('name="gezien"') == 1
        assert not done.objects.exists()
        assert client.post(lead(topic), said | {"gezien": answer.context["look"]}).status_code == 302
    assert Closing.objects.get().why == "Bel 06-12345678."
    assert Splitting.objects.get().topic.title == "Bel 06-12345678"


def test_a_split_is_undone_with_one_button(cast: Cast, as_user, marit) -> None:
    stays, goes = make_reply(cast.case, cast.samira, "Dit blijft."), make_reply(cast.case, cast.joost, "Dit gaat.")
    client = as_user(marit)
    client.post(lead(cast.case), {"doe": "splits", "title": "Over brieven", "replies": [goes.pk]})
    topic = Topic.objects.get()
    later = make_reply(topic, cast.samira, "Dit kwam erbij.")
    assert "Zet terug waar het vandaan kwam" in client.get(lead(topic)).content.decode()
    answer = client.post(lead(topic), {"doe": "terug"})
    assert answer["Location"] == cast.case.get_absolute_url()
    assert list(Reply.objects.in_talk(cast.case.pk).order_by("pk")) == [stays, goes, later]
    page = shown(client, cast.case)
    assert page.index("Dit blijft.") < page.index("Dit gaat.") < page.index("Dit kwam erbij.")
    assert "Dit gesprek begon onder iets anders." not in page
    assert client.get(topic.get_absolute_url())["Location"] == cast.case.get_absolute_url()


def test_only_what_was_split_can_be_put_back(cast: Cast, as_user, marit, topic: Topic) -> None:
    client = as_user(marit)
    assert "Zet terug waar het vandaan kwam" not in client.get(lead(topic)).content.decode()
    assert client.post(lead(topic), {"doe": "terug"}).status_code == 200
    assert not Merger.objects.exists()


def test_a_split_that_got_more_readers_is_not_put_back_silently(cast: Cast, as_user, marit) -> None:
    goes, client = make_reply(cast.case, cast.joost, "Dit gaat."), as_user(marit)
    client.post(lead(cast.case), {"doe": "splits", "title": "Over brieven", "replies": [goes.pk]})
    topic = Topic.objects.get()
    set_audience(topic, Audience.EVERYONE)
    make_reply(topic, cast.vera, "Ik lees hier ook.")
    page = client.post(lead(topic), {"doe": "terug"}).content.decode()
    assert "Dan kan die de eigen woorden niet meer zien." in page
    assert not Merger.objects.exists()


def test_who_was_away_while_replies_went_elsewhere_reads_the_page_anew(cast: Cast, as_user, marit) -> None:
    goes = make_reply(cast.case, cast.joost, "Dit gaat.")
    since = Talk.objects.get(root=cast.case).version
    client = as_user(marit)
    assert json.loads(client.get(missed(cast.case), {"sinds": since}).content) == {"fragments": [], "many": False}
    client.post(lead(cast.case), {"doe": "splits", "title": "Over brieven", "replies": [goes.pk]})
    assert json.loads(client.get(missed(cast.case), {"sinds": since}).content) == {"fragments": [], "many": True}
    now = Talk.objects.get(root=cast.case).version
    assert json.loads(client.get(missed(cast.case), {"sinds": now}).content) == {"fragments": [], "many": False}


def test_open_pages_are_told_of_very_many_replies_that_go(
    cast: Cast, as_user, marit, topic: Topic, monkeypatch, django_capture_on_commit_callbacks
) -> None:
    into, told = make_topic(cast.practice, cast.samira, Audience.EVERYONE), []
    for _number in range(3):
        make_reply(topic, cast.samira)
    monkeypatch.setattr(leading, "TOLD", 2)
    monkeypatch.setattr(sending, "publish", lambda group, message: told.append(message))
    with django_capture_on_commit_callbacks(execute=True):
        as_user(marit).post(lead(topic), {"doe": "voeg", "into": into.pk})
    many = [message["topic"] for message in told if message["type"] == "many"]
    assert many == [f"forums.talk:{topic.pk}", f"forums.talk:{into.pk}"]
    assert not [message for message in told if message["type"] == "fragment"]
