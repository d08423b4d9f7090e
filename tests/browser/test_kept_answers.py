"""Every question keeps its answers in the browser until they are stored, and gives them back after a crash."""

from contextlib import suppress

import pytest
from django.urls import reverse
from playwright.sync_api import Error, expect

from stories.actions.link import new_link
from stories.models import Story
from tests.makers import make_element, make_theme, make_user

BACK = "Dit stond nog in je browser."


@pytest.fixture
def story(site):
    theme = make_theme("Schulden")
    for words in ("Iemand die bleef", "Eerst rust"):
        make_element(words, theme)
    story = Story.objects.create(happened="Het ging slecht. Zij bleef komen.", author=None)
    story.themes.add(theme)
    return story


def let_in(page, story):
    page.goto(reverse("stories:return", args=[new_link(story)]))


def kept(page) -> str:
    return page.evaluate("JSON.stringify(localStorage)")


def wait_until_kept(page, words: str) -> None:
    page.wait_for_function("words => JSON.stringify(localStorage).includes(words)", arg=words)


def answer_about(page) -> None:
    page.get_by_label("Een korte titel").fill("De la")
    page.get_by_label("Voor wie was de hulp?").select_option("gezinnen")
    page.get_by_text("Schulden").first.click()  # takes the theme back


def about_stands(page) -> None:
    expect(page.get_by_label("Een korte titel")).to_have_value("De la")
    expect(page.get_by_label("Voor wie was de hulp?")).to_have_value("gezinnen")
    expect(page.get_by_label("Schulden")).not_to_be_checked()


def answer_cards(page) -> None:
    page.locator(".ecard").nth(0).get_by_text("Hielp").click()
    page.get_by_label("Maak je eigen kaart").fill("Een hond")
    page.locator(".ecard").last.get_by_text("Miste").click()


def cards_stand(page) -> None:
    expect(page.locator(".ecard").nth(0).get_by_label("Hielp")).to_be_checked()
    expect(page.get_by_label("Maak je eigen kaart")).to_have_value("Een hond")


def answer_meaning(page) -> None:
    page.get_by_label("Alle drie evenveel").check()
    page.get_by_label("Geld", exact=True).check()


def meaning_stands(page) -> None:
    expect(page.get_by_label("Alle drie evenveel")).to_be_checked()
    expect(page.get_by_label("Geld", exact=True)).to_be_checked()


def answer_readers(page) -> None:
    page.get_by_label("Alleen ik").check()
    page.locator("[name=pseudonym]").fill("Kim uit de flat")


def readers_stand(page) -> None:
    expect(page.get_by_label("Alleen ik")).to_be_checked()
    expect(page.locator("[name=pseudonym]")).to_have_value("Kim uit de flat")


ANSWERS = {
    "waarover": (answer_about, about_stands, "De la"),
    "kaarten": (answer_cards, cards_stand, "Een hond"),
    "betekenis": (answer_meaning, meaning_stands, "111"),
    "lezers": (answer_readers, readers_stand, "Kim uit de flat"),
}


@pytest.mark.parametrize("step", ANSWERS)
def test_answers_come_back_after_a_crash_and_go_when_they_are_stored(open_browser, story, step):
    answer, stands, last = ANSWERS[step]
    page = open_browser(width=375)
    let_in(page, story)
    page.goto(f"/verhalen/vertel/{story.pk}/{step}/")
    answer(page)
    wait_until_kept(page, last)
    page.reload()
    stands(page)
    expect(page.get_by_text(BACK)).to_be_visible()
    page.get_by_role("button", name="Bewaar en stop").click()
    page.wait_for_url("**/jouw/")
    assert last not in kept(page)


def test_the_free_page_keeps_its_title_too(open_browser):
    page = open_browser(width=375)
    page.goto("/verhalen/vertel/vrij/")
    page.get_by_label("Wat gebeurde er?").fill("Zij bleef.")
    page.get_by_label("Een korte titel").fill("De la")
    wait_until_kept(page, "De la")
    page.reload()
    expect(page.get_by_label("Een korte titel")).to_have_value("De la")
    expect(page.get_by_label("Wat gebeurde er?")).to_have_value("Zij bleef.")
    page.get_by_role("button", name="Verder").click()
    page.get_by_text("Je eerste woorden zijn bewaard").wait_for()
    assert "De la" not in kept(page)


