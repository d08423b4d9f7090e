"""Who is quoted in an insight: the sentence, and what the one who told it says of it."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from practices.models.contribution import Audience, Contribution, shown
from practices.models.insight import Insight

REMIND_AFTER = timedelta(days=7)  # of silence who is quoted is asked once more
WIDTH = (Audience.PRACTICE, Audience.SIGNED_IN, Audience.EVERYONE)  # each wider than the one before


class QuotedQuerySet(models.QuerySet["Quoted"]):
    def of(self, user: User | AnonymousUser) -> QuotedQuerySet:
        """What was asked of this person, about an insight that still stands."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            contribution__author=user,
            contribution__withdrawn_at__isnull=True,
            insight__withdrawn_at__isnull=True,
            asked_at__isnull=False,
        )

    def taking_part(self) -> QuotedQuerySet:
        """Those whose words may stand in it: not taken out, and what they told still stands."""
        return self.exclude(answer=Quoted.Answer.OUT).filter(contribution__withdrawn_at__isnull=True)

    def to_read(self) -> QuotedQuerySet:
        """The sentences readers of the insight see: not while what they come from is hidden, over, or its teller's."""
        standing = self.taking_part().filter(shown("contribution__"), contribution__content_notes="")
        return standing.exclude(quote="").exclude(contribution__audience=Audience.ME)

    def silent(self) -> QuotedQuerySet:
        """Those who were asked about the words as they are now and did not answer."""
        asked = self.holding_up().filter(asked_version=F("insight__version"), insight__withdrawn_at__isnull=True)
        return asked.exclude(answer=Quoted.Answer.NO, version=F("insight__version"))

    def holding_up(self) -> QuotedQuerySet:
        """Those who did not say yes to the words as they are now."""
        yes = Q(answer=Quoted.Answer.YES, version=F("insight__version"))
        return self.taking_part().exclude(yes)


class Quoted(models.Model):
    """One contribution an insight rests on, told by somebody else: asked before it is shared, and asked anew."""

    class Answer(models.TextChoices):
        YES = "ja", _("Ja, dit klopt")
        NO = "nee", _("Nee, zo klopt het niet")
        OUT = "uit", _("Haal mijn woorden eruit")

    insight = models.ForeignKey(Insight, on_delete=models.CASCADE, related_name="quoted")
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="quoted_for")
    quote = models.TextField(_("zin"), blank=True)  # exactly as it stands in what was told; "" rests on it without one
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_version = models.PositiveIntegerField(default=0)  # of the insight, when last asked
    answer = models.CharField(max_length=4, choices=Answer.choices, blank=True)
    words = models.TextField(_("wat er niet klopt"), blank=True)
    widest = models.CharField(_("wie mag het lezen"), max_length=10, choices=Audience.choices, blank=True)
    version = models.PositiveIntegerField(default=0)  # of the insight, when this was answered
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = QuotedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["insight", "contribution"], name="quoted_once_in_an_insight")]

    def __str__(self) -> str:
        return f"{self.contribution_id} in {self.insight_id}"

    @property
    def reminded_on(self) -> date | None:
        """The day on which who stays silent is asked once more; None when nobody was asked."""
        return timezone.localdate(self.asked_at + REMIND_AFTER) if self.asked_at else None

    @property
    def is_reminded(self) -> bool:
        """Say whether that day is over."""
        return self.reminded_on is not None and self.reminded_on < timezone.localdate()

    def reaches(self, audience: str) -> bool:
        """Say whether this yes goes as far as that audience."""
        return self.answer == self.Answer.YES and self.widest in WIDTH and place(self.widest) >= place(audience)


def place(audience: str) -> int:
    """Give how wide an audience is; 0 is the practice alone."""
    return [str(one) for one in WIDTH].index(str(audience))
