"""The field of a form for each fact of a record, and what there is to choose from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.editing.differences import label_of
from knowledge.models import Dossier, Theme
from ui.forms import Line, PlainText

LONGEST = 20_000
MOST = 32_767  # what a small whole number holds
Choices = list[tuple[str, str]]


class Choosing:
    """What there is to choose from, fetched once for each kind of record."""

    def __init__(self) -> None:
        self._found: dict[type, Choices] = {}

    def among(self, model: Any) -> Choices:
        """Give the address word and the name of each record."""
        if model not in self._found:
            self._found[model] = sorted(
                ((one.slug, str(one)) for one in model._default_manager.all()), key=lambda one: one[1].casefold()
            )
        return self._found[model]

    def themes_without_dossier(self) -> Choices:
        """Give the themes for which a dossier can still be made."""
        free = Theme.objects.exclude(pk__in=Dossier.objects.values("theme"))
        return [("", "—"), *((theme.slug, theme.name) for theme in free)]


class Slugs(forms.MultipleChoiceField):
    """Several records, each a checkbox; `shown` are the ones to show where all would be too many."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, among: Choices, shown: Iterable[str] | None = None, **options: Any) -> None:
        self.known = {slug for slug, _name in among}
        kept = self.known if shown is None else set(shown)
        super().__init__(choices=[one for one in among if one[0] in kept], required=False, **options)

    def valid_value(self, value: Any) -> bool:
        return value in self.known

    def clean(self, value: Any) -> list[str]:
        """Give the chosen address words in the order in which facts keep them."""
        return sorted(set(super().clean(value)))


class Day(forms.DateField):
    """A day, as facts keep it."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean(self, value: Any) -> str | None:
        day = super().clean(value)
        return day.isoformat() if day else None


class Whole(forms.IntegerField):
    """A whole number from a person: digits, and few of them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=MOST, **options)

    def to_python(self, value: Any) -> int | None:
        if len(str(value or "")) > 12:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


def field_for(field: models.Field[Any, Any], choosing: Choosing, shown: Iterable[str] | None = None) -> forms.Field:
    """Give the form field in which an editor changes this fact."""
    about: dict[str, Any] = {"label": label_of(field), "help_text": field.help_text}
    if isinstance(field, models.ManyToManyField):
        return Slugs(choosing.among(field.related_model), shown, **about)
    about["required"] = not (field.blank or isinstance(field, models.BooleanField))
    if about["required"]:
        about["error_messages"] = {"required": _("Vul dit nog in.")}
    if isinstance(field, models.ForeignKey):
        return forms.ChoiceField(choices=choosing.themes_without_dossier, **about)
    if field.choices:
        blank = [("", "—")] if field.blank or not field.has_default() else []
        return forms.ChoiceField(choices=blank + list(field.flatchoices), **about)
    if isinstance(field, models.BooleanField):
        return forms.BooleanField(**about)
    if isinstance(field, models.DateField):
        return Day(**about)
    if isinstance(field, models.IntegerField):
        return Whole(**about)
    if isinstance(field, models.URLField):
        return forms.URLField(assume_scheme="https", max_length=field.max_length, **about)
    if isinstance(field, models.TextField):
        return PlainText(max_length=LONGEST, **about)
    made = Line(max_length=field.max_length or LONGEST, **about)
    made.validators += [check for check in field.validators if not isinstance(check, MaxLengthValidator)]
    return made
