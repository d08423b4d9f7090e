"""Pages that belong to no subject: about, colours, language, and what machines ask for."""

import pytest
from django.conf import settings
from django.db import DatabaseError, connection
from django.test import Client

from tests.makers import make_user

PAGES = ["/", "/over/", "/over/jouw-verhaal/", "/spelregels/", "/uitleg/", "/toegankelijkheid/"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", PAGES)
def test_a_visitor_reads_it_without_cookies(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "style=" not in answer.content.decode()


def test_chosen_colours_are_remembered_and_can_be_given_back(client: Client) -> None:
    answer = client.post("/toegankelijkheid/kleur/", {"scheme": "dark"})
    assert answer.cookies["scheme"].value == "dark"
    assert '<html lang="nl" data-scheme="dark">' in client.get("/").content.decode()
    client.post("/toegankelijkheid/kleur/", {"scheme": ""})
    assert "data-scheme" not in client.get("/").content.decode().split(">")[1]


def test_odd_colours_are_ignored(client: Client) -> None:
    client.cookies["scheme"] = '"><script>'
    assert '<html lang="nl">' in client.get("/").content.decode()
    assert not client.post("/toegankelijkheid/kleur/", {"scheme": "x"}).cookies["scheme"].value


@pytest.mark.parametrize("path", ["/toegankelijkheid/kleur/", "/taal/"])
def test_choosing_never_leads_to_another_site(client: Client, path: str) -> None:
    answer = client.post(path, {"next": "https://kwaad.example/", "language": "en", "scheme": "dark"})
    assert answer.status_code == 302
    assert "kwaad" not in answer["Location"]


def test_choosing_needs_a_post(client: Client) -> None:
    assert client.get("/toegankelijkheid/kleur/").status_code == 405
    assert client.get("/taal/").status_code == 405


def test_the_language_is_remembered_without_a_session(client: Client) -> None:
    answer = client.post("/taal/", {"language": "en", "next": "/over/"})
    assert answer["Location"] == "/over/"
    assert set(answer.cookies) == {settings.LANGUAGE_COOKIE_NAME}
    assert '<html lang="en">' in client.get("/").content.decode()


def test_machines_hear_that_the_process_answers(client: Client, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok\n"
    assert client.get("/readyz").content == b"ok\n"


def test_machines_hear_that_the_database_is_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", away)
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


def test_finders_of_a_leak_know_where_to_go(client: Client) -> None:
    lines = client.get("/.well-known/security.txt").content.decode().splitlines()
    assert {line.split(":")[0] for line in lines} == {"Contact", "Expires", "Preferred-Languages", "Canonical"}


def test_search_engines_stay_out_of_rooms_of_ones_own(client: Client) -> None:
    assert "Disallow: /mijn/" in client.get("/robots.txt").content.decode()


def test_old_browsers_find_the_icon(client: Client) -> None:
    assert client.get("/favicon.ico")["Location"].endswith("favicon.svg")


def test_only_who_has_the_role_sees_its_door(client: Client) -> None:
    client.force_login(make_user(), backend=settings.AUTHENTICATION_BACKENDS[0])
    assert 'href="/moderatie/"' not in client.get("/over/").content.decode()
    keeper = make_user("Mo", is_moderator=True, is_editor=True)
    client.force_login(keeper, backend=settings.AUTHENTICATION_BACKENDS[0])
    page = client.get("/over/").content.decode()
    assert 'href="/moderatie/"' in page
    assert 'href="/uitwisseling/"' in page
    assert 'href="/inloggen/"' not in page
