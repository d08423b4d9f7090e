"""Who is called by name hears it once, if they may read it; a name never gives away an account."""

from __future__ import annotations

import pytest

from notifications.models import Notification
from practices.actions.contributions import withdraw
from practices.models import Audience, Membership
from tests.forums.conftest import Cast
from tests.makers import make_case, make_member, make_reply, make_story, make_topic, make_user


def told(user) -> int:
    return Notification.objects.visible_to(user).filter(kind="mention").count()


def names(client, root) -> list[str]:
    return client.get(f"/gesprek/{root.pk}/namen/").json()["names"]


def test_a_member_is_called_and_hears_it_once(cast: Cast, as_user, words) -> None:
    mia = make_member(cast.practice, "Mia van Dam")
    as_user(cast.samira).post(cast.talk, words | {"text": "Wat denk jij, @mia van dam? En jij, @Mia van Dam?"})
    reply = cast.case.parts.get(kind="reply")
    assert told(mia) == 1
    client = as_user(cast.samira)
    client.post(f"/gesprek/reacties/{reply.pk}/aanpassen/", {"text": "Zeg eens, @Mia van Dam.", "intent": "question"})
    assert told(mia) == 1
    note = Notification.objects.get(user=mia, kind="mention")
    assert note.url == f"{cast.case.get_absolute_url()}?reactie={reply.pk}#reactie-{reply.pk}"
    withdraw(reply)
    assert told(mia) == 0


def test_who_wrote_what_is_answered_hears_one_thing_not_two(cast: Cast, as_user, words) -> None:
    as_user(cast.samira).post(cast.talk, words | {"text": "Hoe ging het, @Joost?"})
    assert list(Notification.objects.visible_to(cast.joost).values_list("kind", flat=True)) == ["mention"]


@pytest.mark.parametrize("text", ["mia@example.org", "@Miavandaal", "@ Mia", "x@Mia", "@Niemand"])
def test_what_only_looks_like_a_name_calls_nobody(cast: Cast, as_user, words, text: str) -> None:
    mia = make_member(cast.practice, "Mia")
    sent = words | {"text": text}
    page = as_user(cast.samira).post(cast.talk, sent).content.decode()
    if 'name="gezien"' in page:
        as_user(cast.samira).post(cast.talk, sent | {"gezien": page.split('name="gezien" value="')[1].split('"')[0]})
    assert cast.case.parts.filter(kind="reply").exists()
    assert told(mia) == 0


def test_who_may_not_read_it_hears_nothing_and_stands_in_no_list(cast: Cast, as_user, words) -> None:
    gone = make_member(cast.practice, "Wim")
    make_reply(cast.case, gone, "Ik denk mee.")
    Membership.objects.filter(user=gone).delete()
    as_user(cast.samira).post(cast.talk, words | {"text": "Waar ben je, @Wim? En @Vera?"})
    assert told(gone) == told(cast.vera) == 0


def test_outside_the_practice_only_names_from_the_talk_are_known(cast: Cast, as_user) -> None:
    case = make_case(cast.practice, cast.joost, Audience.EVERYONE, pseudonym="Een werker")
    make_reply(case, cast.samira)
    make_member(cast.practice, "Mia")
    assert names(as_user(cast.vera), case) == ["Een werker", "Samira"]
    assert names(as_user(cast.samira), case) == ["Een werker", "Joost", "Mia"]
    assert as_user(cast.vera).get(f"/gesprek/{cast.case.pk}/namen/").status_code == 404


def test_a_name_taken_for_one_talk_gives_no_account_away(cast: Cast, as_user, words) -> None:
    topic = make_topic(cast.practice, cast.joost, pseudonym="De Vos")
    page = as_user(cast.samira).get(f"/gesprek/{topic.pk}/reacties/").content.decode()
    assert "@De Vos" in page
    assert cast.joost.email not in page
    as_user(cast.samira).post(f"/gesprek/{topic.pk}/reacties/", words | {"text": "Dag @De Vos!"})
    note = Notification.objects.get(user=cast.joost, kind="mention")
    assert "Joost" not in note.line


def test_a_story_told_by_a_visitor_calls_nobody_and_cannot_be_called(cast: Cast, as_user, words) -> None:
    vos = make_user("Vos")
    story = make_story(None, happened="Ik deed mijn post niet open, @Vos weet dat.", pseudonym="Kim")
    make_reply(story, vos)
    assert told(vos) == 0
    assert names(as_user(cast.joost), story) == ["Vos"]
