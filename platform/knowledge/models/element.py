"""A working element: one part of an approach that helps, in the words of whom it helped and of whom helps."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from knowledge.models.source import Source
from knowledge.models.theme import Theme


class WorkingElementQuerySet(models.QuerySet["WorkingElement"]):
    def about(self, theme: Theme) -> WorkingElementQuerySet:
        """Keep what counts for `theme`: its own elements and the general ones, which count everywhere."""
        general = models.Q(kind=WorkingElement.Kind.GENERAL)
        return self.filter(general | models.Q(pk__in=theme.elements.values("pk")))


class WorkingElement(models.Model):
    class Kind(models.TextChoices):
        GENERAL = "general", _("Telt bij elk thema")
        THEMED = "themed", _("Hoort bij een thema")

    class Strength(models.TextChoices):
        RESEARCH = "research", _("Er is onderzoek naar gedaan")
        PRACTICE = "practice", _("Bekend uit de praktijk")
        NOT_SOUGHT = "not-sought", _("Nog niet gezocht")

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("naam"), max_length=120)
    kind = models.CharField(_("soort"), max_length=10, choices=Kind.choices, default=Kind.THEMED)
    plain_wording = models.CharField(_("in gewone woorden"), max_length=120)
    professional_wording = models.CharField(_("in vakwoorden"), max_length=200)
    explanation = models.TextField(_("uitleg"))
    evidence_note = models.TextField(_("wat onderzoek weet"), blank=True)
    evidence_strength = models.CharField(
        _("waar het vandaan komt"), max_length=12, choices=Strength.choices, default=Strength.NOT_SOUGHT
    )
    themes = models.ManyToManyField(Theme, related_name="elements", blank=True, verbose_name=_("thema’s"))
    sources = models.ManyToManyField(Source, related_name="elements", blank=True, verbose_name=_("bronnen"))
    verified = models.BooleanField(_("nagezocht in een bron"), default=False)

    objects = WorkingElementQuerySet.as_manager()

    class Meta:
        ordering = ["plain_wording"]
        verbose_name = _("werkzaam element")
        verbose_name_plural = _("werkzame elementen")

    def __str__(self) -> str:
        return self.plain_wording

    def get_absolute_url(self) -> str:
        return reverse("knowledge:element", args=[self.slug])

    @property
    def is_general(self) -> bool:
        return self.kind == self.Kind.GENERAL

    @property
    def search_title(self) -> str:
        return self.plain_wording

    @property
    def search_body(self) -> str:
        return "\n".join([self.name, self.professional_wording, self.explanation, self.evidence_note])
