"""Photos and recordings at a story: brought by its teller, given to its readers, gone with the story."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from files import actions as files
from files.models import Kind, StoredFile
from moderation.models import Review
from practices import traces
from practices.models import Audience
from stories.actions import sending
from stories.models import Helping, Story
from tests import content_of
from tests.makers import make_member, make_photo, make_practice, make_recording, make_story, make_user

pytestmark = pytest.mark.django_db
SPEAK = "/verhalen/vertel/gesproken/"


def upload(content: bytes | None = None, name: str = "opname.webm", type_: str = "audio/webm") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content_of.webm() if content is None else content, type_)


def photo(content: bytes | None = None, name: str = "tas.jpg") -> SimpleUploadedFile:
    return upload(content_of.picture() if content is None else content, name, "image/jpeg")


def there() -> list[str]:
    """Give the names of everything that stands on disk."""
    return sorted(path.name for path in settings.MEDIA_ROOT.rglob("*") if path.is_file())


@pytest.fixture
def told(client: Client) -> Story:
    """A draft of who signed in in `client`."""
    author = make_user("Samira")
    client.force_login(author)
    return make_story(author, shown=False)


def bring_photo(client: Client, story: Story, **typed: Any) -> Any:
    typed = {"image": photo(), "words": "Een tas vol brieven", "nobody": "on"} | typed
    return client.post(f"/verhalen/vertel/{story.pk}/bestanden/foto/", typed, follow=True)


# --- room for everybody ---------------------------------------------------------------------------
def test_an_address_that_brought_its_share_is_refused_and_another_address_is_not(monkeypatch):
    assert files.MOST_OF_ONE_SOURCE * 8 <= files.MOST_OF_VISITORS, "one address is a small share of the whole"
    size = len(content_of.webm())
    monkeypatch.setattr(files, "MOST_OF_ONE_SOURCE", 2 * size + 1)

    def speak(address: str) -> Any:
        return Client().post(SPEAK, {"sound": upload()}, REMOTE_ADDR=address)

    assert [speak("192.0.2.1").status_code for _time in range(3)] == [302, 302, 200]
    assert str(files.TOO_BUSY) in speak("192.0.2.1").content.decode()
    assert speak("192.0.2.2").status_code == 302
    assert StoredFile.objects.count() == 3


def test_a_helper_at_the_story_of_a_visitor_takes_no_more_than_a_share_either(client, monkeypatch):
    monkeypatch.setattr(files, "MOST_OF_ONE_SOURCE", 10)
    client.post("/verhalen/vertel/", {"happened": "Zij kwam.", "ga": "verder"})
    story = Story.objects.get()
    helper = make_user("Bea")
    client.force_login(helper)
    session = client.session
    session["stories"] = [story.pk]
    session.save()
    bring_photo(client, story)
    assert not StoredFile.objects.exists()
    monkeypatch.setattr(files, "MOST_OF_ONE_SOURCE", 1_000_000)
    bring_photo(client, story)
    assert StoredFile.objects.get().owner is None


# --- telling aloud --------------------------------------------------------------------------------
def test_a_recording_begins_a_story_that_is_written_out_next(teller, another):
    answer = teller.client.post(SPEAK, {"sound": upload()})
    story, sound = Story.objects.get(), StoredFile.objects.get()
    assert answer["Location"] == f"/verhalen/vertel/{story.pk}/link/"
    assert (sound.subject_id, sound.kind, sound.is_shared) == (story.pk, Kind.SOUND, False)
    teller.pk = story.pk
    assert "gebeurd/" in teller.read("link")
    assert f"/bestanden/{sound.key}/" in teller.read("gebeurd")
    assert teller.client.get(f"/bestanden/{sound.key}/").content == sound.content()
    assert another.client.get(f"/bestanden/{sound.key}/").status_code == 404
    teller.step("gebeurd", happened="Er kwam iemand aan tafel zitten.")
    assert teller.story.happened == "Er kwam iemand aan tafel zitten."


def test_a_story_that_was_only_spoken_is_not_sent_before_it_is_written_out(teller):
    teller.client.post(SPEAK, {"sound": upload()})
    teller.pk = Story.objects.get().pk
    teller.step("lezers", audience="everyone", pseudonym="Samira", perspective="lived", until="1")
    assert "Je verhaal is nog leeg" in teller.read("nalezen")
    teller.step("nalezen")
    assert teller.story.sent_at is None


def test_a_helper_who_writes_it_out_is_known_as_helper_and_the_teller_says_yes_alone(teller):
    teller.client.post(SPEAK, {"sound": upload()})
    story = Story.objects.get()
    teller.pk = story.pk
    assert "Wie schrijft dit op?" in teller.read("gebeurd")
    teller.step("gebeurd", happened="Zij bleef komen.", who="vrijwilliger")
    assert (teller.story.helping.way, teller.story.helping.who) == ("stem", "vrijwilliger")
    assert 'value="vrijwilliger" selected' in teller.read("gebeurd")
    teller.step("lezers", audience="everyone", pseudonym="Samira", perspective="lived", until="1")
    teller.step("nalezen")
    assert teller.story.sent_at is None, "nobody read it back to the teller yet"
    assert "Iemand hielp je" in teller.read("woorden")
    teller.step("woorden", mine="on")
    teller.step("kaarten", own="Een hond", own_polarity="helped")
    teller.step("nalezen")
    assert teller.story.sent_at is None, "that was not what the teller said yes to"
    teller.step("woorden", mine="on")
    teller.step("nalezen")
    assert teller.story.sent_at is not None


def test_who_writes_it_out_alone_after_all_has_no_helper(teller):
    teller.client.post(SPEAK, {"sound": upload()})
    teller.pk = Story.objects.get().pk
    teller.step("gebeurd", happened="Zij bleef komen.", who="naaste")
    teller.step("gebeurd", happened="Zij bleef komen.", who="")
    assert not Helping.objects.exists()
    assert teller.step("gebeurd", happened="Zij bleef komen.", who="buurman").status_code == 200
    assert not Helping.objects.exists()


def test_who_types_from_the_start_is_not_asked_who_writes(teller):
    teller.begin()
    assert "Wie schrijft dit op?" not in teller.read("gebeurd")


def test_sent_twice_it_is_one_story_and_another_recording_is_another(teller):
    token = "a" * 22
    for _twice in (1, 2):
        teller.client.post(SPEAK, {"sound": upload(), "once": token})
    assert Story.objects.count() == StoredFile.objects.count() == len(there()) == 1
    teller.client.post(SPEAK, {"sound": upload(content_of.webm(5)), "once": token})
    assert Story.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Dit bestand is leeg"),
        (b"<script>alert(1)</script>", "Dit is geen opname"),
        (content_of.webm(codec=b"V_VP8", track=1), "Dit is een film"),
        (content_of.webm(3000), "hoogstens 20 minuten"),
    ],
)
def test_what_is_no_recording_is_refused_and_leaves_nothing(teller, content, sentence):
    answer = teller.client.post(SPEAK, {"sound": upload(content)})
    assert sentence in answer.content.decode()
    assert not Story.objects.exists()
    assert not there()


def test_only_the_pages_to_speak_on_may_ask_for_the_microphone(client, told):
    for address in (SPEAK, f"/verhalen/vertel/{told.pk}/bestanden/"):
        answer = client.get(address)
        assert "microphone=(self)" in answer["Permissions-Policy"]
        assert "media-src 'self' blob:" in answer["Content-Security-Policy"]
    other = client.get("/verhalen/vertel/")
    assert "microphone=()" in other["Permissions-Policy"]
    assert "blob:" not in other["Content-Security-Policy"]


# --- photos ---------------------------------------------------------------------------------------
def test_a_photo_is_seen_by_readers_with_its_words(client, told):
    bring_photo(client, told)
    client.post(f"/verhalen/vertel/{told.pk}/nalezen/", {"ga": "verder"})
    sending.show(Story.objects.get(pk=told.pk))
    page = Client().get(f"/verhalen/{told.pk}/").content.decode()
    key = StoredFile.objects.get().key
    assert f'src="/bestanden/{key}/" alt="Een tas vol brieven" lang="nl"' in page
    answer = Client().get(f"/bestanden/{key}/")
    assert answer["Content-Type"] == "image/webp"


@pytest.mark.parametrize("lacking", [{"words": ""}, {"nobody": ""}])
def test_without_words_or_with_somebody_on_it_only_the_teller_sees_it(client, told, lacking):
    page = bring_photo(client, told, **lacking).content.decode()
    assert "Alleen jij ziet deze foto nog" in page
    file = StoredFile.objects.get()
    assert not file.is_shared
    sending.show(told)
    assert Client().get(f"/bestanden/{file.key}/").status_code == 404
    assert client.get(f"/bestanden/{file.key}/").status_code == 200
    assert file.key not in Client().get(f"/verhalen/{told.pk}/").content.decode()


def test_its_words_can_be_added_later_and_what_they_give_away_is_said(client, told):
    bring_photo(client, told, words="")
    file = StoredFile.objects.get()
    typed = {"words": "De brief van 06-12345678", "nobody": "on"}
    page = client.post(f"/verhalen/vertel/{told.pk}/bestanden/{file.key}/", typed, follow=True).content.decode()
    assert "Hier staat een telefoonnummer" in page
    file.refresh_from_db()
    assert (file.words, file.is_shared) == ("De brief van 06-12345678", True)


def test_a_refused_photo_keeps_what_was_typed(client, told):
    page = bring_photo(client, told, image=photo(b"<svg onload=alert(1)>", "tas.svg")).content.decode()
    assert "Dit is geen foto die wij kunnen openen" in page
    assert "Een tas vol brieven" in page
    assert not there()


# --- who may have it ------------------------------------------------------------------------------
def status(file: StoredFile, user: Any = None) -> int:
    client = Client()
    if user:
        client.force_login(user)
    return client.get(f"/bestanden/{file.key}/").status_code


def test_a_file_is_read_by_exactly_who_reads_the_story():
    practice = make_practice()
    member, author = make_member(practice), make_user("Samira")
    story = make_story(author, audience=Audience.PRACTICE, practice=practice)
    file = make_photo(story)
    assert [status(file, who) for who in (author, member, make_user("Sam"), None)] == [200, 200, 404, 404]


def test_a_draft_shows_its_files_to_nobody_else():
    author = make_user("Samira")
    file = make_photo(make_story(author, shown=False))
    assert [status(file, who) for who in (author, make_user("Sam"), None)] == [200, 404, 404]
    assert status(file, make_user("Mo", is_moderator=True)) == 404


def test_who_reads_along_sees_what_is_shared_and_nothing_more():
    moderator = make_user("Mo", is_moderator=True)
    story = make_story(make_user("Samira"), shown=False)
    shown, kept = make_photo(story), make_recording(story)
    sending.send(story)
    review = Review.objects.get()
    client = Client()
    client.force_login(moderator)
    page = client.get(f"/moderatie/{review.pk}/").content.decode()
    assert shown.key in page
    assert kept.key not in page
    assert "Een tas vol brieven" in page
    assert (status(shown, moderator), status(kept, moderator), status(shown)) == (200, 404, 404)


def test_a_voice_is_heard_only_when_its_teller_says_so(client, told):
    file = make_recording(told)
    client.post(f"/verhalen/vertel/{told.pk}/bestanden/{file.key}/", {"shared": "ja"})
    sending.show(Story.objects.get(pk=told.pk))
    assert status(file) == 200
    assert file.key in Client().get(f"/verhalen/{told.pk}/").content.decode()


def test_nobody_changes_or_removes_a_file_of_another(told):
    file, stranger = make_photo(told), Client()
    stranger.force_login(make_user("Sam"))
    for address in (
        f"/verhalen/vertel/{told.pk}/bestanden/{file.key}/",
        f"/verhalen/{told.pk}/bestanden/{file.key}/weg/",
    ):
        assert stranger.post(address, {"words": "x"}).status_code == 404
    own = make_story(make_user("Bo"), shown=False)
    stranger.force_login(own.author)
    assert stranger.post(f"/verhalen/{own.pk}/bestanden/{file.key}/weg/").status_code == 404
    assert there() == [file.key]


# --- gone -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("erase", [True, False])
def test_taking_a_story_back_erases_its_files_from_disk(erase, django_capture_on_commit_callbacks):
    story = make_story(make_user("Samira"))
    files_ = [make_photo(story), make_recording(story, is_shared=True)]
    other = make_photo(make_story(make_user("Bo")))
    with django_capture_on_commit_callbacks(execute=True):
        sending.withdraw(story, erase=erase)
    assert [status(file, story.author) for file in files_] == [404, 404]
    assert there() == [other.key]


def test_the_search_for_traces_names_a_file_that_stayed():
    story = make_story(make_user("Samira"), shown=False)
    file = make_photo(story)
    assert [trace.what for trace in traces.left_behind(story)] == [f"image {file.pk} at {file.path}"]
    StoredFile.objects.all().delete()
    assert [trace.what for trace in traces.left_behind(story)] == [file.path]
    files.sweep(older_than=-1)
    assert traces.left_behind(story) == []


def test_throwing_a_draft_away_erases_its_files_from_disk(django_capture_on_commit_callbacks):
    story = make_story(make_user("Samira"), shown=False)
    make_photo(story)
    with django_capture_on_commit_callbacks(execute=True):
        assert sending.withdraw(story, erase=True) is None
    assert not there()


def test_one_file_goes_at_once_from_a_story_that_is_read(client, told, django_capture_on_commit_callbacks):
    file = make_photo(told)
    sending.show(told)
    Client().get(f"/verhalen/{told.pk}/")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/verhalen/{told.pk}/bestanden/{file.key}/weg/")
    assert not there()
    assert file.key not in Client().get(f"/verhalen/{told.pk}/").content.decode()


def test_the_sweep_erases_what_a_crash_left_behind_and_nothing_else(django_capture_on_commit_callbacks):
    kept, gone = make_photo(make_story()), make_photo(make_story())
    Story.objects.filter(pk=gone.subject_id).delete()
    StoredFile.objects.filter(pk=make_photo(make_story()).pk).delete()
    assert len(there()) == 3
    with django_capture_on_commit_callbacks(execute=True):
        assert files.sweep(older_than=-1) == (1, 2)
    assert there() == [kept.key]
    call_command("sweep_files", verbosity=0)
    assert there() == [kept.key]


# --- room -----------------------------------------------------------------------------------------
def test_a_fifth_photo_is_refused_in_a_plain_sentence(client, told):
    for _number in range(4):
        make_photo(told)
    assert "Er staan al vier foto" in bring_photo(client, told).content.decode()
    assert len(there()) == 4


def test_everybody_has_so_much_room_and_no_more(client, told, monkeypatch):
    monkeypatch.setattr(files, "MOST_OF_ONE_PERSON", make_photo(told).size + 10)
    assert "Je bewaarde al 150 MB" in bring_photo(client, told).content.decode()
    assert len(there()) == 1
    someone = make_user("Bo")
    client.force_login(someone)
    bring_photo(client, make_story(someone, shown=False))
    assert len(there()) == 2


def test_many_files_in_an_hour_are_slowed_for_that_person_only(client, told, monkeypatch):
    monkeypatch.setattr(files, "MOST_AN_HOUR", 1)
    bring_photo(client, told)
    page = bring_photo(client, told, words="Een groene deur").content.decode()
    assert "Probeer het over een uur weer" in page
    assert "Een groene deur" in page
    visitor = Client().post(SPEAK, {"sound": upload()})
    assert visitor.status_code == 302


def test_a_full_disk_refuses_files_and_goes_on_taking_words(teller, monkeypatch):
    monkeypatch.setattr(files, "LEAST_ROOM", 10**18)
    assert "Nu kan er geen bestand bij" in teller.client.post(SPEAK, {"sound": upload()}).content.decode()
    assert not Story.objects.exists()
    teller.begin()
    assert teller.story.happened


def test_after_sending_no_file_is_added_or_changed(client, told):
    file = make_photo(told, words="", is_shared=False)
    sending.send(told)
    assert bring_photo(client, told).redirect_chain[-1][0] == f"/verhalen/{told.pk}/jouw/"
    client.post(f"/verhalen/vertel/{told.pk}/bestanden/{file.key}/", {"words": "x", "nobody": "on"})
    assert StoredFile.objects.get().words == ""
