"""What happens to a reply later: mended, taken back, hidden, found, told of."""

from __future__ import annotations

from django.utils import timezone

import search
from forums.models import Reply, Talk
from notifications.models import Notification
from practices.actions.contributions import hide, publish, set_audience, withdraw
from practices.models import Audience, Membership, Weighing
from search.models import AudienceKey, IndexEntry
from tests.forums.conftest import Cast
from tests.makers import make_element, make_reply


def test_only_the_writer_mends_and_readers_see_that(cast: Cast, as_user, words) -> None:
    reply = make_reply(cast.case, cast.samira)
    path = f"/gesprek/reacties/{reply.pk}/aanpassen/"
    assert as_user(cast.joost).post(path, words).status_code == 403
    assert as_user(cast.vera).post(path, words).status_code == 404
    client = as_user(cast.samira)
    assert "Dat herken ik." in client.get(path).content.decode()
    assert client.post(path, words | {"pseudonym": "Een ander"}).status_code == 302
    reply.refresh_from_db()
    assert (reply.text, reply.pseudonym) == (words["text"], "Samira")
    page = client.get(cast.case.get_absolute_url()).content.decode()
    assert "Aangepast op" in page
    assert "Dat herken ik." not in page


def test_only_the_writer_takes_it_back_and_nothing_of_it_is_kept(cast: Cast, as_user, words) -> None:
    as_user(cast.samira).post(cast.talk, words | {"element": make_element().slug, "polarity": "helped"})
    reply = Reply.objects.get()
    path = f"/gesprek/reacties/{reply.pk}/terughalen/"
    assert as_user(cast.joost).post(path).status_code == 403
    assert as_user(cast.vera).post(path).status_code == 404
    client = as_user(cast.samira)
    assert client.get(path).status_code == 405
    assert client.post(path).status_code == 302
    reply.refresh_from_db()
    assert (reply.text, reply.html, reply.pseudonym) == ("", "", "")
    assert not Weighing.objects.exists()
    assert not IndexEntry.objects.filter(kind="reactie").exists()
    page = client.get(cast.case.get_absolute_url()).content.decode()
    assert "De schrijver heeft die teruggehaald" in page
    assert words["text"] not in page
    assert Talk.objects.get().replies == 0
    assert client.post(path).status_code == 404


def test_answers_to_what_was_taken_back_stay(cast: Cast, as_user) -> None:
    first = make_reply(cast.case, cast.samira)
    make_reply(cast.case, cast.joost, "Dat ga ik morgen doen.", parent=first)
    withdraw(first)
    page = as_user(cast.joost).get(cast.case.get_absolute_url()).content.decode()
    assert "Dat ga ik morgen doen." in page
    assert "Dat herken ik." not in page


def test_a_hidden_reply_leaves_the_page_and_can_come_back(cast: Cast, as_user) -> None:
    reply = make_reply(cast.case, cast.samira)
    hide(reply)
    page = as_user(cast.joost).get(cast.case.get_absolute_url()).content.decode()
    assert "Dat herken ik." not in page
    assert "Die staat nu niet online" in page
    reply.refresh_from_db()
    publish(reply)
    assert "Dat herken ik." in as_user(cast.joost).get(cast.case.get_absolute_url()).content.decode()
    assert Talk.objects.get().replies == 1


def test_the_writer_of_the_case_is_told(cast: Cast) -> None:
    make_reply(cast.case, cast.samira)
    told = Notification.objects.get()
    assert (told.user, told.mail_due) == (cast.joost, True)
    assert "Samira" not in told.text
    make_reply(cast.case, cast.samira)
    assert not Notification.objects.order_by("pk").last().mail_due  # no second mail while the first is unread


def test_nobody_is_told_of_their_own_words_or_of_what_they_may_not_read(cast: Cast) -> None:
    make_reply(cast.case, cast.joost)
    assert not Notification.objects.exists()
    Membership.objects.filter(user=cast.joost).update(left_at=timezone.now())
    make_reply(cast.case, cast.samira)
    assert not Notification.objects.exists()


def test_who_is_answered_is_told(cast: Cast) -> None:
    first = make_reply(cast.case, cast.samira)
    make_reply(cast.case, cast.joost, parent=first)
    assert Notification.objects.filter(user=cast.samira).count() == 1


def test_taking_the_case_back_takes_back_what_was_told_and_found(cast: Cast) -> None:
    search.index(cast.case)
    make_reply(cast.case, cast.samira)
    assert IndexEntry.objects.count() == 2
    withdraw(cast.case)
    assert not Notification.objects.exists()
    assert not IndexEntry.objects.exists()
    cast.case.refresh_from_db()
    assert (cast.case.title, cast.case.situation, cast.case.pseudonym) == ("", "", "")


def test_replies_are_found_by_who_may_read_the_case(cast: Cast) -> None:
    reply = make_reply(cast.case, cast.samira, "Over paardenbloemen.")
    assert keys(reply) == {f"practice:{cast.practice.pk}"}
    set_audience(cast.case, Audience.EVERYONE)
    assert keys(reply) == {"everyone"}
    set_audience(cast.case, Audience.SIGNED_IN)
    assert keys(reply) == {"signed-in"}


def keys(reply: Reply) -> set[str]:
    entry = IndexEntry.objects.get(kind="reactie", object_id=reply.pk)
    return set(AudienceKey.objects.filter(audience=entry.audience).values_list("key", flat=True))
