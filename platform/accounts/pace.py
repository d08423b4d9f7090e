"""Slowing down who does something too often: counted per person or address, for an hour or a day, no longer."""

from __future__ import annotations

import contextlib
from ipaddress import ip_address, ip_network

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

AN_HOUR = 3600  # seconds
A_DAY = 24 * AN_HOUR


def too_often(what: str, most: int) -> bool:
    """Count once more, and say whether `what` (a doing and who does it) was done more than `most` times this hour."""
    key = f"pace.{what}"
    cache.add(key, 0, AN_HOUR)
    with contextlib.suppress(ValueError):  # it ran out between these two lines
        return int(cache.incr(key)) > most
    return False


def too_much(what: str, amount: int, most: int) -> bool:
    """Say whether `amount` more of `what` would be more than `most` in a day; when it is not, count it.

    Who it is cannot be read back from what is kept: a day is long for an address.
    """
    key = f"pace.day.{salted_hmac('accounts.pace', what, algorithm='sha256').hexdigest()}"
    cache.add(key, 0, A_DAY)
    with contextlib.suppress(ValueError):  # it ran out between these lines
        if int(cache.incr(key, amount)) > most:
            cache.decr(key, amount)
            return True
    return False


def source(request: HttpRequest) -> str:
    """Give where a request comes from: its address, of a long (IPv6) one the half that belongs to one household."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    with contextlib.suppress(ValueError):
        if ip_address(address).version == 6:
            return str(ip_network(f"{address.partition('%')[0]}/64", strict=False))
    return address
