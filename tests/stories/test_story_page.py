"""What a reader finds on the page of a story, and on paper."""

import pytest
from django.conf import settings

from tests.makers import make_story

pytestmark = pytest.mark.django_db


def test_the_story_can_be_read_aloud_by_the_browser(client):
    page = client.get(make_story().get_absolute_url()).content.decode()
    assert 'data-read-aloud="verhaal"' in page
    assert 'id="verhaal"' in page


def test_on_paper_it_says_where_it_stands_and_that_it_may_be_taken_back(client):
    story = make_story()
    page = client.get(story.get_absolute_url()).content.decode()
    assert f"Dit verhaal staat op {settings.SITE_URL}{story.get_absolute_url()}." in page
    assert "Kijk daar dus eerst of het er nog staat." in page


def test_only_a_turning_point_leaves_no_empty_frame(client):
    story = make_story(turning_point="Toen hij bleef.")
    page = client.get(story.get_absolute_url()).content.decode()
    assert "Toen hij bleef." in page
    assert '<dl class="facts">' not in page
