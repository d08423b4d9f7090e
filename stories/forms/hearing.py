"""What a teller answers to whoever read along."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.models import Answer, Change
from ui.forms import PlainText


class AppealForm(forms.Form):
    """Disagree with a refusal; why may be said, and need not."""

    text = PlainText(
        label=_("Waarom ben je het er niet mee eens?"),
        help_text=_("Wie nu meeleest, ziet dit. Een ander krijgt het nooit te zien."),
        required=False,
        max_length=2000,
    )


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
