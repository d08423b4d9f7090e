"""The numbers of a paper leaflet: one on the sheet, for who types it in, and a code that only the teller keeps.

The code follows from the number and the secret of this server, so that printing a leaflet stores nothing.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable

from django.conf import settings
from django.utils.crypto import salted_hmac

SIGNS = "23456789BCDFGHJKMNPQRTVWXYZ"  # no vowels, so no words; nothing that looks like something else in handwriting
NUMBER, CHECK, CODE = 8, 2, 12  # signs
GROUP = 4


def new_number() -> str:
    """Give the number of a fresh sheet."""
    body = _random(NUMBER)
    return grouped(body + _signed("check", body, settings.SECRET_KEY)[:CHECK])


def new_code() -> str:
    """Give a code that belongs to no sheet."""
    return grouped(_random(CODE))


def number_in(typed: str) -> str:
    """Give the number somebody typed over as it is kept; "" when it cannot be one of ours."""
    plain = plain_code(typed)
    if len(plain) != NUMBER + CHECK:
        return ""
    body, check = plain[:NUMBER], plain[NUMBER:]
    right = (_signed("check", body, key)[:CHECK] for key in _keys())
    return grouped(plain) if any(hmac.compare_digest(check, one) for one in right) else ""


def code_of(number: str) -> str:
    """Give the code on the teller's strip of this sheet."""
    body, check = plain_code(number)[:NUMBER], plain_code(number)[NUMBER:]
    for key in _keys():  # sheets printed before the secret of the server changed keep their code
        if hmac.compare_digest(_signed("check", body, key)[:CHECK], check):
            return grouped(_signed("code", body, key)[:CODE])
    return ""


def plain_code(typed: str) -> str:
    """Give the signs of a code without what people type around them."""
    return "".join(sign for sign in typed.upper() if sign in SIGNS)[: CODE * 2]


def grouped(plain: str) -> str:
    """Give the signs in groups, as people read and write them."""
    return "-".join(plain[start : start + GROUP] for start in range(0, len(plain), GROUP))


def _random(length: int) -> str:
    return "".join(secrets.choice(SIGNS) for _ in range(length))


def _keys() -> Iterable[str]:
    return [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]


def _signed(what: str, body: str, key: str) -> str:
    number = int.from_bytes(salted_hmac(f"stories.leaflet.{what}", body, secret=key, algorithm="sha256").digest())
    signs = ""
    while len(signs) < CODE:
        number, rest = divmod(number, len(SIGNS))
        signs += SIGNS[rest]
    return signs
