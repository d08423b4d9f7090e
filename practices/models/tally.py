"""What the difference map is counted from: kept in step with every weighing, so that a map never reads them all.

docs/decisions/0022-the-map-is-counted-beforehand.md tells how these tables hang together.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Due(models.Model):
    """Somebody's weighings changed, or will have changed from this day on: they must be counted again.

    Written by triggers of the database (migration 0005), in the transaction of the change; nobody can forget it.
    """

    person = models.CharField(max_length=32)
    due_on = models.DateField(db_index=True)

    def __str__(self) -> str:
        return f"{self.person} ({self.due_on})"


class Standing(models.Model):
    """With what one person is counted now: a line for every weighing (`practices.difference.standing.Fact`)."""

    person = models.CharField(max_length=32, primary_key=True)
    facts = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.person


class Signature(models.Model):
    """In which years, and before whom, somebody said one thing: "2025e,2026p12".

    People are kept apart by it in a cell, so that any run of years and any reader still counts a person once.
    """

    key = models.CharField(max_length=2000, unique=True)

    def __str__(self) -> str:
        return self.key


class SignaturePart(models.Model):
    """One year and circle of a signature. Circles: "e" everyone, "s" signed-in people, "p12" practice 12."""

    signature = models.ForeignKey(Signature, on_delete=models.CASCADE, related_name="parts")
    year = models.PositiveSmallIntegerField()
    circle = models.CharField(max_length=24)

    class Meta:
        indexes = [models.Index(fields=["circle", "year", "signature"], name="signature_found")]

    def __str__(self) -> str:
        return f"{self.year}{self.circle}"


class Cell(models.Model):
    """How many different people said one thing, in one place of the map. Raw: round it before it is shown.

    scope: "*" all, "t3" a theme, "p3" a practice, "i3" an intervention. place: a labour-market region, 0 for all.
    group: a target group, "" for all. element 0: spoke at all; polarity MADE_UP there: said something fictional.
    """

    MADE_UP = "made-up"

    scope = models.CharField(max_length=20)
    place = models.BigIntegerField(default=0)
    group = models.CharField(max_length=12, default="")
    element = models.BigIntegerField(default=0)
    perspective = models.CharField(max_length=10)
    polarity = models.CharField(max_length=10, default="")
    signature = models.ForeignKey(
        Signature, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    people = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "place", "group", "element", "perspective", "polarity", "signature"],
                name="one_cell_per_place_on_the_map",
            )
        ]
        indexes = [models.Index(fields=["people"], condition=Q(people=0), name="cell_empty")]

    def __str__(self) -> str:
        return f"{self.scope}/{self.place}/{self.group} {self.element} {self.perspective} {self.polarity}"
