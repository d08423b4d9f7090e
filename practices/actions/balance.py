"""Counting whose voice counts, freezing past quarters, and telling who leads when somebody is not heard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.models import Perspective, User
from notifications.actions import notify_all
from practices import balance, kinds
from practices.models import Contribution, Membership, Practice, VoiceQuarter
from practices.models.contribution import Audience, shown

RECOUNTED = timedelta(days=7)  # the running quarter, no oftener: two looks must not tell who spoke in between
UNANSWERED = timedelta(days=7)
LOOKED_BACK = timedelta(days=30)
ENOUGH = 5  # answers before it can be said that they go one way
AT_ONCE = 500
EXPERIENCE = (Perspective.LIVED, Perspective.CITIZEN)


def count_all() -> None:
    """Count the running quarter of every lively practice once a week, and freeze the one that is over."""
    now = timezone.now()
    running = balance.quarter_of(timezone.localdate())
    last = balance.quarter_of(running - timedelta(days=1))
    known = {(row.practice_id, row.starts_on): row for row in VoiceQuarter.objects.filter(starts_on__gte=last)}
    lively = Practice.objects.filter(active_at__gte=balance.bounds(last)[0])
    for practice in lively.iterator():
        past, current = known.get((practice.pk, last)), known.get((practice.pk, running))
        if past is None or past.frozen_at is None:
            keep(practice, last, frozen=True)
        if current is None or now - current.counted_at >= RECOUNTED:
            keep(practice, running, frozen=False)


def keep(practice: Practice, starts_on: Any, *, frozen: bool) -> VoiceQuarter:
    """Count a quarter and keep what may be shown; what was frozen stays as it is."""
    now = timezone.now()
    facts = {
        "figures": balance.count(practice, starts_on),
        "counted_at": now,
        "frozen_at": now if frozen else None,
    }
    row, is_new = VoiceQuarter.objects.get_or_create(practice=practice, starts_on=starts_on, defaults=facts)
    if not is_new:
        VoiceQuarter.objects.filter(pk=row.pk, frozen_at__isnull=True).update(**facts)
    return row


def tell_facilitators() -> None:
    """Tell who leads a practice that somebody waits for an answer, or that professionals only answer each other."""
    for row in unanswered():
        notify_all(
            leading(row.practice_id or 0).exclude(pk=row.author_id or 0),
            "voice-waits",
            gettext_noop("Iemand met ervaring wacht al zeven dagen op een antwoord: ‘%(title)s’"),
            row.get_absolute_url(),
            facts={"title": row.title},
            about=(row.kind, row.pk),
            once=f"voice-waits:{row.pk}",
        )
    month = timezone.localdate().strftime("%Y-%m")
    for practice in Practice.objects.filter(pk__in=among_themselves()):
        notify_all(
            leading(practice.pk),
            "voice-balance",
            gettext_noop("In ‘%(practice)s’ antwoorden professionals alleen elkaar. Wie wacht er nog op hen?"),
            reverse("practices:voice_balance", args=[practice.slug]),
            facts={"practice": practice},
            once=f"voice-balance:{practice.pk}:{month}",
        )


def leading(practice: int) -> Any:
    """Give who leads a practice now."""
    ours = Membership.objects.current().filter(practice=practice, is_facilitator=True)
    return User.objects.filter(pk__in=ours.values("user"), is_active=True)


def unanswered() -> Iterator[Contribution]:
    """Give what experts by experience brought, and nobody else answered within seven days. One question."""
    now = timezone.now()
    answered = Contribution.objects.filter(shown(), root=OuterRef("pk"), kind=balance.REPLY)
    answered = answered.exclude(person=OuterRef("person"))
    rows = Contribution.objects.shown().roots().filter(practice__isnull=False, perspective=Perspective.LIVED)
    rows = rows.filter(published_at__lte=now - UNANSWERED, published_at__gt=now - LOOKED_BACK)
    rows = rows.exclude(audience=Audience.ME).exclude(kind__in=kinds.without_talk()).filter(~Exists(answered))
    yield from rows.select_related("practice").order_by("published_at")[:AT_ONCE]


def among_themselves() -> list[int]:
    """Give where professionals answered each other, and none of the others who also spoke. One question."""
    since = timezone.now() - LOOKED_BACK
    replies = Contribution.objects.shown().filter(kind=balance.REPLY, perspective=Perspective.PROFESSIONAL)
    replies = replies.filter(published_at__gt=since, root__practice__isnull=False).exclude(person=F("root__person"))
    spoke = Contribution.objects.shown().roots().filter(practice=OuterRef("root__practice"), published_at__gt=since)
    spoke = spoke.filter(perspective__in=EXPERIENCE).exclude(audience=Audience.ME)
    spoke = spoke.exclude(kind__in=kinds.without_talk())
    rows = replies.filter(Exists(spoke)).order_by().values("root__practice")
    rows = rows.annotate(
        each=Count("pk", filter=Q(root__perspective=Perspective.PROFESSIONAL)),
        others=Count("pk", filter=Q(root__perspective__in=EXPERIENCE)),
    )
    return list(rows.filter(each__gte=ENOUGH, others=0).values_list("root__practice", flat=True))
