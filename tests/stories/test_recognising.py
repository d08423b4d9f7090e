"""Readers say that they recognise a story: once each, taken back as easily, never a small number, never a name."""

import re

import pytest
from django.test import Client

from places.models import LabourRegion
from practices.actions.contributions import withdraw
from practices.models import Audience
from stories.models import Recognition
from stories.recognised import recognised
from tests.makers import make_member, make_practice, make_story, make_user

pytestmark = pytest.mark.django_db


def make_region(name):
    return LabourRegion.objects.create(code=name[:4], slug=name.lower(), name=name)


def say(client, story, **typed):
    return client.post(f"/verhalen/{story.pk}/herkenning/", typed)


def read(client, story):
    return client.get(story.get_absolute_url()).content.decode()


def by_people(story, number, region=None):
    for _ in range(number):
        Recognition.objects.create(story=story, user=make_user(), region=region)


def test_a_visitor_counts_once_per_browser_and_can_take_it_back(client):
    story = make_story()
    assert say(client, story)["Location"] == f"{story.get_absolute_url()}#herken"
    say(client, story)
    assert Recognition.objects.count() == 1
    assert "Jij herkent dit." in read(client, story)
    assert "Jij herkent dit." not in read(Client(), story)
    say(client, story, terug="1")
    assert not Recognition.objects.exists()
    assert "Jij herkent dit." not in read(client, story)


def test_a_person_with_an_account_counts_once_on_every_device():
    story, person = make_story(), make_user("Els")
    for _ in range(2):
        device = Client()
        device.force_login(person)
        say(device, story)
    assert Recognition.objects.get().user == person


def test_who_said_it_before_signing_in_counts_once_and_takes_all_of_it_back(client):
    story, other = make_story(), make_story()
    say(client, story)
    say(client, other)
    say(Client(), story)
    client.force_login(make_user("Els"))
    page = read(client, story)
    assert "Jij herkent dit." in page, "the page knows it of this browser"
    assert 'name="terug"' in page
    say(client, story)
    assert Recognition.objects.filter(story=story).count() == 2, "Els, and the other browser"
    assert Recognition.objects.filter(story=story, user__isnull=False).count() == 1
    assert Recognition.objects.filter(story=other).count() == 1, "of another story nothing was said anew"
    say(client, story, terug="1")
    assert "Jij herkent dit." not in read(client, story)
    say(client, other, terug="1")
    assert Recognition.objects.count() == 1, "only what the other browser said is left"


def test_a_cookie_that_we_did_not_sign_is_no_browser(client):
    story = make_story()
    client.cookies["herken"] = "mijn-eigen-sleutel"
    say(client, story)
    assert "mijn-eigen-sleutel" not in client.cookies["herken"].value


def test_two_stories_recognised_in_one_browser_cannot_be_tied_together(client):
    one, other = make_story(), make_story()
    say(client, one)
    say(client, other)
    assert len(set(Recognition.objects.values_list("browser", flat=True))) == 2


def test_the_teller_does_not_count(client):
    teller = make_user("Samira")
    story = make_story(author=teller)
    client.force_login(teller)
    assert say(client, story).status_code == 403
    assert f"/verhalen/{story.pk}/herkenning/" not in read(client, story)
    assert not Recognition.objects.exists()


@pytest.mark.parametrize("audience", [Audience.ME, Audience.SIGNED_IN, Audience.PRACTICE])
def test_what_may_not_be_read_cannot_be_recognised(client, audience):
    story = make_story(audience=audience, practice=make_practice())
    assert say(client, story).status_code == 404
    assert not Recognition.objects.exists()


def test_a_story_taken_back_can_no_longer_be_recognised(client):
    story = make_story()
    withdraw(story)
    assert say(client, story).status_code == 404


def test_fewer_than_five_people_are_never_a_number(client):
    story = make_story()
    assert "herkennen dit" not in read(client, story)
    by_people(story, 4)
    page = read(client, story)
    assert "Er zijn mensen die dit herkennen." in page
    assert "4 mensen" not in page
    by_people(story, 1)
    assert "5 mensen herkennen dit." in read(client, story)


def test_a_region_is_named_from_five_people_on_unless_the_rest_would_then_be_few():
    story, twente, zeeland = make_story(), make_region("Twente"), make_region("Zeeland")
    by_people(story, 5, twente)
    by_people(story, 4, zeeland)
    assert recognised(story).regions == []  # nine less five leaves four
    by_people(story, 1)
    assert recognised(story).regions == [("Twente", 5)]
    by_people(story, 1, zeeland)
    assert recognised(story).regions == [("Twente", 5)]  # Zeeland too would leave one


def test_the_region_is_that_of_the_practice_somebody_joined(client):
    practice = make_practice(labour_region=make_region("Twente"))
    client.force_login(make_member(practice, "Els"))
    story = make_story()
    say(client, story)
    assert Recognition.objects.get().region.name == "Twente"


def test_a_flood_from_one_address_is_slowed_down(client, monkeypatch):
    monkeypatch.setattr("stories.views.recognition.AN_HOUR", 2)
    story = make_story()
    for _ in range(4):
        answer = say(Client(), story)
    assert Recognition.objects.count() == 2
    assert answer.status_code == 302


def test_no_page_names_who_recognised_it(client):
    story = make_story()
    by_people(story, 6)
    assert not any(one.user.pseudonym in read(client, story) for one in Recognition.objects.all())


def test_no_story_stands_higher_because_many_recognise_it(client):
    first = make_story(make_user("Els"), title="Eerst", pseudonym="Els")
    make_story(make_user("Ria"), title="Later", pseudonym="Ria")
    before = re.findall(r"Eerst|Later", client.get("/verhalen/").content.decode())
    by_people(first, 20)
    page = client.get("/verhalen/").content.decode()
    assert re.findall(r"Eerst|Later", page) == before == ["Later", "Eerst"]
    shown = page.partition("<main")[2].partition("</main>")[0]
    assert "20" not in re.sub(r"<[^>]*>", " ", shown)
