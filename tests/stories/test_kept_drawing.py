"""A story is drawn once for all its readers, and what was kept opens no door and shows nothing of before."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from practices.actions.contributions import hide, publish, set_audience, withdraw
from practices.actions.weighing import set_weighings
from practices.models import Audience, Polarity, Weighing
from prepared.drawings import key_of
from stories.actions.sending import reopen, send
from stories.models import Story
from tests.makers import make_element, make_practice, make_story, make_theme

pytestmark = pytest.mark.django_db
WORDS = "Toen kwam er iemand aan tafel zitten."


def page(client: Client, story: Story) -> tuple[int, str]:
    answer = client.get(f"/verhalen/{story.pk}/")
    return answer.status_code, answer.content.decode()


@pytest.fixture
def story(client: Client) -> Story:
    """A story that everybody may read and somebody just read."""
    story = make_story()
    assert WORDS in page(client, story)[1]
    return story


def test_what_was_taken_back_is_gone_at_once(client: Client, story: Story) -> None:
    withdraw(story)
    status, html = page(client, story)
    assert status == 410
    assert WORDS not in html


def test_of_what_was_taken_back_nothing_is_kept(story: Story, django_capture_on_commit_callbacks) -> None:
    assert cache.get(key_of(Story.KIND, story.pk, "nl"))
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(story)
    assert cache.get(key_of(Story.KIND, story.pk, "nl")) is None


def test_what_was_hidden_or_given_to_fewer_is_closed_at_once(client: Client, story: Story) -> None:
    hide(story)
    assert page(client, story)[0] == 404
    publish(story)
    assert page(client, story)[0] == 200
    set_audience(story, Audience.PRACTICE, make_practice())
    assert page(client, story)[0] == 404


def test_a_story_that_was_written_on_reads_new(client: Client, story: Story, settings) -> None:
    settings.READ_STORIES_FIRST = False
    draft = reopen(story)
    draft.happened = "Zij bleef komen."
    draft.save()
    draft.themes.add(make_theme("Wonen"))
    set_weighings(draft, [Weighing(element=make_element("Een vast gezicht"), polarity=Polarity.HELPED)])
    send(draft)
    _status, html = page(client, story)
    assert WORDS not in html
    for new in ("Zij bleef komen.", "Wonen", "Een vast gezicht"):
        assert new in html


def test_another_name_stands_there_at_once(client: Client, story: Story) -> None:
    Story.objects.filter(pk=story.pk).update(pseudonym="Fatima")
    assert "Fatima, verzonnen naam" in page(client, story)[1]


def test_each_language_is_drawn_apart(client: Client, story: Story) -> None:
    client.cookies["django_language"] = "en"
    assert "Verteld op" not in page(client, story)[1]
    client.cookies["django_language"] = "nl"
    assert "Verteld op" in page(client, story)[1]
