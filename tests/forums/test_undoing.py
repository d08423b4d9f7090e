"""Two talks that were put together stand apart again, and what was moved goes back; nobody reads more than before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Perspective, User
from forums.actions import leading, undoing
from forums.actions.outcomes import Deed, mark
from forums.actions.replies import Words, edit
from forums.live import TalkTopic
from forums.models import Merger, Moving, Reading, Reply, Talk, TalkOutcome, Topic
from live import sending
from practices.actions.contributions import set_audience, withdraw
from practices.models import Audience, Contribution, Guest, Membership
from search.models import IndexEntry
from tests.forums.conftest import Cast
from tests.makers import make_member, make_practice, make_reply, make_topic, make_user


@pytest.fixture
def marit(cast: Cast) -> User:
    return make_member(cast.practice, "Marit", is_facilitator=True)


def lead(root: Contribution) -> str:
    return f"/gesprek/{root.pk}/leiden/"


def undo(root: Contribution) -> str:
    return f"/gesprek/{root.pk}/leiden/ongedaan/"


def shown(client: Client, root: Contribution) -> str:
    return client.get(root.get_absolute_url()).content.decode()


def in_talk(root: Contribution) -> list[Reply]:
    return list(Reply.objects.in_talk(root.pk).order_by("pk"))


@pytest.fixture
def two(cast: Cast) -> tuple[Topic, Topic]:
    """Two topics for the members of one practice."""
    return (
        make_topic(cast.practice, cast.samira, title="Bellen of appen"),
        make_topic(cast.practice, cast.joost, title="Langs of bellen"),
    )


def test_a_merger_is_undone_where_it_is_told_and_everything_is_back(cast: Cast, as_user, marit, two) -> None:
    one, other = two
    first, stays = make_reply(one, cast.joost, "Eerst."), make_reply(other, cast.samira, "Daarna.")
    answer = make_reply(one, cast.samira, "Op het eerste.", parent=first)
    shown(as_user(cast.joost), one)
    seen = Reading.objects.get(user=cast.joost, root=one).upto
    client = as_user(marit)
    client.post(lead(one), {"doe": "voeg", "into": other.pk})
    assert f'href="{undo(one)}"' in shown(client, other)
    assert f'href="{undo(one)}"' in client.get(lead(other)).content.decode()
    assert "2 reacties gaan terug naar ‘Bellen of appen’." in client.get(undo(one)).content.decode()
    assert client.post(undo(one))["Location"] == one.get_absolute_url()
    assert (in_talk(one), in_talk(other)) == ([first, answer], [stays])
    assert Reply.objects.get(pk=answer.pk).parent == first
    assert [Talk.objects.get(root=root).replies for root in two] == [2, 1]
    merger = Merger.objects.get()
    assert (merger.by, merger.undone_by, merger.undone_at is None) == (marit, marit, False)
    page = shown(as_user(cast.joost), one)
    assert "Op het eerste." in page
    assert 'name="text"' in page  # it takes replies again
    assert "Ga naar de eerste die je nog niet las" not in page  # he read them before they went
    assert Reading.objects.get(user=cast.joost, root=one).upto == seen
    assert "Hier kwam het gesprek" not in shown(as_user(cast.joost), other)
    listed = as_user(cast.joost).get(f"/praktijken/{cast.practice.slug}/gesprekken/").content.decode()
    assert one.title in listed
    assert IndexEntry.objects.filter(kind="gesprek", object_id=one.pk).exists()
    assert IndexEntry.objects.get(kind="reactie", object_id=first.pk).url.startswith(one.get_absolute_url())


def test_addresses_of_replies_lead_to_where_they_stand_at_every_moment(cast: Cast, as_user, marit, two) -> None:
    one, other = two
    reply, lasting = make_reply(one, cast.joost), "/gesprek/reacties/{}/"
    old, client = reply.get_absolute_url().partition("#")[0], as_user(marit)
    client.post(lead(one), {"doe": "voeg", "into": other.pk})
    between = Reply.objects.get(pk=reply.pk).get_absolute_url().partition("#")[0]
    assert client.get(old)["Location"] == between
    client.post(undo(one))
    assert client.get(old).status_code == 200
    assert "Deze reactie staat nu in een ander gesprek." in client.get(between).content.decode()
    assert client.get(lasting.format(reply.pk))["Location"].partition("#")[0] == old


def test_what_was_written_since_stays_and_answers_go_with_what_they_answer(cast: Cast, as_user, marit, two) -> None:
    one, other = two
    first = make_reply(one, cast.joost, "Eerst.")
    client = as_user(marit)
    client.post(lead(one), {"doe": "voeg", "into": other.pk})
    first.refresh_from_db()
    later = make_reply(other, cast.samira, "Dit kwam later.")
    answer = make_reply(other, cast.samira, "Een later antwoord.", parent=first)
    page = client.get(undo(one)).content.decode()
    assert "1 antwoord kwam later." in page
    assert "Wat verder na het samenvoegen is geschreven, blijft in ‘Langs of bellen’." in page
    client.post(undo(one))
    assert (in_talk(one), in_talk(other)) == ([first, answer], [later])


def test_where_more_people_read_nothing_goes_back_that_was_written_for_fewer(cast: Cast, as_user, marit) -> None:
    wide = make_topic(cast.practice, cast.samira, Audience.EVERYONE, title="Voor iedereen")
    inside = make_topic(cast.practice, cast.joost, title="Onder ons")
    plain, mended, marked = (make_reply(wide, cast.joost, text) for text in ("Gewoon.", "Oud.", "Afspraak."))
    under = make_reply(wide, cast.samira, "Onder het oude.", parent=mended)
    client = as_user(marit)
    client.post(lead(wide), {"doe": "voeg", "into": inside.pk})
    mended, marked, plain = (Reply.objects.get(pk=one.pk) for one in (mended, marked, plain))
    edit(mended, Words("Alleen voor ons.", "tip", mended.perspective, mended.pseudonym))
    mark(marked, marit, [Deed("Marit", "belt de wijk", None)])
    answer = make_reply(inside, cast.samira, "Antwoord onder ons.", parent=plain)
    page = client.get(undo(wide)).content.decode()
    assert "1 reactie gaat terug naar ‘Voor iedereen’." in page
    assert "3 reacties blijven in ‘Onder ons’." in page
    assert "1 antwoord blijft hier en staat daarna op zichzelf." in page
    client.post(undo(wide))
    assert in_talk(wide) == [plain]
    assert in_talk(inside) == [mended, marked, under, answer]
    assert Reply.objects.get(pk=answer.pk).parent is None
    assert Reply.objects.get(pk=under.pk).parent == mended
    public = shown(Client(), wide)
    assert "Gewoon." in public
    for words in ("Alleen voor ons.", "Antwoord onder ons.", "belt de wijk"):
        assert words not in public
        assert words in shown(as_user(cast.samira), inside)
    assert TalkOutcome.objects.get().root_id == inside.pk


def test_a_first_talk_that_got_more_readers_meanwhile_takes_nothing_back(cast: Cast, as_user, marit, two) -> None:
    one, other = two
    reply, client = make_reply(one, cast.joost), as_user(marit)
    client.post(lead(one), {"doe": "voeg", "into": other.pk})
    set_audience(one, Audience.EVERYONE)
    page = client.post(undo(one)).content.decode()
    assert "liet er sindsdien meer mensen lezen" in page
    assert in_talk(other) == [reply]
    assert Merger.objects.standing().exists()


def test_a_first_talk_that_fewer_read_locks_no_writer_out(cast: Cast, as_user, marit) -> None:
    wide, into = (make_topic(cast.practice, cast.samira, Audience.EVERYONE) for _two in range(2))
    reply, client = make_reply(wide, cast.vera), as_user(marit)
    client.post(lead(wide), {"doe": "voeg", "into": into.pk})
    set_audience(wide, Audience.PRACTICE)
    assert "Dan kan die de eigen woorden niet meer zien." in client.post(undo(wide)).content.decode()
    assert in_talk(into) == [reply]


def test_a_talk_that_was_taken_back_takes_nothing_back(cast: Cast, as_user, marit, two) -> None:
    one, other = two
    reply, client = make_reply(one, cast.joost), as_user(marit)
    client.post(lead(one), {"doe": "voeg", "into": other.pk})
    withdraw(one)
    assert client.post(undo(one)).status_code == 404
    assert f'href="{undo(one)}"' not in client.get(lead(other)).content.decode()
    with pytest.raises(leading.Refused):
        undoing.unmerge(Merger.objects.get(), marit)
    assert in_talk(other) == [reply]


def test_a_guest_in_one_talk_never_gets_to_read_another_by_a_merger(cast: Cast, as_user, marit, two) -> None:
    one, other = two
    make_reply(one, cast.joost, "Onder leden.")
    gerrit, until = make_user("Gerrit"), timezone.localdate() + timedelta(days=3)
    Guest.objects.create(talk=other, user=gerrit, until=until)
    client = as_user(marit)
    page = client.post(lead(one), {"doe": "voeg", "into": other.pk}).content.decode()
    assert "In dat gesprek leest een gast mee die hier niet meeleest." in page
    assert not Merger.objects.exists()
    Guest.objects.create(talk=one, user=gerrit, until=until)
    client.post(lead(one), {"doe": "voeg", "into": other.pk})
    Guest.objects.filter(talk=other).delete()  # from now on he reads only the first
    first = Reply.objects.get()
    late = make_reply(other, cast.samira, "Toen de gast weg was.", parent=first)
    client.post(undo(one))
    assert in_talk(other) == [late]
    assert "Toen de gast weg was." not in shown(as_user(gerrit), one)


def test_only_who_leads_undoes_and_only_what_was_done(cast: Cast, as_user, marit, two) -> None:
    one, other = two
    make_reply(one, cast.joost)
    assert as_user(marit).get(undo(one)).status_code == 404
    as_user(marit).post(lead(one), {"doe": "voeg", "into": other.pk})
    for user, status in ((cast.samira, 403), (cast.vera, 404)):
        assert as_user(user).get(undo(one)).status_code == status
        assert as_user(user).post(undo(one)).status_code == status
        assert undo(one) not in as_user(user).get(other.get_absolute_url()).content.decode()
    assert Client().get(undo(one)).status_code == 302
    client = as_user(marit)
    assert client.post(undo(one)).status_code == 302
    assert client.post(undo(one)).status_code == 404
    assert not undoing.unmerge(Merger.objects.get(), marit).all  # twice is once
    client.post(lead(one), {"doe": "voeg", "into": other.pk})  # and again
    assert Merger.objects.count() == 2
    assert Merger.objects.standing().count() == 1


def test_open_pages_hear_where_replies_went(
    cast: Cast, as_user, marit, two, monkeypatch, django_capture_on_commit_callbacks
) -> None:
    one, other = two
    first, client, told = make_reply(one, cast.joost), as_user(marit), []
    client.post(lead(one), {"doe": "voeg", "into": other.pk})
    first.refresh_from_db()
    set_audience(other, Audience.PRACTICE)
    gerrit = make_user("Gerrit")
    Guest.objects.create(talk=one, user=gerrit, until=timezone.localdate())
    make_reply(other, cast.samira, "Blijft hier.", parent=first)
    since = Talk.objects.get(root=other).version
    monkeypatch.setattr(sending, "publish", lambda group, message: told.append(message))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(undo(one))
    pieces = [(message["topic"], message["frames"]["nl"]) for message in told if message["type"] == "fragment"]
    assert [topic for topic, _html in pieces] == [f"forums.talk:{root.pk}" for root in (one, other, other)]
    assert "Deze reactie staat nu in een ander gesprek." in pieces[1][1]
    assert "Blijft hier." in pieces[2][1]  # drawn anew, after what it answered left
    assert TalkTopic.may_listen(cast.joost, one.pk)
    assert Talk.objects.get(root=other).left_version > since  # who was away reads the page anew


def test_undoing_asks_as_much_for_one_reply_as_for_many(
    cast: Cast, as_user, marit, two, django_assert_max_num_queries
) -> None:
    one, other = two
    client, first = as_user(marit), make_reply(one, cast.joost)
    for _more in range(30):
        make_reply(one, cast.samira, parent=first)
    client.post(lead(one), {"doe": "voeg", "into": other.pk})
    first.refresh_from_db()
    for _more in range(30):
        make_reply(other, cast.samira, parent=first)
    with django_assert_max_num_queries(16):
        assert "30 antwoorden kwamen later." in client.get(undo(one)).content.decode()


def test_what_was_moved_goes_back_by_who_moved_it_or_who_leads_there(cast: Cast, as_user, marit) -> None:
    topic, elsewhere = make_topic(cast.practice, cast.samira, Audience.EVERYONE), make_practice("Meer dan koffie")
    reply, there = make_reply(topic, cast.joost), make_member(elsewhere, "Wil", Perspective.LIVED, is_facilitator=True)
    Membership.objects.create(practice=elsewhere, user=marit, perspective="pro")
    old, client = topic.get_absolute_url(), as_user(marit)
    for who in (marit, there):
        client = as_user(marit)
        client.post(lead(topic), {"doe": "verplaats", "practice": elsewhere.slug})
        between = Topic.objects.get().get_absolute_url()
        assert as_user(cast.samira).post(undo(topic)).status_code == 403
        client = as_user(who)
        assert "gaat met alle reacties terug naar Eerder aan tafel" in client.get(undo(topic)).content.decode()
        assert client.post(undo(topic))["Location"] == old
        assert Topic.objects.get().practice == Reply.objects.get(pk=reply.pk).practice == cast.practice
        assert client.get(between)["Location"] == old
        assert client.get(undo(topic)).status_code == 404
    assert [(one.by, one.undone_by) for one in Moving.objects.all()] == [(marit, marit), (marit, there)]


def test_what_became_for_members_alone_does_not_move_back(cast: Cast, as_user, marit) -> None:
    topic, elsewhere = make_topic(cast.practice, cast.samira, Audience.EVERYONE), make_practice("Meer dan koffie")
    Membership.objects.create(practice=elsewhere, user=marit, perspective="pro", is_facilitator=True)
    client = as_user(marit)
    client.post(lead(topic), {"doe": "verplaats", "practice": elsewhere.slug})
    assert f'href="{undo(topic)}"' in client.get(lead(topic)).content.decode()
    topic.refresh_from_db()
    set_audience(topic, Audience.PRACTICE)
    assert "Elders zouden andere mensen het kunnen lezen." in client.post(undo(topic)).content.decode()
    assert Topic.objects.get().practice == elsewhere
