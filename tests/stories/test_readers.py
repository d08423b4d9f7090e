"""Who may read it and under which name: nothing chosen beforehand, each purpose a consent of its own."""

from datetime import timedelta

import pytest
from django.utils import timezone

from practices.actions.contributions import CONSENT_VERSION
from practices.models import Audience
from tests.makers import make_member, make_practice, make_story, make_user

pytestmark = pytest.mark.django_db


def open_purposes(story) -> set[str]:
    return {consent.purpose for consent in story.consents.valid()}


def test_nothing_is_chosen_beforehand(teller):
    teller.begin()
    page = teller.read("lezers")
    form = teller.client.get(f"/verhalen/vertel/{teller.pk}/lezers/").context["form"]
    assert not form["audience"].value()
    assert not form["purposes"].value()
    assert not form["until"].value()
    assert page.count(" checked") == 1  # from where you speak, which gives nobody anything


def test_each_purpose_is_a_consent_with_its_text_and_end(teller):
    teller.ready("everyone", purposes=["regions", "research"])
    consents = {consent.purpose: consent for consent in teller.story.consents.all()}
    assert set(consents) == {"everyone", "regions", "research"}
    a_year = timezone.localdate() + timedelta(days=365)
    assert {(c.text_version, c.ends_on) for c in consents.values()} == {(CONSENT_VERSION, a_year)}
    assert teller.story.shown_until == a_year


def test_only_me_asks_and_gives_nothing_else(teller):
    teller.ready("me", purposes=["education"])
    assert open_purposes(teller.story) == set()
    story = teller.tell("me")
    assert story.published_at is not None
    assert story.first_shown_at is None


def test_unticking_ends_a_consent_and_keeps_its_record(teller):
    teller.ready("everyone", purposes=["education"])
    teller.step("lezers", audience="everyone", pseudonym="Samira", until="1")
    story = teller.story
    assert open_purposes(story) == {"everyone"}
    assert story.consents.get(purpose="education").withdrawn_at is not None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Kies wie je verhaal mag lezen."),
        ({"audience": "everyone"}, "Kies tot wanneer"),
        ({"audience": "practice", "until": "1"}, "Kies de praktijk"),
        ({"audience": "iedereen"}, ""),
        ({"audience": "everyone", "until": "99"}, ""),
        ({"audience": "everyone", "until": "1", "purposes": ["verkopen"]}, ""),
        ({"audience": "practice", "until": "1", "practice": "999"}, ""),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_given(teller, typed, sentence):
    teller.begin()
    answer = teller.step("lezers", pseudonym="Samira", **typed)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert "Samira" in answer.content.decode()
    story = teller.story
    assert (story.audience, story.readers_at, open_purposes(story)) == ("me", None, set())


@pytest.mark.parametrize("name", ["Ans de Wit", "ans de wit", " ANS  DE WIT ", "ansdewit", "Ans-de-Wit"])
def test_the_name_of_the_account_is_refused(client, teller, name):
    client.force_login(make_user("Ans de Wit"))
    teller.begin()
    page = teller.step("lezers", audience="everyone", until="1", pseudonym=name).content.decode()
    assert "Dit is de naam van je account" in page
    assert teller.story.pseudonym == ""


def test_so_is_the_address_of_the_account(client, teller):
    ans = make_user("Ans")
    client.force_login(ans)
    teller.begin()
    for name in (ans.email, ans.email.split("@")[0]):
        assert teller.step("lezers", audience="everyone", until="1", pseudonym=name).status_code == 200
    assert teller.story.pseudonym == ""


@pytest.mark.parametrize("name", ["bel 06-12345678", "wil@example.org", "x" * 61])
def test_a_name_that_is_none_gets_a_sentence(teller, name):
    teller.begin()
    assert teller.step("lezers", audience="everyone", until="1", pseudonym=name).status_code == 200
    assert teller.story.readers_at is None


