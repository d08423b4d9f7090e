"""Guards of the demonstration: whoever is not on this very computer never gets in."""

from ipaddress import IPv6Address, ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.http import HttpRequest

HOSTS_OF_THIS_COMPUTER = {"127.0.0.1", "localhost", "::1", "[::1]"}
# A proxy on this computer would make a stranger look near; any trace of one means: not near.
TRACES_OF_A_PROXY = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_VIA")


def is_loopback(address: str) -> bool:
    """Say whether this network address is this computer itself; what is no address is not."""
    try:
        near = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(near, IPv6Address) and near.ipv4_mapped:
        return near.ipv4_mapped.is_loopback
    return near.is_loopback


def is_demonstration_here(request: HttpRequest) -> bool:
    """Say whether this is the demonstration and the asker sits at this computer, with no proxy between."""
    near = is_loopback(request.META.get("REMOTE_ADDR", ""))
    return settings.DEMO and near and not any(trace in request.META for trace in TRACES_OF_A_PROXY)


@register(Tags.security)
def demonstration_stays_here(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse a demonstration that is meant to be reached from elsewhere."""
    if not settings.DEMO:
        return []
    hosts = {settings.BIND, urlsplit(settings.SITE_URL).hostname or "", *settings.ALLOWED_HOSTS}
    # Django's test runner adds its own host name, which no browser can reach.
    far = hosts - HOSTS_OF_THIS_COMPUTER - {"testserver"}
    if not far:
        return []
    return [
        Error(
            f"DEMO=1 lets anyone sign in as anyone, but this start names {', '.join(sorted(far))}.",
            hint="Leave DEMO out, or keep BIND, SITE_URL and ALLOWED_HOSTS on 127.0.0.1.",
            id="accounts.E001",
        )
    ]
