"""Telling aloud in a real browser: record, listen back, keep, write out; without scripts by choosing a file."""

from __future__ import annotations

from io import BytesIO

import pytest
from playwright.sync_api import expect

from files import sound
from files.actions import keep
from files.models import Kind, StoredFile
from stories.models import Story
from tests import content_of
from tests.browser import test_ways
from tests.makers import make_photo, make_recording, make_story, make_user

HEARD = """async (audio) => {
    await audio.play();
    while (audio.currentTime < 0.2) await new Promise((later) => setTimeout(later, 50));
    return true;
}"""


def plays(page, which: str) -> bool:
    return page.locator(which).first.evaluate(HEARD)


def test_what_is_said_is_recorded_played_back_kept_and_written_out(open_browser, axe):
    page = open_browser(width=375, permissions=["microphone"])
    page.goto("/verhalen/vertel/")
    page.get_by_role("link", name="Liever praten dan typen?").click()
    axe(page)
    page.get_by_role("button", name="Neem op", exact=True).click()
    page.get_by_text("Je wordt opgenomen.").wait_for()
    page.wait_for_timeout(1500)
    page.get_by_role("button", name="Even stil").click()
    page.get_by_role("button", name="Praat verder").click()
    page.wait_for_timeout(1200)
    page.get_by_role("button", name="Klaar met praten").click()
    page.get_by_text("Luister terug.").first.wait_for()
    assert plays(page, "[data-playback]")
    axe(page)
    page.get_by_role("button", name="Bewaar mijn opname").click()
    page.get_by_text("Je eerste woorden zijn bewaard").wait_for()
    assert 1 <= StoredFile.objects.get().seconds <= 20
    page.get_by_role("link", name="Verder").click()
    page.get_by_text("schrijf op wat je zei").wait_for()
    assert plays(page, "audio")
    axe(page)
    page.get_by_label("Wat gebeurde er?").fill("Er kwam iemand aan tafel zitten.")
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("heading", name="Wat hielp jou?").wait_for()
    assert Story.objects.get().happened == "Er kwam iemand aan tafel zitten."


def record(page) -> None:
    page.get_by_role("button", name="Neem op", exact=True).click()
    page.get_by_text("Je wordt opgenomen.").wait_for()
    page.wait_for_timeout(1200)
    page.get_by_role("button", name="Klaar met praten").click()
    page.get_by_text("Luister terug.").first.wait_for()


def test_a_connection_that_is_lost_loses_no_recording(open_browser):
    page = open_browser(width=375, permissions=["microphone"])
    page.goto("/verhalen/vertel/gesproken/")
    record(page)
    page.route("**/gesproken/", lambda route: route.abort())
    page.get_by_role("button", name="Bewaar mijn opname").click()
    page.get_by_text("Je opname staat nog hier.").wait_for()
    expect(page.get_by_role("link", name="Zet de opname op je eigen toestel")).to_be_visible()
    assert plays(page, "[data-playback]")
    page.unroute("**/gesproken/")
    page.get_by_role("button", name="Bewaar mijn opname").click()
    page.get_by_text("Je eerste woorden zijn bewaard").wait_for()
    assert StoredFile.objects.count() == 1


def test_a_second_recording_joins_the_story(open_browser):
    author = make_user("Samira")
    story = make_story(author, shown=False)
    page = open_browser(author, width=375, permissions=["microphone"])
    page.goto(f"/verhalen/vertel/{story.pk}/bestanden/")
    record(page)
    page.get_by_role("button", name="Bewaar mijn opname").click()
    page.get_by_role("heading", name="Opname 1").wait_for()
    assert StoredFile.objects.get().subject_id == story.pk


def test_nothing_in_a_file_runs_on_this_site(browser, site):
    """Sound that reads as a page and as a script is given, and stays sound; the browser says so on its console."""
    evil = b"</title><script>window.ran=1;document.title='ran'</script>/**/window.ran=1//"
    content = (b"\xff\xfb\x90\x00" + evil.ljust(413, b" ")) * 50
    story, checked = make_story(), sound.check(BytesIO(content), len(content))
    assert evil in checked.content
    file = keep((Story.KIND, story.pk), Kind.SOUND, checked, None, is_shared=True)
    page = browser.new_page(base_url=site.url)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"/verhalen/{story.pk}/")
    page.evaluate(
        """(key) => new Promise((done) => {
        const script = document.createElement("script");
        script.src = `/bestanden/${key}/`;
        script.onload = script.onerror = done;
        document.body.append(script);
    })""",
        file.key,
    )
    assert page.evaluate("window.ran") is None
    assert any("Refused to execute script" in text for text in said)
    answer = page.request.get(f"/bestanden/{file.key}/")
    assert answer.headers["content-type"] == "audio/mpeg"
    page.goto(f"/bestanden/{file.key}/")
    assert page.title() != "ran"
    page.close()


