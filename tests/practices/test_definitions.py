"""A practice says a word in its own way, beside how others say it; every wording is kept; who reads it is chosen."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from knowledge.models import Term
from practices import traces
from practices.models import Definition, DefinitionVersion, Membership
from search.models import IndexEntry
from tests.makers import make_element, make_member, make_practice, make_user

pytestmark = pytest.mark.django_db
SAID = {"word": "Regie", "text": "Zij beslist zelf wie er aan tafel komt."}


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(practice: Any, name: str, *more: int) -> str:
    return reverse(f"practices:definition{name}", args=[practice.slug, *more])


@pytest.fixture
def word(practice, bea) -> Definition:
    """A word as Bea wrote it down."""
    signed_in(bea).post(at(practice, "_create"), SAID)
    return Definition.objects.get()


def show(practice, fay, word: Definition, who: str = "iedereen") -> None:
    signed_in(fay).post(at(practice, "_openness", word.pk), {"voor": who})


def test_a_members_wording_stands_beside_the_glossary_the_element_and_other_practices(practice, fay, bea, word):
    term = Term.objects.create(slug="regie", word="eigen regie", also="regie", explanation="Zelf bepalen.")
    make_element("Regie", research_wording="Autonomie als mechanisme.")
    other = make_practice("Meer dan koffie")
    cor = make_member(other, "Cor", is_facilitator=True)
    closed = make_practice("Besloten plek")
    dirk = make_member(closed, "Dirk")
    signed_in(cor).post(at(other, "_create"), {"word": "Eigen regie", "text": "Samen beslissen."})
    signed_in(dirk).post(at(closed, "_create"), {"word": "regie", "text": "Geheim van ons."})
    show(other, cor, other.definitions.get())
    page = signed_in(fay).get(word.get_absolute_url()).content.decode()
    for said in (
        SAID["text"],
        term.explanation,
        "Autonomie als mechanisme.",
        "Vakwoorden voor Regie",
        "Samen beslissen.",
    ):
        assert said in page
    assert "Meer dan koffie" in page
    assert "Geheim van ons." not in page
    assert "Besloten plek" not in page


def test_for_others_it_is_not_there_until_those_who_lead_show_it_and_then_without_names(practice, fay, bea, word):
    places = [
        word.get_absolute_url(),
        at(practice, "s"),
        "/kennis/woorden/",
        "/zoeken/?q=tafel",
    ]
    sam = signed_in(make_user("Sam"))
    assert sam.get(places[0]).status_code == 404
    assert not [place for place in places[1:] if SAID["text"][:20] in sam.get(place).content.decode()]
    assert signed_in(bea).post(at(practice, "_openness", word.pk), {"voor": "iedereen"}).status_code == 403
    show(practice, fay, word)
    for browser in (sam, Client()):
        pages = [browser.get(place).content.decode() for place in places]
        assert all("Zij beslist zelf" in page for page in pages)
        assert not [page for page in pages if "Bea" in page]
    show(practice, fay, word, "leden")
    assert sam.get(places[0]).status_code == 404
    assert not [place for place in places[1:] if SAID["text"][:20] in sam.get(place).content.decode()]


def test_every_wording_is_kept_with_who_and_why(practice, fay, bea, word):
    typed = {"text": "Zij beslist, en wij helpen.", "why": "Roos miste de hulp.", "seen": "1"}
    signed_in(fay).post(at(practice, "_edit", word.pk), typed)
    page = signed_in(bea).get(word.get_absolute_url()).content.decode()
    for said in (SAID["text"], typed["text"], typed["why"], "geschreven door Bea", "geschreven door Fay"):
        assert said in page
    assert signed_in(bea).get("/zoeken/?q=helpen").content.decode().count("Zij beslist, en wij") == 1
    Membership.objects.filter(user=bea).update(left_at=timezone.now())
    assert (
        "geschreven door iemand die niet meer meedoet" in signed_in(fay).get(word.get_absolute_url()).content.decode()
    )


def test_of_two_who_write_at_once_both_see_what_happened_and_nothing_is_lost(practice, fay, bea, word):
    first = {"text": "Wij kiezen samen.", "why": "Omdat.", "seen": "1"}
    signed_in(fay).post(at(practice, "_edit", word.pk), first)
    second = {"text": "Jij kiest zelf.", "why": "Daarom.", "seen": "1"}
    answer = signed_in(bea).post(at(practice, "_edit", word.pk), second)
    page = answer.content.decode()
    assert "Iemand anders veranderde dit net." in page
    assert "Wij kiezen samen." in page
    assert "Jij kiest zelf." in page
    assert 'name="seen" value="2"' in page
    signed_in(bea).post(at(practice, "_edit", word.pk), second | {"seen": "2"})
    assert list(word.versions.values_list("text", flat=True)) == ["Jij kiest zelf.", "Wij kiezen samen.", SAID["text"]]


def test_a_word_stands_there_once_and_what_was_typed_stays(practice, fay, word):
    page = signed_in(fay).post(at(practice, "_create"), {"word": " regie ", "text": "Anders."}).content.decode()
    assert "Dit woord staat er al." in page
    assert "Anders." in page
    assert Definition.objects.count() == 1


def test_only_members_write_and_only_those_who_lead_take_away(practice, fay, bea, word):
    show(practice, fay, word)
    sam = signed_in(make_user("Sam"))
    typed = {"text": "Onzin.", "why": "Zomaar.", "seen": "1"}
    assert sam.post(at(practice, "_edit", word.pk), typed).status_code == 403
    assert sam.post(at(practice, "_create"), SAID).status_code == 403
    assert signed_in(bea).post(at(practice, "_removal", word.pk)).status_code == 403
    signed_in(fay).post(at(practice, "_removal", word.pk))
    assert not DefinitionVersion.objects.exists()
    assert not IndexEntry.objects.filter(kind="eigen-woord").exists()
    assert not traces.find([SAID["text"]])


def test_what_may_point_at_a_person_is_shown_first(practice, bea):
    page = signed_in(bea).post(at(practice, "_create"), SAID | {"text": "Bel 06-12345678."}).content.decode()
    assert "telefoonnummer" in page
    assert not Definition.objects.exists()


def test_pages_take_few_questions_however_many_words_there_are(practice, fay, bea, word, django_assert_max_num_queries):
    client = signed_in(fay)
    for number in range(12):
        client.post(at(practice, "_create"), {"word": f"woord {number}", "text": "Iets."})
        typed = {"text": f"Zin {number}.", "why": "Zo.", "seen": str(number + 1)}
        client.post(at(practice, "_edit", word.pk), typed)
    for address, most in ((at(practice, "s"), 9), (word.get_absolute_url(), 12)):
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200