def test_a_sign_in_that_expired_loses_nothing(open_browser):
    ans = make_user("Ans")
    story = Story.objects.create(happened="Het ging slecht.", author=ans)
    page = open_browser(ans, width=375)
    page.goto(f"/verhalen/vertel/{story.pk}/hielp/")
    cookies = page.context.cookies()
    page.get_by_label("Wat hielp jou?").fill("Zij bleef komen.")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Verder").click()
    page.wait_for_load_state()
    page.goto("/verhalen/vertel/")  # a page that might think the words were stored
    page.context.add_cookies(cookies)
    page.goto(f"/verhalen/vertel/{story.pk}/hielp/")
    expect(page.get_by_label("Wat hielp jou?")).to_have_value("Zij bleef komen.")
    expect(page.get_by_text(BACK)).to_be_visible()


def test_a_network_that_is_gone_loses_nothing(open_browser, story):
    page = open_browser(width=375)
    let_in(page, story)
    page.goto(f"/verhalen/vertel/{story.pk}/hielp/")
    page.get_by_label("Wat hielp jou?").fill("Zij bleef komen.")
    wait_until_kept(page, "Zij bleef komen.")
    page.context.set_offline(True)
    with suppress(Error):
        page.get_by_role("button", name="Verder").click(no_wait_after=True)
        page.wait_for_url("chrome-error:**", timeout=3000)
    page.context.set_offline(False)
    page.goto(f"/verhalen/vertel/{story.pk}/hielp/")
    expect(page.get_by_label("Wat hielp jou?")).to_have_value("Zij bleef komen.")
    page.get_by_role("button", name="Verder").click()
    page.wait_for_url("**/waarover/")
    story.refresh_from_db()
    assert story.helped == "Zij bleef komen."


def test_what_was_told_on_another_device_is_not_overwritten(open_browser, story):
    page = open_browser(width=375)
    let_in(page, story)
    page.goto(f"/verhalen/vertel/{story.pk}/hielp/")
    page.get_by_label("Wat hielp jou?").fill("Op mijn telefoon.")
    wait_until_kept(page, "telefoon")
    Story.objects.filter(pk=story.pk).update(helped="Op de computer van mijn zus.")
    page.reload()
    expect(page.get_by_label("Wat hielp jou?")).to_have_value("Op de computer van mijn zus.")
    page.get_by_role("button", name="Zet dat terug").click()
    expect(page.get_by_label("Wat hielp jou?")).to_have_value("Op mijn telefoon.")


def test_closing_on_this_device_takes_every_word_out_of_the_browser(open_browser, story):
    page = open_browser(width=375)
    let_in(page, story)
    page.goto(f"/verhalen/vertel/{story.pk}/hielp/")
    page.get_by_label("Wat hielp jou?").fill("Op mijn telefoon.")
    wait_until_kept(page, "telefoon")
    page.goto(f"/verhalen/{story.pk}/jouw/")
    page.get_by_role("button", name="Klaar? Sluit af").click()
    page.wait_for_load_state()
    assert "telefoon" not in kept(page)


def test_length_and_a_hint_follow_what_is_typed(open_browser, axe):
    page = open_browser(width=375)
    page.goto("/verhalen/vertel/")
    page.get_by_label("Wat gebeurde er?").fill("Zij hielp mij middels een brief.")
    expect(page.get_by_text("6 woorden. Lezen duurt ongeveer 1 minuut.")).to_be_visible()
    expect(page.get_by_text("Niet iedereen kent ‘middels’. Misschien bedoel je: met.")).to_be_visible()
    axe(page)
    page.get_by_label("Wat gebeurde er?").fill("Zij hielp mij met een brief.")
    expect(page.get_by_text("Niet iedereen kent")).to_be_hidden()
