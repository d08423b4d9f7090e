"""The pulse: ask three questions, take an answer without a name, count once when it closes."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from notifications.kinds import Often
from notifications.models import MailChoice
from practices.difference.scores import score
from practices.models import Asked, Membership, Practice, Pulse, PulseScore, Tapped, Ticket, hash_token

OPEN_FOR = timedelta(days=21)
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that looks like another, for paper
MOST_CODES = 60  # on paper at once


class Used(Exception):
    """This ticket was used before, or the pulse is closed."""


@transaction.atomic
def start(practice: Practice, by: User) -> Pulse:
    """Ask everybody who takes part and wants mail, each by a link that names nobody; gives the open one if there is."""
    pulse, is_new = Pulse.objects.get_or_create(practice=practice, closed_at=None, defaults={"started_by": by})
    if is_new:
        mine = Membership.objects.current().filter(practice=practice).values("user")
        people = User.objects.filter(pk__in=mine, is_active=True, is_fictional=False)
        for user in people.exclude(pk__in=refusing(practice)):
            invite(pulse, user)
    return pulse


def refusing(practice: Practice) -> QuerySet[MailChoice, int]:
    """Give who wants no mail at all, none of this practice, or none of this kind."""
    sort = MailChoice.Sort
    of = Q(sort=sort.USUAL) | Q(sort=sort.PLACE, name=str(practice.pk)) | Q(sort=sort.KIND, name="pulse")
    return MailChoice.objects.filter(of, often=Often.NEVER).values_list("user", flat=True)


def invite(pulse: Pulse, user: User) -> None:
    """Mail one link; which link went to whom is kept nowhere."""
    token = secrets.token_urlsafe(24)
    Ticket.objects.create(pulse=pulse, token_hash=hash_token(token))
    link = settings.SITE_URL + reverse("practices:pulse_answer", args=[token])
    with translation.override(user.language):
        subject = _("Drie korte vragen")
        body = _(
            "Drie vragen over samen leren. Eén tik per vraag. Niemand ziet wat jij antwoordt.\n\n"
            "%(link)s\n\nWil je niet? Dan hoef je niets te doen.\n"
        ) % {"link": link}
    address = user.email
    transaction.on_commit(lambda: send_mail(subject, body, None, [address], fail_silently=True), robust=True)


@transaction.atomic
def codes(pulse: Pulse, number: int) -> list[str]:
    """Give codes for paper, shown once; each is good for one answer."""
    made = ["".join(secrets.choice(LETTERS) for _letter in range(8)) for _code in range(min(number, MOST_CODES))]
    Ticket.objects.bulk_create(Ticket(pulse=pulse, token_hash=hash_token(code)) for code in made)
    return made


def ticket_of(token: str) -> Ticket | None:
    """Find the ticket of a link or a code that is still good; a code may be typed with spaces and small letters."""
    typed = token if len(token) > 20 else "".join(token.upper().split()).replace("-", "")
    open_ = Ticket.objects.filter(pulse__closed_at__isnull=True, token_hash=hash_token(typed))
    return open_.select_related("pulse__practice").first()


@transaction.atomic
def answer(ticket: Ticket, answers: Mapping[str, int]) -> None:
    """Count an answer and let the ticket go; nothing tells afterwards who gave it. Raises Used."""
    pulse = Pulse.objects.select_for_update(no_key=True).get(pk=ticket.pulse_id)
    deleted, _models = Ticket.objects.filter(pk=ticket.pk).delete()
    if not deleted or pulse.closed_at is not None:
        raise Used
    for asked, value in answers.items():
        row, _is_new = Tapped.objects.get_or_create(pulse=pulse, asked=asked, value=value)
        Tapped.objects.filter(pk=row.pk).update(people=F("people") + 1)


@transaction.atomic
def close(pulse: Pulse) -> bool:
    """Count once, keep what may be shown, throw tickets and counts away; False when that was done before."""
    held = Pulse.objects.select_for_update(no_key=True).get(pk=pulse.pk)
    if held.closed_at is not None:
        return False
    last = Pulse.objects.filter(practice=held.practice_id, closed_at__isnull=False).order_by("-closed_at").first()
    before = dict(last.scores.values_list("asked", "people")) if last else {}
    for asked in Asked.values:
        rows = held.tapped.filter(asked=asked).values_list("value", "people")
        answers = [value for value, people in rows for _one in range(people)]
        if shown := score(answers, "pulse", held.pk, asked, before=before.get(asked, 0)):
            PulseScore.objects.create(
                pulse=held, asked=asked, people=shown.people, quarters=shown.quarters, spread=shown.spread
            )
    held.tickets.all().delete()
    held.tapped.all().delete()
    held.closed_at = timezone.now()
    held.save(update_fields=["closed_at"])
    return True


def close_late_ones() -> None:
    """Close every pulse that stood open for three weeks."""
    for pulse in Pulse.objects.filter(closed_at__isnull=True, started_at__lt=timezone.now() - OPEN_FOR):
        close(pulse)
