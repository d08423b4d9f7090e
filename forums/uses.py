"""What sessions did with a contribution: on which day it was talked about."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forums.models import Session
from practices.models import Contribution
from practices.uses import MOST, Reader, Use, tells


@tells
def in_sessions(contribution: Contribution, user: Reader) -> Iterable[Use]:
    """Say when it lay on a table; which table only to who sits in that practice."""
    held = Session.objects.filter(subject=contribution, opened_at__isnull=False, cancelled_at__isnull=True)
    met = list(held.select_related("practice")[:MOST])
    open_to = Session.objects.visible_to(user).filter(pk__in=[session.pk for session in met])
    mine = set(open_to.values_list("pk", flat=True)) if met else set()
    for session in met:
        if session.opened_at is None:
            continue
        day = date_format(timezone.localtime(session.opened_at), "j F Y")
        href, name = (session.get_absolute_url(), session.title) if session.pk in mine else ("", "")
        yield Use(_("Besproken in een bijeenkomst op %(day)s.") % {"day": day}, session.opened_at, href, name)
