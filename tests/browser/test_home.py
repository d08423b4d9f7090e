"""The first page opens for everyone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("width", [375, 1280])
def test_the_first_page_opens_and_is_accessible(
    open_browser: Callable[..., Page], axe: Callable[[Page], None], width: int
) -> None:
    page = open_browser(width=width)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    axe(page)


def test_the_first_page_opens_without_scripts(open_browser: Callable[..., Page]) -> None:
    page = open_browser(scripts=False)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
