"""Saying whether one comes to a session, being reminded of it, and one's own calendar."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.models import User
from forums.actions.room import ABOUT
from forums.models import CalendarLink, Coming, Session
from notifications.actions import notify_all
from practices.models import Membership, hash_token

BEFORE = timedelta(hours=24)  # so long before it begins people are reminded


@transaction.atomic
def say(session: Session, user: User, answer: str) -> None:
    """Keep whether this member comes; the last answer counts."""
    Coming.objects.update_or_create(session=session, user=user, defaults={"answer": answer, "at": timezone.now()})


@transaction.atomic
def remind() -> None:
    """Remind who said yes or maybe, or has a seat, of a session that begins within a day; once for each moment."""
    now = timezone.now()
    for session in Session.objects.coming().filter(starts_at__gt=now, starts_at__lte=now + BEFORE):
        no = Q(comings__session=session, comings__answer=Coming.Answer.NO)
        comes = Q(comings__session=session, comings__answer__in=[Coming.Answer.YES, Coming.Answer.MAYBE])
        seated = Q(seats__session=session, seats__left_at=None)
        members = Membership.objects.current().filter(practice=session.practice_id).values("user")
        people = User.objects.filter(comes | seated, pk__in=members)
        people = people.exclude(pk__in=User.objects.filter(no).values("pk"))
        notify_all(
            people.distinct(),
            ABOUT,
            gettext_noop("Binnenkort: ‘%(title)s’."),
            session.get_absolute_url(),
            facts={"title": session.title},
            about=(ABOUT, session.pk),
            once=f"soon:{session.pk}:{session.starts_at:%Y%m%d%H%M}",
        )


@transaction.atomic
def open_calendar(user: User) -> str:
    """Make a new secret link to this person's calendar, and give its token; the one before stops working."""
    token = secrets.token_urlsafe(24)
    CalendarLink.objects.update_or_create(user=user, defaults={"token_hash": hash_token(token), "at": timezone.now()})
    return token


@transaction.atomic
def close_calendar(user: User) -> None:
    """Let the link stop working."""
    CalendarLink.objects.filter(user=user).delete()
