"""The page "Wat weten we al?"."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from knowledge.models import Theme
from search import plugs
from tests.makers import make_user

Put = Callable[..., Group]


def read(client: Client, **query: Any) -> str:
    return client.get("/zoeken/", query).content.decode()


def test_an_empty_page_offers_themes(client: Client) -> None:
    Theme.objects.create(slug="schulden", name="Schulden")
    assert 'href="?thema=schulden"' in read(client)


def test_a_find_shows_where_it_is_with_its_words_marked(client: Client, put: Put) -> None:
    thing = put("Een schuld", "Zo raakte ik mijn schulden kwijt.", extra="Jaap, Utrecht", is_fictional=True)
    page = read(client, q="schulden")
    assert "1 ding gevonden." in page
    assert f'<a href="/ding/{thing.pk}/"><span>Een <mark>schuld</mark></span></a>' in page
    assert "mijn <mark>schulden</mark> kwijt" in page
    assert "Jaap, Utrecht" in page
    assert "fictief" in page


def test_filters_can_be_put_on_and_taken_off(client: Client, put: Put) -> None:
    Theme.objects.create(slug="wonen", name="Wonen")
    put("Hulp een", themes=["wonen"])
    put("Hulp twee")
    page = read(client, q="hulp")
    assert "Wonen <i>1</i>" in page
    assert "Dingen <i>2</i>" in page
    page = read(client, q="hulp", thema="wonen", soort="toy")
    assert 'href="?q=hulp&amp;soort=toy" aria-current="true">Wonen' in page
    assert "Hulp twee" not in page


def test_nothing_found_is_no_dead_end(client: Client) -> None:
    Theme.objects.create(slug="wonen", name="Wonen")
    page = read(client, q="xylofoon")
    assert "Niets gevonden over ‘xylofoon’." in page
    assert 'href="?thema=wonen"' in page


def test_typing_gives_titles_as_links(client: Client, put: Put) -> None:
    thing = put("Huurachterstand & zo")
    page = client.get("/zoeken/aanvullen/", {"q": "huura"}).content.decode()
    assert f'<a href="/ding/{thing.pk}/"><mark>Huurachterstand</mark> &amp; zo</a>' in page
    assert client.get("/zoeken/aanvullen/", {"q": "h"}).content.decode().strip() == ""


def test_a_page_further_on_keeps_the_question(client: Client, put: Put) -> None:
    for number in range(12):
        put(f"Hulp {number}")
    assert 'rel="next" href="?q=hulp&amp;pagina=2"' in read(client, q="hulp")
    assert 'rel="prev" href="?q=hulp&amp;pagina=1"' in read(client, q="hulp", pagina=2)


def test_answers_are_not_kept_by_anyone_in_between(client: Client) -> None:
    assert "no-store" in client.get("/zoeken/", {"q": "hulp"})["Cache-Control"]


@pytest.mark.parametrize("signed_in", [False, True])
def test_queries_do_not_grow_with_what_is_found(
    client: Client, put: Put, signed_in: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plugs, "_keyrings", [])
    if signed_in:
        client.force_login(make_user())

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            read(client, q="hulp")
            read(client, q="hulp", soort="toy", pagina=2)
            read(client, q="nietsvandat")
            client.get("/zoeken/aanvullen/", {"q": "hul"})
        return len(seen)

    for number in range(10):
        put(f"Hulp {number}", "hulp")
    few = queries()
    for number in range(490):
        put(f"Hulp {number}", "hulp")
    assert queries() == few
    assert few <= (13 if not signed_in else 24)