@pytest.mark.parametrize("name", ["", "   "])
def test_without_a_name_one_of_the_proposed_ones_is_taken(client, teller, name):
    client.force_login(make_user("Robin"))
    teller.begin()
    proposed = teller.client.get(f"/verhalen/vertel/{teller.pk}/lezers/").context["suggestions"]
    assert teller.step("lezers", audience="everyone", until="1", pseudonym=name).status_code == 302
    assert teller.story.pseudonym == proposed[0]


def test_names_are_proposed_and_never_that_of_the_account(client, teller):
    client.force_login(make_user("Robin"))
    teller.begin()
    names = teller.client.get(f"/verhalen/vertel/{teller.pk}/lezers/").context["suggestions"]
    assert len(names) == 3
    assert "Robin" not in names


def test_a_perspective_is_one_that_was_claimed(client, teller):
    client.force_login(make_user("Ans"))
    teller.begin()
    assert teller.step("lezers", audience="me", pseudonym="Samira", perspective="research").status_code == 200
    assert teller.step("lezers", audience="me", pseudonym="Samira", perspective="citizen").status_code == 302
    assert teller.story.perspective == "citizen"


def change(client, story, audience, **more):
    until = {} if audience == "me" else {"until": "0"}
    return client.post(f"/verhalen/{story.pk}/lezers/", {"audience": audience, **until, **more})


def test_fewer_readers_holds_at_once(client):
    wil, practice = make_user("Wil"), make_practice()
    bea = make_member(practice, "Bea")
    story = make_story(wil, Audience.EVERYONE, practice=practice)
    client.force_login(wil)
    assert change(client, story, "practice", practice=practice.pk).status_code == 302
    client.logout()
    assert client.get(f"/verhalen/{story.pk}/").status_code == 404
    client.force_login(make_user("Ans"))
    assert client.get(f"/verhalen/{story.pk}/").status_code == 404
    client.force_login(bea)
    assert client.get(f"/verhalen/{story.pk}/").status_code == 200
    story.refresh_from_db()
    assert open_purposes(story) == {"practice"}


def test_more_readers_waits_for_whoever_reads_along(client):
    wil, practice = make_user("Wil"), make_practice(reviews_stories=False)
    story = make_story(wil, Audience.PRACTICE, practice=practice)
    client.force_login(wil)
    change(client, story, "everyone")
    assert "Iemand leest mee" in client.get(f"/verhalen/{story.pk}/jouw/").content.decode()
    client.logout()
    assert client.get(f"/verhalen/{story.pk}/").status_code == 404


def test_another_practice_is_no_smaller_circle(client):
    wil, one, two = make_user("Wil"), make_practice(), make_practice("Ergens anders")
    make_member(two, "Bea")
    story = make_story(wil, Audience.PRACTICE, practice=one)
    client.force_login(wil)
    change(client, story, "practice", practice=two.pk)
    assert "Iemand leest mee" in client.get(f"/verhalen/{story.pk}/jouw/").content.decode()


def test_a_wrong_choice_changes_nothing(client):
    wil = make_user("Wil")
    story = make_story(wil, Audience.EVERYONE)
    client.force_login(wil)
    assert client.post(f"/verhalen/{story.pk}/lezers/", {"audience": "practice"}).status_code == 200
    story.refresh_from_db()
    assert story.audience == Audience.EVERYONE


@pytest.mark.parametrize("name", ["Moderator", "Redactie van Movisie", "M o v i s i e"])
def test_nobody_tells_under_a_name_of_the_team(teller, name):
    teller.begin()
    assert teller.step("lezers", audience="everyone", until="1", pseudonym=name).status_code == 200
    assert teller.story.pseudonym == ""


def test_a_name_that_holds_the_mail_address_is_refused(teller):
    wil = make_user("Wil")
    teller.client.force_login(wil)
    teller.begin()
    name = f"Tante {wil.email.split('@')[0]}"
    assert teller.step("lezers", audience="everyone", until="1", pseudonym=name).status_code == 200
    assert teller.story.pseudonym == ""
