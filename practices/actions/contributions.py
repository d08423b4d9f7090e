"""What happens to any contribution, whatever its kind: publish, withdraw, change who may read it, consent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from practices import kinds, related
from practices.actions import revisiting
from practices.difference.keeping import tell_map
from practices.models import Audience, Consent, Contribution, Practice, Purpose
from prepared import pages

CONSENT_VERSION = "2026-11"  # change with every change of the words a teller agrees to
AUDIENCE_PURPOSES = {Purpose.PRACTICE, Purpose.SIGNED_IN, Purpose.EVERYONE}


def locked(contribution: Contribution) -> Contribution:
    """Give the contribution's root, held for this transaction."""
    return Contribution.objects.select_for_update(no_key=True).get(pk=contribution.root_id or contribution.pk)


def follow(contribution: Contribution) -> None:
    """Let every kind, the difference map and what belongs together follow a change in who may see this."""
    kinds.tell_all(locked(contribution))
    tell_map()
    if kinds.of(contribution.kind).found_as:
        related.forget()


@transaction.atomic
def publish(contribution: Contribution) -> None:
    """Show the contribution to its audience from now on; a withdrawn one stays withdrawn."""
    contribution.published_at = contribution.published_at or timezone.now()
    Contribution.objects.filter(pk=contribution.pk, withdrawn_at__isnull=True).update(
        published_at=contribution.published_at
    )
    if contribution.practice_id:
        touch(contribution.practice_id)
    follow(contribution)


@transaction.atomic
def hide(contribution: Contribution) -> None:
    """Take the contribution off every page without ending it: it can be published again."""
    contribution.published_at = None
    Contribution.objects.filter(pk=contribution.pk).update(published_at=None)
    pages.forget()
    follow(contribution)


@transaction.atomic
def withdraw(contribution: Contribution) -> None:
    """Take the contribution back, at once and everywhere; open consents end with it. Doing it twice is one."""
    now = timezone.now()
    contribution.withdrawn_at = contribution.withdrawn_at or now
    Contribution.objects.filter(pk=contribution.pk, withdrawn_at__isnull=True).update(withdrawn_at=now)
    contribution.consents.filter(withdrawn_at__isnull=True).update(withdrawn_at=now)
    contribution.saved_by.all().delete()
    pages.forget()
    follow(contribution)
    revisiting.ask(contribution)


@transaction.atomic
def set_audience(contribution: Contribution, audience: Audience, practice: Practice | None = None) -> None:
    """Change who may read a root; raises ValueError for a reply, or for a practice audience without practice."""
    if contribution.root_id != contribution.pk:
        raise ValueError("a reply is read by whoever may read what it is about")
    practice = practice or contribution.practice
    if audience == Audience.PRACTICE and practice is None:
        raise ValueError("which practice?")
    contribution.audience, contribution.practice = audience, practice
    Contribution.objects.filter(pk=contribution.pk).update(audience=audience, practice=practice)
    pages.forget()
    follow(contribution)


@transaction.atomic
def consent(contribution: Contribution, purposes: Iterable[str], ends_on: date | None = None) -> None:
    """Record exactly these purposes: new ones are given now, missing ones end now, kept ones keep their date."""
    wanted = set(purposes)
    open_ = {consent.purpose: consent for consent in contribution.consents.filter(withdrawn_at__isnull=True)}
    gone = [c.pk for purpose, c in open_.items() if purpose not in wanted or c.ends_on != ends_on]
    Consent.objects.filter(pk__in=gone).update(withdrawn_at=timezone.now())
    Consent.objects.bulk_create(
        Consent(contribution=contribution, purpose=purpose, text_version=CONSENT_VERSION, ends_on=ends_on)
        for purpose in sorted(wanted)
        if purpose not in open_ or open_[purpose].pk in gone
    )
    if contribution.shown_until != ends_on:
        contribution.shown_until = ends_on
        Contribution.objects.filter(pk=contribution.pk).update(shown_until=ends_on)
        follow(contribution)
    elif gone:
        kinds.tell_all(locked(contribution))  # who used it for what is no longer agreed to


def touch(practice_id: int) -> None:
    """Note that something happened in the practice."""
    Practice.objects.filter(pk=practice_id).update(active_at=timezone.now())
