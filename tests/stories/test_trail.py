"""The teller sees where a story went, and never more than they may open."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from practices.actions.contributions import withdraw
from practices.models import Adoption, Audience, Insight, Known, Start
from stories.actions.link import new_link
from tests.makers import make_case, make_member, make_practice, make_reply, make_story, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def teller():
    return make_user("Samira")


@pytest.fixture
def story(teller):
    return make_story(author=teller)


def read(client, story):
    return client.get(f"/verhalen/{story.pk}/jouw/").content.decode()


@pytest.fixture
def page(client, teller, story):
    client.force_login(teller)
    return lambda: read(client, story)


def make_insight(practice, audience, title):
    now = timezone.now()
    facts = {"learned": "Bel.", "context": "Altijd.", "pseudonym": "Bea", "published_at": now}
    return Insight.objects.create(practice=practice, audience=audience, title=title, **facts)


def used_by(story, practice, audience=Audience.PRACTICE, title="De brief"):
    case = make_case(practice, make_member(practice, f"Pro {title}"), audience=audience, title=title)
    start = Start.objects.create(contribution=case)
    Known.objects.create(start=start, kind="verhaal", object_id=story.pk)
    return case


def test_without_an_answer_it_says_for_how_many_days(page, story):
    story.published_at = timezone.now() - timedelta(days=12)
    story.save()
    assert "Nog geen antwoord, na 12 dagen." in page()


def test_an_answer_counts_and_the_tellers_own_does_not(page, story, teller):
    make_reply(story, teller, "Nog iets.")
    assert "Nog geen antwoord" in page()
    reply = make_reply(story, make_user("Els"))
    assert "1 keer gereageerd." in page()
    withdraw(reply)
    assert "Nog geen antwoord" in page()


def test_a_case_is_named_only_to_a_teller_who_may_open_it(page, story):
    case = used_by(story, make_practice(), Audience.PRACTICE, "De geheime brief")
    assert "Gebruikt bij een casus." in page()
    assert "De geheime brief" not in page()
    open_case = used_by(story, make_practice("Andere"), Audience.EVERYONE, "De open brief")
    assert "De open brief" in page()
    assert open_case.get_absolute_url() in page()
    withdraw(open_case)
    assert "De open brief" not in page()
    withdraw(case)
    assert "Gebruikt bij een casus." not in page()


def test_an_insight_that_leans_on_it_is_told_and_who_tries_it(page, story):
    practice = make_practice()
    insight = make_insight(practice, audience=Audience.PRACTICE, title="Bel eerst")
    insight.sources.add(story)
    assert "Een praktijk leerde ervan." in page()
    assert "Bel eerst" not in page()
    insight.audience = Audience.EVERYONE
    insight.save()
    Adoption.objects.create(insight=insight, practice=make_practice("Andere"), different="Alles.")
    assert "Bel eerst" in page()
    assert "1 andere praktijk probeert dat ook." in page()


def test_who_told_without_an_account_sees_it_through_the_private_link(client):
    story = make_story()
    used_by(story, make_practice(), Audience.EVERYONE, "De open brief")
    client.get(f"/verhalen/terug/{new_link(story)}/")
    assert "De open brief" in read(client, story)
    assert Client().get(f"/verhalen/{story.pk}/jouw/").status_code == 404


def test_what_was_never_shown_went_nowhere(client, teller):
    draft = make_story(author=teller, shown=False)
    client.force_login(teller)
    assert "Waar is mijn verhaal?" not in read(client, draft)


def test_it_asks_no_more_when_more_happened(client, teller, story, django_assert_max_num_queries):
    client.force_login(teller)
    used_by(story, make_practice(), Audience.EVERYONE, "Een")
    make_insight(make_practice("B"), audience=Audience.EVERYONE, title="X").sources.add(story)
    make_reply(story, make_user("Els"))
    read(client, story)
    with django_assert_max_num_queries(30) as few:
        read(client, story)
    for number in range(4):
        used_by(story, make_practice(f"P{number}"), Audience.EVERYONE, f"Casus {number}")
        make_insight(make_practice(f"Q{number}"), audience=Audience.EVERYONE, title=f"Y{number}").sources.add(story)
        make_reply(story, make_user(f"R{number}"))
    with django_assert_max_num_queries(len(few.captured_queries)):
        read(client, story)
