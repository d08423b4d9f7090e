"""An intervention: a named approach, and what is known about it."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from knowledge.models.element import WorkingElement
from knowledge.models.recognition import Level, Recognition, check_partial_date
from knowledge.models.source import Source
from knowledge.models.theme import Theme


class Intervention(models.Model):
    class Scope(models.TextChoices):
        """How much of what stands here was seen in a source."""

        CONTENT = "content", _("De inhoud is nagezocht")
        EXISTENCE = "existence", _("Alleen dat het bestaat is nagezocht")
        NONE = "none", _("Niet nagezocht")

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("naam"), max_length=120)
    summary = models.TextField(_("samenvatting"))
    goal = models.TextField(_("doel"), blank=True)
    method = models.TextField(_("hoe het gaat"), blank=True)
    carried_out_by = models.TextField(_("wie het uitvoert"), blank=True)
    making_it_work = models.TextField(_("hoe laat je het werken"), blank=True)
    themes = models.ManyToManyField(Theme, related_name="interventions", blank=True, verbose_name=_("thema’s"))
    target_groups = models.TextField(_("voor wie"), blank=True, help_text=_("Eén groep per regel."))
    recognition_level = models.CharField(_("erkenning"), max_length=20, choices=Level.choices, blank=True)
    recognition_date = models.CharField(
        _("erkend op"),
        max_length=10,
        blank=True,
        validators=[check_partial_date],
        help_text=_("2019-04-08, of alleen het jaar."),
    )
    recognition_body = models.CharField(_("erkend door"), max_length=160, blank=True)
    recognition_until = models.DateField(
        _("erkend tot en met"), null=True, blank=True, help_text=_("Leeg: dan rekenen wij het uit.")
    )
    recognition_address = models.URLField(_("link naar de erkenning"), max_length=500, blank=True)
    recognition_note = models.TextField(_("opmerking bij de erkenning"), blank=True)
    owner = models.CharField(_("eigenaar"), max_length=200, blank=True)
    databank = models.CharField(_("databank"), max_length=160, blank=True)
    elements = models.ManyToManyField(
        WorkingElement, related_name="interventions", blank=True, verbose_name=_("werkzame elementen")
    )
    sources = models.ManyToManyField(Source, related_name="interventions", blank=True, verbose_name=_("bronnen"))
    verified = models.BooleanField(_("nagezocht in een bron"), default=False)
    verified_scope = models.CharField(_("wat is nagezocht"), max_length=10, choices=Scope.choices, default=Scope.NONE)
    has_example_text = models.BooleanField(_("met voorbeeldtekst"), default=False)

    class Meta:
        ordering = ["name"]
        verbose_name = _("interventie")
        verbose_name_plural = _("interventies")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("knowledge:intervention", args=[self.slug])

    @property
    def recognition(self) -> Recognition | None:
        """What is known about its recognition; None is "we do not know", never "not recognised"."""
        if not self.recognition_level:
            return None
        level = Level(self.recognition_level)
        return Recognition(level, self.recognition_date, self.recognition_body, self.recognition_until)

    @property
    def groups(self) -> list[str]:
        """For whom it is meant, one group each."""
        return [line.strip() for line in self.target_groups.splitlines() if line.strip()]

    @property
    def search_title(self) -> str:
        return self.name

    @property
    def search_body(self) -> str:
        known = [self.summary, self.goal, self.method, self.target_groups, self.carried_out_by, self.making_it_work]
        return "\n".join(filter(None, [*known, self.owner, self.recognition_note]))
