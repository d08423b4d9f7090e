"""The teller sees where a story went, and never more than they may open."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Organisation
from forums.models import Session
from knowledge.models import Dossier
from practices.actions import citations
from practices.actions.contributions import withdraw
from practices.models import Adoption, Audience, Insight, Known, Start
from stories.actions import answering, opening, sending
from stories.actions.link import new_link
from stories.models import Recognition, Story
from tests.makers import (
    make_case,
    make_member,
    make_photo,
    make_practice,
    make_reply,
    make_story,
    make_theme,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def counted_before():
    """Let nothing that an earlier test counted be written here."""
    opening._seen.clear()


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


def open_it(client, story, times=1, **more):
    for _time in range(times):
        headers = {"Sec-Fetch-Dest": "document"} | more
        client.get(story.get_absolute_url(), headers={name: value for name, value in headers.items() if value})
    opening.write()
    story.refresh_from_db()


def test_the_teller_sees_that_it_was_opened_and_from_five_times_on_how_often_at_least(page, story):
    assert "geopend" not in page()
    open_it(Client(), story, 4)
    assert "Het is al geopend." in page()
    open_it(Client(), story, 3)
    assert "Lezers openden het minstens 5 keer." in page()
    assert "openden het" not in Client().get(story.get_absolute_url()).content.decode(), "its teller alone is told"


@pytest.mark.parametrize("who", ["teller", "robot", "beforehand"])
def test_only_others_who_open_it_themselves_count(client, teller, story, who):
    if who == "teller":
        client.force_login(teller)
    more = {"robot": {"Sec-Fetch-Dest": None}, "beforehand": {"Sec-Purpose": "prefetch"}}.get(who, {})
    open_it(client, story, 1, **more)
    assert story.opened == 0


def test_a_story_that_is_opened_knowingly_counts_from_then_on(client, story):
    Story.objects.filter(pk=story.pk).update(content_notes=" geweld ")
    open_it(client, story)
    assert story.opened == 0
    client.get(f"{story.get_absolute_url()}?toch=1", headers={"Sec-Fetch-Dest": "document"})
    opening.write()
    story.refresh_from_db()
    assert story.opened == 1


def test_of_what_was_taken_back_no_count_is_kept_nor_added(client, story):
    open_it(client, story, 6)
    client.get(story.get_absolute_url(), headers={"Sec-Fetch-Dest": "document"})
    sending.withdraw(story, erase=True)
    opening.write()
    story.refresh_from_db()
    assert story.opened == 0


def everything(story, number=1):
    """Let everything happen to a story that can, `number` times."""
    organisation = Organisation.objects.get_or_create(name="Gemeente", slug="gemeente")[0]
    for _each in range(number):
        used_by(story, make_practice(), Audience.EVERYONE, "Een casus")
        insight = make_insight(make_practice(), audience=Audience.EVERYONE, title="X")
        insight.sources.add(story)
        Adoption.objects.create(insight=insight, practice=make_practice(), different="Alles.")
        make_reply(story, make_user("Els"))
        words = {"thanks": "Dank je.", "heard": "Je wachtte.", "doing": "We bellen.", "who": "de teamleider"}
        given = answering.answer(story, make_user("Sanne"), organisation, words)
        answering.plan(given, "Eerst bellen", "de teamleider", timezone.localdate())
        Recognition.objects.create(story=story, user=make_user())
        dossier = Dossier.objects.create(theme=make_theme(), title="Wat helpt", summary="Bel.")
        citations.cite(story, dossier, make_user("Ed", is_editor=True), "")
        facts = {"title": "Tafel", "subject": story, "starts_at": timezone.now(), "opened_at": timezone.now()}
        Session.objects.create(practice=make_practice(), **facts)


def test_the_whole_road_stands_there_in_one_list(page, story):
    story.recognitions.bulk_create(Recognition(story=story, user=make_user()) for _each in range(4))
    everything(story)
    steps = page().partition('id="spoor"')[2].partition("</section>")[0]
    for text in (
        "Anderen kunnen het lezen.", "5 mensen herkennen dit.", "2 keer gereageerd.",
        "Gemeente gaat iets veranderen: Eerst bellen.", "Gebruikt bij een casus.", "Aangehaald in een dossier.",
        "Besproken in een bijeenkomst op", "Een praktijk leerde ervan.", "1 andere praktijk probeert dat ook.",
    ):  # fmt: skip
        assert text in steps, text


def test_under_five_who_recognise_it_are_no_number_on_the_trail(page, story):
    Recognition.objects.create(story=story, user=make_user())
    assert "Er zijn mensen die dit herkennen." in page()
    assert "1 mens herkent dit" not in page()


def test_an_answer_to_a_story_without_an_account_counts(client):
    story = make_story()
    client.get(f"/verhalen/terug/{new_link(story)}/")
    assert "Nog geen antwoord" in read(client, story)
    make_reply(story, make_user("Els"))
    assert "1 keer gereageerd." in read(client, story)


@pytest.mark.parametrize(("happened", "most"), [(False, 12), (True, 14)])
def test_it_asks_little_and_no_more_when_more_happened(
    client, teller, story, happened, most, django_assert_max_num_queries
):
    client.force_login(teller)
    if happened:
        make_photo(story)
        everything(story)
    read(client, story)
    with django_assert_max_num_queries(most) as few:
        read(client, story)
    if happened:
        everything(story, 4)
        with django_assert_max_num_queries(len(few.captured_queries)):
            read(client, story)
