"""Filters with counts: by kind, theme, voice, region and year; each in the address, each taken off again."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from knowledge.models import Theme
from places.models import LabourRegion
from search import finding
from search.engines import seam, sqlite
from search.engines.seam import Scope
from search.queries import parse
from tests.platform.search.conftest import results

Put = Callable[..., Group]


@pytest.fixture
def shelf(put: Put) -> None:
    Theme.objects.create(slug="wonen", name="Wonen")
    LabourRegion.objects.create(code="AM1", slug="twente", name="Twente")
    LabourRegion.objects.create(code="AM2", slug="zeeland", name="Zeeland")
    put("Hulp een", voice="lived", region="twente", date=datetime.date(2025, 3, 1), themes=["wonen"])
    put("Hulp twee", voice="lived", region="zeeland", date=datetime.date(2026, 3, 1))
    put("Hulp drie", voice="pro", region="twente", year=2026)


def read(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_each_filter_narrows_and_counts_what_the_others_leave(shelf: None, client: Client) -> None:
    page = read(client, "/zoeken/?q=hulp")
    for chip in ("wie=lived", "wie=pro", "regio=twente", "regio=zeeland", "jaar=2025", "jaar=2026", "thema=wonen"):
        assert f'href="?q=hulp&amp;{chip}"' in page
    found = results("hulp", voice="lived")
    assert (found.total, found.regions, found.years) == (2, {"twente": 1, "zeeland": 1}, {2025: 1, 2026: 1})
    assert found.voices == {"lived": 2, "pro": 1}
    assert results("hulp", voice="lived", region="twente").years == {2025: 1}
    assert [hit.row.title for hit in results("", year=2026, voice="pro").hits] == ["Hulp drie"]


def test_filters_that_the_index_itself_applies_keep_the_same(shelf: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, object]] = [{"voice": "lived"}, {"region": "twente"}, {"year": 2026}, {"theme": "wonen"}]
    asked += [{"kind": "toy"}, {"kind": "story"}, {"voice": "pro", "region": "twente", "year": 2026}]

    def answers() -> list[set[str]]:
        scopes = [seam.Scope(("everyone",), **some) for some in asked]
        return [
            {hit.row.title for hit in finding._read(finding._all_of(parse("hulp"), one), one, parse("hulp"))}
            for one in scopes
        ]

    few = answers()
    monkeypatch.setattr(sqlite, "LARGE", 0)
    assert (
        answers()
        == few
        == [
            {"Hulp een", "Hulp twee"},
            {"Hulp een", "Hulp drie"},
            {"Hulp twee", "Hulp drie"},
            {"Hulp een"},
            {"Hulp een", "Hulp twee", "Hulp drie"},
            set(),
            {"Hulp drie"},
        ]
    )


def test_a_chosen_filter_is_in_the_address_and_taken_off_by_its_own_chip(shelf: None, client: Client) -> None:
    page = read(client, "/zoeken/?q=hulp&wie=lived&regio=twente&jaar=2025")
    assert "1 ding gevonden." in page
    assert 'href="?q=hulp&amp;regio=twente&amp;jaar=2025" aria-current="true">Ervaring' in page
    assert 'href="?q=hulp&amp;wie=lived&amp;jaar=2025" aria-current="true">Twente' in page
    assert 'href="?q=hulp&amp;wie=lived&amp;regio=twente" aria-current="true">2025' in page
    assert '<input type="hidden" name="regio" value="twente">' in page


def test_what_is_no_filter_is_none(shelf: None, client: Client) -> None:
    for odd in ("wie=koning", "jaar=2x26", "jaar=20260", "soort=boek", "regio=%27", "jaar=%D9%A2%D9%A0%D9%A2%D9%A6"):
        assert "3 dingen gevonden." in read(client, f"/zoeken/?q=hulp&{odd}"), odd


def test_counts_are_exact_until_there_is_more_than_is_looked_at_and_then_it_is_said(
    shelf: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Lees elk getal als" not in read(client, "/zoeken/?q=hulp")
    monkeypatch.setattr(finding, "NEWEST", 2)
    assert seam.NEWEST == 500
    assert "Lees elk getal als" in read(client, "/zoeken/?q=hulp")


def test_a_filter_looks_deeper_only_when_few_of_the_newest_pass_it(
    shelf: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Scope] = []
    looked = finding._all_of

    def noting(query: Any, scope: Scope) -> Any:
        asked.append(scope)
        return looked(query, scope)

    monkeypatch.setattr(finding, "_all_of", noting)
    monkeypatch.setattr(finding, "NEWEST", 3)  # three are found: perhaps there is more
    for enough, times in ((1, 1), (200, 2)):
        asked.clear()
        monkeypatch.setattr(finding, "ENOUGH", enough)
        page = read(client, "/zoeken/?q=hulp&wie=lived")
        assert len(asked) == times
        assert ("Ten minste" in page) is (times == 1), "what was not looked for is not denied"


def test_nothing_found_within_filters_shows_what_is_near_without_them(shelf: None, client: Client) -> None:
    page = read(client, "/zoeken/?q=drie&regio=zeeland")
    assert "Niets gevonden over" in page
    assert "Dit lijkt erop" in page
    assert "Hulp <mark>drie</mark>" in page
    assert 'href="?q=drie"' in page


def test_a_phrase_that_is_nowhere_shows_what_holds_its_words_but_never_what_was_excluded(
    shelf: None, client: Client
) -> None:
    page = read(client, '/zoeken/?q="hulp fiets"')
    assert "Niets gevonden" in page
    assert "Dit lijkt erop" in page
    page = read(client, '/zoeken/?q="hulp fiets" -twee')
    near = page.partition("Dit lijkt erop")[2].partition("</section>")[0]
    assert "drie" in near
    assert "twee" not in near
