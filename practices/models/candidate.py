"""What editors decided about the own words of tellers that no element covered, and about elements that are one."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from knowledge import changes
from knowledge.models import Version, WorkingElement
from practices.models.contribution import Contribution


class CandidateDecisionQuerySet(models.QuerySet["CandidateDecision"]):
    def told_to(self, user: User | AnonymousUser) -> CandidateDecisionQuerySet:
        """Give what was decided about this person's own words."""
        return self.filter(contribution__author=user) if user.is_authenticated else self.none()


class CandidateDecision(models.Model):
    """One teller's own words: a new element, part of a known one, or neither. `words` go when the story goes."""

    class Outcome(models.TextChoices):
        NEW = "new", _("Een nieuw werkzaam element")
        MERGED = "merged", _("Samen met een werkzaam element dat er al is")
        DECLINED = "declined", _("Niet overgenomen")

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="candidate_decisions")
    words = models.CharField(max_length=120, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    element = models.ForeignKey(
        WorkingElement, null=True, blank=True, on_delete=models.SET_NULL, related_name="candidate_decisions"
    )
    reason = models.TextField(_("waarom"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    credit = models.BooleanField(null=True, blank=True)  # may the teller's name stand with it? None: not answered
    credit_at = models.DateTimeField(null=True, blank=True)

    objects = CandidateDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "words"], condition=~Q(words=""), name="own_words_are_decided_once"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="declined") | ~Q(reason=""), name="declining_words_needs_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.words}: {self.get_outcome_display()}"

    @property
    def asks_for_credit(self) -> bool:
        """Say whether the teller may choose to have their name with the element."""
        return self.outcome == self.Outcome.NEW and self.element is not None

    def forget(self) -> None:
        """Keep no words and no name of somebody who took their story back; what was decided stays."""
        if self.credit and self.element:
            put_name(self.element, "")
        self.words, self.credit = "", None
        self.save(update_fields=["words", "credit"])


def put_name(element: WorkingElement, name: str) -> None:
    """Let the element say who thought of it; a name that was taken away stands in no version either."""
    element.credited_to = name
    element.save(update_fields=["credited_to"])
    for version in Version.objects.of(Version.Of.ELEMENT, element.pk):
        if version.facts.get("credited_to", name) != name:
            version.facts["credited_to"] = name
            version.save(update_fields=["facts"])
    changes.changed(element)


class ElementMerge(models.Model):
    """Two elements turned out to be one: which went into which, by whom and why; and perhaps that it was undone.

    `moved` holds the keys of what went along, so that undoing brings back exactly that. It holds no words.
    """

    element = models.ForeignKey(WorkingElement, on_delete=models.CASCADE, related_name="departures")
    into = models.ForeignKey(WorkingElement, on_delete=models.CASCADE, related_name="merges")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    why = models.TextField(_("waarom"))
    moved = models.JSONField(default=dict, blank=True, editable=False)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_why = models.TextField(_("waarom het is teruggedraaid"), blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["element"], condition=Q(undone_at=None), name="an_element_goes_into_one_other"
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None) | ~Q(undone_why=""), name="undoing_a_merge_needs_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element} → {self.into}"

    @property
    def can_be_undone(self) -> bool:
        """Say whether it stands, is the last thing that happened to both, and it was kept what went along."""
        return self.undone_at is None and self.into.merged_into_id is None and self.moved.get("into") == self.into_id
