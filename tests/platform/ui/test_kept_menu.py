"""The menu and the foot of a page are kept, and still fit the page, the person and the language."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.makers import make_user

pytestmark = pytest.mark.django_db
HERE = 'href="/{}/" aria-current="page"'


def test_the_menu_says_where_you_are_on_each_page(client: Client) -> None:
    for _again in range(2):
        stories, cases = (client.get(f"/{place}/").content.decode() for place in ("verhalen", "casussen"))
        assert HERE.format("verhalen") in stories
        assert HERE.format("casussen") not in stories
        assert HERE.format("casussen") in cases


def test_a_visitor_never_gets_the_menu_of_somebody_signed_in(client: Client) -> None:
    client.force_login(make_user(is_moderator=True), backend="django.contrib.auth.backends.ModelBackend")
    mine = client.get("/verhalen/").content.decode()
    assert "Jouw plek" in mine
    assert "/moderatie/" in mine
    visitor = Client().get("/verhalen/").content.decode()
    assert "Jouw plek" not in visitor
    assert "/moderatie/" not in visitor


def test_each_language_has_its_own_menu_and_foot(client: Client) -> None:
    dutch = client.get("/over/").content.decode()
    client.cookies["django_language"] = "en"
    english = client.get("/over/").content.decode()
    for word in ("Verschilkaart</a>", "Spelregels</a>"):
        assert word in dutch
        assert word not in english
