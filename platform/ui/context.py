"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """Give the templates the script nonce and whether this is the demonstration."""
    return {"csp_nonce": getattr(request, "csp_nonce", ""), "demo": settings.DEMO}
