"""What a practice asks those who tell there: its own questions, and its own line between two ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _now

from knowledge.models import Theme
from practices.models import Practice
from stories import blocks

PLACES = range(1, 8)


@dataclass(frozen=True)
class Asked:
    """The questions as a teller reads them."""

    happened: str
    helped: str
    hints_happened: list[str]
    hints_helped: list[str]


def asked(asking: Asking | None) -> Asked:
    """Give the questions of this choice, or the usual ones."""
    if asking is None:
        usual = blocks.USUAL
        hints = (blocks.hints("happened", usual["happened"]), blocks.hints("helped", usual["helped"]))
        return Asked(blocks.opening("happened", ""), blocks.opening("helped", ""), *hints)
    hints = (blocks.hints("happened", asking.hints_happened), blocks.hints("helped", asking.hints_helped))
    return Asked(blocks.opening("happened", asking.happened), blocks.opening("helped", asking.helped), *hints)


class AskingQuerySet(models.QuerySet["Asking"]):
    def of(self, practice: Practice | None, themes: list[int] | None = None) -> Asking | None:
        """Give what this practice chose: for one of the themes first, else for all; None when it chose nothing."""
        if practice is None:
            return None
        rows = {row.theme_id: row for row in self.filter(practice=practice)}
        return next((rows[theme] for theme in themes or () if theme in rows), rows.get(None))


class Asking(models.Model):
    """The blocks one practice chose, for one theme or (without one) for every other."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="askings")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.CASCADE, related_name="askings")
    happened = models.CharField(max_length=12)
    helped = models.CharField(max_length=12)
    hints_happened = models.JSONField(default=list)
    hints_helped = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="askings")
    changed_at = models.DateTimeField(default=timezone.now)

    objects = AskingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "theme"], name="one_asking_per_theme"),
            models.UniqueConstraint(fields=["practice"], condition=Q(theme=None), name="one_asking_for_all"),
        ]

    def __str__(self) -> str:
        return f"{self.happened}, {self.helped}"


class Slider(models.Model):
    """A line between two ends. It never changes: a new one takes its place, and what was answered keeps its words."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="sliders")
    question = models.CharField(max_length=120)
    left = models.CharField(max_length=30)
    right = models.CharField(max_length=30)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="sliders")
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice"], condition=Q(ended_at=None), name="one_current_slider_per_practice"
            )
        ]

    def __str__(self) -> str:
        return self.question

    def choices(self) -> list[tuple[int, Any]]:
        """Give the places on the line, in words."""
        words = [_now("Helemaal: %(end)s"), _now("Vooral: %(end)s"), _now("Iets meer: %(end)s")]
        left = [one % {"end": self.left} for one in words]
        right = [one % {"end": self.right} for one in reversed(words)]
        return list(zip(PLACES, [*left, _now("Er tussenin"), *right], strict=True))
