"""A toy to be found: Django's Group, showing whatever a test says."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group

import search
from search.engines.seam import Scope
from search.finding import Results, find
from search.plugs import Document, Entry, keys_of, registry
from search.queries import parse

shown: dict[int, Entry | None] = {}


@pytest.fixture(autouse=True)
def toys(db: None) -> Iterator[None]:
    """Bring the toy plug for one test."""

    class ToyDocument(Document):
        kind, model, name, plural, voice = "toy", Group, "Ding", "Dingen", "lived"

        def entry(self, thing: Group) -> Entry | None:
            return shown.get(thing.pk)

    yield
    del registry.kinds["toy"]
    shown.clear()


@pytest.fixture
def put() -> Callable[..., Group]:
    """Make a toy and index it; without keys everybody may find it."""

    def make(title: str = "Een ding", body: str = "", *keys: str, **more: Any) -> Group:
        group = Group.objects.create(name=f"toy {Group.objects.count()}")
        shown[group.pk] = Entry(title=title, body=body, url=f"/ding/{group.pk}/", keys=keys or ("everyone",), **more)
        search.index(group)
        return group

    return make


@pytest.fixture
def look() -> Callable[..., list[str]]:
    """Search as somebody and give the titles found, best first."""

    def ask(text: str, reader: Any = None, **filters: str) -> list[str]:
        return [hit.row.title for hit in results(text, reader, **filters).hits]

    return ask


def results(text: str, reader: Any = None, page: int = 1, **filters: str) -> Results:
    """Search as somebody (a visitor, if nobody is named)."""
    return find(parse(text), Scope(tuple(keys_of(reader or AnonymousUser())), **filters), page)
