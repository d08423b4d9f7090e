"""Walking through the questions the way a browser does."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from stories.models import Story
from tests.makers import make_element, make_theme

HAPPENED = "Ik deed mijn post niet meer open. Toen kwam er een vrijwilliger aan tafel zitten."


class Teller:
    """Somebody in one browser; `pk` is the story being told."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.pk = 0

    @property
    def story(self) -> Story:
        return Story.objects.get(pk=self.pk)

    def begin(self, happened: str = HAPPENED, **typed: str) -> Any:
        answer = self.client.post("/verhalen/vertel/", {"happened": happened, "ga": "verder", **typed})
        if answer.status_code == 302:
            self.pk = int(re.search(r"/(\d+)/", answer["Location"])[1])
        return answer

    def step(self, name: str, ga: str = "verder", **typed: Any) -> Any:
        return self.client.post(f"/verhalen/vertel/{self.pk}/{name}/", {"ga": ga, **typed})

    def read(self, name: str) -> str:
        return self.client.get(f"/verhalen/vertel/{self.pk}/{name}/").content.decode()

    def link(self) -> str:
        """Give the path of the private link, as the page shows it once."""
        found = re.search(r"(/verhalen/terug/[\w-]+/)", self.read("link"))
        return found[1] if found else ""

    def ready(self, audience: str = "everyone", **typed: Any) -> None:
        """Answer every question up to reading back."""
        theme = make_theme("Schulden")
        element = make_element("Iemand die bleef", theme)
        self.begin()
        self.step("hielp", helped="Ze bleef komen.")
        self.step("waarover", themes=[theme.pk], title="Een plastic tas")
        self.step("kaarten", **{f"card-{element.pk}": "helped"})
        until = {} if audience == "me" else {"until": "1"}
        self.step("lezers", audience=audience, pseudonym="Samira", perspective="lived", **until, **typed)

    def tell(self, audience: str = "everyone", **typed: Any) -> Story:
        """Answer every question and send."""
        self.ready(audience, **typed)
        self.step("nalezen")
        return self.story


@pytest.fixture
def teller(client: Client, db: None) -> Teller:
    """A visitor without an account."""
    return Teller(client)


@pytest.fixture
def another() -> Teller:
    """Somebody else, in another browser."""
    return Teller(Client())
