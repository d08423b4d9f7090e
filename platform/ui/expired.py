"""A form that came too late: what was typed is found back, and only its own writer may send it again."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest

SHORT = 40  # characters; longer, or with a line end, is text somebody wrote
SECRETS = ("pass", "wachtwoord")


@dataclass(frozen=True)
class Typed:
    """One value of the form that came too late."""

    name: str
    value: str

    @property
    def is_text(self) -> bool:
        """Tell whether this is writing, to be shown to be read again, and not a choice or a mark."""
        return len(self.value) > SHORT or "\n" in self.value


def typed(request: HttpRequest) -> Iterator[Typed]:
    """Give every value that was sent, without the old token and without passwords."""
    for name, values in request.POST.lists():
        if name == "csrfmiddlewaretoken" or any(secret in name.lower() for secret in SECRETS):
            continue
        for value in values:
            yield Typed(name, str(value))


def came_from_here(request: HttpRequest) -> bool:
    """Tell whether a page of this site sent the form.

    Another site may post anything here. Its words are shown, but never with a button that sends them on.
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in {"same-origin", "none"}
    sender = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(sender).netloc == request.get_host()
