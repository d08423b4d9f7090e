"""What stood in the way in a case, and which values were at stake: rows, so that they can be counted."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from forums.models.case import Case


class Barrier(models.TextChoices):
    """The kinds of thing that stand in the way."""

    RULE = "regel", _("Een regel")
    MONEY = "geld", _("Geld")
    POWER = "macht", _("Wie het voor het zeggen heeft")
    TIME = "tijd", _("Tijd")
    SYSTEM = "systeem", _("Hoe het geregeld is")
    ATTITUDE = "houding", _("Hoe mensen ernaar kijken")


class Value(models.TextChoices):
    """What is worth something to people, and can come under pressure."""

    OWN_CHOICE = "zelf-kiezen", _("Zelf kiezen")
    SAFETY = "veiligheid", _("Veiligheid")
    TRUST = "vertrouwen", _("Vertrouwen")
    FAIRNESS = "eerlijk", _("Iedereen eerlijk behandelen")
    RESPECT = "respect", _("Respect")
    PRIVACY = "privacy", _("Privacy")
    BELONGING = "meedoen", _("Meedoen en erbij horen")
    CRAFT = "vakmanschap", _("Je werk goed kunnen doen")


class Hindrance(models.Model):
    """One kind of barrier in one case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="hindrances")
    barrier = models.CharField(max_length=12, choices=Barrier.choices, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "barrier"], name="one_hindrance_a_barrier")]

    def __str__(self) -> str:
        return str(self.get_barrier_display())


class AtStake(models.Model):
    """One value at stake in one case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="stakes")
    value = models.CharField(max_length=12, choices=Value.choices, db_index=True)
    lost = models.BooleanField(default=False)  # it had to give way

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "value"], name="one_stake_a_value")]

    def __str__(self) -> str:
        return str(self.get_value_display())
