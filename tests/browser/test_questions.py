"""Questions at a meeting in open browsers: asked on a phone, on the wall at once, with and without scripts."""

from playwright.sync_api import expect

from forums.models import Question
from tests.makers import make_member, make_practice, make_session


def test_a_question_is_asked_wanted_chosen_and_answered(open_browser, axe):
    practice = make_practice()
    fay, bea, cor = (
        make_member(practice, "Fay", is_facilitator=True),
        make_member(practice, "Bea"),
        make_member(practice, "Cor"),
    )
    session = make_session(practice, fay)
    path = f"/praktijken/{practice.slug}/bijeenkomsten/{session.pk}/vragen/"
    wall, lead, other = open_browser(cor), open_browser(fay), open_browser(cor, width=375)
    wall.goto(f"{path}scherm/")
    lead.goto(path)
    other.goto(path)
    other.wait_for_timeout(800)
    phone = open_browser(bea, width=375, scripts=False)
    phone.goto(f"/praktijken/{practice.slug}/bijeenkomsten/{session.pk}/")
    phone.get_by_role("link", name="Stel een vraag").click()
    phone.get_by_label("Wat wil je vragen?").fill("Wie belt er als de post blijft liggen?")
    phone.get_by_role("button", name="Vraag dit").click()
    for page in (wall, lead, other):
        page.get_by_role("link", name="1 nieuwe vraag. Toon die").click()
        expect(page.locator("ol")).to_contain_text("Wie belt er")
        axe(page)
    other.get_by_role("button", name="Dit wil ik ook weten").click()
    expect(wall.locator("ol")).to_contain_text("Ook anderen willen dit weten")
    lead.get_by_role("button", name="Op de lijst").click()
    expect(wall.locator("ol")).to_contain_text("Op de lijst")
    lead.get_by_role("button", name="Beantwoord").click()
    expect(wall.locator("ol")).to_contain_text("Beantwoord")
    assert Question.objects.get().answered_at
    phone.get_by_role("button", name="Haal terug").click()
    expect(wall.locator("ol")).not_to_contain_text("Wie belt er")
    for page in (other, phone):
        page.goto(path)
        page.wait_for_load_state()
        assert page.evaluate("document.documentElement.scrollWidth") <= 375
