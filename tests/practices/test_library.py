"""The library of a practice: files and links with a line why, versions, words that are found; for members alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from files import actions as files
from files.models import StoredFile
from knowledge import glossary
from practices import traces
from practices.models import ItemVersion, LibraryItem, Membership
from search import steering
from search.models import IndexEntry
from search.words import LONGEST_FURTHER, LONGEST_TEXT
from tests import content_of
from tests.makers import make_member, make_user

pytestmark = pytest.mark.django_db
SAID = {"title": "Leesbare brieven", "why": "Zo schrijf je een brief die iedereen begrijpt."}
INSIDE = "De wasbeer eet vandaag alle koekjes op."


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(practice: Any, name: str, *more: int) -> str:
    return reverse(f"practices:library{name}", args=[practice.slug, *more])


def pdf(*pages: str, name: str = "Verslag van Jan de Vries.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content_of.pdf(*pages), "application/pdf")


def text(words: str = INSIDE) -> SimpleUploadedFile:
    return SimpleUploadedFile("a.txt", words.encode())


def there() -> list[str]:
    return sorted(path.name for path in settings.MEDIA_ROOT.rglob("*") if path.is_file())


@pytest.fixture
def laid(practice, bea) -> LibraryItem:
    """A PDF that Bea laid there."""
    signed_in(bea).post(at(practice, "_create"), SAID | {"file": pdf(INSIDE), "file_open": "on"})
    return LibraryItem.objects.get()


def found_by(user: Any, word: str) -> bool:
    client = signed_in(user) if user else Client()
    return SAID["title"] in client.get(f"/zoeken/?q={word}").content.decode()


def test_a_member_lays_a_file_with_a_line_why_and_others_save_it(practice, bea, fay, laid):
    page = signed_in(fay).get(laid.get_absolute_url()).content.decode()
    file = StoredFile.objects.get()
    assert SAID["why"] in page
    assert "gebracht door Bea" in page
    assert f"/bestanden/{file.key}/" in page
    answer = signed_in(fay).get(f"/bestanden/{file.key}/")
    assert answer["Content-Disposition"] == 'attachment; filename="leesbare-brieven.pdf"'
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert content_of.NAME not in answer.content
    assert "Jan de Vries" not in page


def test_a_word_inside_a_pdf_and_a_text_is_found_by_members_alone(practice, bea, fay, laid):
    signed_in(bea).post(
        at(practice, "_create"), {"title": "Tekst", "why": "Daarom.", "file": text("Een zeekoe."), "file_open": "on"}
    )
    assert found_by(fay, "wasbeer")
    assert "Tekst" in signed_in(fay).get("/zoeken/?q=zeekoe").content.decode()
    assert [found_by(who, "wasbeer") for who in (make_user("Sam"), make_user("Ed", is_editor=True), None)] == [
        False
    ] * 3
    here = signed_in(fay).get(at(practice, ""), {"q": "wasbeer"}).content.decode()
    assert "1 ding gevonden" in here
    assert "<mark>wasbeer</mark>" in here


def test_a_word_on_the_last_of_300_pages_finds_the_report_for_members_alone(practice, bea, fay):
    page = "De buren drinken elke dinsdag koffie in de zaal en praten over wat er speelt in de straat. " * 3
    pages = [f"Bladzijde {number}. {page}" for number in range(299)] + ["Onderaan de wasbeer."]
    signed_in(bea).post(at(practice, "_create"), SAID | {"file": pdf(*pages), "file_open": "on"})
    version = ItemVersion.objects.get()
    assert (version.pages, version.is_read_whole) == (300, True)
    assert len(version.words) == LONGEST_TEXT
    assert "wasbeer" not in version.words
    assert version.further.split()[-1] == "wasbeer"
    assert len(version.further) < 2_000, "each word once"
    assert found_by(fay, "wasberen")
    assert found_by(fay, "bladzijde+dinsdag+wasbeer"), "a word of the beginning and one of the end together"
    assert not found_by(fay, "koelkast")
    assert [found_by(who, "wasbeer") for who in (make_user("Sam"), make_user("Ed", is_editor=True), None)] == [
        False
    ] * 3
    signed_in(bea).post(at(practice, "_removal", version.item_id))
    assert not found_by(fay, "wasbeer")
    assert not traces.find(["wasbeer"])


def test_a_text_with_more_words_than_the_index_takes_is_laid_there_and_says_so(practice, bea, fay):
    words = " ".join(f"{number:x}{'lettergreep' * 4}{number:x}" for number in range(30_000))
    signed_in(bea).post(
        at(practice, "_create"), SAID | {"file": text(f"Een wasbeer. {words}"[:1_900_000]), "file_open": "on"}
    )
    version = ItemVersion.objects.get()
    assert not version.is_read_whole
    assert len(version.further) <= LONGEST_FURTHER
    assert found_by(fay, "wasbeer")
    assert (
        "Je vindt het op de woorden in het eerste deel."
        in signed_in(fay).get(version.item.get_absolute_url()).content.decode()
    )


def test_who_leaves_finds_and_reads_nothing_any_more(practice, fay, bea, laid):
    Membership.objects.filter(user=bea).update(left_at=timezone.now())
    file = StoredFile.objects.get()
    assert not found_by(bea, "wasbeer")
    assert [signed_in(bea).get(one).status_code for one in (laid.get_absolute_url(), f"/bestanden/{file.key}/")] == [
        404
    ] * 2
    assert "gebracht door iemand die niet meer meedoet" in signed_in(fay).get(laid.get_absolute_url()).content.decode()


def test_for_others_there_is_nothing_and_the_list_says_why(practice, laid):
    sam, file = signed_in(make_user("Sam", is_moderator=True)), StoredFile.objects.get()
    assert sam.get(laid.get_absolute_url()).status_code == 404
    assert sam.get(f"/bestanden/{file.key}/").status_code == 404
    assert sam.get(at(practice, "")).status_code == sam.post(at(practice, "_create"), SAID).status_code == 403
    assert Client().get(f"/bestanden/{file.key}/").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"why": ""}, "Schrijf in één regel waarom dit hier ligt."),
        ({"title": ""}, "Schrijf hoe het heet."),
        ({"file": None}, "Kies een bestand, of plak een link."),
        ({"link": "https://example.org/"}, "Kies een bestand of een link, niet allebei."),
        ({"file": None, "link": "javascript:alert(1)"}, "Dit is geen link."),
        ({"file_open": ""}, "Zet hier een vinkje."),
        ({"file": b"PK\x03\x04"}, "Bewaar het eerst als PDF."),
        ({"file": b"%PDF-1.7 stuk"}, "Deze PDF kunnen we niet openen."),
        ({"file": content_of.pdf("Geheim", locked=True)}, "Op deze PDF zit een wachtwoord of een slot."),
    ],
)
def test_what_is_refused_keeps_what_was_typed_and_leaves_nothing(practice, bea, wrong, sentence):
    typed = SAID | {"file": text(), "file_open": "on"} | wrong
    typed = {
        name: SimpleUploadedFile("a.pdf", it) if isinstance(it, bytes) else it
        for name, it in typed.items()
        if it is not None
    }
    page = signed_in(bea).post(at(practice, "_create"), typed).content.decode()
    assert sentence in page
    assert all(words in page for name, words in SAID.items() if name not in wrong)
    assert not LibraryItem.objects.exists()
    assert not there()


def test_what_may_point_at_a_person_in_a_file_is_shown_first(practice, bea):
    typed = SAID | {"file": text("Bel mij op 06-12345678."), "file_open": "on"}
    answer = signed_in(bea).post(at(practice, "_create"), typed)
    page = answer.content.decode()
    assert "06-12345678" in page
    assert "Kies je bestand nog een keer" in page
    assert not there()
    again = typed | {"file": text("Bel mij op 06-87654321."), "gezien": answer.context["look"]}
    signed_in(bea).post(at(practice, "_create"), again)
    assert not LibraryItem.objects.exists(), "a yes to one file is no yes to another"
    signed_in(bea).post(at(practice, "_create"), again | {"file": text("Bel mij op 06-12345678.")})
    assert LibraryItem.objects.count() == 1


def test_sent_twice_it_lies_there_once(practice, bea):
    for _twice in (1, 2):
        signed_in(bea).post(at(practice, "_create"), SAID | {"file": text(), "file_open": "on", "once": "a" * 22})
    assert LibraryItem.objects.count() == StoredFile.objects.count() == len(there()) == 1


def test_a_newer_version_stands_on_top_and_the_older_stays(practice, fay, laid):
    signed_in(fay).post(
        at(practice, "_version", laid.pk), {"link": "https://example.org/nieuw", "what": "De versie van dit jaar"}
    )
    laid.refresh_from_db()
    assert [(one.number, one.by) for one in laid.versions.all()] == [(2, fay), (1, laid.added_by)]
    page = signed_in(fay).get(laid.get_absolute_url()).content.decode()
    assert (
        page.index("https://example.org/nieuw") < page.index("De versie van dit jaar") < page.index("gebracht door Bea")
    )
    assert f"/bestanden/{StoredFile.objects.get().key}/" in page
    assert not found_by(fay, "wasbeer"), "the search speaks of what it is now"
    assert "versie 2" in signed_in(fay).get(at(practice, "")).content.decode()


def test_a_version_is_taken_away_by_who_brought_it_and_the_one_before_counts_again(
    practice, fay, bea, laid, django_capture_on_commit_callbacks
):
    ada = make_member(practice, "Ada")
    signed_in(ada).post(
        at(practice, "_version", laid.pk), {"file": text("Een zeekoe."), "file_open": "on", "what": "Nieuw"}
    )
    newer, older = laid.versions.all()
    assert signed_in(ada).post(at(practice, "_version_removal", laid.pk, older.pk)).status_code == 403
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(ada).post(at(practice, "_version_removal", laid.pk, newer.pk))
    assert list(laid.versions.all()) == [older]
    assert len(there()) == 1
    assert found_by(fay, "wasbeer")
    assert not traces.find(["Een zeekoe."])


def test_taking_it_away_erases_file_and_words(practice, fay, bea, laid, django_capture_on_commit_callbacks):
    ada = make_member(practice, "Ada")
    assert signed_in(ada).post(at(practice, "_removal", laid.pk)).status_code == 403
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(fay).post(at(practice, "_removal", laid.pk))
    assert not there()
    assert not LibraryItem.objects.exists()
    assert not ItemVersion.objects.exists()
    assert not IndexEntry.objects.filter(kind="bibliotheek").exists()
    assert not traces.find([INSIDE, SAID["why"], SAID["title"]])


def test_the_words_beside_it_are_mended_by_who_laid_it(practice, fay, bea, laid):
    ada = make_member(practice, "Ada")
    typed = {"title": "Heldere brieven", "why": "Korter."}
    assert signed_in(ada).post(at(practice, "_edit", laid.pk), typed).status_code == 403
    signed_in(bea).post(at(practice, "_edit", laid.pk), typed)
    assert "Heldere brieven" in signed_in(fay).get("/zoeken/?q=wasbeer").content.decode()


def test_the_sweep_keeps_files_of_the_library_and_erases_those_of_what_is_gone(
    laid, django_capture_on_commit_callbacks
):
    assert files.sweep(older_than=-1) == (0, 0)
    LibraryItem.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        files.sweep(older_than=-1)
    assert not there()


def test_pages_take_few_questions_however_much_lies_there(practice, bea, laid, django_assert_max_num_queries):
    client = signed_in(bea)
    for number in range(12):
        client.post(at(practice, "_create"), SAID | {"title": f"Ding {number}", "link": "https://example.org/"})
        client.post(at(practice, "_version", laid.pk), {"what": f"Nu {number}", "link": "https://example.org/"})
    glossary.current()  # both are kept in the process since somebody read or searched before
    steering.now()
    for address, most in ((at(practice, ""), 9), (laid.get_absolute_url(), 9), (f"{at(practice, '')}?q=wasbeer", 12)):
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200


def test_ones_own_place_tells_what_one_laid_there(bea, laid):
    assert SAID["title"] in signed_in(bea).get("/mijn/").content.decode()


def test_a_full_room_is_said_and_nothing_typed_is_lost(practice, bea, monkeypatch):
    monkeypatch.setattr(files, "MOST_OF_ONE_PERSON", 10)
    page = signed_in(bea).post(at(practice, "_create"), SAID | {"file": text(), "file_open": "on"}).content.decode()
    assert "Je bewaarde al 150 MB" in page
    assert SAID["why"] in page
    assert not LibraryItem.objects.exists()
