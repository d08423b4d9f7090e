"""Each way to tell, walked on a phone, with and without scripts."""

import pytest
from playwright.sync_api import expect

from stories.models import Story
from tests.makers import make_element, make_theme, make_user

SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


def choose_readers(page) -> None:
    page.get_by_label("Iedereen", exact=False).last.check()
    page.get_by_label("1 jaar", exact=True).check()
    page.locator("[name=pseudonym]").fill("Samira uit de flat")
    page.get_by_role("button", name="Verder").click()


def check(page, axe, scripts) -> None:
    """No sideways scroll; and nothing in the way of who hears or feels the page."""
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    if scripts:
        axe(page)


@SCRIPTS
def test_from_a_paper_sheet_to_a_story_that_was_sent(open_browser, axe, scripts):
    make_element("Iemand die bleef", make_theme("Schulden"))
    print_ = open_browser(width=375, scripts=scripts)
    print_.goto("/verhalen/vertel/")
    print_.get_by_role("link", name="Schrijf op papier").click()
    print_.get_by_role("link", name="Print een verhaalblad").click()
    check(print_, axe, scripts)
    number = print_.locator("article.leaf header b, article.leaf .between b").first.inner_text()
    code = print_.locator(".strip b.h3").inner_text()

    helper = open_browser(make_user("Hanna"), width=375, scripts=scripts)
    helper.goto("/verhalen/papier/overtypen/")
    helper.get_by_label("Nummer van het blad").fill(number)
    helper.get_by_label("Vrijwilliger").check()
    helper.get_by_label("Wat gebeurde er?").fill("Zij bleef komen.")
    check(helper, axe, scripts)
    helper.get_by_role("button", name="Bewaar dit blad").click()
    expect(helper.get_by_text("wacht op de verteller")).to_be_visible()
    expect(helper.get_by_label("Wat gebeurde er?")).to_have_value("")
    assert "Zij bleef komen." not in helper.evaluate("JSON.stringify(localStorage)")

    teller = open_browser(width=375, scripts=scripts)
    teller.goto("/verhalen/papier/")
    teller.get_by_label("Jouw code").fill(code.lower())
    teller.get_by_role("button", name="Open mijn verhaal").click()
    expect(teller.get_by_text("Zij bleef komen.")).to_be_visible()
    check(teller, axe, scripts)
    teller.get_by_label("Dit zijn mijn woorden").check()
    teller.get_by_role("button", name="Ja, dit zijn mijn woorden").click()
    teller.wait_for_load_state()
    story = Story.objects.get()
    teller.goto(f"/verhalen/vertel/{story.pk}/lezers/")
    choose_readers(teller)
    teller.get_by_role("button", name="Stuur mijn verhaal").click()
    expect(teller.get_by_text("Jouw verhaal").first).to_be_visible()
    story.refresh_from_db()
    assert story.sent_at is not None
    helper.goto("/verhalen/papier/overtypen/")
    expect(helper.get_by_text("de verteller keek het na")).to_be_visible()


@SCRIPTS
def test_told_in_the_account_of_a_helper_with_the_tellers_code(open_browser, axe, scripts):
    page = open_browser(make_user("Hanna"), width=375, scripts=scripts)
    page.goto("/verhalen/vertel/")
    page.get_by_role("link", name="Vertel het samen").click()
    page.get_by_label("Een vrijwilliger").check()
    page.get_by_label("Van wie helpt").check()
    page.get_by_label("Wat gebeurde er?").fill("Zij bleef komen.")
    check(page, axe, scripts)
    page.get_by_role("button", name="Verder").click()
    check(page, axe, scripts)
    code = page.locator("p.sheet b").inner_text()
    story = Story.objects.get()
    page.goto(f"/verhalen/vertel/{story.pk}/lezers/")
    choose_readers(page)
    expect(page.get_by_role("button", name="Stuur mijn verhaal")).to_have_count(0)
    page.get_by_role("link", name="Lees of hoor je woorden").click()
    check(page, axe, scripts)
    page.get_by_label("Dit zijn mijn woorden").check()
    page.get_by_label("Jouw code").fill(code)
    page.get_by_role("button", name="Ja, dit zijn mijn woorden").click()
    page.get_by_role("button", name="Stuur mijn verhaal").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nu is het van de verteller")
    story.refresh_from_db()
    assert story.sent_at is not None


@SCRIPTS
def test_question_by_question_without_an_account(open_browser, axe, scripts):
    make_element("Iemand die bleef")
    page = open_browser(width=375, scripts=scripts)
    page.goto("/verhalen/vertel/")
    page.get_by_label("Wat gebeurde er?").fill("Na de brand in Almelo nam mijn zus ons mee. Zij bleef komen.")
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_label("Jouw link")).to_be_visible()
    page.get_by_role("link", name="Verder").click()
    page.get_by_label("Wat hielp jou?").fill("Dat zij bleef.")
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("button", name="Verder").click()  # nothing has to be chosen
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Alle drie evenveel").check()
    page.get_by_label("Samen", exact=True).check()
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Iedereen", exact=False).last.check()
    page.get_by_label("1 jaar", exact=True).check()
    check(page, axe, scripts)
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("heading", name="Ook iemand anders staat erin")).to_be_visible()
    page.get_by_role("button", name="een plaats in het oosten").click()
    expect(page.get_by_text("werd")).to_be_visible()
    check(page, axe, scripts)
    page.get_by_role("button", name="Zet terug").click()
    page.get_by_role("button", name="een plaats in het oosten").click()
    page.get_by_role("button", name="Stuur mijn verhaal").click()
    expect(page.get_by_text("Iemand leest mee.").first).to_be_visible()
    check(page, axe, scripts)
    story = Story.objects.get()
    assert story.happened.startswith("Na de brand in een plaats in het oosten nam mijn zus")
    assert (story.triangle, story.line, bool(story.pseudonym)) == ("111", 4, True)


@SCRIPTS
def test_all_on_one_page_with_an_account(open_browser, axe, scripts):
    page = open_browser(make_user("Samira"), width=375, scripts=scripts)
    page.goto("/verhalen/vertel/vrij/")
    page.get_by_label("Wat gebeurde er?").fill("Zij bleef komen.")
    check(page, axe, scripts)
    page.get_by_role("button", name="Verder").click()
    page.wait_for_load_state()
    story = Story.objects.get()
    page.goto(f"/verhalen/vertel/{story.pk}/lezers/")
    choose_readers(page)
    page.get_by_role("button", name="Stuur mijn verhaal").click()
    expect(page.get_by_text("Jouw verhaal").first).to_be_visible()
    story.refresh_from_db()
    assert story.sent_at is not None
