"""Two people write at one text, on a phone and without scripts: both see what happened, and nothing typed is lost."""

from __future__ import annotations

from playwright.sync_api import expect

from accounts.models import Perspective
from practices.actions import joint as act
from practices.models import TextHold
from tests.makers import make_member, make_practice

WIDTH = 320


def test_two_people_write_and_nothing_is_lost(site, open_browser):
    practice = make_practice()
    bea, kim = make_member(practice, "Bea"), make_member(practice, "Kim", Perspective.LIVED)
    text = act.begin(practice, bea, {"title": "Zo bellen wij aan", "words": "Wij bellen aan met zijn tweeën."})
    one, other = (open_browser(who, width=WIDTH, scripts=False) for who in (bea, kim))

    one.goto(text.get_absolute_url())
    one.get_by_role("link", name="Schrijf mee").click()
    one.get_by_label("De tekst", exact=True).fill("Wij bellen aan, één mens tegelijk.")
    other.goto(f"{text.get_absolute_url()}schrijven/")
    expect(other.get_by_text("Bea schrijft sinds")).to_be_visible()
    TextHold.objects.update(seen_at=text.made_at.replace(year=2020))  # a quarter of an hour without a sign of life
    other.get_by_role("link", name="Kijk of het al kan").click()
    other.get_by_label("De tekst", exact=True).fill("Wij bellen aan en wachten.")
    other.get_by_role("button", name="Bewaar", exact=True).click()
    expect(other.get_by_text("Wij bellen aan en wachten.")).to_be_visible()

    one.get_by_role("button", name="Bewaar", exact=True).click()
    expect(one.get_by_text("Kim bewaarde om")).to_be_visible()
    expect(one.get_by_label("De tekst", exact=True)).to_have_value("Wij bellen aan, één mens tegelijk.")
    assert one.evaluate("document.documentElement.scrollWidth") <= WIDTH
    one.get_by_role("button", name="Bewaar mijn tekst").click()
    expect(one.get_by_text("Wij bellen aan, één mens tegelijk.")).to_be_visible()
    one.get_by_role("link", name="3 versies").click()
    expect(one.get_by_role("heading", name="Van versie 2 naar versie 3")).to_be_visible()


def test_who_types_gives_signs_of_life_and_finds_the_words_back(site, open_browser, axe):
    practice = make_practice()
    bea = make_member(practice, "Bea")
    text = act.begin(practice, bea, {"title": "Zo bellen wij aan", "words": "Wij bellen aan."})
    page = open_browser(bea)
    page.goto(f"{text.get_absolute_url()}schrijven/")
    page.get_by_label("De tekst", exact=True).fill("Wij bellen aan en we hebben tijd.")
    expect(page.get_by_text("Wat je typt is veilig.")).to_be_visible()
    page.goto(f"{text.get_absolute_url()}schrijven/")
    expect(page.get_by_text("Dit typte je eerder.")).to_be_visible()
    expect(page.get_by_label("De tekst", exact=True)).to_have_value("Wij bellen aan en we hebben tijd.")
    axe(page)
