"""What is found by which words."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group

from search.engines import engine
from search.engines.seam import Scope
from search.finding import PAGE
from search.models import IndexEntry
from search.queries import parse
from tests.platform.search.conftest import results

Put = Callable[..., Group]
Look = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("schulden", "Een schuld die bleef"),
        ("geholpen", "Wie hielp er toen?"),
        ("client", "Een cliënt vertelt"),
        ("CLIËNT", "Een cliënt vertelt"),
        ("schuldhulp", "Schuldhulpverlening in de wijk"),
        ("schulden", "Schuldhulpverlening in de wijk"),
        ("huurschuld", "Huurachterstand"),
        ("achter met de huur", "Huurachterstand"),
        ("huura", "Huurachterstand"),
    ],
)
def test_a_word_finds_its_relatives(put: Put, look: Look, typed: str, title: str) -> None:
    put("Over iets anders")
    put(title)
    assert look(typed) == [title]


def test_words_in_the_text_count_too(put: Put, look: Look) -> None:
    put("De man van dinsdag", "Hij bracht elke week boodschappen.")
    assert look("boodschap") == ["De man van dinsdag"]


def test_what_holds_every_word_comes_first(put: Put, look: Look) -> None:
    put("Schulden en eenzaamheid")
    put("Alleen schulden")
    put("Iets anders")
    assert look("schulden eenzaamheid") == ["Schulden en eenzaamheid", "Alleen schulden"]


def test_when_much_holds_every_word_nothing_else_is_shown(put: Put) -> None:
    for number in range(PAGE):
        put(f"Schulden en eenzaamheid {number}")
    put("Alleen schulden")
    assert results("schulden eenzaamheid").total == PAGE


def test_a_question_finds_what_holds_most_of_it(put: Put, look: Look) -> None:
    put("Over wonen", "mijn huis")
    put("De deurwaarder", "Hij belde aan bij mijn huis.")
    found = look("wie komt er als de deurwaarder voor mijn huis staat")
    assert found == ["De deurwaarder", "Over wonen"]


def test_a_long_word_finds_what_holds_its_pieces(put: Put, look: Look) -> None:
    put("Ruzie met buren")
    put("Iets anders")
    assert look("burenruzies") == ["Ruzie met buren"]


def test_between_quotes_stays_firm_however_little_is_found(put: Put, look: Look) -> None:
    put("Grote schuld", "eenzaam")
    put("Schuld die grote zorg is")
    assert look('"grote schuld" vrienden eenzaam') == ["Grote schuld"]
    assert look('"grote schuld"') == ["Grote schuld"]
    assert look("schuld vrienden -zorg") == ["Grote schuld"]


def test_a_phrase_keeps_its_order_and_its_small_words(put: Put, look: Look) -> None:
    put("Bleef hij maar", "iemand die bleef")
    put("Iemand anders", "bleef die iemand")
    assert look('"iemand die bleef"') == ["Bleef hij maar"]


def test_a_phrase_bends_with_its_words(put: Put, look: Look) -> None:
    put("Toen", "Er kwamen grote schulden bij.")
    assert look('"grote schuld"') == ["Toen"]


def test_a_phrase_does_not_run_from_title_into_text(put: Put, look: Look) -> None:
    put("Een grote", "schuld")
    assert look('"grote schuld"') == []


def test_what_is_excluded_stays_away(put: Put, look: Look) -> None:
    put("Hulp bij schulden")
    put("Hulp bij verslaving")
    assert look("hulp -verslaving") == ["Hulp bij schulden"]
    assert look('hulp -"bij schulden"') == ["Hulp bij verslaving"]


def test_a_title_counts_more_than_a_text(put: Put, look: Look) -> None:
    put("Eenzaamheid")
    put("Iets anders", "Ook over eenzaamheid, en over eenzaamheid van ouderen in het dorp.")
    assert look("eenzaamheid")[0] == "Eenzaamheid"


def test_a_title_is_found_below_ever_so_many_newer_texts(put: Put) -> None:
    title = put("Het buurthuis")
    for _ in range(8):
        put("Iets", "een buurthuis")
    found = engine().find(parse("buurthuis"), Scope(("everyone",)), limit=5)
    assert len(found) == 6
    assert IndexEntry.objects.get(pk=found[0].id).object_id == title.pk


def test_a_filter_keeps_one_kind_or_theme_and_counts_the_others(put: Put) -> None:
    put("Hulp een", themes=["schulden"])
    put("Hulp twee", themes=["schulden", "wonen"])
    put("Hulp drie", themes=["wonen"])
    found = results("hulp", theme="schulden")
    assert found.total == 2
    assert found.themes == {"schulden": 2, "wonen": 2}
    assert results("hulp", theme="schuld_n").total == 0
    assert results("hulp", kind="dossier").kinds == {"toy": 3}


def test_pages_hold_everything_once(put: Put) -> None:
    for number in range(PAGE * 2 + 1):
        put(f"Hulp {number}")
    pages = [[hit.row.title for hit in results("hulp", page=page).hits] for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [PAGE, PAGE, 1]
    assert len({title for page in pages for title in page}) == PAGE * 2 + 1
    assert results("hulp", page=99).page == 3


def test_a_change_is_found_and_the_old_words_are_forgotten(put: Put, look: Look) -> None:
    from dataclasses import replace

    import search
    from tests.platform.search.conftest import shown

    thing = put("Over wonen")
    shown[thing.pk] = replace(shown[thing.pk], title="Over werken")  # type: ignore[type-var]
    search.index(thing)
    assert look("wonen") == []
    assert look("werk") == ["Over werken"]
