"""What people write and weigh in a step. Only those at the table ever read it, and only when the step lets them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from forums.models.session import Round, Seat

PRIVATE = 0  # the number of what somebody writes for themself


def new_key() -> str:
    return get_random_string(12)


class NoteQuerySet(models.QuerySet["Note"]):
    def given(self) -> NoteQuerySet:
        """Meant for the table by who wrote it."""
        return self.filter(given_at__isnull=False).exclude(number=PRIVATE)

    def opened(self) -> NoteQuerySet:
        """Given, and no longer closed: the only way to what others wrote."""
        return self.given().filter(Q(round__seen="at-once") | Q(round__ended_at__isnull=False))


class Note(models.Model):
    """Words of one person in one step: a draft until given, and closed until the step ends where it says so."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="notes")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="notes")
    number = models.PositiveSmallIntegerField(default=1)
    text = models.TextField(_("tekst"), blank=True)
    key = models.CharField(max_length=12, default=new_key, editable=False)  # orders what stands without names
    written_at = models.DateTimeField(default=timezone.now)
    given_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "seat", "number"], name="one_note_per_place")]

    def __str__(self) -> str:
        return f"note {self.pk}"

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


class Ready(models.Model):
    """Somebody is ready with a step: they gave their text, their dots or their choice, or had their turn."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="ready")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="ready")
    at = models.DateTimeField(default=timezone.now)
    choice = models.CharField(max_length=200, blank=True)
    passed = models.BooleanField(default=False)  # had a turn and did not want it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "seat"], name="ready_once")]

    def __str__(self) -> str:
        return f"ready {self.round_id} {self.seat_id}"


class Dot(models.Model):
    """One dot of one person for one note."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="dots")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="dots")
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="dots")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "seat", "note"], name="one_dot_per_note")]

    def __str__(self) -> str:
        return f"dot {self.pk}"
