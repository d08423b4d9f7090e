"""A dossier: what works for one theme, and the questions with which a practice tests itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.models.element import WorkingElement
from knowledge.models.intervention import Intervention
from knowledge.models.source import Source
from knowledge.models.theme import Theme


class Dossier(models.Model):
    """Shown on the page of its theme."""

    theme = models.OneToOneField(Theme, on_delete=models.CASCADE, verbose_name=_("thema"))
    title = models.CharField(_("titel"), max_length=160)
    summary = models.TextField(_("samenvatting"))
    elements = models.ManyToManyField(
        WorkingElement, related_name="dossiers", blank=True, verbose_name=_("werkzame elementen")
    )
    interventions = models.ManyToManyField(
        Intervention, related_name="dossiers", blank=True, verbose_name=_("interventies")
    )
    sources = models.ManyToManyField(Source, related_name="dossiers", blank=True, verbose_name=_("bronnen"))
    verified = models.BooleanField(_("nagezocht in een bron"), default=False)

    class Meta:
        ordering = ["title"]
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.theme.get_absolute_url()

    @property
    def search_title(self) -> str:
        return self.title

    @property
    def search_body(self) -> str:
        return self.summary


class AssessmentQuestion(models.Model):
    """One question of the self-assessment, about one element; `key` stays when the wording changes."""

    class Scope(models.TextChoices):
        ELEMENT = "element", _("Over dit element")
        THEME = "theme", _("Over dit element bij dit thema")

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="questions")
    element = models.ForeignKey(WorkingElement, on_delete=models.PROTECT, related_name="questions")
    key = models.SlugField(max_length=120, unique=True)
    text = models.CharField(_("vraag"), max_length=300)
    scope = models.CharField(_("soort"), max_length=8, choices=Scope.choices, default=Scope.ELEMENT)
    order = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    class Meta:
        ordering = ["dossier", "order"]
        verbose_name = _("vraag van de zelftest")
        verbose_name_plural = _("vragen van de zelftest")

    def __str__(self) -> str:
        return self.text
