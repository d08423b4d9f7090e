"""What can be found: one row per thing, and which keys open it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils import timezone


class Audience(models.Model):
    """A set of keys that opens things. Few sets serve many things, so a query compares one number."""

    name = models.CharField(max_length=500, unique=True)  # the keys, sorted, with | between

    def __str__(self) -> str:
        return self.name


class AudienceKey(models.Model):
    """One key of a set."""

    audience = models.ForeignKey(Audience, on_delete=models.CASCADE, related_name="keys")
    key = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "audience"], name="a_key_once_per_audience")]

    def __str__(self) -> str:
        return self.key


class IndexEntryQuerySet(models.QuerySet["IndexEntry"]):
    def opened_by(self, keys: Iterable[str]) -> IndexEntryQuerySet:
        """Keep what these keys open (see search.plugs.keys_of) and may still be found today."""
        mine = AudienceKey.objects.filter(key__in=keys).values("audience")
        lasting = models.Q(until__isnull=True) | models.Q(until__gte=timezone.localdate())
        return self.filter(lasting, audience__in=mine)


class IndexEntry(models.Model):
    """One thing that can be found.

    The text to match on lies beside it: in the table `search_fts` on SQLite, in the column `vector` on PostgreSQL.
    """

    kind = models.CharField(max_length=30)
    object_id = models.BigIntegerField()
    audience = models.ForeignKey(Audience, on_delete=models.PROTECT, related_name="entries")
    title = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    url = models.CharField(max_length=500)
    extra = models.CharField(max_length=200, blank=True)
    themes = models.CharField(max_length=500, blank=True)  # slugs, each with a space on both sides
    date = models.DateField(null=True, blank=True)
    is_fictional = models.BooleanField(default=False)
    until = models.DateField(null=True, blank=True)
    voice = models.CharField(max_length=12, blank=True)
    region = models.CharField(max_length=60, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = IndexEntryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="a_thing_is_found_once")]
        indexes = [models.Index(fields=["audience", "-id"], name="search_newest")]

    def __str__(self) -> str:
        return self.title
