"""A free topic: something to talk about in a practice or under a theme, without a case or a story."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from forums.models.leading import is_merged
from forums.models.reading import Reading
from knowledge.models import Theme
from practices.models import Contribution, ContributionQuerySet


class TopicQuerySet(ContributionQuerySet["Topic"]):
    def liveliest(self) -> TopicQuerySet:
        """The newest activity first, with what a line in a list shows; without those that went on in another."""
        going = self.filter(~is_merged()).select_related("talk", "practice", "theme")
        return going.order_by("-talk__active_at", "-pk")

    def with_reading(self, reader: User | AnonymousUser) -> TopicQuerySet:
        """With `read_upto`: the last this reader saw there; -1 for a topic never opened, None for a visitor."""
        if not reader.is_authenticated:
            return self.annotate(read_upto=models.Value(None, models.BigIntegerField()))
        seen = Reading.objects.filter(user=reader, root=OuterRef("pk")).values("upto")[:1]
        return self.annotate(read_upto=Coalesce(Subquery(seen), -1, output_field=models.BigIntegerField()))


class Topic(Contribution):
    """Started by a member of its practice, or under a theme by anybody who is signed in."""

    KIND = "topic"

    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="topics")
    text = models.TextField(_("waar het over gaat"))
    html = models.TextField(editable=False)  # made by ui.text when the text was written

    objects: ClassVar[Any] = TopicQuerySet.as_manager()

    @property
    def body(self) -> SafeString:
        """The words as html; `html` is only ever written from `ui.text`."""
        return mark_safe(self.html)  # noqa: S308

    @property
    def is_new(self) -> bool:
        """Never opened by the reader (see `with_reading`)."""
        return vars(self).get("read_upto") == -1

    @property
    def has_news(self) -> bool:
        """Replied to since the reader (see `with_reading`) last looked."""
        seen = vars(self).get("read_upto")
        return seen is not None and seen >= 0 and self.talk.newest > seen
