"""Readers keep and follow stories for themselves; tellers hear calmly what became of theirs; the stream is narrowed."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import Organisation
from notifications.models import Notification
from notifications.outbox import deliver
from practices.actions.contributions import withdraw
from practices.models import Audience, Saved
from stories.actions import answering, calm
from stories.models import Story
from tests.makers import make_municipality, make_practice, make_reply, make_story, make_user

pytestmark = pytest.mark.django_db
WORDS = {"thanks": "Dank je.", "heard": "Je deed niet open.", "doing": "We bellen eerst.", "who": "de teamleider"}


def as_(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def keep(user, story, do="bewaar"):
    return as_(user).post(f"/mijn/bewaren/{story.pk}/", {"doe": do})


def told(user, kind) -> int:
    return Notification.objects.filter(user=user, kind=kind).count()


def answer(story):
    organisation, _new = Organisation.objects.get_or_create(name="Gemeente", slug="gemeente")
    return answering.answer(story, make_user("Sanne"), organisation, WORDS)


def test_a_reader_keeps_a_story_once_and_lets_it_go():
    story, bea = make_story(make_user("Wil")), make_user("Bea")
    for _twice in range(2):
        keep(bea, story)
    assert Saved.objects.count() == 1
    assert "Bewaard en gevolgd" in as_(bea).get("/mijn/").content.decode()
    assert "Bewaard. Haal weg" in as_(bea).get(story.get_absolute_url()).content.decode()
    keep(bea, story, "weg")
    assert not Saved.objects.exists()


def test_what_somebody_may_not_read_cannot_be_kept_and_is_listed_no_more_when_that_changes():
    bea = make_user("Bea")
    assert keep(bea, make_story(make_user(), Audience.ME)).status_code == 404
    story = make_story(make_user("Wil"))
    keep(bea, story)
    Story.objects.filter(pk=story.pk).update(audience=Audience.ME)
    assert "plastic tas" not in as_(bea).get("/mijn/").content.decode()
    assert Client().post(f"/mijn/bewaren/{story.pk}/").status_code == 302
    withdraw(story)
    assert not Saved.objects.exists()


def test_who_follows_hears_of_an_answer_and_who_only_keeps_does_not():
    story, bea, cor = make_story(make_user("Wil")), make_user("Bea"), make_user("Cor")
    keep(bea, story, "volg")
    keep(cor, story)
    answer(story)
    answer(story)
    assert (told(bea, "followed"), told(cor, "followed")) == (1, 0)
    keep(bea, story, "volg-niet")
    Notification.objects.all().delete()
    answer(story)
    assert told(bea, "followed") == 0


def test_a_teller_hears_once_a_week_what_became_of_the_story_and_nothing_when_nothing_did():
    wil = make_user("Wil")
    story = make_story(wil)
    Story.objects.filter(pk=story.pk).update(first_shown_at=timezone.now() - timedelta(days=8))
    assert calm.tell_all() == 0, "nothing happened"
    later = timezone.now() + timedelta(days=8)
    make_reply(story, make_user("Bea"))
    assert calm.tell_all(timezone.now()) == 0, "not a week since the last time"
    assert calm.tell_all(later) == 1
    assert calm.tell_all(later + timedelta(days=8)) == 0, "that was told"
    assert told(wil, "story-trail") == 1


def test_that_message_is_one_mail_that_names_nothing_of_the_story(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    wil = make_user("Wil")
    story = make_story(wil)
    Story.objects.filter(pk=story.pk).update(first_shown_at=timezone.now() - timedelta(days=8))
    for name in ("Bea", "Cor"):
        make_reply(story, make_user(name), "Wat een bijzonder vergeetmijnietje.")
    answer(story)
    mine = Notification.objects.filter(user=wil)
    mine.exclude(kind="story-trail").delete()
    mail.outbox.clear()
    calm.tell_all(timezone.now() + timedelta(days=8))
    deliver(mine.values_list("pk", flat=True), timezone.now() + timedelta(days=9))
    (sent,) = mail.outbox
    assert sent.to == [wil.email]
    said = sent.subject + sent.body
    assert "Er staat een bericht voor je klaar" in said
    for word in (*story.happened.split(". "), story.title, story.pseudonym, "vergeetmijnietje", "Bea", "Gemeente"):
        assert word not in said


def test_news_of_two_stories_is_one_message():
    wil = make_user("Wil")
    for story in (make_story(wil), make_story(wil)):
        Story.objects.filter(pk=story.pk).update(first_shown_at=timezone.now() - timedelta(days=8))
        make_reply(story, make_user(f"Bea {story.pk}"))
    assert calm.tell_all(timezone.now() + timedelta(days=8)) == 1
    assert told(wil, "story-trail") == 1


@pytest.mark.parametrize(("tells", "days", "number"), [("nooit", 400, 0), ("maand", 8, 0), ("maand", 31, 1)])
def test_the_teller_chooses_the_moments(tells, days, number):
    wil = make_user("Wil")
    story = make_story(wil)
    assert as_(make_user("Bea")).post(f"/verhalen/{story.pk}/momenten/", {"tells": tells}).status_code == 404
    as_(wil).post(f"/verhalen/{story.pk}/momenten/", {"tells": tells})
    make_reply(story, make_user("Bea"))
    assert calm.tell_all(timezone.now() + timedelta(days=days)) == number


def test_the_stream_is_narrowed_by_region_perspective_and_part_of_life_and_all_of_it_is_in_the_address(client):
    town = make_municipality("Enschede")
    make_story(None, title="Daar en zo", municipality=town, domains=" geld wonen ", perspective="lived")
    make_story(
        None, title="Bij een praktijk", practice=make_practice(labour_region=town.labour_region), perspective="citizen"
    )
    make_story(None, title="Nergens", perspective="lived")

    def titles(query):
        page = client.get(f"/verhalen/?{query}").content.decode()
        return {title for title in ("Daar en zo", "Bij een praktijk", "Nergens") if title in page}

    region = f"regio={town.labour_region.slug}"
    assert titles(region) == {"Daar en zo", "Bij een praktijk"}
    assert titles(f"{region}&wie=lived") == {"Daar en zo"}
    assert titles("leven=geld") == {"Daar en zo"}
    assert titles("leven=geld&wie=citizen") == set()
    assert titles("regio=onzin&wie=%00&leven=x") == {"Daar en zo", "Bij een praktijk", "Nergens"}
    page = client.get(f"/verhalen/?{region}&wie=lived").content.decode()
    assert "wie=lived" in page, "a chip takes one filter away and leaves the other"
