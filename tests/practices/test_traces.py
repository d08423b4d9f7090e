"""What was taken back is gone, and a command proves it by looking everywhere."""

from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection

from notifications.actions import notify
from practices import traces
from practices.actions import contributions
from practices.models import Audience
from search.engines import engine
from search.engines.seam import Tokens
from search.models import IndexEntry
from stories.actions import sending
from tests.makers import make_element, make_story, make_user

pytestmark = pytest.mark.django_db
SECRET = "De blauwe paraplu stond nog in de gang"


@pytest.fixture
def story():
    story = make_story(make_user("Wil"), Audience.EVERYONE)
    story.happened = f"{SECRET}. Toen belde zij aan."
    story.save()
    story.weighings.create(element=make_element("Iemand die bleef"), polarity="helped", quote=SECRET)
    contributions.follow(story)
    return story


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "words.txt"
    file.write_text(f"{SECRET}. Toen belde zij aan.", encoding="utf-8")
    return file


def where(pieces, own=None) -> set[str]:
    return {trace.where for trace in traces.find(pieces, own)}


def test_words_are_found_where_they_stand(story):
    assert where([SECRET]) >= {"stories_story.happened", "practices_weighing.quote", "search_indexentry.body"}
    assert where(["Dit schreef hier niemand ooit"]) == set()


def test_words_are_found_in_facts_in_a_cache_and_in_a_file(story, settings, tmp_path):
    settings.VAR = tmp_path
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "kept.txt").write_text(f"… {SECRET} …", encoding="utf-8")
    notify(make_user("Bea"), "talk", "Iemand schreef %(what)s", "/", facts={"what": SECRET})
    cache.set("left", f"<p>{SECRET}</p>")
    found = where([SECRET])
    assert {"notifications_notification.facts", "cache default", "file media/kept.txt"} <= found


def test_words_are_found_in_a_file_larger_than_what_is_read_at_once(story, settings, tmp_path, monkeypatch):
    settings.VAR = tmp_path
    monkeypatch.setattr(traces, "PIECE", 1000)
    longest = 2 * len(SECRET.encode())
    for before in (0, 990, 1000, 1001, 2500):  # whole, across a border, after it, and in the last piece
        (tmp_path / "large.txt").write_bytes(b"-" * before + SECRET.encode() + b"-" * (3000 - before))
        assert "file large.txt" in where([SECRET, "x" * longest]), before
    (tmp_path / "large.txt").write_bytes(b"-" * 3000 + SECRET.encode()[:-1])
    assert not any(place.startswith("file ") for place in where([SECRET]))


def test_words_are_found_in_what_the_search_matches_on_where_no_row_says_them(story):
    entry = IndexEntry.objects.get(object_id=story.pk)
    assert "the search's own words" in where([SECRET])
    IndexEntry.objects.filter(pk=entry.pk).update(title="Iets anders", body="Iets anders")
    assert "search_indexentry.body" not in where([SECRET])
    assert "the search's own words" in where([SECRET]), "stems were left behind"
    assert "the search's own words" in where(["de BLAUWE paraplu, stonden"]), "as the index keeps it"
    assert "the search's own words" not in where(["blauwe gang nog paraplu"])
    engine().write(entry.pk, Tokens("", "", ""))
    assert "the search's own words" not in where([SECRET])


def test_the_command_refuses_what_was_not_taken_back_and_what_it_cannot_look_for(story):
    with pytest.raises(CommandError, match="not taken back"):
        call_command("find_traces", story.pk)
    sending.withdraw(story, erase=True)
    with pytest.raises(CommandError, match="wiped"):
        call_command("find_traces", story.pk)


def test_the_command_finds_what_was_left(story, file, settings, tmp_path):
    settings.VAR = tmp_path / "var"
    settings.VAR.mkdir()
    sending.withdraw(story, erase=True)
    cache.set("left", SECRET)
    with pytest.raises(CommandError, match="1 traces"):
        call_command("find_traces", story.pk, words=file)


@pytest.mark.parametrize("erase", [True, False])
def test_after_taking_back_the_command_finds_nothing(story, file, settings, tmp_path, erase, capsys):
    settings.VAR = tmp_path / "var"
    settings.VAR.mkdir()
    sending.withdraw(story, erase=erase)
    call_command("find_traces", story.pk, words=file)
    assert "No trace" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="one file holds everything on SQLite only")
def test_wiped_words_do_not_linger_in_the_file_of_the_database(story, file, settings, capsys):
    settings.VAR = Path(connection.settings_dict["NAME"]).parent
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert any(place.startswith("file ") for place in where([SECRET])), "else this test would look in the wrong place"
    sending.withdraw(story, erase=True)
    call_command("find_traces", story.pk, words=file)
    assert "No trace" in capsys.readouterr().out
