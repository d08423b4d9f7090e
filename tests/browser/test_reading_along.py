"""A heavy story on its way: a plan, two readers, a proposal, the teller’s choice, a refusal, an appeal; on a phone."""

import pytest
from playwright.sync_api import expect

from moderation.actions import ask_review
from practices.models import Audience
from stories.models import Story
from tests.makers import make_story, make_user

HEAVY = "Ik wilde dood. Toen kwam Gerrit van de opvang. Hij vroeg nooit iets, hij gaf me koffie."


@pytest.fixture
def people(site):
    return {
        "mo": make_user("Mo", is_moderator=True),
        "ria": make_user("Ria", is_moderator=True),
        "wil": make_user("Wil"),
    }


def waiting(people) -> Story:
    story = make_story(people["wil"], shown=False, happened=HEAVY, title="Koffie", audience=Audience.EVERYONE)
    Story.objects.filter(pk=story.pk).update(sent_at=story.readers_at)
    ask_review(story)
    return story


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_heavy_story_is_walked_with_a_plan_and_the_teller_keeps_the_pen(open_browser, people, axe, scripts):
    story = waiting(people)
    mo, ria, wil = (open_browser(people[one], width=375, scripts=scripts) for one in ("mo", "ria", "wil"))

    def check(page):
        if scripts:
            axe(page)

    mo.goto("/moderatie/")
    check(mo)
    mo.get_by_role("link", name="Koffie").click()
    check(mo)
    mo.get_by_role("link", name="Begin het plan").click()
    mo.get_by_label("Waarom denk je dat er gevaar is?").fill("Het kan nog spelen.")
    mo.get_by_role("button", name="Begin het plan").click()
    for number in range(5):
        page = (mo, ria)[number % 2]
        page.goto(mo.url)
        check(page)
        page.get_by_label("Wat deed je?").fill(f"Stap {number + 1} gezet.")
        page.get_by_role("button", name="Deze stap is gedaan").click()
    wil.goto(f"/verhalen/{story.pk}/jouw/")
    expect(wil.get_by_text("We maken ons zorgen om je")).to_be_visible()
    check(wil)

    ria.goto("/moderatie/")
    ria.get_by_role("link", name="Koffie").click()
    ria.get_by_role("link", name="Stel andere woorden voor").click()
    check(ria)
    words = ria.get_by_label("Wat er gebeurde")
    words.fill(HEAVY.replace("Gerrit van de opvang", "iemand").replace("koffie", "thee"))
    ria.get_by_label("Waarom?").fill("De naam maakt iemand herkenbaar.")
    ria.get_by_role("button", name="Stuur je voorstel").click()

    wil.reload()
    wil.get_by_role("link", name="Bekijk het voorstel").click()
    check(wil)
    wil.get_by_role("group", name="Wijziging 1").get_by_label("Neem over").check()
    wil.get_by_role("group", name="Wijziging 2").get_by_label("Laat het zo").check()
    wil.get_by_role("button", name="Bewaar mijn keuzes").click()
    expect(wil.get_by_text("Toen kwam iemand. Hij vroeg nooit iets, hij gaf me koffie.")).to_be_visible()


def test_who_disagrees_is_read_by_somebody_else(open_browser, people, axe):
    story = waiting(people)
    mo, ria, wil = (open_browser(people[one], width=375, scripts=False) for one in ("mo", "ria", "wil"))
    mo.goto("/moderatie/")
    mo.get_by_role("link", name="Koffie").click()
    mo.get_by_label("Plaats het niet").check()
    mo.get_by_label("Waarom?").fill("Dit is te zwaar.")
    mo.get_by_role("button", name="Besluit").click()

    wil.goto(f"/verhalen/{story.pk}/jouw/")
    wil.get_by_role("link", name="Ik ben het er niet mee eens").click()
    wil.get_by_label("Waarom ben je het er niet mee eens?").fill("Het is mijn verhaal.")
    wil.get_by_role("button", name="Laat iemand anders lezen").click()
    expect(wil.get_by_text("Iemand anders dan de vorige keer leest het.")).to_be_visible()

    ria.goto("/moderatie/")
    ria.get_by_role("link", name="Koffie").click()
    expect(ria.get_by_text("Het is mijn verhaal.")).to_be_visible()
    mo.goto(ria.url)
    expect(mo.get_by_text("Nu beslist iemand anders.")).to_be_visible()
    assert not mo.get_by_role("button", name="Besluit").count()
