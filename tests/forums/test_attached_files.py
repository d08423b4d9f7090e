"""A photo, recording or document hangs at a reply: for who reads it, gone when taken back; and no word is lost."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader, PdfWriter

from files import actions as files
from files.models import Kind, StoredFile
from forums.models import Attachment, Reply
from practices import traces
from practices.actions.contributions import hide, set_audience, withdraw
from practices.models import Audience, Guest
from tests import content_of
from tests.forums.conftest import Cast
from tests.makers import make_reply, make_user


def photo(content: bytes | None = None, name: str = "tas.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content_of.picture("JPEG") if content is None else content, "image/jpeg")


def sound() -> SimpleUploadedFile:
    return SimpleUploadedFile("opname.webm", content_of.webm(), "audio/webm")


def document(content: bytes | None = None, name: str = "Verslag Jan de Vries.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content_of.pdf("Stap een.") if content is None else content, "application/pdf")


def locked() -> bytes:
    """A PDF that asks for a password."""
    writer, out = PdfWriter(clone_from=BytesIO(content_of.pdf("Geheim."))), BytesIO()
    writer.encrypt("wachtwoord", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def there() -> list[str]:
    return sorted(path.name for path in settings.MEDIA_ROOT.rglob("*") if path.is_file())


@pytest.fixture
def with_photo(words: dict[str, Any]) -> dict[str, Any]:
    return words | {"file": photo(), "file_words": "Een tas vol brieven", "file_open": "on"}


@pytest.fixture
def placed(cast: Cast, as_user, with_photo) -> StoredFile:
    """A photo at a reply of Samira."""
    as_user(cast.samira).post(cast.talk, with_photo)
    return StoredFile.objects.get()


def status(file: StoredFile, user: Any = None) -> int:
    client = Client()
    if user:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(f"/bestanden/{file.key}/").status_code


def test_a_photo_is_seen_in_the_talk_by_exactly_who_reads_it(cast: Cast, as_user, placed) -> None:
    assert (placed.kind, placed.type, placed.owner) == (Kind.IMAGE, "image/webp", cast.samira)
    page = as_user(cast.joost).get(cast.case.get_absolute_url()).content.decode()
    assert f'src="/bestanden/{placed.key}/" alt="Een tas vol brieven" lang="nl"' in page
    assert [status(placed, who) for who in (cast.samira, cast.joost, cast.vera, None)] == [200, 200, 404, 404]
    set_audience(cast.case, Audience.SIGNED_IN)
    assert [status(placed, who) for who in (cast.vera, None)] == [200, 404]


def test_a_recording_needs_no_words_about_it(cast: Cast, as_user, words) -> None:
    as_user(cast.samira).post(cast.talk, words | {"file": sound(), "file_open": "on"})
    file = StoredFile.objects.get()
    assert (file.kind, file.type) == (Kind.SOUND, "audio/webm")
    page = as_user(cast.joost).get(cast.case.get_absolute_url()).content.decode()
    assert f'<audio controls preload="none" src="/bestanden/{file.key}/">' in page


@pytest.fixture
def with_pdf(words: dict[str, Any]) -> dict[str, Any]:
    return words | {"file": document(), "file_words": "Onze stappen", "file_open": "on"}


def test_a_pdf_is_washed_and_saved_under_its_words_by_exactly_who_reads_the_talk(cast: Cast, as_user, with_pdf) -> None:
    as_user(cast.samira).post(cast.talk, with_pdf)
    file = StoredFile.objects.get()
    assert (file.kind, file.type) == (Kind.DOCUMENT, "application/pdf")
    page = as_user(cast.joost).get(cast.case.get_absolute_url()).content.decode()
    assert f'download href="/bestanden/{file.key}/"' in page
    assert '<span lang="nl">Onze stappen</span> (PDF, ' in page
    assert "Jan de Vries" not in page
    answer = as_user(cast.joost).get(f"/bestanden/{file.key}/")
    assert answer["Content-Disposition"] == 'attachment; filename="onze-stappen.pdf"'
    assert answer["Content-Security-Policy"].endswith("sandbox")
    assert "Stap een." in PdfReader(BytesIO(answer.content)).pages[0].extract_text()
    for part in (content_of.NAME, b"JavaScript", b"OpenAction", b"EmbeddedFiles", b"Filespec", b"/Metadata"):
        assert part in document().read()
        assert part not in answer.content, part
    assert [status(file, who) for who in (cast.samira, cast.joost, cast.vera, None)] == [200, 200, 404, 404]


def test_a_guest_in_the_talk_has_the_document_as_long_as_they_read_the_talk(cast: Cast, as_user, with_pdf) -> None:
    as_user(cast.samira).post(cast.talk, with_pdf)
    file, gerrit = StoredFile.objects.get(), make_user("Gerrit")
    guest = Guest.objects.create(talk=cast.case, user=gerrit, until=timezone.localdate() + timedelta(days=2))
    assert status(file, gerrit) == 200
    page = as_user(gerrit).get(cast.case.get_absolute_url()).content.decode()
    assert '<span lang="nl">Onze stappen</span>' in page
    Guest.objects.filter(pk=guest.pk).update(until=timezone.localdate() - timedelta(days=1))
    assert status(file, gerrit) == 404


def test_a_document_goes_from_the_disk_with_its_reply(
    cast: Cast, as_user, with_pdf, django_capture_on_commit_callbacks
) -> None:
    as_user(cast.samira).post(cast.talk, with_pdf)
    assert len(there()) == 1
    reply = Reply.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(reply)
    assert not there()
    assert not traces.left_behind(reply)
    assert "Onze stappen" not in as_user(cast.joost).get(cast.case.get_absolute_url()).content.decode()


def test_the_words_in_a_document_are_looked_at_as_typed_words_are(cast: Cast, as_user, with_pdf) -> None:
    client, told = as_user(cast.samira), content_of.pdf("Bel 06-12345678.")
    answer = client.post(cast.talk, with_pdf | {"file": document(told)})
    page = answer.content.decode()
    assert "telefoonnummer" in page
    assert "Kies je bestand nog een keer" in page
    assert with_pdf["text"] in page
    assert not there()
    seen = {"gezien": answer.context["look"]}
    client.post(cast.talk, with_pdf | seen | {"file": document(content_of.pdf("Bel 06-87654321."))})
    assert not Reply.objects.exists()  # a yes to one file is no yes to another
    client.post(cast.talk, with_pdf | seen | {"file": document(told)})
    assert StoredFile.objects.get().words == "Onze stappen"


def test_a_plain_text_comes_back_as_text_and_never_as_a_page(cast: Cast, as_user, words) -> None:
    brief = SimpleUploadedFile("brief.md", "# Dag\n\nKom <b>binnen</b>.".encode("utf-16"), "text/html")
    said = words | {"file": brief, "file_words": "Een brief", "file_open": "on"}
    as_user(cast.samira).post(cast.talk, said)
    answer = as_user(cast.joost).get(f"/bestanden/{StoredFile.objects.get().key}/")
    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="een-brief.md"'
    assert answer.content.decode() == "# Dag\n\nKom <b>binnen</b>."


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"file_words": ""}, "Schrijf op wat er op de foto staat."),
        ({"file_open": ""}, "Anders kan het bestand er niet bij."),
        ({"file": b"<svg onload=alert(1)>"}, "Dit bestand kunnen we niet openen. Kies een foto"),
        ({"file": b"MZ\x90\x00 a program"}, "Dit bestand kunnen we niet openen. Kies een foto"),
        ({"file": b"\x7fELF\x02\x01\x01\x00 a program"}, "Dit bestand kunnen we niet openen. Kies een foto"),
        ({"file": b"PK\x03\x04 docx"}, "Bewaar het eerst als PDF."),
        ({"file": b"%PDF-1.7"}, "Deze PDF kunnen we niet openen."),
        ({"file": locked()}, "Op deze PDF zit een wachtwoord of een slot."),
        ({"file": content_of.pdf("Stap een."), "file_words": ""}, "Schrijf op wat er in het document staat."),
        ({"file": b"\x89PNG\r\n\x1a\n and nothing"}, "Dit is geen foto die wij kunnen openen."),
        ({"file": b""}, "Dit bestand is leeg."),
    ],
)
def test_what_is_refused_keeps_every_word_and_leaves_nothing(cast: Cast, as_user, with_photo, wrong, sentence) -> None:
    wrong = {name: photo(value) if name == "file" else value for name, value in wrong.items()}
    page = as_user(cast.samira).post(cast.talk, with_photo | wrong).content.decode()
    assert sentence in page
    assert with_photo["text"] in page
    assert not Reply.objects.exists()
    assert not there()


def test_words_about_a_photo_are_looked_at_and_the_file_is_asked_again(cast: Cast, as_user, with_photo) -> None:
    client, said = as_user(cast.samira), with_photo | {"file_words": "De brief van 06-12345678"}
    answer = client.post(cast.talk, said)
    page = answer.content.decode()
    assert "telefoonnummer" in page
    assert "Kies je bestand nog een keer" in page
    assert not there()
    look = answer.context["look"]
    client.post(cast.talk, said | {"file": photo(), "gezien": look})
    assert StoredFile.objects.get().words == "De brief van 06-12345678"


def test_sent_twice_it_is_one_reply_with_one_file(cast: Cast, as_user, with_photo) -> None:
    for _twice in (1, 2):
        as_user(cast.samira).post(cast.talk, with_photo | {"file": photo(), "once": "a" * 22})
    assert Reply.objects.count() == StoredFile.objects.count() == Attachment.objects.count() == len(there()) == 1


def test_mending_takes_a_file_away_or_adds_one(cast: Cast, as_user, placed, django_capture_on_commit_callbacks) -> None:
    edit = f"/gesprek/reacties/{placed.subject_id}/aanpassen/"
    client = as_user(cast.samira)
    page = client.get(edit).content.decode()
    assert "Haal weg: Een tas vol brieven" in page
    said = {"text": "Anders.", "intent": "tip"}
    client.post(edit, said | {"file": sound(), "file_open": "on"})
    assert StoredFile.objects.count() == Attachment.objects.count() == 2
    with django_capture_on_commit_callbacks(execute=True):
        client.post(edit, said | {"dropped": placed.key})
    assert StoredFile.objects.get().kind == Kind.SOUND
    assert there() == [StoredFile.objects.get().key]
    assert placed.key not in as_user(cast.joost).get(cast.case.get_absolute_url()).content.decode()


def test_nobody_takes_away_the_file_of_another(cast: Cast, as_user, placed) -> None:
    own = make_reply(cast.case, cast.joost)
    said = {"text": "Anders.", "intent": "tip", "dropped": placed.key}
    as_user(cast.joost).post(f"/gesprek/reacties/{own.pk}/aanpassen/", said)
    assert as_user(cast.joost).post(f"/gesprek/reacties/{placed.subject_id}/aanpassen/", said).status_code == 403
    assert there() == [placed.key]


def test_taking_the_reply_back_erases_the_file(cast: Cast, as_user, placed, django_capture_on_commit_callbacks) -> None:
    reply = Reply.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(reply)
    assert not there()
    assert not Attachment.objects.exists()
    assert not traces.left_behind(reply)
    assert "Een tas vol brieven" not in as_user(cast.joost).get(cast.case.get_absolute_url()).content.decode()


def test_a_reply_that_is_hidden_gives_its_file_to_nobody(cast: Cast, placed) -> None:
    hide(Reply.objects.get())
    assert [status(placed, who) for who in (cast.samira, cast.joost)] == [404, 404]


def test_the_sweep_keeps_files_of_replies_and_erases_those_of_replies_that_are_gone(
    cast: Cast, placed, django_capture_on_commit_callbacks
) -> None:
    assert files.sweep(older_than=-1) == (0, 0)
    Reply.objects.all().update(withdrawn_at="2026-01-01T00:00Z")
    with django_capture_on_commit_callbacks(execute=True):
        files.sweep(older_than=-1)
    assert not there()


def test_a_full_room_and_too_many_files_are_said_with_all_words_kept(
    cast: Cast, as_user, with_photo, monkeypatch
) -> None:
    monkeypatch.setattr(files, "MOST_OF_ONE_PERSON", 10)
    page = as_user(cast.samira).post(cast.talk, with_photo).content.decode()
    assert "Je bewaarde al 150 MB" in page
    assert with_photo["text"] in page
    monkeypatch.setattr(files, "MOST_AN_HOUR", 1)
    page = as_user(cast.samira).post(cast.talk, with_photo | {"file": photo()}).content.decode()
    assert "Probeer het over een uur weer" in page
    assert "Een tas vol brieven" in page
    assert not Reply.objects.exists()
    assert not there()
