"""The main job, from an empty machine: tell, tag, answer, compare, and pass on to another region.

With TOUR=1 in the environment the walk leaves its screenshots in docs/tour/ (`make tour` does that).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

MAP = "/kennis/themas/schulden/verschilkaart/"

Look = Callable[..., None]


def nothing(page: Page, name: str, show: str = "") -> None:
    """Look at nothing: without scripts the checker cannot run in the page."""


def tell(page: Page, look: Look) -> str:
    """Tell a story without an account, one question a screen; gives the private link."""
    page.goto("/")
    look(page, "home")
    page.get_by_role("main").get_by_role("link", name="Vertel je verhaal").first.click()
    page.get_by_label("Wat gebeurde er?").fill("Ik legde de post in een la. Bel mij op 06-12345678 als dat helpt.")
    look(page, "tell-what-happened")
    page.get_by_role("button", name="Verder").click()
    link = urlsplit(page.get_by_label("Jouw link").input_value()).path
    look(page, "private-link")
    page.get_by_role("link", name="Verder").click()
    page.get_by_label("Wat hielp jou?").fill("Er kwam elke dinsdag dezelfde vrouw. Zij bleef.")
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Schulden").check()
    page.get_by_label("Een korte titel").fill("De la met post")
    page.get_by_label("In welke gemeente was dit?").fill("Rotterdam")
    look(page, "tell-theme")
    page.get_by_role("button", name="Verder").click()
    for more in page.locator("main details:not([open]) > summary").all():
        more.click()
    card = page.get_by_role("group", name="Iemand die bleef")
    card.get_by_text("Hielp", exact=True).click()
    look(page, "tell-cards")
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Iemand die bleef").select_option("Zij bleef.")
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Was er een moment waarop het anders werd?").fill("Toen zij de la opendeed.")
    page.get_by_label("Vooral de mens, ook ikzelf").check()
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Welke naam zetten we erbij?").fill("Merel")
    page.get_by_role("radio", name=re.compile("^Iedereen(?! met)")).check()
    page.get_by_text("2 jaar").click()
    look(page, "tell-readers")
    page.get_by_role("button", name="Verder").click()
    expect(page.locator("mark, .m-private").filter(has_text="06-12345678").first).to_be_visible()
    look(page, "tell-read-back")
    page.get_by_role("button", name=re.compile("^Maak er|^Haal")).first.click()
    expect(page.locator(".tale").first).not_to_contain_text("06-12345678")
    page.get_by_role("button", name="Stuur mijn verhaal").click()
    expect(page.get_by_role("main")).to_contain_text("2 dagen")
    look(page, "sent")
    return link


def approve(page: Page, look: Look) -> None:
    """Read along as a moderator, and say yes."""
    page.goto("/moderatie/")
    look(page, "review-queue")
    page.get_by_role("link", name="De la met post").click()
    look(page, "review")
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Besluit").click()


def find(page: Page) -> None:
    """Find the story by another form of its words."""
    page.goto("/zoeken/?q=dinsdagen+vrouwen")
    page.get_by_role("link", name="De la met post").first.click()


def helped(page: Page) -> int:
    """How many of a hundred people with experience say on the map that somebody who stayed helped."""
    page.goto(MAP)
    said = page.get_by_role("img", name=re.compile("^Iemand die bleef")).get_attribute("aria-label") or ""
    return int(re.search(r": (\d+) van de 100 mensen met ervaring", said)[1])


def people(page: Page) -> int:
    """How many people with experience the map counts."""
    page.goto(MAP)
    return int(re.search(r"Ervaring: (\d+) mensen", page.locator("main").inner_text())[1])


def reply(page: Page, text: str) -> None:
    page.get_by_role("textbox", name=re.compile("Schrijf|Wat wil je")).fill(text)
    page.get_by_role("button", name="Plaats").click()
    expect(page.locator(".talk", has_text=text)).to_be_visible()


def pass_on(page: Page, look: Look) -> None:
    """Write what was learned, from this story, and share it beyond the practice."""
    page.goto("/praktijken/eerder-aan-tafel/")
    look(page, "workspace")
    page.get_by_role("link", name="Schrijf een inzicht").click()
    page.get_by_label("Wat leerden jullie, in één zin?").fill("Dezelfde vrouw, elke dinsdag")
    page.get_by_label("Vertel er iets meer over").fill("Wie op een vaste dag komt, komt binnen.")
    page.get_by_label("In welke situatie was dat?").fill("Mensen die hun post niet openen.")
    look(page, "insight-form")
    page.get_by_role("button", name="Bewaar het inzicht").click()
    page.get_by_role("button", name="Deel het met de praktijk").click()
    for step, readers in [
        ("Deel dit buiten", "Iedereen met een account"),
        ("Verander wie", "Iedereen, ook zonder account"),
    ]:
        page.get_by_role("link", name=step).click()
        page.get_by_label(readers).check()
        page.get_by_label("Ik heb gekeken").check()
        page.get_by_role("button", name="Bewaar wie dit leest").click()


def take_over(page: Page, look: Look) -> None:
    """Find it in another region, try it, and say what came of it."""
    page.goto("/uitwisseling/")
    look(page, "exchange")
    page.get_by_role("link", name="Dezelfde vrouw, elke dinsdag").click()
    look(page, "insight")
    page.get_by_role("link", name="Wij proberen dit ook").click()
    page.get_by_label("Meer dan koffie").check()
    page.get_by_label("Wat is er bij jullie anders?").fill("Wij komen op donderdag.")
    page.get_by_role("button", name="Wij proberen dit ook").click()
    page.get_by_label("Wat leverde het bij jullie op?").fill("Acht mensen deden open.")
    page.get_by_role("button", name="Bewaar wat het opleverde").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_newcomer_walks_the_whole_job(open_browser, cast, look, scripts):
    look = look if scripts else nothing
    visitor = open_browser(scripts=scripts)
    before = people(visitor)
    link = tell(visitor, look)

    moderator = open_browser(cast["moderator"], scripts=scripts)
    approve(moderator, look)

    visitor.goto(link)
    expect(visitor.get_by_role("main")).to_contain_text("De la met post")
    assert link not in visitor.url, "the link stays out of the address"
    look(visitor, "my-story")

    professional = open_browser(cast["professional"], scripts=scripts)
    find(professional)
    story = professional.url
    facilitator = open_browser(cast["facilitator"], scripts=scripts)
    if scripts:
        with facilitator.expect_websocket() as socket:
            facilitator.goto(story)
        socket.value.wait_for_event("framereceived")  # from then on it listens
    else:
        facilitator.goto(story)
    reply(professional, "Welke dag had je het liefst bezoek?")
    if scripts:
        pill = facilitator.get_by_role("link", name="1 nieuwe reactie. Toon die")
        expect(pill).to_be_visible(timeout=1000)
        look(facilitator, "live-reply", ".pill")
        pill.click()
    else:
        facilitator.reload()
    expect(facilitator.get_by_text("Welke dag had je het liefst bezoek?")).to_be_visible()
    look(facilitator, "story", "#gesprek .talk")

    assert people(visitor) == before + 1
    assert helped(visitor) > 0
    visitor.goto(f"{MAP}?element=vaste-hulpverlener&stem=lived&wat=helped#citaten")
    expect(visitor.get_by_role("main")).to_contain_text("fictief")
    look(visitor, "difference-map", ".dumb")

    pass_on(facilitator, look)
    elsewhere = open_browser(cast["facilitator2"], scripts=scripts)
    take_over(elsewhere, look)
    facilitator.goto("/mijn/")
    look(facilitator, "my-place")
    facilitator.get_by_role("link", name="schreef wat jullie inzicht daar opleverde").first.click()
    expect(facilitator.get_by_text("Acht mensen deden open.")).to_be_visible()

    movisie = open_browser(cast["movisie"], scripts=scripts)
    movisie.goto("/uitwisseling/")
    look(movisie, "cockpit")
    movisie.goto("/kennis/elementen/vaste-hulpverlener/")
    look(movisie, "element")

    visitor.goto(story)
    own = open_browser(scripts=scripts)
    own.goto(link)
    own.locator("summary", has_text="Haal mijn verhaal terug").click()
    own.get_by_role("button", name=re.compile("^Haal")).last.click()
    assert visitor.reload().status == 410
    assert people(visitor) == before
