"""A file is given as what it is, to look at or listen to, and never as something that runs or stays."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from files.models import StoredFile
from tests.makers import make_photo, make_recording, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def sound() -> StoredFile:
    return make_recording(make_story(), is_shared=True)


def get(file: StoredFile, **extra: str) -> Any:
    return Client().get(f"/bestanden/{file.key}/", **extra)


def test_nothing_in_it_runs_and_no_cache_keeps_it(sound):
    for file in (sound, make_photo(make_story())):
        answer = get(file)
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"].startswith("default-src 'none'")
        assert "sandbox" in answer["Content-Security-Policy"]
        assert "script-src" not in answer["Content-Security-Policy"]
        assert "no-store" in answer["Cache-Control"]
        assert "private" in answer["Cache-Control"]
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer["X-Robots-Tag"] == "noindex, noarchive"
        assert answer["Content-Type"] == file.type
        assert answer["Content-Disposition"].startswith("inline; filename=")


def test_a_player_gets_the_piece_it_asks_for(sound):
    whole = get(sound).content
    answer = get(sound, HTTP_RANGE="bytes=10-19")
    assert (answer.status_code, answer.content) == (206, whole[10:20])
    assert answer["Content-Range"] == f"bytes 10-19/{len(whole)}"
    assert get(sound, HTTP_RANGE="bytes=0-").content == whole


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=5-2"])
def test_a_piece_that_is_not_there_is_refused(sound, asked):
    assert get(sound, HTTP_RANGE=asked).status_code == 416


@pytest.mark.parametrize("asked", ["bytes=-", "bytes=0-1,3-4", "x", "bytes=\u00b2-", "bytes=" + "9" * 30 + "-"])
def test_a_question_that_is_not_understood_gets_everything(sound, asked):
    assert get(sound, HTTP_RANGE=asked).status_code == 200


def test_no_address_of_the_site_leads_to_the_folder(sound):
    for address in (f"/media/{sound.path}", f"/static/{sound.path}", f"/{sound.path}", f"/bestanden/{sound.path}/"):
        assert Client().get(address).status_code == 404


def test_a_row_without_content_is_not_found(sound):
    from files.actions import erase_from_disk

    erase_from_disk([sound.path])
    assert get(sound).status_code == 404


def test_on_disk_only_the_owner_of_the_site_reads_it(sound, settings):
    path = settings.MEDIA_ROOT / sound.path
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
