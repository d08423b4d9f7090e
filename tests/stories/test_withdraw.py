"""Taking a story back: at once, everywhere, with one button, and as a tombstone where it was seen."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

import search
from moderation.models import Review
from notifications.actions import notify
from notifications.models import Notification
from practices.actions.contributions import consent
from practices.models import Audience, Weighing
from search.engines.seam import Scope
from search.finding import find
from search.models import IndexEntry
from search.plugs import keys_of
from search.queries import parse
from stories.models import Story
from tests.makers import make_element, make_intervention, make_member, make_practice, make_story, make_theme, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def wil(client):
    wil = make_user("Wil")
    client.force_login(wil)
    return wil


@pytest.fixture
def practice():
    return make_practice()


@pytest.fixture
def story(wil, practice):
    theme, help_ = make_theme(), make_intervention()
    story = make_story(wil, practice=practice, intervention=help_)
    story.themes.add(theme)
    story.weighings.create(element=make_element("Iemand die bleef", theme), polarity="helped", quote="Ze bleef.")
    consent(story, {"everyone", "education"})
    search.index(story)
    return story


def take_back(client, story, text="wissen"):
    return client.post(f"/verhalen/{story.pk}/terughalen/", {"tekst": text})


@pytest.mark.parametrize("text", ["wissen", "bewaren"])
def test_nothing_of_it_is_left_for_others(client, story, wil, practice, text):
    theme, element = story.themes.get(), story.weighings.get().element
    bea = make_member(practice, "Bea")
    notify(bea, "talk", "Iemand reageerde op Een plastic tas", story.get_absolute_url(), about=("story", story.pk))
    places = ["/", "/verhalen/", f"/verhalen/?thema={theme.slug}", f"/verhalen/?element={element.slug}"]
    places += [page.get_absolute_url() for page in (theme, element, story.intervention, practice)]
    reader = Client()
    for place in places:
        assert "plastic tas" in reader.get(place).content.decode(), place
    assert take_back(client, story, text).status_code == 302
    for who in (Client(), reader, _signed_in(bea), client):
        for place in places:
            assert "plastic tas" not in who.get(place).content.decode(), place
    for user in (AnonymousUser(), bea, wil):
        assert not find(parse("plastic"), Scope(tuple(keys_of(user)))).total
        assert not Weighing.objects.visible_to(user).filter(contribution=story.pk).exists()
        assert not Story.objects.visible_to(user).exists()
    assert not IndexEntry.objects.filter(kind="verhaal", object_id=story.pk).exists()
    assert not Notification.objects.filter(user=bea, read_at=None).exists()
    assert not story.consents.valid().exists()


def _signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_tombstone_stands_where_it_stood(client, story):
    take_back(client, story)
    answer = Client().get(f"/verhalen/{story.pk}/")
    assert answer.status_code == 410
    page = answer.content.decode()
    assert "ingetrokken door de verteller" in page
    for words in ("plastic", "Samira", "Iemand die bleef"):
        assert words not in page


@pytest.mark.parametrize("audience", [Audience.ME, Audience.PRACTICE, Audience.SIGNED_IN])
def test_who_could_not_read_it_does_not_learn_that_it_was_there(client, wil, practice, audience):
    story = make_story(wil, audience, practice=practice)
    bea = make_member(practice, "Bea")
    take_back(client, story)
    assert Client().get(f"/verhalen/{story.pk}/").status_code == 404
    expected = 404 if audience == Audience.ME else 410
    assert _signed_in(bea).get(f"/verhalen/{story.pk}/").status_code == expected


def test_wiped_is_wiped(client, story):
    take_back(client, story, "wissen")
    story = Story.objects.get(pk=story.pk)
    left = (story.title, story.happened, story.helped, story.pseudonym, story.municipality, story.undo)
    assert left == ("", "", "", "", None, [])
    assert not story.weighings.exists()


def test_kept_is_kept_for_its_teller_only(client, story):
    take_back(client, story, "bewaren")
    assert "Ik deed mijn post" in client.get(f"/verhalen/{story.pk}/jouw/").content.decode()
    assert Client().get(f"/verhalen/{story.pk}/jouw/").status_code == 404


def test_twice_is_once_and_there_is_no_way_back(client, story):
    take_back(client, story, "bewaren")
    at = Story.objects.get().withdrawn_at
    assert take_back(client, story, "bewaren").status_code == 302
    client.post(f"/verhalen/{story.pk}/aanpassing/")
    client.post(f"/verhalen/vertel/{story.pk}/nalezen/", {"ga": "verder"})
    client.post(f"/verhalen/{story.pk}/lezers/", {"audience": "everyone", "until": "1"})
    story = Story.objects.get()
    assert story.withdrawn_at == at
    assert Client().get(f"/verhalen/{story.pk}/").status_code == 410


def test_nobody_takes_back_anothers_story(story):
    for who in (None, make_user("Ans"), make_user("Mo", is_moderator=True), make_user("Ed", is_editor=True)):
        other = _signed_in(who) if who else Client()
        assert take_back(other, story).status_code == 404
    assert Client().get(f"/verhalen/{story.pk}/").status_code == 200


def test_a_look_is_no_withdrawal(client, story):
    assert client.get(f"/verhalen/{story.pk}/terughalen/").status_code == 405
    assert Client().get(f"/verhalen/{story.pk}/").status_code == 200


def test_while_it_waits_it_leaves_the_queue(teller, another):
    mo = make_user("Mo", is_moderator=True)
    story = teller.tell("everyone")
    take_back(teller.client, story)
    another.client.force_login(mo)
    assert "plastic tas" not in another.client.get("/moderatie/").content.decode()
    assert not Review.objects.open().exists()


def test_a_draft_thrown_away_is_gone(teller):
    teller.begin()
    assert take_back(teller.client, teller.story)["Location"] == "/verhalen/vertel/"
    assert not Story.objects.exists()


def test_a_story_told_without_an_account_is_taken_back_by_its_link(teller, settings, another):
    settings.READ_STORIES_FIRST = False
    teller.begin()
    link, story = teller.link(), teller.story
    teller.step("lezers", audience="everyone", until="0", pseudonym="Samira")
    teller.step("nalezen")
    assert another.client.get(f"/verhalen/{story.pk}/").status_code == 200
    another.client.get(link)
    take_back(another.client, story)
    assert Client().get(f"/verhalen/{story.pk}/").status_code == 410
    assert "Teruggehaald" in Client().get(link, follow=True).content.decode()
