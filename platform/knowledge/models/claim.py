"""What is claimed and what it rests on: claims with their sources, and how much is known of an intervention."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from knowledge.models.dossier import Dossier
from knowledge.models.element import WorkingElement
from knowledge.models.intervention import Intervention
from knowledge.models.source import Source


class Claim(models.Model):
    """One sentence that sources bear out, on an element, an intervention or a dossier."""

    class Kind(models.TextChoices):
        """What sort of knowledge it rests on; none of them goes first."""

        EXPERIENCE = "experience", _("Ervaring")
        PRACTICE = "practice", _("Praktijk")
        QUALITATIVE = "qualitative", _("Kwalitatief onderzoek")
        EFFECT = "effect", _("Effectonderzoek")

    key = models.SlugField(
        max_length=120, unique=True, null=True, blank=True, editable=False
    )  # its name in a catalogue
    element = models.ForeignKey(WorkingElement, null=True, blank=True, on_delete=models.CASCADE, related_name="claims")
    intervention = models.ForeignKey(
        Intervention, null=True, blank=True, on_delete=models.CASCADE, related_name="claims"
    )
    dossier = models.ForeignKey(Dossier, null=True, blank=True, on_delete=models.CASCADE, related_name="claims")
    kind = models.CharField(_("soort kennis"), max_length=12, choices=Kind.choices)
    text = models.TextField(_("wat er beweerd wordt"))
    sources = models.ManyToManyField(Source, related_name="claims", blank=True, verbose_name=_("bronnen"))
    order = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(element__isnull=False, intervention__isnull=True, dossier__isnull=True)
                | Q(element__isnull=True, intervention__isnull=False, dossier__isnull=True)
                | Q(element__isnull=True, intervention__isnull=True, dossier__isnull=False),
                name="claim_is_about_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return f"{self.about.get_absolute_url()}#bewering-{self.pk}"

    @property
    def about(self) -> WorkingElement | Intervention | Dossier:
        """Give what it is claimed of."""
        found = self.element or self.intervention or self.dossier
        assert found is not None  # noqa: S101  (the constraint)
        return found


class EvidenceAxis(models.Model):
    """How much is known of one side of an intervention; a side without a row is not known.

    The five sides are those of EMMIE (Johnson, Tilley and Bowers, 2015): effect, mechanism, moderators,
    implementation, economics.
    """

    class Axis(models.TextChoices):
        EFFECT = "effect", _("Wat het oplevert")
        MECHANISM = "mechanism", _("Waardoor het werkt")
        FOR_WHOM = "for-whom", _("Voor wie het werkt")
        CARRYING_OUT = "carrying-out", _("Hoe je het uitvoert")
        COST = "cost", _("Wat het kost")

    class Standing(models.TextChoices):
        UNKNOWN = "unknown", _("Niet bekend")
        LITTLE = "little", _("Weinig bekend")
        SOME = "some", _("Iets bekend")
        MUCH = "much", _("Veel bekend")

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="axes")
    axis = models.CharField(_("kant"), max_length=12, choices=Axis.choices)
    standing = models.CharField(_("wat weten we"), max_length=8, choices=Standing.choices, default=Standing.UNKNOWN)
    caveat = models.TextField(_("let op"), blank=True, help_text=_("Dit lezen mensen vóór het oordeel."))
    note = models.TextField(_("toelichting"), blank=True)
    sources = models.ManyToManyField(Source, related_name="axes", blank=True, verbose_name=_("bronnen"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["intervention", "axis"], name="one_row_per_axis")]

    def __str__(self) -> str:
        return f"{self.get_axis_display()}: {self.get_standing_display()}"
