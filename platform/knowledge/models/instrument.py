"""An instrument: a way to measure whether something became better for people."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from knowledge.models.source import Source
from knowledge.models.theme import Theme


class Instrument(models.Model):
    class FilledBy(models.TextChoices):
        SELF = "self", _("De persoon zelf")
        PROFESSIONAL = "professional", _("De professional")
        TOGETHER = "together", _("Samen")
        UNKNOWN = "unknown", _("Niet bekend")

    class Licence(models.TextChoices):
        FREE = "free", _("Vrij te gebruiken")
        PERMISSION = "permission", _("Vraag eerst toestemming")
        PAID = "paid", _("Kost geld")
        UNKNOWN = "unknown", _("Niet bekend")

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("naam"), max_length=160)
    goal = models.TextField(_("wat het meet"))
    target_groups = models.TextField(_("voor wie"), blank=True, help_text=_("Eén groep per regel."))
    themes = models.ManyToManyField(Theme, related_name="instruments", blank=True, verbose_name=_("thema’s"))
    filled_by = models.CharField(_("wie vult in"), max_length=12, choices=FilledBy.choices, default=FilledBy.UNKNOWN)
    questions = models.PositiveSmallIntegerField(_("aantal vragen"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minuten"), null=True, blank=True)
    licence = models.CharField(_("gebruik"), max_length=10, choices=Licence.choices, default=Licence.UNKNOWN)
    note = models.TextField(_("let op"), blank=True)
    address = models.URLField(_("adres"), max_length=500, blank=True)
    sources = models.ManyToManyField(Source, related_name="instruments", blank=True, verbose_name=_("bronnen"))
    verified = models.BooleanField(_("nagezocht in een bron"), default=False)

    class Meta:
        ordering = ["name"]
        verbose_name = _("meetinstrument")
        verbose_name_plural = _("meetinstrumenten")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("knowledge:instrument", args=[self.slug])

    @property
    def groups(self) -> list[str]:
        """For whom it is meant, one group each."""
        return [line.strip() for line in self.target_groups.splitlines() if line.strip()]

    @property
    def search_title(self) -> str:
        return self.name

    @property
    def search_body(self) -> str:
        return "\n".join(filter(None, [self.goal, self.target_groups, self.note]))
