"""Who leaves a practice chooses what happens to their words: they stay, stay without a name, or go."""

import pytest

from accounts.models import Perspective
from forums.actions import room, room_writing
from forums.models import Note, Reply
from practices.actions import joint
from practices.actions.leaving import NAMELESS, pieces_of
from practices.models import Audience, Contribution, JointText, TextVersion
from practices.permissions import is_member
from practices.traces import find
from search.models import IndexEntry
from tests.makers import (
    make_case,
    make_member,
    make_method,
    make_practice,
    make_reply,
    make_session,
    make_story,
    make_topic,
    sit_down,
)

pytestmark = pytest.mark.django_db
TOPIC = "Ik wil praten over de brieven op mijn mat."
REPLY = "Bij mij lag er een stapel van drie jaar."


@pytest.fixture
def cast():
    practice = make_practice()
    bea = make_member(practice, "Bea", Perspective.LIVED)
    fay = make_member(practice, "Fay", is_facilitator=True)
    topic = make_topic(practice, bea, text=TOPIC)
    case = make_case(practice, fay)
    return {
        "practice": practice,
        "bea": bea,
        "fay": fay,
        "topic": topic,
        "reply": make_reply(case, bea, REPLY),
        "of fay": make_reply(topic, fay, "Dat herken ik wel."),
        "elsewhere": make_story(bea, title="Van mij alleen"),
        "draft": make_story(bea, Audience.PRACTICE, shown=False, practice=practice),
    }


def leave(client, cast, **choice):
    client.force_login(cast["bea"])
    return client.post(f"/praktijken/{cast['practice'].slug}/vertrek/", choice)


def test_the_page_says_what_there_is_and_what_happens(client, cast):
    client.force_login(cast["bea"])
    page = client.get(f"/praktijken/{cast['practice'].slug}/vertrek/")
    assert page.context["written"] == [("Gesprek", 1), ("Reactie", 1)]
    assert page.context["form"]["what"].value() == "blijft"
    client.force_login(make_member(make_practice("Elders"), "Cor"))
    assert client.get(f"/praktijken/{cast['practice'].slug}/vertrek/").status_code == 302
    assert client.get(f"/praktijken/{cast['practice'].slug}/vertrek/meenemen/").status_code == 404


def test_who_chooses_nothing_leaves_everything_as_it_stands(client, cast):
    assert leave(client, cast).status_code == 302
    assert not is_member(cast["bea"], cast["practice"])
    reply = Reply.objects.get(pk=cast["reply"].pk)
    assert (reply.author, reply.pseudonym, reply.text) == (cast["bea"], "Bea", REPLY)


def test_what_cannot_be_undone_is_asked_once_more(client, cast):
    for what in ("mee", "zonder-naam"):
        assert leave(client, cast, what=what).status_code == 200
    assert leave(client, cast, what="iets-anders", sure="on").status_code == 200
    assert is_member(cast["bea"], cast["practice"])
    assert Reply.objects.get(pk=cast["reply"].pk).is_shown


def test_without_a_name_the_words_stay_and_nobody_knows_whose(client, cast):
    assert leave(client, cast, what="zonder-naam", sure="on").status_code == 302
    for kept in (cast["topic"], cast["reply"]):
        found = Contribution.objects.get(pk=kept.pk)
        assert (found.author, found.pseudonym, found.is_shown) == (None, NAMELESS, True)
        assert found.person.startswith("x"), "no account stands behind it"
    for untouched in (cast["elsewhere"], cast["draft"], cast["of fay"]):
        assert Contribution.objects.get(pk=untouched.pk).author is not None
    client.force_login(cast["fay"])
    page = client.get(cast["topic"].get_absolute_url()).content.decode()
    assert NAMELESS in page
    assert "Bea" not in page
    assert not IndexEntry.objects.filter(extra__contains="Bea", kind="reactie").exists()
    assert Reply.objects.get(pk=cast["reply"].pk).version > cast["reply"].version, "who reads live sees it at once"


