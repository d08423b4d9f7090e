"""What the index keeps of a contribution, and of what members of a practice keep together."""

from __future__ import annotations

from typing import Any

from practices.models import Practice
from practices.search.keys import keys_of
from search import Entry


def entry_of(thing: Any, body: str, **more: Any) -> Entry:
    """Give what the index keeps of a contribution that may be found, with `more` where its kind differs.

    One place for who may find it and until when, so that no kind forgets it.
    """
    where = thing.practice
    facts = {
        "title": thing.title,
        "url": thing.get_absolute_url(),
        "keys": keys_of(thing),
        "date": thing.published_at,
        "is_fictional": thing.is_fictional,
        "until": thing.shown_until,
        "voice": thing.perspective,
    }
    if "themes" not in more:
        facts["themes"] = [theme.slug for theme in thing.themes.all()]
    if "extra" not in more and where is not None:
        facts["extra"] = ", ".join(filter(None, [where.name, where.place()]))
    if "region" not in more and where is not None:
        facts["region"] = region_of(where)
    return Entry(body=body, **(facts | more))


def region_of(practice: Practice) -> str:
    """Give where a practice works, for the filter (select labour_region)."""
    return practice.labour_region.slug if practice.labour_region else ""


def entry_inside(thing: Any, body: str, **more: Any) -> Entry:
    """Give what the index keeps of something that members of a practice keep together: found by them alone.

    Select its practice, with the region and the themes.
    """
    where = thing.practice
    facts: dict[str, Any] = {
        "title": str(thing),
        "url": thing.get_absolute_url(),
        "keys": [f"practice:{where.pk}"],
        "themes": [theme.slug for theme in where.themes.all()],
        "extra": where.name,
        "is_fictional": where.is_fictional,
        "region": region_of(where),
    }
    return Entry(body=body, **(facts | more))
