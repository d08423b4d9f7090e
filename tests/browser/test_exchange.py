"""An insight travels: one browser writes and shares it, another region tries it, the first one sees that."""

import pytest
from playwright.sync_api import expect

from practices.actions.insights import adopt, share_insight, write_insight
from practices.models import Audience
from tests.makers import make_member, make_practice, make_user

FACTS = {
    "title": "Eerst de koelkast vol",
    "learned": "Dan pas praten.",
    "context": "Bij schulden.",
    "mechanism": "Rust in huis.",
    "result": "",
}


@pytest.fixture
def regions():
    here, there = make_practice("Eerder aan tafel"), make_practice("Meer dan koffie")
    return {
        "here": here,
        "there": there,
        "marit": make_member(here, "Marit", is_facilitator=True),
        "ilse": make_member(there, "Ilse", is_facilitator=True),
    }


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_insight_travels_to_another_region_and_back(open_browser, regions, scripts):
    marit = open_browser(regions["marit"], scripts=scripts)
    marit.goto(f"/praktijken/{regions['here'].slug}/")
    marit.get_by_role("link", name="Schrijf een inzicht").click()
    marit.get_by_label("Wat leerden jullie, in één zin?").fill(FACTS["title"])
    marit.get_by_label("Vertel er iets meer over").fill(FACTS["learned"])
    marit.get_by_label("In welke situatie was dat?").fill(FACTS["context"])
    marit.get_by_role("button", name="Bewaar het inzicht").click()
    marit.get_by_role("button", name="Deel het met de praktijk").click()
    for step, readers in [
        ("Deel dit buiten", "Iedereen met een account"),
        ("Verander wie", "Iedereen, ook zonder account"),
    ]:
        marit.get_by_role("link", name=step).click()
        marit.get_by_label(readers).check()
        marit.get_by_label("Ik heb gekeken").check()
        marit.get_by_role("button", name="Bewaar wie dit leest").click()
    insight = marit.url

    ilse = open_browser(regions["ilse"], scripts=scripts)
    ilse.goto("/uitwisseling/")
    ilse.get_by_role("link", name=FACTS["title"]).click()
    ilse.get_by_role("link", name="Wij proberen dit ook").click()
    ilse.get_by_label("Wat is er bij jullie anders?").fill("Wij zijn een dorp.")
    ilse.get_by_role("button", name="Wij proberen dit ook").click()
    ilse.get_by_label("Wat leverde het bij jullie op?").fill("Zes mensen deden open.")
    ilse.get_by_role("button", name="Bewaar wat het opleverde").click()

    marit.goto("/mijn/")
    marit.get_by_role("link", name="schreef wat jullie inzicht daar opleverde").click()
    assert marit.url.startswith(insight)
    expect(marit.get_by_text("Wij zijn een dorp.")).to_be_visible()
    expect(marit.get_by_text("Zes mensen deden open.")).to_be_visible()


@pytest.mark.parametrize("width", [375, 1280])
def test_the_pages_of_the_exchange_are_accessible(open_browser, axe, regions, width):
    insight = write_insight(regions["here"], regions["marit"], FACTS, [])
    share_insight(insight, regions["marit"], Audience.EVERYONE)
    adoption = adopt(insight, regions["there"], regions["ilse"], "Wij zijn een dorp.")
    page = insight.get_absolute_url()
    visits = [
        (
            regions["marit"],
            [page, f"{page}delen/", f"{page}aanpassen/", f"/praktijken/{regions['here'].slug}/inzichten/"],
        ),
        (regions["ilse"], [f"/praktijken/{regions['there'].slug}/overgenomen/{adoption.pk}/"]),
        (make_member(make_practice("Derde"), "Tom", is_facilitator=True), [f"{page}overnemen/"]),
        (make_user("Bram", is_editor=True), ["/uitwisseling/", page]),
        (None, ["/uitwisseling/"]),
    ]
    for user, paths in visits:
        browser = open_browser(user, width=width)
        for path in paths:
            browser.goto(path)
            axe(browser)
            browser.wait_for_load_state()
            assert browser.evaluate("document.documentElement.scrollWidth") <= width, path
