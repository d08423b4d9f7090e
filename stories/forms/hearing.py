"""What a teller answers to whoever read along."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.models import Answer, Change


class ChangesForm(forms.Form):
    """One choice for each proposed change; what is not chosen stays open."""

    def __init__(self, *args: Any, changes: list[Change], **options: Any) -> None:
        super().__init__(*args, **options)
        for change in changes:
            self.fields[f"change-{change.pk}"] = forms.ChoiceField(
                choices=Answer.choices, widget=forms.RadioSelect, required=False, label=_("Wat doe je?")
            )

    @property
    def answers(self) -> dict[int, Answer]:
        """Give what was chosen, by the key of the change."""
        return {int(name.split("-")[1]): Answer(value) for name, value in self.cleaned_data.items() if value}
