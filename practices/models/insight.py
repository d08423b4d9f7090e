"""What a practice learned, passed on: an insight, the record that it was shared, and who tries it too."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from knowledge.models import Intervention, WorkingElement
from practices.models.contribution import Audience, Contribution, ContributionQuerySet
from practices.models.practice import STEP, Membership, Practice


class InsightQuerySet(ContributionQuerySet["Insight"]):
    def opened_by(self, user: User | AnonymousUser) -> InsightQuerySet:
        """What this reader may see, and the drafts they wrote or lead."""
        if not user.is_authenticated:
            return self.visible_to(user)  # type: ignore[return-value]
        mine = Membership.objects.current().filter(user=user)
        leads = Q(practice__in=mine.filter(is_facilitator=True).values("practice"))
        wrote = Q(author=user, practice__in=mine.values("practice"))
        drafts = Q(draft_since__isnull=False, withdrawn_at__isnull=True) & (leads | wrote)
        return self.filter(Q(pk__in=self.visible_to(user).values("pk")) | drafts)


class Insight(Contribution):
    """Learned in one practice: what, in which situation, why it worked, and what came of it."""

    KIND = "insight"

    class Within(models.TextChoices):
        """Whether it can be done within the rules of today."""

        YES = "ja", _("Ja, dat kan gewoon")
        PARTLY = "deels", _("Deels: soms zit een regel in de weg")
        NO = "nee", _("Nee, daarvoor moet een regel anders")
        UNKNOWN = "", _("Dat weten we niet")

    learned = models.TextField(_("wat we leerden"))
    context = models.TextField(_("in welke situatie"))
    mechanism = models.TextField(_("waarom het werkte"), blank=True)
    result = models.TextField(_("wat het opleverde"), blank=True)
    new = models.TextField(_("wat hier nieuw aan is"), blank=True)
    within_rules = models.CharField(
        _("kan het binnen de regels van nu"), max_length=5, choices=Within.choices, blank=True, default=Within.UNKNOWN
    )
    rules_note = models.TextField(_("welke regel"), blank=True)
    builds_on = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="used_further")
    version = models.PositiveIntegerField(default=1, editable=False)  # of its words, so that a yes is to these words
    draft_since = models.DateTimeField(null=True, blank=True, editable=False)  # nobody else reads it until it is shared
    sources = models.ManyToManyField(Contribution, blank=True, related_name="insights")
    interventions = models.ManyToManyField(Intervention, blank=True, related_name="insights")
    elements = models.ManyToManyField(WorkingElement, blank=True, related_name="insights")

    objects: ClassVar[Any] = InsightQuerySet.as_manager()

    @property
    def goes_round(self) -> bool:
        """Say whether it is shared beyond its practice."""
        return self.audience in {Audience.SIGNED_IN, Audience.EVERYONE}

    @property
    def names_tried(self) -> list[str]:
        """Name the practices that try it too (where `tried` was asked for, see practices.exchange)."""
        return sorted(filter(None, (getattr(self, "tried", "") or "").split(STEP)))


class InsightStage(models.Model):
    """One step an insight took: who, when. What was taken back is another step."""

    class Stage(models.TextChoices):
        DRAFT = "draft", _("Opgeschreven")
        ASKED = "asked", _("Gevraagd of het klopt")
        PRACTICE = "practice", _("Gedeeld in deze praktijk")
        REGIONS = "signed-in", _("Gedeeld met andere regio’s")
        EVERYONE = "everyone", _("Gedeeld met iedereen")
        BACK = "back", _("Weer concept: niet iedereen vond dat het klopte")
        REWORDED = "reworded", _("Weer concept: de woorden veranderden")

    insight = models.ForeignKey(Insight, on_delete=models.CASCADE, related_name="stages")
    stage = models.CharField(max_length=9, choices=Stage.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.insight_id}: {self.stage}"


class Sharing(models.Model):
    """A facilitator shared an insight beyond the practice; without this record it stays inside."""

    insight = models.OneToOneField(Insight, on_delete=models.CASCADE, related_name="sharing")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.insight} ({self.at:%Y-%m-%d})"


class AdoptionQuerySet(models.QuerySet["Adoption"]):
    def visible_to(self, user: User | AnonymousUser) -> AdoptionQuerySet:
        """Read by who may read the insight; the practice that took it over keeps its own record."""
        seen = Q(insight__in=Insight.objects.visible_to(user))
        if user.is_authenticated:
            seen |= Q(practice__in=Membership.objects.current().filter(user=user).values("practice"))
        return self.filter(seen)


class Adoption(models.Model):
    """Another practice tries it too: what is different there, and later what came of it."""

    insight = models.ForeignKey(Insight, on_delete=models.CASCADE, related_name="adoptions")
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="adoptions")
    different = models.TextField(_("wat bij ons anders is"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    result = models.TextField(_("wat het opleverde"), blank=True)
    result_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    result_at = models.DateTimeField(null=True, blank=True)

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["insight", "practice"], name="taken_over_once")]

    def __str__(self) -> str:
        return f"{self.practice}: {self.insight_id}"
