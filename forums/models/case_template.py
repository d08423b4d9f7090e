"""Help with filling in a case: hints, and a beginning of an answer, for a theme or for one practice."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from knowledge.models import Theme
from practices.models import Practice


class CaseTemplateQuerySet(models.QuerySet["CaseTemplate"]):
    def offered_in(self, practice: Practice) -> CaseTemplateQuerySet:
        """Those of the practice itself, and those of everybody for its themes or for all themes."""
        of_all = Q(practice=None) & (Q(theme=None) | Q(theme__in=practice.themes.all()))
        found = self.filter(Q(practice=practice) | of_all, dropped_at__isnull=True).distinct()
        return found.order_by("practice_id", "name", "pk")


class CaseTemplate(models.Model):
    """`hints` and `beginnings` by the name of a field of Case."""

    slug = models.SlugField(max_length=80, unique=True, null=True, blank=True)  # of those that came from the file
    name = models.CharField(_("naam"), max_length=80)
    theme = models.ForeignKey(
        Theme, null=True, blank=True, on_delete=models.CASCADE, related_name="case_templates", verbose_name=_("thema")
    )
    practice = models.ForeignKey(
        Practice, null=True, blank=True, on_delete=models.CASCADE, related_name="case_templates"
    )
    hints: Any = models.JSONField(default=dict, blank=True)
    beginnings: Any = models.JSONField(default=dict, blank=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    edited_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)  # kept, so that the file does not bring it back

    objects = CaseTemplateQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
