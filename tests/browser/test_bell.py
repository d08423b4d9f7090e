"""The bell in an open page: it counts by itself, and a new line waits behind one button."""

from playwright.sync_api import expect

from notifications.actions import notify, withdraw
from tests.makers import make_user


def test_the_bell_counts_while_a_page_stays_open(open_browser, axe):
    ans, bo = make_user("Ans"), make_user("Bo")
    page, other = open_browser(ans), open_browser(bo, width=375)
    page.goto("/mijn/meldingen/")
    other.goto("/mijn/")
    page.wait_for_timeout(800)
    notify(ans, "reply", "Iemand reageerde op je stuk.", "/mijn/", about=("story", 3))
    expect(page.locator("#bel")).to_contain_text("(1")
    page.get_by_role("link", name="1 nieuwe melding. Toon die").click()
    expect(page.locator("main")).to_contain_text("Iemand reageerde op je stuk.")
    axe(page)
    assert other.locator("#bel").inner_text() == ""
    withdraw(("story", 3))
    expect(page.locator("main")).not_to_contain_text("Iemand reageerde op je stuk.")
    expect(page.locator("#bel")).to_have_text("")
