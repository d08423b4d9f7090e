"""A story: what happened and what helped, in somebody's own words, from the first sentence on."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, ClassVar, cast

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from knowledge.models import Intervention
from practices.models import Audience, Consent, Contribution, ContributionQuerySet, Purpose, Saved, Weighing
from stories.meaning import BY_KEY, Domain, Point, Since, kept, line_choices
from stories.plain import size
from ui.text import to_html

TITLE_WORDS = 8

STEPS = ("gebeurd", "hielp", "waarover", "kaarten", "zinnen", "betekenis", "lezers", "nalezen")


class Tells(models.TextChoices):
    """At which moments a teller hears what became of the story, in one calm message."""

    WEEK = "week", _("Eens per week")
    MONTH = "maand", _("Eens per maand")
    NEVER = "nooit", _("Nooit. Ik kijk zelf")


class StoryQuerySet(ContributionQuerySet["Story"]):
    def told_by(self, user: User | AnonymousUser, held: set[int]) -> StoryQuerySet:
        """Give a teller's own stories: by account, or by the private links this browser opened."""
        mine = Q(author__isnull=True, pk__in=held)
        if user.is_authenticated:
            mine |= Q(author=user)
        return self.filter(mine)

    def unsent(self) -> StoryQuerySet:
        """Give what is still being told."""
        return self.filter(sent_at__isnull=True, withdrawn_at__isnull=True)

    def due(self) -> StoryQuerySet:
        """Give what nobody had to change and whose day to think is over."""
        waiting = self.filter(ready_at__isnull=False, published_at__isnull=True)
        return waiting.filter(Q(cool_until=None) | Q(cool_until__lte=timezone.now()), withdrawn_at__isnull=True)

    def withdrawn_for(self, user: User | AnonymousUser) -> StoryQuerySet:
        """Give what this reader could have read before it was taken back."""
        seen = self.filter(withdrawn_at__isnull=False, first_shown_at__isnull=False)
        return cast("StoryQuerySet", seen.meant_for(user))

    def with_page(self, user: User | AnonymousUser) -> StoryQuerySet:
        """Say of each in `is_answered` whether an organisation answered it, in `kept` whether this reader keeps it.

        `kept` is None for no; else it says whether they follow it too. And for what more than reading its teller
        agreed to: `for_regions`, `for_lessons`, `for_research`.
        """
        given = Contribution.objects.shown().filter(root=models.OuterRef("pk"), kind="answer")
        kept = Saved.objects.filter(contribution=models.OuterRef("pk"), user=user.pk or 0).values("follows")
        agreed = Consent.objects.valid().filter(contribution=models.OuterRef("pk"))
        return self.annotate(
            is_answered=models.Exists(given),
            kept=models.Subquery(kept),
            for_regions=models.Exists(agreed.filter(purpose=Purpose.REGIONS)),
            for_lessons=models.Exists(agreed.filter(purpose=Purpose.EDUCATION)),
            for_research=models.Exists(agreed.filter(purpose=Purpose.RESEARCH)),
        )

    def with_cloth(self) -> StoryQuerySet:
        """Bring along what a card in a list shows, in two queries however many there are."""
        weighings = models.Prefetch("weighings", Weighing.objects.select_related("element").order_by("pk"))
        given = Contribution.objects.shown().filter(root=models.OuterRef("pk"), kind="answer").order_by("published_at")
        found = self.annotate(answered_at=models.Subquery(given.values("published_at")[:1]))
        return found.select_related("municipality__labour_region").prefetch_related(weighings)

    def with_facts(self) -> StoryQuerySet:
        """Bring along all that is told of one story beside its themes, in two queries."""
        return self.with_cloth().select_related("practice", "intervention", "helping", "slider")

    def with_cards(self) -> StoryQuerySet:
        """Bring along everything a page of its own shows, in a fixed number of queries."""
        return self.with_facts().prefetch_related("themes")


