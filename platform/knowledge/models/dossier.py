"""A dossier: what works for one theme, and the questions with which a practice tests itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.models.element import WorkingElement
from knowledge.models.group import validate_groups
from knowledge.models.intervention import Intervention
from knowledge.models.source import Source
from knowledge.models.theme import Theme


class Dossier(models.Model):
    """Shown on the page of its theme."""

    theme = models.OneToOneField(Theme, on_delete=models.CASCADE, verbose_name=_("thema"))
    title = models.CharField(_("titel"), max_length=160)
    summary = models.TextField(_("samenvatting"), help_text=_("De korte versie: één scherm, in gewone woorden."))
    long_text = models.TextField(_("lange versie"), blank=True)
    not_working = models.TextField(_("wat werkt niet"), blank=True)
    open_questions = models.TextField(_("open vragen"), blank=True, help_text=_("Eén vraag per regel."))
    reviewed_on = models.DateField(_("laatst nagekeken op"), null=True, blank=True)
    elements = models.ManyToManyField(
        WorkingElement, related_name="dossiers", blank=True, verbose_name=_("werkzame elementen")
    )
    interventions = models.ManyToManyField(
        Intervention, related_name="dossiers", blank=True, verbose_name=_("interventies")
    )
    sources = models.ManyToManyField(Source, related_name="dossiers", blank=True, verbose_name=_("bronnen"))
    verified = models.BooleanField(_("nagezocht in een bron"), default=False)
    has_example_text = models.BooleanField(_("met voorbeeldtekst"), default=False)

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
        return "\n".join(filter(None, [self.summary, self.long_text, self.not_working, self.open_questions]))

    @property
    def questions_left(self) -> list[str]:
        """What nobody knows yet, one question each."""
        return [line.strip() for line in self.open_questions.splitlines() if line.strip()]


class DossierGroup(models.Model):
    """What a dossier says for one group of people."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(_("voor wie"), max_length=120)
    text = models.TextField(_("wat werkt voor deze groep"))
    order = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    class Meta:
        ordering = ["dossier", "order", "pk"]

    def __str__(self) -> str:
        return self.name


class AssessmentQuestionQuerySet(models.QuerySet["AssessmentQuestion"]):
    def asked(self, theme: Theme, group: str = "") -> "AssessmentQuestionQuerySet":
        """Keep what is asked about help in this theme for this group: its own questions and those for everybody.

        Without a group the help is for everybody, so all of the theme.
        """
        about = self.filter(dossier__theme=theme)
        return about.filter(models.Q(groups="") | models.Q(groups__contains=group)) if group else about


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
    groups = models.TextField(
        _("voor wie"),
        blank=True,
        validators=[validate_groups],
        help_text=_("Eén groep per regel: kinderen, jongeren, volwassenen, ouderen of gezinnen. Leeg: voor iedereen."),
    )
    order = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    objects = AssessmentQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["dossier", "order"]
        verbose_name = _("vraag van de zelftest")
        verbose_name_plural = _("vragen van de zelftest")

    def __str__(self) -> str:
        return self.text
