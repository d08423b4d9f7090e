"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

SCHEMES = ("light", "dark")


def page(request: HttpRequest) -> dict[str, Any]:
    """Give the templates the script nonce, whether this is the demonstration, and the chosen colours ('' = system)."""
    scheme = request.COOKIES.get("scheme", "")
    return {
        "csp_nonce": getattr(request, "csp_nonce", ""),
        "demo": settings.DEMO,
        "scheme": scheme if scheme in SCHEMES else "",
    }
