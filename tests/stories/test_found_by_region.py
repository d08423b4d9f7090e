"""A story is found under the region it stands in, by the search as in the stream of stories."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stories.models import Story
from stories.narrowing import narrowed
from stories.search import StoryDocument
from tests.makers import make_municipality, make_practice, make_story

pytestmark = pytest.mark.django_db


def test_a_story_without_a_place_of_its_own_is_found_in_the_region_of_its_practice() -> None:
    here, there = make_municipality("Enschede"), make_municipality("Goes")
    practice = make_practice(labour_region=here.labour_region)
    told = {
        "own": make_story(municipality=there, practice=practice),
        "of its practice": make_story(practice=practice),
        "nowhere": make_story(),
    }
    entries = {name: StoryDocument().entry(StoryDocument().things().get(pk=one.pk)) for name, one in told.items()}
    regions = {name: entry.region if entry else None for name, entry in entries.items()}
    assert regions == {"own": there.labour_region.slug, "of its practice": here.labour_region.slug, "nowhere": ""}
    in_the_stream = narrowed(Story.objects.all(), {"regio": here.labour_region})
    assert [story.pk for story in in_the_stream] == [told["of its practice"].pk]


def test_reading_where_stories_stand_asks_no_more_for_many() -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert all(StoryDocument().entry(story) for story in StoryDocument().things())
        return len(seen)

    make_story(practice=make_practice())
    few = asked()
    for _ in range(3):
        make_story(practice=make_practice(labour_region=make_municipality().labour_region))
    assert asked() == few
