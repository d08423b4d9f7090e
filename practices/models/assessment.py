"""The self-assessment of a practice: a round of questions, sheets that nobody else sees, and the figures that stay."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Perspective, User
from knowledge.models import AssessmentQuestion, TargetGroup, Theme, WorkingElement
from practices.models.practice import Membership, Practice

AGAIN_AFTER = timedelta(days=91)  # three months: then the same questions are asked again


class Side(models.TextChoices):
    """From which side somebody looks at the same help; the values are those of the voices."""

    LIVED = Perspective.LIVED.value, _("Ik kreeg zelf hulp")
    PRO = Perspective.PROFESSIONAL.value, _("Ik geef of regel hulp")


class Rating(models.IntegerChoices):
    """How often something is so; "I do not know" is an answer too and kept as nothing."""

    NEVER = 0, _("Nog niet")
    SOMETIMES = 1, _("Soms")
    MOSTLY = 2, _("Meestal")
    ALWAYS = 3, _("Altijd")


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def visible_to(self, user: User | AnonymousUser) -> AssessmentQuerySet:
        """Rounds of the practices this person takes part in."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(practice__in=Membership.objects.current().filter(user=user).values("practice"))

    def open(self) -> AssessmentQuerySet:
        """Rounds in which people still answer."""
        return self.filter(closed_at__isnull=True)

    def like(self, one: Assessment) -> AssessmentQuerySet:
        """Rounds about the same theme and group as this one, itself too."""
        return self.filter(theme=one.theme_id, group=one.group)


class Assessment(models.Model):
    """One round about one theme; `help` names the help that everybody has in mind."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="assessments")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+")
    group = models.CharField(_("voor wie de hulp is"), max_length=12, choices=TargetGroup.choices, blank=True)
    help = models.CharField(_("over welke hulp"), max_length=120)
    questions = models.ManyToManyField(AssessmentQuestion, related_name="+")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    until = models.DateField(_("invullen kan tot en met"))
    closed_at = models.DateTimeField(null=True, blank=True, db_index=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    repeats = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="repeated_by")
    agreed_at = models.DateTimeField(null=True, blank=True)  # others may see these figures, without our name
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "theme", "group"],
                condition=models.Q(closed_at__isnull=True),
                name="one_open_assessment",
            )
        ]

    def __str__(self) -> str:
        return f"{self.theme}: {self.help}"

    def get_absolute_url(self) -> str:
        return reverse("practices:assessment", args=[self.practice.slug, self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def for_whom(self) -> str:
        """Whom the help is for, in words."""
        return self.get_group_display() or str(_("Iedereen"))

    @property
    def again_on(self) -> date | None:
        """The day from which it is asked again; None while it is open."""
        return timezone.localdate(self.closed_at + AGAIN_AFTER) if self.closed_at else None


class Sheet(models.Model):
    """What one person answers while the round is open; when it closes all sheets are thrown away."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="sheets")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=10, choices=Side.choices)
    handed_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "user"], name="one_sheet_a_person")]

    def __str__(self) -> str:
        return f"sheet {self.pk}"


class SheetAnswer(models.Model):
    """One answer on a sheet; no value means: I do not know."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(AssessmentQuestion, on_delete=models.CASCADE, related_name="+")
    value = models.PositiveSmallIntegerField(null=True, blank=True, choices=Rating.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "question"], name="one_answer_a_question"),
            models.CheckConstraint(
                condition=models.Q(value__isnull=True) | models.Q(value__lte=3), name="answer_from_0_to_3"
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class ElementScore(models.Model):
    """What stays of a round: for one element and one side only what may be shown (practices.difference.scores)."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="scores")
    element = models.ForeignKey(WorkingElement, on_delete=models.PROTECT, related_name="scores")
    side = models.CharField(max_length=10, choices=Side.choices)
    people = models.PositiveSmallIntegerField()  # the least of five numbers: 5 is "5 to 9 people"
    quarters = models.PositiveSmallIntegerField()  # the mean, rounded, in quarters of a point
    spread = models.CharField(max_length=6, blank=True)
    unknown = models.PositiveSmallIntegerField(default=0)  # as `people`; 0 is fewer than five, or nobody

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "element", "side"], name="one_score_an_element_and_side")
        ]

    def __str__(self) -> str:
        return f"score {self.pk}"


class Improvement(models.Model):
    """The one thing a practice will do better after a round: what, who sees to it, and by when."""

    assessment = models.OneToOneField(Assessment, on_delete=models.CASCADE, related_name="improvement")
    element = models.ForeignKey(WorkingElement, on_delete=models.PROTECT, related_name="improvements")
    what = models.TextField(_("wat gaan jullie doen"))
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    due_on = models.DateField(_("wanneer kijken jullie of het lukt"))
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    chosen_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"improvement {self.pk}"
