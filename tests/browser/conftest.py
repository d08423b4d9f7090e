"""A real server and real browsers: `site`, `open_browser`, `axe`."""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from accounts.models import User
from tests.conftest import find_chromium

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",  # a microphone that beeps
]
HEIGHTS = {375: 812, 1280: 900}
TOUR = Path(__file__).parents[2] / "docs" / "tour"
WIDTHS = {"phone": 375, "desk": 1280}
expect.set_options(timeout=15_000)  # a machine may be busy


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": find_chromium(), "args": CHROMIUM_ARGUMENTS}


@pytest.fixture(scope="session")
def server(django_db_setup: None) -> Iterator[str]:
    """Serve HTTP and websockets as in use, from a thread, over the test database; give the address."""
    from config.asgi import application

    # Playwright keeps an event loop in the thread of the tests, and Django would refuse to query beside one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    config = uvicorn.Config(application, lifespan="on", log_level="warning", timeout_graceful_shutdown=2)
    serving = uvicorn.Server(config)
    thread = threading.Thread(target=serving.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    while not serving.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    serving.should_exit = True
    thread.join(10)


@dataclass
class Site:
    """The running site as a test sees it."""

    url: str

    def sign_in(self, context: BrowserContext, user: User) -> None:
        """Give this browser the session of `user`, without walking through the sign-in pages."""
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": self.url}])


@pytest.fixture(autouse=True)
def site(server: str, transactional_db: None) -> Site:
    """The site with an empty database."""
    return Site(server)


@pytest.fixture
def open_browser(browser: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Open a browser of its own: `open_browser(user=None, width=1280, scripts=True)` gives a page.

    Paths are enough for `page.goto`. The test fails when a console shows an error.
    """
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_one(user: User | None = None, *, width: int = 1280, scripts: bool = True, **more: Any) -> Page:
        context = browser.new_context(
            base_url=site.url,
            viewport={"width": width, "height": HEIGHTS.get(width, 800)},
            java_script_enabled=scripts,
            **{"locale": "nl-NL", "timezone_id": "Europe/Amsterdam", "reduced_motion": "reduce", **more},
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        if user:
            site.sign_in(context, user)
        context.on("console", lambda message: errors.append(message.text) if is_error(message) else None)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
    assert not errors, "the browser console shows errors:\n" + "\n".join(errors)


def is_error(message: ConsoleMessage) -> bool:
    """An error on the console; but a page that was itself refused (403, 404) is the test's own business."""
    refused = "Failed to load resource" in message.text
    page = message.page
    return message.type == "error" and not (refused and page and message.location["url"] == page.url)


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """Check a page as it is now: `axe(page)` fails on any accessibility violation, with the elements."""

    def check(page: Page) -> None:
        violations = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
        found = [
            f"{violation['id']} ({violation['impact']}): {violation['help']}\n    {node['html'][:200]}"
            for violation in violations
            for node in violation["nodes"]
        ]
        assert not found, f"{page.url} at {page.viewport_size}:\n" + "\n".join(found)

    return check


@pytest.fixture
def cast(site: Site) -> dict[str, User]:
    """The site as a newcomer finds it after the first start."""
    call_command("load_catalogue", verbosity=0)
    call_command("load_demonstration", verbosity=0)
    return {user.email.split("@")[0]: user for user in User.objects.filter(is_fictional=True)}


@pytest.fixture
def look(axe: Callable[[Page], None], request: pytest.FixtureRequest) -> Callable[..., None]:
    """Check a page at both widths: no accessibility violation, no sideways scroll; keep a picture for the tour.

    With TOUR=1 in the environment the pictures go to docs/tour/; FIRST_PICTURE of the module says from which number on.
    """
    number = getattr(request.module, "FIRST_PICTURE", {}).get(request.node.originalname, 1) - 1

    def at(page: Page, name: str, show: str = "") -> None:
        nonlocal number
        number += 1
        for device, width in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": 812 if width < 600 else 900})
            axe(page)
            page.wait_for_load_state()
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} scrolls at {width}"
            if os.environ.get("TOUR") == "1":
                TOUR.mkdir(parents=True, exist_ok=True)
                page.evaluate("scrollTo(0, 0)")
                if show:
                    page.locator(show).first.scroll_into_view_if_needed()
                page.screenshot(path=TOUR / f"{number:02}-{name}-{device}.png")

    return at
