"""A guest reads and writes in one talk of a practice, and sees nothing else of it."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import Perspective
from forums.attaching import offered
from forums.live import TalkTopic
from forums.mentions import people
from forums.models import Attachment, Reply
from forums.permissions import may_reply
from practices.actions import guests as act
from practices.actions.contributions import withdraw
from practices.actions.leaving import left_with_words
from practices.models import Audience, Contribution, Guest, Invitation, Saved
from practices.permissions import is_member
from tests.makers import make_case, make_member, make_practice, make_reply, make_story, make_topic, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    practice = make_practice()
    fay = make_member(practice, "Fay", is_facilitator=True)
    bea = make_member(practice, "Bea")
    topic = make_topic(practice, bea, title="De brieven op de mat", text="Wie maakt ze open?")
    return {
        "practice": practice,
        "fay": fay,
        "bea": bea,
        "zoe": make_member(practice, "Zoë"),
        "gus": make_user("Gus", Perspective.CITIZEN),
        "topic": topic,
        "reply": make_reply(topic, bea, "Ik leg ze eerst op stapels."),
        "other": make_topic(practice, bea, title="Iets anders", text="Dit is alleen van ons."),
    }


def guests_at(cast):
    return f"/praktijken/{cast['practice'].slug}/gasten/{cast['topic'].pk}/"


def let_in(cast, who="gus", days=14):
    act.ask_guest(cast["topic"], cast["practice"], cast["fay"], f"{who}@example.org", days)
    assert act.come_in(Invitation.objects.latest("pk"), cast[who])
    return Guest.objects.filter(user=cast[who]).latest("pk")


def test_a_facilitator_asks_by_mail_and_the_guest_comes_in(client, cast, django_capture_on_commit_callbacks):
    client.force_login(cast["fay"])
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(guests_at(cast), {"email": "gus@example.org", "days": "7"}).status_code == 302
    assert "De brieven" not in mail.outbox[0].body, "a mail does not say what is talked about inside"
    link = re.search(r"/praktijken/uitnodiging/\S+", mail.outbox[0].body).group()
    assert "De brieven" not in client.get(link).content.decode()
    client.force_login(cast["gus"])
    assert client.post(link).url == cast["topic"].get_absolute_url()
    page = client.get(cast["topic"].get_absolute_url()).content.decode()
    assert "Wie maakt ze open?" in page
    assert "Ik leg ze eerst op stapels." in page
    assert Guest.objects.get().until == timezone.localdate() + timedelta(days=7)
    assert "De brieven op de mat" in client.get("/mijn/").content.decode()
    other = make_user("Rik")
    client.force_login(other)
    client.post(link)
    assert not Contribution.objects.visible_to(other).filter(pk=cast["topic"].pk).exists(), "one person a link"


def test_a_code_on_paper_is_shown_once_and_lets_somebody_into_the_talk_alone(client, cast):
    client.force_login(cast["fay"])
    code = client.post(guests_at(cast), {"email": "", "days": "14"}).context["code"]
    assert len(code) == 10
    assert code not in client.get(guests_at(cast)).content.decode()
    client.force_login(cast["gus"])
    where = client.post("/praktijken/uitnodiging/", {"code": code}).url
    client.post(where)
    assert Guest.objects.get().user == cast["gus"]
    assert not is_member(cast["gus"], cast["practice"])


def test_only_who_leads_asks_and_others_find_nothing(client, cast):
    client.force_login(cast["bea"])
    assert client.get(guests_at(cast)).status_code == 200
    assert client.post(guests_at(cast), {"email": "x@example.org", "days": "7"}).status_code == 403
    let_in(cast)
    for who in (cast["gus"], make_member(make_practice("Elders"), "Cor", is_facilitator=True)):
        client.force_login(who)
        assert client.get(guests_at(cast)).status_code == 404
        assert client.post(guests_at(cast), {"email": "x@example.org", "days": "7"}).status_code == 404
    assert Invitation.objects.count() == 1


def test_a_guest_sees_nothing_else_of_the_practice(client, cast):
    case = make_case(cast["practice"], cast["bea"])
    story = make_story(cast["bea"], Audience.PRACTICE, practice=cast["practice"])
    let_in(cast)
    gus = cast["gus"]
    seen = Contribution.objects.visible_to(gus)
    assert set(seen.values_list("pk", flat=True)) == {cast["topic"].pk, cast["reply"].pk}
    client.force_login(gus)
    for thing in (case, story, cast["other"]):
        assert client.get(thing.get_absolute_url()).status_code == 404
    home = f"/praktijken/{cast['practice'].slug}/"
    assert client.get(f"{home}mensen/").status_code == 403
    for page in (home, f"{home}gesprekken/", f"{home}teksten/", f"{home}casussen/"):
        words = client.get(page).content.decode()
        assert "Iets anders" not in words
        assert "Zoë" not in words
    assert "Iets anders" not in client.get("/zoeken/?q=alleen+van+ons").content.decode()
    assert not TalkTopic.may_listen(gus, cast["other"].pk)
    assert set(people(cast["topic"], gus)) == {"Bea"}, "only who spoke here can be called"
    assert not TalkTopic.seat(cast["bea"], cast["topic"].pk), "nor who is reading now"


def test_what_hangs_at_a_reply_for_members_alone_has_no_name_while_a_guest_is_here(client, cast):
    Attachment.objects.create(reply=cast["reply"], contribution=cast["other"])
    topic = cast["topic"]

    def named(user):
        client.force_login(user)
        caught_up = "".join(piece.html for piece in TalkTopic.missed(user, topic.pk, 0))
        found = {"Iets anders" in words for words in (client.get(topic.get_absolute_url()).content.decode(), caught_up)}
        assert len(found) == 1, "the page and what is caught up say the same"
        return found.pop()

    assert named(cast["zoe"])
    guest = let_in(cast)
    assert not named(cast["gus"])
    assert not named(cast["zoe"]), "it is drawn the same for all"
    Saved.objects.create(user=cast["zoe"], contribution=cast["other"])
    assert not dict(offered(cast["zoe"], topic))["saved"]
    act.end_guest(guest, cast["fay"])
    assert named(cast["zoe"])
    assert dict(offered(cast["zoe"], topic))["saved"]


def test_a_guest_answers_and_is_shown_as_one(client, cast):
    let_in(cast)
    assert may_reply(cast["gus"], cast["topic"])
    assert not may_reply(cast["gus"], cast["other"])
    client.force_login(cast["gus"])
    said = {"text": "Bij mij doet de buurvrouw het.", "intent": "experience", "perspective": "citizen"}
    client.post(f"/gesprek/{cast['topic'].pk}/reacties/", said | {"pseudonym": "Gus", "parent": ""})
    assert Reply.objects.latest("pk").author == cast["gus"]
    client.force_login(cast["bea"])
    page = client.get(cast["topic"].get_absolute_url()).content.decode()
    assert "<b>gast</b>" in page
    assert page.count("<b>gast</b>") == 1
    assert "Er leest een gast mee" in page
    for where in (page, client.get(f"/gesprek/{cast['topic'].pk}/reacties/").content.decode()):
        assert "lezen dit, en een gast" in where


def test_a_guest_is_seen_out_at_once_also_live(client, cast, django_capture_on_commit_callbacks, monkeypatch):
    told = []
    monkeypatch.setattr("practices.actions.guests.recheck_person", told.append)
    guest = let_in(cast)
    assert TalkTopic.may_listen(cast["gus"], cast["topic"].pk)
    end = f"{guests_at(cast)}{guest.pk}/einde/"
    client.force_login(cast["zoe"])
    assert client.post(end).status_code == 403
    client.force_login(cast["gus"])
    assert client.post(end).status_code == 404
    client.force_login(cast["bea"])  # she began the talk
    assert client.post(end).status_code == 302
    assert told == [cast["gus"]]
    assert not TalkTopic.may_listen(cast["gus"], cast["topic"].pk)
    client.force_login(cast["gus"])
    assert client.get(cast["topic"].get_absolute_url()).status_code == 404


def test_it_ends_by_itself_after_the_last_day(cast, monkeypatch):
    told = []
    monkeypatch.setattr("practices.actions.guests.recheck_person", told.append)
    guest = let_in(cast)
    Guest.objects.update(until=timezone.localdate())
    act.close_late_ones()
    assert Contribution.objects.visible_to(cast["gus"]).filter(pk=cast["topic"].pk).exists()
    Guest.objects.update(until=timezone.localdate() - timedelta(days=1))
    assert not Contribution.objects.visible_to(cast["gus"]).filter(pk=cast["topic"].pk).exists()
    act.close_late_ones()
    assert told == [cast["gus"]]
    guest.refresh_from_db()
    assert guest.ended_at is not None
    assert let_in(cast) != guest, "asked anew, they come in anew"


def test_what_is_taken_back_is_gone_for_its_guest_and_an_invitation_leads_nowhere(cast):
    let_in(cast)
    act.ask_guest(cast["topic"], cast["practice"], cast["fay"], "rik@example.org", 7)
    withdraw(cast["topic"])
    assert not Contribution.objects.visible_to(cast["gus"]).exists()
    assert not act.come_in(Invitation.objects.latest("pk"), make_user("Rik"))


def test_a_member_who_is_asked_as_a_guest_stays_what_they_are(cast):
    act.ask_guest(cast["topic"], cast["practice"], cast["fay"], "bea@example.org", 7)
    assert act.come_in(Invitation.objects.latest("pk"), cast["bea"])
    assert not Guest.objects.exists()


def test_a_guest_can_take_their_words_along_afterwards(client, cast):
    guest = let_in(cast)
    said = make_reply(cast["topic"], cast["gus"], "Bij mij doet de buurvrouw het.")
    act.end_guest(guest, cast["fay"])
    assert list(left_with_words(cast["gus"])) == [cast["practice"]]
    client.force_login(cast["gus"])
    client.post(f"/praktijken/{cast['practice'].slug}/vertrek/", {"what": "mee", "sure": "on"})
    assert Reply.objects.get(pk=said.pk).is_withdrawn
