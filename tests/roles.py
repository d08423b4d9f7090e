"""As whom a long walk over the site is made."""

from collections.abc import Iterable

import pytest


def walking_as(first: str, others: Iterable[str]) -> pytest.MarkDecorator:
    """Make the same walk as each of these; all but the first may be left out where another check makes them."""
    return pytest.mark.parametrize("role", [first, *(pytest.param(one, marks=pytest.mark.broad) for one in others)])
