"""A working element: one part of an approach that helps, in the words of whom it helped and of whom helps."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.models.source import Source
from knowledge.models.theme import Theme


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class WorkingElementQuerySet(models.QuerySet["WorkingElement"]):
    def about(self, theme: Theme) -> WorkingElementQuerySet:
        """Keep what counts for `theme`: its own elements and the general ones, which count everywhere."""
        general = models.Q(kind=WorkingElement.Kind.GENERAL)
        return self.filter(general | models.Q(pk__in=theme.elements.values("pk")))


class CurrentElements(models.Manager["WorkingElement"]):
    """Leaves out what was merged into another: only its address lives on."""

    def get_queryset(self) -> WorkingElementQuerySet:
        return WorkingElementQuerySet(self.model, using=self._db).filter(merged_into__isnull=True)

    def about(self, theme: Theme) -> WorkingElementQuerySet:
        """Keep what counts for `theme`."""
        return self.get_queryset().about(theme)


class WorkingElement(models.Model):
    class Kind(models.TextChoices):
        GENERAL = "general", _("Telt bij elk thema")
        THEMED = "themed", _("Hoort bij een thema")

    class Strength(models.TextChoices):
        RESEARCH = "research", _("Er is onderzoek naar gedaan")
        PRACTICE = "practice", _("Bekend uit de praktijk")
        NOT_SOUGHT = "not-sought", _("Nog niet gezocht")

    class Standing(models.TextChoices):
        """How sure we are together that it helps; what nobody looked at is unknown."""

        UNDISPUTED = "undisputed", _("Onbetwist")
        DISPUTED = "disputed", _("Betwist")
        UNKNOWN = "unknown", _("Onbekend")
        NOT_WORKING = "not-working", _("Werkt niet")

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("naam"), max_length=120)
    kind = models.CharField(_("soort"), max_length=10, choices=Kind.choices, default=Kind.THEMED)
    plain_wording = models.CharField(_("in gewone woorden"), max_length=120)
    professional_wording = models.CharField(_("in vakwoorden"), max_length=200)
    research_wording = models.TextField(_("in de woorden van onderzoek"), blank=True)
    explanation = models.TextField(_("uitleg"))
    not_this = models.TextField(_("wat het niet is"), blank=True)
    for_whom = models.TextField(_("voor wie en wanneer"), blank=True)
    keep = models.TextField(_("wat heel moet blijven"), blank=True)
    adapt = models.TextField(_("wat je mag aanpassen"), blank=True)
    standing = models.CharField(
        _("hoe zeker is het"), max_length=12, choices=Standing.choices, default=Standing.UNKNOWN
    )
    evidence_note = models.TextField(_("wat onderzoek weet"), blank=True)
    evidence_strength = models.CharField(
        _("waar het vandaan komt"), max_length=12, choices=Strength.choices, default=Strength.NOT_SOUGHT
    )
    themes = models.ManyToManyField(Theme, related_name="elements", blank=True, verbose_name=_("thema’s"))
    sources = models.ManyToManyField(Source, related_name="elements", blank=True, verbose_name=_("bronnen"))
    verified = models.BooleanField(_("nagezocht in een bron"), default=False)
    has_example_text = models.BooleanField(_("met voorbeeldtekst"), default=False)
    credited_to = models.CharField(_("bedacht door (schuilnaam)"), max_length=60, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="merged_from"
    )

    everything = models.Manager()
    objects = CurrentElements()

    class Meta:
        base_manager_name = "everything"
        default_manager_name = "objects"
        ordering = ["plain_wording"]
        verbose_name = _("werkzaam element")
        verbose_name_plural = _("werkzame elementen")

    def __str__(self) -> str:
        return self.plain_wording

    def get_absolute_url(self) -> str:
        return reverse("knowledge:element", args=[self.slug])

    @property
    def current(self) -> WorkingElement:
        """Give what it lives on in: itself, or what it was merged into, and that into, to the end."""
        seen, element = {self.pk}, self
        while element.merged_into is not None and element.merged_into.pk not in seen:
            element = element.merged_into
            seen.add(element.pk)
        return element

    @property
    def kept_whole(self) -> list[str]:
        """What must stay as it is, one thing each."""
        return lines_of(self.keep)

    @property
    def adaptable(self) -> list[str]:
        """What may be done otherwise, one thing each."""
        return lines_of(self.adapt)

    @property
    def is_general(self) -> bool:
        return self.kind == self.Kind.GENERAL

    @property
    def search_title(self) -> str:
        return self.plain_wording

    @property
    def search_body(self) -> str:
        texts = [self.name, self.professional_wording, self.explanation, self.for_whom, self.not_this]
        return "\n".join(filter(None, [*texts, self.research_wording, self.evidence_note]))


class StandingChange(models.Model):
    """The public history of how sure we are of an element: from what to what, why, and when."""

    element = models.ForeignKey(WorkingElement, on_delete=models.CASCADE, related_name="standing_changes")
    before = models.CharField(max_length=12, choices=WorkingElement.Standing.choices)
    after = models.CharField(max_length=12, choices=WorkingElement.Standing.choices)
    reason = models.TextField(_("waarom"))
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.element}: {self.get_after_display()}"
