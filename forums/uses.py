"""What sessions did with a contribution: on which day it was talked about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forums import cited  # noqa: F401 - whose words replies quote
from forums.models import OnTable, Session
from practices.models import Contribution
from practices.uses import MOST, Reader, Use, tells


@tells
def in_sessions(contribution: Contribution, user: Reader) -> Iterable[Use]:
    """Say when it lay on a table; which table only to who sits in that practice."""
    held = Session.objects.filter(
        Q(subject=contribution) | Exists(OnTable.objects.filter(session=OuterRef("pk"), contribution=contribution)),
        opened_at__isnull=False,
        cancelled_at__isnull=True,
    )
    open_to = Session.objects.visible_to(user).filter(pk=OuterRef("pk"))
    met: Any = held.annotate(opens=Exists(open_to)).select_related("practice")[:MOST]
    for session in met:
        day = date_format(timezone.localtime(session.opened_at), "j F Y")
        href, name = (session.get_absolute_url(), session.title) if session.opens else ("", "")
        yield Use(_("Besproken in een bijeenkomst op %(day)s.") % {"day": day}, session.opened_at, href, name)
