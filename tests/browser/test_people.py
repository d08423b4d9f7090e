"""Coming in and having a place of one's own, in a real browser, with and without scripts."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from notifications.actions import notify
from tests.makers import make_user

WIDTHS = [375, 1280]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_newcomer_makes_an_account_and_comes_back_by_code(open_browser, scripts):
    page = open_browser(scripts=scripts)
    page.goto("/aanmelden/")
    page.get_by_label("Je mailadres").fill("tjilp@example.org")
    page.get_by_role("button", name="Stuur mij de code").click()
    page.get_by_label("De code uit de mail").fill(code_from_mail())
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Je naam op de site").fill("Mus van der Tak")
    page.get_by_label("Ervaring").check()
    page.get_by_role("button", name="Bewaar en ga verder").click()
    expect(page.get_by_role("heading", name="Dag Mus van der Tak")).to_be_visible()
    page.get_by_role("button", name="Log uit").click()
    page.goto("/inloggen/?next=/mijn/gegevens/")
    page.get_by_label("Je mailadres").first.fill("tjilp@example.org")
    page.get_by_role("button", name="Stuur mij de code").click()
    page.get_by_label("De code uit de mail").fill(code_from_mail())
    page.get_by_role("button", name="Verder").click()
    assert page.url.endswith("/mijn/gegevens/")
    assert page.get_by_label("Ervaring").is_checked()


def code_from_mail():
    return re.search(r"^[A-Z0-9-]{5,}$", mail.outbox[-1].body, re.MULTILINE).group()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["/inloggen/", "/aanmelden/", "/wachtwoord-vergeten/", "/inloggen/gesloten/"])
def test_the_way_in_is_accessible(open_browser, axe, path, width):
    page = open_browser(width=width)
    page.goto(path)
    axe(page)
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_a_form_that_needs_mending_is_accessible(open_browser, axe, width):
    page = open_browser(width=width)
    page.goto("/inloggen/")
    page.get_by_role("button", name="Stuur mij de code").click()
    page.get_by_role("link", name="Vul je mailadres in").click()
    assert page.get_by_label("Je mailadres").first.evaluate("field => field === document.activeElement")
    axe(page)
    page.get_by_text("Ik heb een wachtwoord").click()
    page.get_by_role("button", name="Log in met wachtwoord").click()
    axe(page)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "path",
    [
        "/mijn/",
        "/mijn/gegevens/",
        "/mijn/meldingen/",
        "/aanmelden/over-jou/",
        "/uitloggen/",
        "/mijn/wachtwoord/kiezen/",
    ],
)
def test_a_place_of_your_own_is_accessible(open_browser, axe, path, width):
    user = make_user("Mus")
    notify(user, "reply", "Er is een reactie", "/verhalen/3/")
    page = open_browser(user, width=width)
    page.goto(path)
    axe(page)
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