def test_without_scripts_a_recording_is_chosen_as_a_file(open_browser):
    page = open_browser(width=375, scripts=False)
    page.goto("/verhalen/vertel/gesproken/")
    expect(page.get_by_role("button", name="Neem op")).to_have_count(0)
    page.get_by_role("button", name="Bewaar mijn opname").click()
    expect(page.get_by_role("alert")).to_contain_text("Kies een bestand.")
    file = {"name": "memo.m4a", "mimeType": "audio/mp4", "buffer": content_of.mp4()}
    page.get_by_label("Kies een opname").set_input_files(file)
    page.get_by_role("button", name="Bewaar mijn opname").click()
    page.get_by_role("link", name="Verder").click()
    expect(page.locator("audio")).to_have_count(1)
    page.get_by_label("Wat gebeurde er?").fill("Zij bleef komen.")
    page.get_by_label("Wie schrijft dit op?").select_option("vrijwilliger")
    page.get_by_role("button", name="Verder").click()
    story = Story.objects.get()
    page.goto(f"/verhalen/vertel/{story.pk}/lezers/")
    test_ways.choose_readers(page)
    expect(page.get_by_role("button", name="Stuur mijn verhaal")).to_have_count(0)
    page.get_by_role("link", name="Lees of hoor je woorden").click()
    page.get_by_label("Dit zijn mijn woorden").check()
    page.get_by_role("button", name="Ja, dit zijn mijn woorden").click()
    page.get_by_role("button", name="Stuur mijn verhaal").click()
    expect(page.get_by_text("Jouw verhaal").first).to_be_visible()
    story.refresh_from_db()
    assert story.sent_at is not None
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_who_refuses_the_microphone_is_told_what_else_there_is(open_browser):
    page = open_browser(width=375)
    page.goto("/verhalen/vertel/gesproken/")
    page.get_by_role("button", name="Neem op", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Kies hieronder een opname.")


def test_a_file_that_is_too_big_is_said_before_it_is_sent(open_browser, tmp_path):
    film = tmp_path / "film.mp4"
    film.write_bytes(b"\0" * 21_000_000)
    page = open_browser(width=375)
    page.goto("/verhalen/vertel/gesproken/")
    page.get_by_label("Kies een opname").set_input_files(film)
    expect(page.get_by_text("Dit bestand is te groot.")).to_be_visible()
    assert page.get_by_label("Kies een opname").input_value() == ""


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_photo_is_brought_told_of_and_seen_by_readers(open_browser, look, scripts):
    author = make_user("Samira")
    story = make_story(author, shown=False)
    page = open_browser(author, width=375, scripts=scripts)
    page.goto(f"/verhalen/vertel/{story.pk}/nalezen/")
    page.get_by_role("link", name="Voeg een foto of opname toe").click()
    file = {"name": "tas.jpg", "mimeType": "image/jpeg", "buffer": content_of.picture(size=(900, 600))}
    page.get_by_label("Kies een foto of tekening").set_input_files(file)
    page.get_by_role("button", name="Zet de foto erbij").click()
    page.get_by_text("Alleen jij ziet deze foto nog.").wait_for()
    sheet = page.locator(".sheet")
    sheet.get_by_label("Wat staat erop?").fill("Een tas vol brieven")
    sheet.get_by_label("Niemand is te herkennen").check()
    sheet.get_by_role("button", name="Bewaar dit").click()
    page.get_by_text("Bewaard.").wait_for()
    assert StoredFile.objects.get(kind=Kind.IMAGE).is_shared
    if scripts:
        make_recording(story)
        page.reload()
        look(page, "foto-en-opname")


def test_readers_see_the_photo_and_hear_the_voice(open_browser, look):
    story = make_story()
    make_photo(story)
    make_recording(story, is_shared=True)
    page = open_browser(width=375)
    page.goto(f"/verhalen/{story.pk}/")
    photo = page.get_by_role("img", name="Een tas vol brieven")
    photo.scroll_into_view_if_needed()
    assert photo.evaluate("async (img) => { await img.decode(); return img.naturalWidth; }") == 64
    assert plays(page, "audio")
    look(page, "verhaal-met-foto")
