"""Where things happen: provinces, labour-market regions and municipalities."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Place(models.Model):
    """What every kind of place has: its official code, its name and its word in an address."""

    code = models.CharField(_("code"), max_length=6, unique=True)
    name = models.CharField(_("naam"), max_length=60)
    slug = models.SlugField(max_length=60, unique=True)

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Province(Place):
    class Meta(Place.Meta):
        verbose_name = _("provincie")
        verbose_name_plural = _("provincies")


class LabourRegion(Place):
    """One of the 35 regions around work; municipalities, schools and employers meet at this scale."""

    class Meta(Place.Meta):
        verbose_name = _("arbeidsmarktregio")
        verbose_name_plural = _("arbeidsmarktregio’s")


class Municipality(Place):
    official_name = models.CharField(_("officiële naam"), max_length=60, blank=True)
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="municipalities")
    labour_region = models.ForeignKey(LabourRegion, on_delete=models.PROTECT, related_name="municipalities")

    class Meta(Place.Meta):
        verbose_name = _("gemeente")
        verbose_name_plural = _("gemeenten")
