"""Asking who built on something that was taken back to look again, and noting that they did."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.models import User
from knowledge.models import Dossier
from notifications import actions as notifications
from practices import kinds
from practices.models import Contribution, Known, Membership, Revisit


def ask(gone: Contribution) -> None:
    """Ask the writers of insights that rest on it, and of cases it was linked to; a facilitator for an insight too."""
    found_as = kinds.of(gone.kind).found_as
    linked = Known.objects.filter(kind=found_as or "-", object_id=gone.pk).values("start__contribution")
    standing = Contribution.objects.filter(withdrawn_at__isnull=True)
    resting = Q(pk__in=gone.insights.values("pk")) | Q(pk__in=linked)
    for built in standing.filter(resting):
        revisit, is_new = Revisit.objects.get_or_create(built=built, done_at=None)
        if is_new:
            tell(revisit)


def ask_of(dossier: Dossier) -> None:
    """Ask the editors to look again at a dossier that cites it; who cited it is told with the citation."""
    Revisit.objects.get_or_create(dossier=dossier, done_at=None)


def tell(revisit: Revisit) -> None:
    built = revisit.built
    if built is None:
        return
    people = User.objects.filter(pk=built.author_id or 0)
    if built.kind == "insight":
        leading = Membership.objects.current().filter(practice=built.practice_id, is_facilitator=True)
        people |= User.objects.filter(pk__in=leading.values("user"))
    text = gettext_noop("Iets waar je op bouwde, is ingetrokken door de verteller. Klopt jouw tekst nog?")
    about = (built.kind, built.pk)
    notifications.notify_all(people, "revisit", text, "/mijn/#nakijken", about=about, once=f"revisit-{revisit.pk}")


@transaction.atomic
def looked(revisit: Revisit, by: User) -> None:
    """Note that somebody looked and that it holds, or was put right. Doing it twice is one."""
    Revisit.objects.filter(pk=revisit.pk, done_at__isnull=True).update(done_at=timezone.now(), done_by=by)
