"""What a reader proposes to change in somebody's words: shown as a marked-up text, decided piece by piece."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from moderation.models.review import Decision


class Proposal(models.Model):
    """Other words for one part of a text. `base` is the part as it was read, so that its places can be found back."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="proposals")
    part = models.CharField(max_length=30)  # the key of a moderation.reviewable.Section
    heading = models.CharField(max_length=100)
    base = models.TextField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["decision", "part"], name="one_proposal_per_part")]

    def __str__(self) -> str:
        return f"{self.decision}: {self.part}"


class Answer(models.TextChoices):
    TAKE = "take", _("Neem over")
    LEAVE = "leave", _("Laat het zo")


class Change(models.Model):
    """One place: what stands there, what might; "" until its writer decided."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="changes")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()  # code points in `proposal.base`, exclusive
    becomes = models.TextField(blank=True)
    answer = models.CharField(max_length=5, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["start"]

    def __str__(self) -> str:
        return f"{self.proposal} {self.start}-{self.end}"

    @property
    def was(self) -> str:
        return self.proposal.base[self.start : self.end]
