"""What lies on the table of a session: pieces of the practice itself, its map, its numbers. Only that it lies there."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from forums.models.session import Session
from knowledge.models import Theme, WorkingElement
from practices.models import Asked, Contribution, Indicator


class OnTable(models.Model):
    """One thing that lies on the table. No word of it is kept here: each reader sees what they may read now."""

    class What(models.TextChoices):
        PIECE = "stuk", _("Verhaal, casus, inzicht of gesprek")
        MAP = "kaart", _("De Verschilkaart van de praktijk")
        THEME = "thema", _("De Verschilkaart van een thema")
        ELEMENT = "element", _("Eén ding op de Verschilkaart")
        NUMBER = "getal", _("Iets uit de monitor")
        PULSE = "pols", _("Een vraag van de pols")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="on_table")
    what = models.CharField(max_length=8, choices=What.choices)
    contribution = models.ForeignKey(
        Contribution, null=True, blank=True, on_delete=models.CASCADE, related_name="on_tables"
    )
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.CASCADE, related_name="on_tables")
    element = models.ForeignKey(
        WorkingElement, null=True, blank=True, on_delete=models.CASCADE, related_name="on_tables"
    )
    indicator = models.ForeignKey(Indicator, null=True, blank=True, on_delete=models.CASCADE, related_name="on_tables")
    asked = models.CharField(max_length=5, choices=Asked.choices, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """Name what it is, as in the form: "stuk:12", "kaart", "pols:trust"."""
        points = self.contribution_id or self.theme_id or self.element_id or self.indicator_id or self.asked
        return f"{self.what}:{points}" if points else str(self.what)
