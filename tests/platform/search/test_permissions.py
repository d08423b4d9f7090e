"""Nobody finds, counts or is offered what was not meant for them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.db import transaction
from django.utils import timezone

import search
from accounts.models import User
from search import plugs
from search.engines.seam import Scope
from search.finding import titles
from search.indexing import rebuild
from search.models import IndexEntry
from search.plugs import keys_of
from search.queries import parse, typed_along
from search.suggestions import proposals
from tests.makers import make_user
from tests.platform.search.conftest import results, shown

Put = Callable[..., Group]
Look = Callable[..., list[str]]


@pytest.fixture
def member(monkeypatch: pytest.MonkeyPatch) -> User:
    member = make_user("Mem")
    monkeypatch.setattr(plugs, "_keyrings", [lambda user: {"practice:12"} if user == member else set()])
    return member


@pytest.fixture
def shelf(put: Put, member: User) -> User:
    """One thing for every audience; gives its writer."""
    writer = make_user("Wil")
    put("Hulp voor allen", "", "everyone", themes=["open"])
    put("Hulp voor aangemelden", "", "signed-in", themes=["aangemeld"])
    put("Hulp voor de praktijk", "geheimwoord", "practice:12", f"user:{writer.pk}", themes=["praktijk"])
    put("Hulp voor mij", "", f"user:{writer.pk}", themes=["mij"])
    return writer


def test_each_reader_finds_what_was_meant_for_them(shelf: User, member: User, look: Look) -> None:
    assert set(look("hulp")) == {"Hulp voor allen"}
    assert set(look("hulp", make_user("Bo"))) == {"Hulp voor allen", "Hulp voor aangemelden"}
    assert set(look("hulp", member)) == {"Hulp voor allen", "Hulp voor aangemelden", "Hulp voor de praktijk"}
    assert set(look("hulp", shelf)) == {
        "Hulp voor allen", "Hulp voor aangemelden", "Hulp voor de praktijk", "Hulp voor mij",
    }  # fmt: skip


def test_counts_hold_only_what_is_seen(shelf: User) -> None:
    found = results("hulp")
    assert (found.total, found.kinds, found.themes) == (1, {"toy": 1}, {"open": 1})


def test_a_filter_opens_nothing(shelf: User, look: Look) -> None:
    assert look("hulp", theme="praktijk") == []
    assert look("", theme="mij") == []
    assert look("", kind="toy") == ["Hulp voor allen"]


def test_typing_along_offers_only_what_is_seen(shelf: User, member: User) -> None:
    def offered(reader: User | AnonymousUser) -> set[str]:
        hits = titles(typed_along("hul"), Scope(tuple(keys_of(reader))))
        return {hit.row.title for hit in hits}

    assert offered(AnonymousUser()) == {"Hulp voor allen"}
    assert "Hulp voor de praktijk" in offered(member)


def test_a_word_of_an_unseen_thing_is_never_proposed(shelf: User) -> None:
    assert proposals(parse("geheimwoort")) == []


def test_nobody_finds_a_thing_without_keys(put: Put, look: Look) -> None:
    thing = put("Hulp")
    shown[thing.pk] = search.Entry(title="Hulp", body="", url="/", keys=[])
    search.index(thing)
    assert look("hulp", make_user()) == []
    assert not IndexEntry.objects.exists()


def test_an_inactive_account_is_a_visitor(shelf: User, look: Look) -> None:
    shelf.is_active = False
    assert look("hulp", shelf) == ["Hulp voor allen"]


def test_what_is_withdrawn_is_gone_at_once(put: Put, look: Look) -> None:
    thing = put("Hulp")
    search.remove(thing)
    assert look("hulp") == []


def test_what_its_app_no_longer_shows_is_gone_at_once(put: Put, look: Look) -> None:
    thing = put("Hulp")
    shown[thing.pk] = None
    search.index(thing)
    assert look("hulp") == []


def test_a_deleted_thing_is_gone(put: Put, look: Look) -> None:
    thing, pk = put("Hulp"), None
    pk = thing.pk
    thing.delete()
    thing.pk = pk
    search.index(thing)
    assert look("hulp") == []


def test_a_narrower_audience_counts_at_once(put: Put, look: Look) -> None:
    thing = put("Hulp")
    shown[thing.pk] = search.Entry(title="Hulp", body="", url="/", keys=["practice:99"])
    search.index(thing)
    assert look("hulp") == []


def test_what_is_past_its_last_day_is_gone_without_anyone_doing_anything(put: Put, look: Look) -> None:
    today = timezone.localdate()
    put("Hulp van gisteren", until=today - timedelta(days=1))
    put("Hulp van vandaag", until=today)
    assert look("hulp") == ["Hulp van vandaag"]


def test_a_change_that_fails_leaves_the_index_as_it_was(put: Put, look: Look) -> None:
    thing = put("Hulp")
    with transaction.atomic():
        search.remove(thing)
        assert look("hulp") == []
        transaction.set_rollback(True)
    assert look("hulp") == ["Hulp"]


def test_a_rebuild_gives_the_same_and_sweeps_what_is_gone(put: Put, look: Look) -> None:
    put("Hulp")
    lost = put("Hulp die weg is")
    hidden = put("Hulp die dicht ging")
    shown[hidden.pk] = None
    lost.delete()
    assert rebuild() == {"toy": 1}
    assert look("hulp") == ["Hulp"]


def test_a_key_in_a_wrong_shape_is_refused(put: Put) -> None:
    with pytest.raises(ValueError, match="no keys"):
        put("Hulp", "", "Everyone|user:1")
