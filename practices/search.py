"""How practices and what they learned are found, and by whom."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from practices.models import Audience, Contribution, Insight, Membership, Practice
from search import Document, Entry, reader_keys


@reader_keys
def member_keys(user: User) -> set[str]:
    """Give a key for each practice somebody takes part in now."""
    practices = Membership.objects.current().filter(user=user).values_list("practice", flat=True)
    return {f"practice:{practice}" for practice in practices}


def keys_of(contribution: Contribution) -> list[str]:
    """Give who may find a contribution: the same people as `Contribution.objects.visible_to` (of its root)."""
    match contribution.audience:
        case Audience.EVERYONE:
            return ["everyone"]
        case Audience.SIGNED_IN:
            return ["signed-in"]
        case Audience.PRACTICE if contribution.practice_id:
            return [f"practice:{contribution.practice_id}"]
        case Audience.ME if contribution.author_id:
            return [f"user:{contribution.author_id}"]
    return []


class PracticeDocument(Document):
    """A practice is in the directory for everyone; what is said inside is not found through it."""

    kind, model = "praktijk", Practice
    name, plural = _("Praktijk"), _("Praktijken")

    def things(self) -> models.QuerySet[Practice]:
        return Practice.objects.select_related("labour_region").prefetch_related("themes", "municipalities")

    def entry(self, thing: Practice) -> Entry:
        return Entry(
            title=thing.name,
            body=f"{thing.question}\n{thing.outcome}",
            url=thing.get_absolute_url(),
            keys=["everyone"],
            themes=[theme.slug for theme in thing.themes.all()],
            date=thing.founded_at,
            extra=thing.place(),
            is_fictional=thing.is_fictional,
        )


class InsightDocument(Document):
    """What a practice learned."""

    kind, model = "inzicht", Insight
    name, plural = _("Inzicht"), _("Inzichten")

    def things(self) -> models.QuerySet[Insight]:
        return Insight.objects.select_related("practice__labour_region").prefetch_related(
            "themes", "practice__municipalities"
        )

    def entry(self, thing: Insight) -> Entry | None:
        if not thing.is_shown or thing.practice is None:
            return None
        return Entry(
            title=thing.title,
            body="\n".join([thing.learned, thing.context, thing.mechanism, thing.result]),
            url=thing.get_absolute_url(),
            keys=keys_of(thing),
            themes=[theme.slug for theme in thing.themes.all()],
            date=thing.published_at,
            extra=", ".join(filter(None, [thing.practice.name, thing.practice.place()])),
            is_fictional=thing.is_fictional,
            until=thing.shown_until,
        )