def test_two_pieces_without_a_name_count_as_one_person(client, cast):
    leave(client, cast, what="zonder-naam", sure="on")
    pieces = Contribution.objects.filter(pk__in=[cast["topic"].pk, cast["reply"].pk])
    assert len(set(pieces.values_list("person", flat=True))) == 1


def test_taking_it_along_leaves_no_word_and_a_place_where_others_answered(client, cast):
    client.force_login(cast["bea"])
    file = client.get(f"/praktijken/{cast['practice'].slug}/vertrek/meenemen/")
    assert "attachment" in file["Content-Disposition"]
    words = file.content.decode()
    assert TOPIC in words
    assert REPLY in words
    assert "Dat herken ik wel" not in words, "only one's own"
    assert leave(client, cast, what="mee", sure="on").status_code == 302
    assert not find([TOPIC[:-1], REPLY[:-1]])
    assert Contribution.objects.get(pk=cast["elsewhere"].pk).is_shown
    assert Contribution.objects.get(pk=cast["draft"].pk).author == cast["bea"]
    client.force_login(cast["fay"])
    assert client.get(f"/praktijken/{cast['practice'].slug}/").status_code == 200


def test_a_text_that_others_wrote_at_stays_without_the_name(client, cast):
    shared = joint.begin(cast["practice"], cast["bea"], {"title": "Van ons", "words": "Wij samen."})
    joint.save(shared, cast["fay"], {"title": "Van ons", "words": "Wij samen, en meer."}, 1)
    own = joint.begin(cast["practice"], cast["bea"], {"title": "Van mij", "words": "Alleen van mij is dit."})
    leave(client, cast, what="mee", sure="on")
    assert JointText.objects.get(pk=own.pk).is_withdrawn
    assert not find(["Alleen van mij is dit"])
    kept = JointText.objects.get(pk=shared.pk)
    assert (kept.is_shown, kept.author) == (True, None)
    assert [(one.by, one.pseudonym) for one in TextVersion.objects.filter(text=shared, number=1)] == [(None, NAMELESS)]


def test_at_the_table_the_seat_loses_its_name_and_the_words_go_along(client, cast):
    session = make_session(cast["practice"], cast["fay"], make_method())
    seat = sit_down(session, cast["bea"])
    room.begin(session, cast["fay"], session.seats.get(user=cast["fay"]))
    room.go_on(session, 1, cast["fay"])
    room_writing.give(session.rounds.get(order=2), seat, {1: "Ik zou eerst bellen."})
    leave(client, cast, what="mee", sure="on")
    seat.refresh_from_db()
    assert (seat.user, seat.pseudonym) == (None, NAMELESS)
    assert not Note.objects.filter(seat=seat).exclude(text="").exists()


def test_the_last_facilitator_stays_whatever_they_choose(client, cast):
    client.force_login(cast["fay"])
    answer = client.post(f"/praktijken/{cast['practice'].slug}/vertrek/", {"what": "mee", "sure": "on"})
    assert answer.status_code == 403
    assert pieces_of(cast["fay"], cast["practice"]).exists()


def test_who_left_can_still_take_their_words_back(client, cast):
    leave(client, cast)
    own = client.get("/mijn/").content.decode()
    assert f"/praktijken/{cast['practice'].slug}/vertrek/" in own
    page = client.get(f"/praktijken/{cast['practice'].slug}/vertrek/").content.decode()
    assert "Je doet hier niet meer mee" in page
    assert REPLY not in page
    assert REPLY in client.get(f"/praktijken/{cast['practice'].slug}/vertrek/meenemen/").content.decode()
    leave(client, cast, what="mee", sure="on")
    assert not find([REPLY[:-1]])
    assert f"/praktijken/{cast['practice'].slug}/vertrek/" not in client.get("/mijn/").content.decode()
