"""Editors steer the search; nobody else does, and nobody sees more by it."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import search
from accounts.models import User
from search import actions, steering
from search.models import IndexEntry, Nudge, Steering, SynonymChange, SynonymGroup
from tests.makers import make_user
from tests.platform.search.conftest import shown

Put = Callable[..., Group]
Look = Callable[..., list[str]]


@pytest.fixture
def editor() -> User:
    return make_user("Ed", is_editor=True)


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    """A browser in which the editor is signed in."""
    client.force_login(editor)
    return client


def entry_of(thing: Group) -> IndexEntry:
    return IndexEntry.objects.get(kind="toy", object_id=thing.pk)


def test_the_words_the_search_came_with_are_there_to_change(desk: Client) -> None:
    assert "huurachterstand, huurschuld" in desk.get("/zoeken/synoniemen/?q=huurschuld").content.decode()


def test_a_synonym_counts_from_the_next_search_on_and_no_longer_when_it_is_taken_away(
    desk: Client, put: Put, look: Look
) -> None:
    put("De soepfiets")
    assert look("bakfietseten") == []
    typed = {"words": "bakfietseten\nsoepfiets\nSoepfiets van Piet", "why": "Zo heet het hier."}
    desk.post("/zoeken/synoniemen/nieuw/", typed)
    assert look("bakfietseten") == ["De soepfiets"]
    group = SynonymGroup.objects.get(words__startswith="bakfietseten")
    desk.post(f"/zoeken/synoniemen/{group.pk}/weg/", {"why": "Toch niet."})
    assert look("bakfietseten") == []


def test_a_change_in_another_process_counts_too(put: Put, look: Look, editor: User) -> None:
    put("De soepfiets")
    assert look("bakfietseten") == []
    kept = steering._kept
    actions.write_synonyms(None, ["bakfietseten", "soepfiets"], "x", editor)
    steering._kept = kept  # as this process would still have it
    assert look("bakfietseten") == ["De soepfiets"]


def test_who_why_and_what_it_was_can_be_read_and_put_back(desk: Client, editor: User, look: Look, put: Put) -> None:
    put("De soepfiets")
    group = actions.write_synonyms(None, ["bakfietseten", "soepfiets"], "Zo heet het.", editor)
    desk.post(f"/zoeken/synoniemen/{group.pk}/", {"words": "bakfietseten\nstamppot", "why": "Klopte niet."})
    page = desk.get(f"/zoeken/synoniemen/{group.pk}/").content.decode()
    assert "Klopte niet." in page
    assert "<del>bakfietseten, soepfiets</del>" in page
    assert "Ed" in page
    assert look("bakfietseten") == []
    change = SynonymChange.objects.get(why="Klopte niet.")
    desk.post(f"/zoeken/synoniemen/terug/{change.pk}/")
    assert look("bakfietseten") == ["De soepfiets"]
    assert group.changes.count() == 3


def test_one_word_alone_and_no_reason_are_refused_in_plain_words(desk: Client) -> None:
    before = SynonymGroup.objects.count()
    page = desk.post("/zoeken/synoniemen/nieuw/", {"words": "alleen", "why": ""}).content.decode()
    assert "Schrijf minstens 2 regels" in page
    assert "Vul dit nog in" in page
    assert SynonymGroup.objects.count() == before


def test_a_thing_goes_to_the_top_for_one_question_only(put: Put, look: Look, editor: User) -> None:
    put("Hulp met hulp", "hulp hulp hulp")
    last = put("Iets", "ook hulp bij schulden")
    assert look("hulp") == ["Hulp met hulp", "Iets"]
    made = actions.nudge(entry_of(last), "de hulp", "top", "Dit past.", editor)
    found = results_of("hulp")
    assert found == (["Iets"], ["Hulp met hulp"])
    assert results_of("hulp schulden")[0] == []
    actions.undo_nudge(made, editor)
    assert look("hulp") == ["Hulp met hulp", "Iets"]


def results_of(text: str) -> tuple[list[str], list[str]]:
    from tests.platform.search.conftest import results

    found = results(text)
    return [hit.row.title for hit in found.established], [hit.row.title for hit in found.hits]


def test_lower_and_higher_count_for_every_question_when_no_question_is_named(
    put: Put, look: Look, editor: User
) -> None:
    first = put("Hulp thuis")
    put("Over wonen", "hulp")
    assert look("hulp") == ["Hulp thuis", "Over wonen"]
    actions.nudge(entry_of(first), "", "lower", "Oud.", editor)
    assert look("hulp") == ["Over wonen", "Hulp thuis"]
    actions.nudge(entry_of(first), "", "higher", "Toch niet oud.", editor)
    assert look("hulp") == ["Hulp thuis", "Over wonen"]
    assert Nudge.objects.counting().count() == 1


def test_what_is_on_top_shows_itself_to_nobody_new(put: Put, look: Look, editor: User) -> None:
    secret = put("Geheim", "niets", "practice:12")
    put("Hulp thuis")
    actions.nudge(entry_of(secret), "hulp", "top", "x", editor)
    assert results_of("hulp") == ([], ["Hulp thuis"])


def test_what_is_on_top_keeps_to_the_filters_and_goes_when_it_is_withdrawn(put: Put, look: Look, editor: User) -> None:
    thing = put("Past niet bij de woorden", themes=["wonen"])
    put("Hulp thuis", themes=["werk"])
    actions.nudge(entry_of(thing), "hulp", "top", "x", editor)
    assert results_of("hulp")[0] == ["Past niet bij de woorden"]
    assert look("hulp", theme="werk") == ["Hulp thuis"]
    shown[thing.pk] = None
    search.index(thing)
    assert results_of("hulp") == ([], ["Hulp thuis"])


def test_the_list_names_only_what_this_editor_may_see(desk: Client, put: Put, editor: User) -> None:
    secret = put("Geheime titel", "", "practice:12")
    actions.nudge(entry_of(secret), "hulp", "top", "x", editor)
    page = desk.get("/zoeken/volgorde/").content.decode()
    assert "Geheime titel" not in page
    assert "Iets dat je nu niet mag zien" in page
    assert desk.get(f"/zoeken/volgorde/toy/{secret.pk}/").status_code == 404


def test_an_editor_nudges_from_what_was_found(desk: Client, put: Put) -> None:
    thing = put("Hulp thuis")
    assert f"/zoeken/volgorde/toy/{thing.pk}/?q=hulp" in desk.get("/zoeken/?q=hulp").content.decode()
    address = f"/zoeken/volgorde/toy/{thing.pk}/"
    page = desk.post(address, {"question": "", "way": "top", "why": "Ja"}).content.decode()
    assert "Schrijf bij welke vraag" in page
    typed = {"question": "hulp", "way": "top", "why": "Ja", "once": "a" * 30}
    assert desk.post(address, typed).status_code == desk.post(address, typed).status_code == 302
    nudge = Nudge.objects.get()
    desk.post(f"/zoeken/volgorde/{nudge.pk}/weg/")
    assert not Nudge.objects.counting().exists()
    assert "Gestopt op" in desk.get("/zoeken/volgorde/").content.decode()


@pytest.mark.parametrize("path", ["synoniemen/", "synoniemen/nieuw/", "volgorde/", "vragen/"])
def test_only_editors_come_here(client: Client, path: str) -> None:
    assert client.get(f"/zoeken/{path}").status_code == 302
    client.force_login(make_user("Mo", is_moderator=True))
    assert client.get(f"/zoeken/{path}").status_code == 403
    assert client.post(f"/zoeken/{path}", {"words": "a\nb", "why": "x"}).status_code == 403
    assert "Voor de redactie" not in client.get("/zoeken/?q=hulp").content.decode()


def test_a_search_asks_nothing_more_for_it(client: Client, put: Put, editor: User) -> None:
    thing, *_others = [put("Hulp thuis") for _ in range(11)]
    client.get("/zoeken/?q=hulp")
    with CaptureQueriesContext(connection) as before:
        client.get("/zoeken/?q=hulp")
    actions.nudge(entry_of(thing), "hulp", "higher", "x", editor)
    client.get("/zoeken/?q=hulp")  # the first after a change reads it
    with CaptureQueriesContext(connection) as after:
        client.get("/zoeken/?q=hulp")
    assert len(after) == len(before) <= 3


def test_without_anything_in_the_database_the_supplied_words_count(put: Put, look: Look) -> None:
    Steering.objects.all().delete()
    put("Huurschuld")
    assert look("huurachterstand") == ["Huurschuld"]
