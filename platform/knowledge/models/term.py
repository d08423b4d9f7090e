"""A word of the field with its meaning in plain words."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Term(models.Model):
    slug = models.SlugField(max_length=60, unique=True)
    word = models.CharField(_("woord"), max_length=80, unique=True)
    also = models.TextField(_("ook geschreven als"), blank=True, help_text=_("Eén vorm per regel, zoals het meervoud."))
    explanation = models.TextField(_("uitleg"))

    class Meta:
        ordering = ["word"]
        verbose_name = _("woord")
        verbose_name_plural = _("woordenlijst")

    def __str__(self) -> str:
        return self.word

    def get_absolute_url(self) -> str:
        return f"{reverse('knowledge:glossary')}#{self.slug}"

    @property
    def forms(self) -> list[str]:
        """Give every way it is written."""
        return [self.word, *(line.strip() for line in self.also.splitlines() if line.strip())]

    @property
    def others(self) -> list[str]:
        """Give the other ways it is written."""
        return self.forms[1:]

    @property
    def letter(self) -> str:
        """Give the letter under which it stands."""
        return self.word[:1].upper()
