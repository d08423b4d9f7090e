"""A source: where a fact was read."""

from urllib.parse import urlsplit

from django.core.validators import URLValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Source(models.Model):
    class Kind(models.TextChoices):
        PAGE = "page", _("Webpagina")
        PUBLICATION = "publication", _("Publicatie")
        INTERVIEW = "interview", _("Interview")
        STUDY = "study", _("Onderzoek")
        REPORT = "report", _("Rapport")

    slug = models.SlugField(max_length=100, unique=True)
    title = models.CharField(_("titel"), max_length=300)
    address = models.URLField(
        _("adres"), max_length=500, blank=True, validators=[URLValidator(schemes=["http", "https"])]
    )
    kind = models.CharField(_("soort"), max_length=12, choices=Kind.choices, default=Kind.PAGE)
    summary = models.TextField(_("samenvatting in gewone woorden"), blank=True)
    year = models.PositiveSmallIntegerField(_("jaar"), null=True, blank=True)

    class Meta:
        ordering = ["title"]
        verbose_name = _("bron")
        verbose_name_plural = _("bronnen")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("knowledge:source", args=[self.slug])

    @property
    def site(self) -> str:
        """Give the name of the site the address leads to, "" without one."""
        return (urlsplit(self.address).hostname or "").removeprefix("www.")

    @property
    def search_title(self) -> str:
        return self.title

    @property
    def search_body(self) -> str:
        return "\n".join(filter(None, [self.summary, self.site]))
