"""Choosing a frame to begin a practice with, and publishing one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from practices.framing import frame_of
from practices.models import Practice, PracticeTemplate
from ui.forms import Line, Once


class FrameField(forms.ChoiceField):
    """A published frame, or that of a practice one leads."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Met welke opzet beginnen jullie?"))
        options.setdefault("help_text", _("Stappen en huisregels komen mee. Mensen niet. Je kunt alles aanpassen."))
        super().__init__(required=False, choices=[("", _("De zeven gewone stappen"))], **options)
        self.error_messages["invalid_choice"] = _("Deze opzet is er niet meer. Kies opnieuw.")

    def offer(self, user: User) -> None:
        """Let this person choose: what Movisie published, and the practices they lead."""
        templates = [(f"sjabloon:{one.pk}", one.name) for one in PracticeTemplate.objects.all()]
        led = [
            (f"praktijk:{one.pk}", _("Kopie van %(practice)s") % {"practice": one.name})
            for one in Practice.objects.led_by(user)
        ]
        self.choices = [*self.choices, *templates, *led]  # type: ignore[misc]

    def clean(self, value: Any) -> dict[str, Any] | None:
        """Give the frame that was chosen, or None for the usual one."""
        kind, _colon, key = super().clean(value).partition(":")
        if kind == "sjabloon":
            template = PracticeTemplate.objects.filter(pk=key).first()
            return template.frame if template else None
        practice = Practice.objects.filter(pk=key).prefetch_related("phases").first() if kind else None
        return frame_of(practice) if practice else None


class TemplateForm(Once):
    """Publish the frame of a practice."""

    practice = forms.ModelChoiceField(
        Practice.objects.all(),
        label=_("Van welke praktijk?"),
        empty_label=_("Kies een praktijk"),
        error_messages={"required": _("Kies een praktijk."), "invalid_choice": _("Kies een praktijk uit de lijst.")},
    )
    name = Line(label=_("Hoe heet het sjabloon?"), max_length=120, error_messages={"required": _("Geef het een naam.")})
    about = Line(
        label=_("Voor wie en waarvoor is het?"),
        max_length=300,
        error_messages={"required": _("Schrijf voor wie het is.")},
    )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if PracticeTemplate.objects.filter(name__iexact=name).exists():
            raise forms.ValidationError(_("Er is al een sjabloon met deze naam."))
        return name
