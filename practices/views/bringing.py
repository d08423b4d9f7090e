"""What every page that takes a file shares: not too many an hour, and one result for one submit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from accounts.http import person
from files.actions import slow_down
from files.checked import Refused


def brought(request: HttpRequest) -> tuple[Any, Any]:
    """Give the file that came along, and '' or why it is not opened: there were too many this hour."""
    if request.FILES:
        try:
            slow_down(f"u{person(request).pk}")
        except Refused as refused:
            return None, refused.sentence
    return request.FILES or None, ""


def acted(form: Any, act: Callable[[], str], too_fast: Any) -> str:
    """Do it once and give the address of the result, or '' with what is wrong in the form (careful, once)."""
    valid = form.is_valid()
    if too_fast:
        form.add_error("file", too_fast)
    if too_fast or not valid or not (form.was_looked_at() or not form.marks()):
        return ""
    try:
        return str(form.once(act))
    except Refused as refused:
        form.add_error("file", refused.sentence)
        return ""
