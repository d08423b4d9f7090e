"""What may be typed when reading along."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.models import Outcome
from moderation.plan import KEYS
from moderation.reviewable import Reviewable, Section
from ui.forms import Folded, PlainText

LONGEST_REASON = 2000


class DecisionForm(forms.Form):
    """Approve, ask for a change, or refuse; the last two say why, because the writer reads it."""

    outcome = forms.ChoiceField(
        label=_("Wat besluit je?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat je besluit.")},
    )
    reason = PlainText(
        label=_("Waarom?"),
        help_text=_("De schrijver leest dit. Zeg wat er staat, welke afspraak dat raakt en wat wel kan."),
        max_length=LONGEST_REASON,
        error_messages={"required": _("Leg uit waarom. Zonder reden kan de schrijver niets doen.")},
    )
    notes = forms.MultipleChoiceField(
        label=_("Waar moeten lezers op letten?"),
        help_text=_("Zij zien dit eerst, en kiezen dan of ze verder lezen. De schrijver ziet wat jij kiest."),
        widget=Folded,
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, plug: Reviewable, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].required = self.data.get("outcome") in {Outcome.CHANGE, Outcome.REFUSE}
        if choices := plug.note_choices():
            self.fields["notes"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["notes"]


class ProposalForm(forms.Form):
    """Other words, part by part; what is left as it stands is not proposed."""

    reason = PlainText(
        label=_("Waarom?"),
        help_text=_("De schrijver leest dit. Zeg welke afspraak dit raakt."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Leg uit waarom. Zonder reden kan de schrijver niet kiezen.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, sections: list[Section], **options: Any) -> None:
        super().__init__(*args, **options)
        self.parts = [section for section in sections if section.key]
        for section in self.parts:
            self.fields[f"part-{section.key}"] = PlainText(
                label=section.heading,
                initial=section.text,
                required=False,
                max_length=2 * len(section.text) + 1000,
                widget=forms.Textarea(attrs={"rows": min(14, 2 + len(section.text) // 60)}),
            )
        self.order_fields([*(f"part-{section.key}" for section in self.parts), "reason", "seen"])

    @property
    def wanted(self) -> dict[str, str]:
        """Give the words as they would become, by part."""
        return {section.key: self.cleaned_data.get(f"part-{section.key}", "") for section in self.parts}

    def clean(self) -> dict[str, Any]:
        """Refuse a proposal that changes nothing."""
        facts = super().clean() or {}
        as_it_was = {section.key: section.text.replace("\r\n", "\n") for section in self.parts}
        if not self.errors and all(not text or text == as_it_was[key] for key, text in self.wanted.items()):
            raise forms.ValidationError(_("Je veranderde nog niets. Pas de woorden aan die anders moeten."))
        return facts


class ConcernForm(forms.Form):
    """Start the plan: what makes you worry."""

    saw = PlainText(
        label=_("Waarom denk je dat er gevaar is?"),
        help_text=_("Alleen wie meeleest ziet dit."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf kort op wat je zag. Een ander moet het kunnen volgen.")},
    )


class StepForm(forms.Form):
    """One step of the plan, done."""

    step = forms.ChoiceField(choices=[(key, key) for key in KEYS], widget=forms.HiddenInput)
    note = PlainText(
        label=_("Wat deed je?"),
        help_text=_("Niet nodig? Schrijf dan op waarom niet."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Schrijf kort op wat je deed. Dan kan een ander het overnemen.")},
    )


class AppealForm(forms.Form):
    """Disagree with a refusal; why may be said, and need not."""

    text = PlainText(
        label=_("Waarom ben je het er niet mee eens?"),
        help_text=_("Wie nu meeleest, ziet dit. Een ander krijgt het nooit te zien."),
        required=False,
        max_length=2000,
    )
