"""What more than reading a story may be used for is asked of its teller, and every use asks whether they agreed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from knowledge.models import Dossier
from notifications.models import Notification
from practices.actions import citations
from practices.actions.contributions import consent
from practices.models import Citation, Consent, Purpose
from stories.models import Story
from tests.makers import agree, make_story, make_theme, make_user

pytestmark = pytest.mark.django_db
SENTENCE = "Zij kwam elke week."


@pytest.fixture
def story() -> Story:
    return make_story(make_user("Samira"), happened=f"Het ging slecht. {SENTENCE}", pseudonym="Noor")


def test_readers_see_for_what_it_may_be_used_and_nothing_where_it_may_only_be_read(client, story):
    def page() -> str:
        return client.get(story.get_absolute_url()).content.decode()

    assert "Hier mag het ook voor" not in page()
    agree(story, Purpose.EDUCATION)
    assert "In de les" in page()
    assert "Voor onderzoek" not in page()
    Consent.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert "In de les" not in page()


@pytest.mark.parametrize("use", ["education", "research", "regions"])
def test_who_looks_for_stories_to_use_finds_only_those_that_may(client, story, use):
    agree(make_story(make_user("Roos"), title="Een blauwe tas"), Purpose(use))
    stream = client.get(f"/verhalen/?gebruik={use}").content.decode()
    assert "Een blauwe tas" in stream
    assert "Een plastic tas" not in stream
    Consent.objects.update(withdrawn_at=timezone.now())
    assert "Een blauwe tas" not in client.get(f"/verhalen/?gebruik={use}").content.decode()


def test_what_may_only_be_read_is_not_cited_for_all_regions(client, story):
    dossier = Dossier.objects.create(theme=make_theme(), title="Wat helpt", summary="Bel.")
    client.force_login(make_user("Bram", is_editor=True))
    where = f"/kennis/aanhalen/{story.pk}/"
    agree(story, Purpose.EDUCATION, Purpose.RESEARCH)
    assert where not in client.get(story.get_absolute_url()).content.decode()
    assert client.post(where, {"dossier": dossier.pk, "quote": SENTENCE}).status_code == 403
    agree(story)
    assert client.post(where, {"dossier": dossier.pk, "quote": SENTENCE}).status_code == 302
    assert Citation.objects.get().quote == SENTENCE


def test_a_citation_goes_when_its_teller_no_longer_agrees(client, story):
    theme, editor = make_theme(), make_user("Bram", is_editor=True)
    dossier = Dossier.objects.create(theme=theme, title="Wat helpt", summary="Bel.")
    consent(story, {"everyone", "regions"})
    citations.cite(story, dossier, editor, SENTENCE)
    assert SENTENCE in client.get(theme.get_absolute_url()).content.decode()
    consent(story, {"everyone"})
    assert SENTENCE not in client.get(theme.get_absolute_url()).content.decode()
    assert story.get_absolute_url() not in client.get(theme.get_absolute_url()).content.decode()
    assert Citation.objects.get().quote == ""
    assert "mag hier niet meer worden gebruikt" in Notification.objects.get(user=editor).text
    assert client.get(story.get_absolute_url()).status_code == 200


def test_a_yes_that_lapsed_by_its_date_shows_nothing_there_either(client, story):
    theme = make_theme()
    dossier = Dossier.objects.create(theme=theme, title="Wat helpt", summary="Bel.")
    agree(story)
    citations.cite(story, dossier, make_user("Bram", is_editor=True), SENTENCE)
    assert SENTENCE in client.get(theme.get_absolute_url()).content.decode()
    Consent.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert SENTENCE not in client.get(theme.get_absolute_url()).content.decode()
