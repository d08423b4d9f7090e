"""A case: one question from practice, with what was tried and later what came of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from forums.models.follow_up import LookBack
from forums.models.state import State, Step, last_of, state_of
from knowledge.models import Intervention
from practices.models import Contribution, ContributionQuerySet


class CaseQuerySet(ContributionQuerySet["Case"]):
    def opened_by(self, user: User | AnonymousUser) -> CaseQuerySet:
        """What this reader may see, and what they brought themselves that is not shown (yet)."""
        mine = Q(author=user, withdrawn_at__isnull=True) if user.is_authenticated else Q(pk__in=())
        return self.filter(Q(pk__in=self.visible_to(user).values("pk")) | mine)

    def with_state(self) -> CaseQuerySet:
        """With the `state` each is in."""
        looks = LookBack.objects.filter(root=models.OuterRef("pk")).filter(
            kind=LookBack.KIND, published_at__isnull=False, withdrawn_at__isnull=True
        )
        return self.annotate(
            last_shut=last_of(Step.ARCHIVED, Step.REOPENED), last_said=last_of(Step.ANSWERED, Step.UNANSWERED)
        ).annotate(state=state_of(models.Exists(looks)))


class Result(models.TextChoices):
    """How it ended; "it failed" is as welcome as "it worked"."""

    WORKED = "gelukt", _("Gelukt")
    FAILED = "niet-gelukt", _("Niet gelukt")


class Case(Contribution):
    """Brought by a member of a practice; the outcome is added later, by who brought it."""

    KIND = "case"

    situation = models.TextField(_("wat speelt er"))
    tried = models.TextField(_("wat is er geprobeerd"), blank=True)
    knowledge = models.TextField(_("welke kennis is gebruikt"), blank=True)
    dilemma = models.TextField(_("waar zit de twijfel"), blank=True)
    interest = models.TextField(_("wie heeft er belang bij"), blank=True)
    cost_money = models.TextField(_("wat kost het aan geld"), blank=True)
    cost_suffering = models.TextField(_("wat kost het mensen"), blank=True)
    alternative = models.TextField(_("wat kan er anders"), blank=True)
    needed = models.TextField(_("wat is er nu nodig"), blank=True)
    question = models.CharField(_("de vraag"), max_length=300)
    interventions = models.ManyToManyField(
        Intervention, blank=True, related_name="cases", verbose_name=_("gebruikte aanpak")
    )
    result = models.CharField(_("hoe het afliep"), max_length=12, choices=Result.choices, blank=True, db_index=True)
    outcome = models.TextField(_("de uitkomst"), blank=True)
    outcome_at = models.DateTimeField(null=True, blank=True)
    obstacle = models.TextField(_("wat stond in de weg"), blank=True)
    is_duo = models.BooleanField(default=False, editable=False)  # two sides are told in it, see forums.models.side
    read_marks = models.TextField(blank=True, editable=False)  # what a second reader saw and let pass, as hashes

    # What is told around the question, in the order in which it is asked and shown.
    AROUND = ("tried", "knowledge", "dilemma", "interest", "cost_money", "cost_suffering", "alternative", "needed")
    WORDS = ("title", "situation", *AROUND, "question", "outcome", "obstacle")

    objects: ClassVar[Any] = CaseQuerySet.as_manager()

    def tried_list(self) -> list[str]:
        """What was tried, one thing a line; an empty list when it is told in one piece."""
        lines = [line.strip(" -•*\t") for line in self.tried.splitlines() if line.strip(" -•*\t")]
        return lines if len(lines) > 1 else []

    @property
    def state_now(self) -> str:
        """The state, where it was asked with `with_state`; else ''."""
        return vars(self).get("state") or ""

    @property
    def state_label(self) -> str:
        """The state in words."""
        return str(State(self.state_now).label) if self.state_now else ""

    @property
    def is_said_answered(self) -> bool:
        """Somebody said last that the question is answered; asked with `with_state`."""
        return vars(self).get("last_said") == Step.ANSWERED

    @classmethod
    def heading(cls, name: str) -> str:
        """Give what stands above a piece of a case."""
        return str(getattr(cls._meta.get_field(name), "verbose_name", name)).capitalize()
