"""Writing in a talk in a real browser: the toolbar, what is pasted, words that were selected, a name that is called."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from accounts.models import Perspective
from forums.models import Reply
from practices.models import Saved
from tests import content_of
from tests.makers import (
    make_case,
    make_element,
    make_intervention,
    make_member,
    make_practice,
    make_reply,
    make_story,
)

OpenBrowser = Callable[..., Page]
FIELD = "Wat wil je meegeven?"
WORD = (
    "<html><head><style>p{color:red}</style></head><body><!--StartFragment-->"
    "<p class=MsoNormal>Eerst <b>rust</b>, zegt <a href='https://voorbeeld.nl/x'>dit stuk</a>.<o:p></o:p></p>"
    "<ul><li>bellen</li><li>langsgaan</li></ul><script>window.ran = 1</script>"
    "<img src=x onerror='window.ran = 1'><!--EndFragment--></body></html>"
)
PASTE = """(html) => {
    const field = document.querySelector("form[data-rich] textarea");
    field.focus();
    const data = new DataTransfer();
    data.setData("text/html", html);
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""
SELECT = """() => {
    const words = document.querySelector(".talk .says p").firstChild;
    const range = document.createRange();
    range.setStart(words, 0);
    range.setEnd(words, 12);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""


@pytest.fixture
def cast(site):
    practice = make_practice()
    joost = make_member(practice, "Joost")
    samira = make_member(practice, "Samira", Perspective.LIVED)
    return joost, samira, make_case(practice, joost)


def test_the_toolbar_works_by_keyboard_and_makes_bold_and_lists(cast, open_browser: OpenBrowser, axe) -> None:
    _joost, samira, case = cast
    page = open_browser(samira, width=375)
    page.goto(case.get_absolute_url())
    field = page.get_by_role("textbox", name=FIELD)
    field.fill("bellen")
    field.select_text()
    field.press("Control+b")
    expect(field).to_have_value("**bellen**")
    page.get_by_role("toolbar", name="Opmaak").get_by_role("button", name="Vet").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Lijst")).to_be_focused()
    page.keyboard.press("Enter")
    expect(field).to_have_value("- **bellen**")
    axe(page)
    page.get_by_role("button", name="Plaats").click()
    expect(page.locator(".talk .says li strong")).to_have_text("bellen")
    axe(page)
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_what_is_pasted_keeps_its_form_and_brings_nothing_else(cast, open_browser: OpenBrowser) -> None:
    _joost, samira, case = cast
    page = open_browser(samira)
    page.goto(case.get_absolute_url())
    page.evaluate(PASTE, WORD)
    field = page.get_by_role("textbox", name=FIELD)
    expect(field).to_have_value("Eerst **rust**, zegt [dit stuk](https://voorbeeld.nl/x).\n\n- bellen\n- langsgaan")
    assert page.evaluate("window.ran") is None
    page.get_by_role("button", name="Plaats").click()
    page.get_by_role("button", name="Plaats toch").click()  # a link may point at somebody
    expect(page.locator(".talk .says li")).to_have_count(2)
    expect(page.locator(".talk .says a")).to_have_attribute("href", "https://voorbeeld.nl/x")


def test_selected_words_are_quoted_exactly(cast, open_browser: OpenBrowser, axe) -> None:
    joost, samira, case = cast
    make_reply(case, joost, "Dat deed ik morgen pas. En toen was het te laat.")
    page = open_browser(samira)
    page.goto(case.get_absolute_url())
    page.evaluate(SELECT)
    page.get_by_role("button", name="Haal deze woorden aan").click()
    page.wait_for_url("**/reacties/?op=*")
    expect(page.get_by_role("radio", name="Dat deed ik", exact=True)).to_be_checked()
    axe(page)
    page.get_by_role("textbox", name=FIELD).fill("Waarom?")
    page.get_by_role("button", name="Plaats").click()
    expect(page.locator(".quoted p").first).to_have_text("Dat deed ik")
    assert Reply.objects.get(text="Waarom?").quote == "Dat deed ik"


def test_without_scripts_a_sentence_is_chosen_and_a_name_is_typed(cast, open_browser: OpenBrowser, axe) -> None:
    joost, samira, case = cast
    reply = make_reply(case, joost, "Dat deed ik morgen pas. En toen was het te laat.")
    page = open_browser(samira, width=375, scripts=False)
    page.goto(f"/gesprek/{case.pk}/reacties/?op={reply.pk}")
    page.get_by_text("Haal één zin aan", exact=True).first.click()
    page.get_by_role("radio", name="En toen was het te laat.").check()
    page.get_by_role("textbox", name=FIELD).fill("Wanneer dan, @Joost?")
    page.get_by_role("button", name="Plaats").click()
    expect(page.locator(".quoted p").first).to_have_text("En toen was het te laat.")
    assert joost.notifications.filter(kind="mention").count() == 1


def test_a_name_is_chosen_after_typing_an_at_sign(cast, open_browser: OpenBrowser, axe) -> None:
    _joost, samira, case = cast
    page = open_browser(samira, width=375)
    page.goto(case.get_absolute_url())
    field = page.get_by_role("textbox", name=FIELD)
    field.press_sequentially("Wat denk jij, @jo")
    page.get_by_role("button", name="@Joost").click()
    expect(field).to_have_value("Wat denk jij, @Joost ")
    axe(page)


def test_without_scripts_a_file_and_something_known_hang_at_a_reply(
    cast, open_browser: OpenBrowser, axe, tmp_path
) -> None:
    _joost, samira, case = cast
    story = make_story(title="Een blauwe jas")
    Saved.objects.create(user=samira, contribution=story)
    known = {"Interventie": make_intervention("Samen lezen"), "Element": make_element("Een vast gezicht")}
    drawing = tmp_path / "tafel.png"
    drawing.write_bytes(content_of.picture())
    page = open_browser(samira, width=375, scripts=False)
    page.goto(f"/gesprek/{case.pk}/reacties/")
    page.get_by_role("textbox", name=FIELD).fill("Lees [dit stuk](https://voorbeeld.nl/x) eens.")
    page.get_by_text("Hang er een interventie, een element of iets dat je bewaarde bij").click()
    page.get_by_role("combobox", name="Hang er iets bij").select_option("Bewaard: Een blauwe jas")
    page.get_by_text("Hang er een foto, opname of document bij").click()
    page.get_by_label("Kies een foto, opname of document").set_input_files(drawing)
    page.get_by_role("textbox", name="Wat staat erop of erin?").fill("Een tafel met vijf koppen")
    page.get_by_role("checkbox", name="Wie meeleest, mag dit zien, horen of bewaren").check()
    page.get_by_role("button", name="Plaats").click()
    expect(page.get_by_text("Kies je bestand nog een keer.")).to_be_visible()  # a link may point at somebody
    expect(page.get_by_role("textbox", name="Wat staat erop of erin?")).to_have_value("Een tafel met vijf koppen")
    page.get_by_label("Kies een foto, opname of document").set_input_files(drawing)
    page.get_by_role("button", name="Plaats toch").click()
    said = page.locator(".talk").first
    expect(said.get_by_role("link", name="dit stuk")).to_have_attribute("href", "https://voorbeeld.nl/x")
    expect(said.get_by_role("link", name="Een blauwe jas")).to_have_attribute("href", story.get_absolute_url())
    expect(said.get_by_role("img", name="Een tafel met vijf koppen")).to_be_visible()
    seen = open_browser(samira, width=375)
    for address in (case.get_absolute_url(), f"/gesprek/{case.pk}/reacties/"):
        seen.goto(address)
        seen.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        axe(seen)
        seen.wait_for_load_state()
        assert seen.evaluate("document.documentElement.scrollWidth") <= 375
    for kind, thing in known.items():
        page.get_by_role("link", name="Pas aan of haal terug").click()
        page.get_by_role("combobox", name="Hang er iets bij").select_option(f"{kind}: {thing}")
        page.get_by_role("button", name="Bewaar", exact=True).click()
        if again := page.get_by_role("button", name="Bewaar", exact=True).all():
            again[0].click()
        expect(page.locator(".talk").first.get_by_role("link", name=str(thing))).to_be_visible()
    page.get_by_role("link", name="Pas aan of haal terug").click()
    page.get_by_role("checkbox", name="Haal weg: Een tafel met vijf koppen").check()
    page.get_by_role("button", name="Bewaar", exact=True).click()
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.locator(".talk").first.get_by_role("img")).to_have_count(0)


def test_a_page_that_a_browser_printed_hangs_at_a_reply_and_is_saved_again(
    cast, open_browser: OpenBrowser, tmp_path
) -> None:
    _joost, samira, case = cast
    printed = tmp_path / "Jan de Vries.pdf"
    paper = open_browser(None, width=1280)
    paper.goto("/huisregels/")
    paper.pdf(path=printed)
    assert b"/Producer" in printed.read_bytes()
    page = open_browser(samira, width=375)
    page.goto(f"/gesprek/{case.pk}/reacties/")
    page.get_by_role("textbox", name=FIELD).fill("Dit hing bij ons aan de muur.")
    page.get_by_text("Hang er een foto, opname of document bij").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Kies een foto, opname of document").set_input_files(printed)
    page.get_by_role("textbox", name="Wat staat erop of erin?").fill("Onze regels, geprint")
    page.get_by_role("checkbox", name="Wie meeleest, mag dit zien, horen of bewaren").check()
    page.get_by_role("button", name="Plaats", exact=True).click()
    hangs = page.locator(".talk").first.get_by_role("link", name="Onze regels, geprint (PDF")
    expect(hangs).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    with page.expect_download() as got:
        hangs.click()
    assert got.value.suggested_filename == "onze-regels-geprint.pdf"
    saved = Path(got.value.path()).read_bytes()
    assert b"/Producer" not in saved
    assert PdfReader(BytesIO(saved)).pages[0].extract_text().strip()
