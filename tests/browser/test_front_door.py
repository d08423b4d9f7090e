"""What belongs to no subject, in a real browser: about pages, errors, menu, colours, a form that came too late."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.makers import make_user

PAGES = ["/over/", "/over/jouw-verhaal/", "/spelregels/", "/uitleg/", "/toegankelijkheid/", "/bestaat-niet/"]
Opener = Callable[..., Page]


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 375, 1280])
def test_pages_are_accessible_and_never_scroll_sideways(
    open_browser: Opener, axe: Callable[[Page], None], width: int, colours: str
) -> None:
    page = open_browser(width=width, color_scheme=colours)
    for path in ["/", *PAGES]:
        page.goto(path)
        page.wait_for_load_state()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        axe(page)


@pytest.mark.parametrize("width", [320, 1280])
def test_a_keeper_finds_the_doors_of_the_role(open_browser: Opener, axe: Callable[[Page], None], width: int) -> None:
    page = open_browser(make_user("Mo", is_moderator=True, is_editor=True), width=width)
    page.goto("/over/")
    expect(page.get_by_role("navigation", name="Jouw taken").get_by_role("link")).to_have_count(3)
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe(page)


def test_icons_are_drawn_from_the_sprite(open_browser: Opener) -> None:
    page = open_browser()
    page.goto("/uitleg/")
    box = page.locator("footer .icon use").first.bounding_box()
    assert box
    assert box["width"] > 5


def test_the_menu_opens_and_closes_without_scripts(open_browser: Opener) -> None:
    page = open_browser(width=375, scripts=False)
    page.goto("/over/")
    door = page.get_by_role("link", name="Verhalen", exact=True)
    expect(door).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(door).to_be_visible()
    page.keyboard.press("Escape")
    expect(door).to_be_hidden()


def test_chosen_colours_stay_without_scripts(open_browser: Opener) -> None:
    page = open_browser(scripts=False, color_scheme="light")
    page.goto("/toegankelijkheid/")
    page.get_by_role("button", name="Donker").click()
    page.goto("/over/")
    assert page.locator("html").get_attribute("data-scheme") == "dark"


def test_leaving_fast_keeps_the_page_out_of_the_history(open_browser: Opener) -> None:
    page = open_browser()
    page.goto("/")
    page.goto("/over/")
    page.evaluate("document.querySelector('main').innerHTML = '<a data-leave href=\"/spelregels/\">Snel weg</a>'")
    page.get_by_role("link", name="Snel weg").click()
    page.wait_for_url("**/spelregels/")
    page.go_back()
    assert page.evaluate("location.pathname") == "/"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_form_that_came_too_late_loses_nothing(
    open_browser: Opener, axe: Callable[[Page], None], scripts: bool
) -> None:
    page = open_browser(scripts=scripts)
    page.goto("/inloggen/")
    form = page.locator("main form:has(input[type=email])").first
    form.locator("input[type=email]").fill("een.heel.lang.adres.van.iemand@voorbeeld.example")
    page.context.clear_cookies()
    form.locator("button").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Je was even weg.")
    expect(page.get_by_label("Jouw tekst")).to_have_value("een.heel.lang.adres.van.iemand@voorbeeld.example")
    if scripts:
        axe(page)
    page.get_by_role("button", name="Stuur opnieuw").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Je was even weg.")
    assert page.url.split("/", 3)[3].startswith("inloggen/")