class Story(Contribution):
    """A draft is a row too. `sent_at` tells whether the teller let go of it, `published_at` whether it is shown."""

    KIND = "story"

    happened = models.TextField(_("wat er gebeurde"), blank=True)
    helped = models.TextField(_("wat hielp"), blank=True)
    intervention = models.ForeignKey(
        Intervention, null=True, blank=True, on_delete=models.SET_NULL, related_name="stories"
    )
    since = models.CharField(_("hoe lang de hulp duurde"), max_length=10, choices=Since.choices, blank=True)
    triangle = models.CharField(_("wat het verschil maakte"), max_length=3, blank=True)  # a key of meaning.BY_KEY
    line = models.PositiveSmallIntegerField(_("plek op de lijn"), null=True, blank=True)  # meaning.LINE
    slider = models.ForeignKey(  # the line of a practice; without one the line says who decided
        "stories.Slider", null=True, blank=True, on_delete=models.SET_NULL, related_name="stories"
    )
    domains = models.CharField(_("welk deel van het leven"), max_length=100, blank=True)  # see meaning.as_row
    turning_point = models.CharField(_("het keerpunt"), max_length=300, blank=True)
    step = models.CharField(max_length=10, default=STEPS[0])  # where to go on
    saved_at = models.DateTimeField(default=timezone.now)
    readers_at = models.DateTimeField(null=True, blank=True)  # the teller chose who reads it
    sent_at = models.DateTimeField(null=True, blank=True)
    tells = models.CharField(
        _("wanneer we vertellen wat er gebeurde"), max_length=5, choices=Tells.choices, default="week"
    )
    told_at = models.DateTimeField(null=True, blank=True)  # what happened until then was told
    cool_until = models.DateTimeField(null=True, blank=True)  # until then only a reviewer reads it
    ready_at = models.DateTimeField(null=True, blank=True)  # nothing but the day to think keeps it from being shown
    opened = models.PositiveIntegerField(default=0, editable=False)  # how often by others; told to its teller alone
    first_shown_at = models.DateTimeField(null=True, blank=True)
    link_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    undo = models.JSONField(default=list, blank=True)  # replaced pieces, newest last; emptied when sent

    objects: ClassVar[Any] = StoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("verhaal")
        verbose_name_plural = _("verhalen")

    def get_absolute_url(self) -> str:
        return reverse("stories:story", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.sent_at is None and not self.is_withdrawn

    @property
    def cools(self) -> bool:
        """Say whether its teller still has time to think, and only a reviewer may read it."""
        return self.cool_until is not None and self.cool_until > timezone.now()

    @property
    def heading(self) -> str:
        """The title, or else the first words; those not of a story that is opened knowingly."""
        if self.content_notes:
            return self.title or str(_("Een verhaal"))
        first = re.split(r"(?<=[.!?])\s|\n", self.happened, maxsplit=1)[0].rstrip(".")
        return self.title or Truncator(first).words(TITLE_WORDS) or str(_("Een verhaal"))

    @property
    def happened_html(self) -> SafeString:
        return to_html(self.happened)

    @property
    def helped_html(self) -> SafeString:
        return to_html(self.helped)

    @property
    def teaser(self) -> str:
        """The first sentence or two, for a card; of a story that is opened knowingly what it is about."""
        if self.content_notes:
            return self.warning
        sentences = re.split(r"(?<=[.!?])\s+", self.happened, maxsplit=2)
        return Truncator(" ".join(sentences[:2])).chars(180)

    @property
    def warning(self) -> str:
        """What stands before a story that is opened knowingly; "" for any other."""
        return (
            str(_("Let op. Dit verhaal gaat ook over: {}.")).format(", ".join(self.notes)) if self.content_notes else ""
        )

    @property
    def minutes(self) -> int:
        """Reading time, at least one minute."""
        return size(self.happened, self.helped).minutes

    @property
    def point(self) -> Point | None:
        """What made the difference, as a place in the triangle."""
        return BY_KEY.get(self.triangle)

    @property
    def decided(self) -> str:
        """The place on the line, in words; "" when the teller did not say."""
        choices = self.slider.choices() if self.slider else line_choices()
        return str(dict(choices).get(self.line or 0, ""))

    @property
    def parts_of_life(self) -> list[str]:
        """The parts of life it is about, as readers see them."""
        return [str(Domain(value).label) for value in kept(self.domains, Domain)]

    @property
    def has_meaning(self) -> bool:
        said = (self.triangle, self.line, self.domains, self.turning_point, self.since, self.content_notes)
        return any(said)

    @property
    def cards(self) -> list[tuple[str, str]]:
        """What the cloth is woven from: (polarity, element slug), own words as "eigen"."""
        return [(row.polarity, row.element.slug if row.element else "eigen") for row in self.weighings.all()]

    @property
    def answered(self) -> str:
        """Whether an organisation answered, and after how long; "" where nobody else reads it (asks `with_cloth`)."""
        if self.published_at is None or self.audience == Audience.ME:
            return ""
        first: datetime | None = getattr(self, "answered_at", None)
        days = max(0, ((first or timezone.now()) - self.published_at).days)
        if first:
            told = ngettext("Beantwoord na %(n)d dag", "Beantwoord na %(n)d dagen", days)
            return told % {"n": days} if days else _now("Beantwoord op dezelfde dag")
        told = ngettext("Nog geen antwoord, na %(n)d dag", "Nog geen antwoord, na %(n)d dagen", days)
        return told % {"n": days} if days else _now("Nog geen antwoord")

    @property
    def card(self) -> dict[str, Any]:
        """What components/story_card.html asks for."""
        return {
            "href": self.get_absolute_url(),
            "title": self.heading,
            "teaser": self.teaser,
            "name": self.pseudonym,
            "place": self.region,
            "cards": self.cards,
            "seed": self.pk,
            "minutes": self.minutes,
            "answered": self.answered,
            "voice": self.perspective,
            "is_fictional": self.is_fictional,
        }
