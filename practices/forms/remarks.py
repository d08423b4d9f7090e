"""What may be typed back to the knowledge base, and what an editor answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from knowledge.models import Claim, Source, Version
from practices.forms.speaking import Careful, Speaker
from practices.models import Audience, Remark, Verdict
from practices.models.remark import MARKS, Subject
from ui.forms import LongSelect, Once, PlainText

EXPLAINED = {
    Verdict.RIGHT: _("Klopt: zo is het"),
    Verdict.MISSES: _("Mist iets: er staat iets niet of verkeerd"),
    Verdict.HURTS: _("Doet pijn: zo staat het er naar of hard"),
    Verdict.CONFIRMS: _("Bevestigt: onderzoek zegt dit ook"),
    Verdict.QUALIFIES: _("Nuanceert: het ligt ingewikkelder"),
    Verdict.CONTRADICTS: _("Weerspreekt: onderzoek zegt iets anders"),
}


class RemarkForm(Speaker, Careful, Once):
    """Say of something in the knowledge base what you think of it."""

    WATCHED = ("text",)

    verdict = forms.ChoiceField(
        label=_("Wat vind je van wat hier staat?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat je ervan vindt.")},
    )
    text = PlainText(
        label=_("Zeg het in eigen woorden"),
        help_text=_("Eén zin is genoeg. Noem geen namen of plekken."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    source = forms.ModelChoiceField(
        Source.objects.all(),
        to_field_name="slug",
        required=False,
        widget=LongSelect,
        label=_("Uit welke bron blijkt dat?"),
        empty_label=_("Geen bron uit de lijst"),
        error_messages={"invalid_choice": _("Deze bron staat niet in de lijst.")},
    )
    audience = forms.ChoiceField(
        label=_("Wie mag dit lezen?"),
        choices=[
            (Audience.EVERYONE, _("Iedereen, ook zonder account")),
            (Audience.SIGNED_IN, _("Iedereen met een account")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wie dit mag lezen.")},
    )

    field_order = ["verdict", "text", "source", "audience", "perspective", "pseudonym"]

    def __init__(self, *args: Any, subject: Subject, before: Remark | None = None, **options: Any) -> None:
        if before is not None:
            facts = {"verdict": before.verdict, "text": before.text, "audience": before.audience}
            slug = before.source.slug if before.source else None
            options["initial"] = facts | {"source": slug} | (options.get("initial") or {})
        super().__init__(*args, before=before, **options)
        marks = isinstance(subject, Claim)
        wanted = [one for one in Verdict if (one.value in MARKS) == marks]
        self.fields["verdict"].choices = [(one.value, EXPLAINED[one]) for one in wanted]  # type: ignore[attr-defined]
        if marks:
            self.fields["verdict"].label = _("Wat zegt onderzoek hierover?")
            self.fields["text"].label = _("Waarom? Schrijf het zo dat iedereen het snapt")
            del self.fields["perspective"]
        else:
            del self.fields["source"]
        if isinstance(subject, Version):  # it is read by who is signed in, so what is said of it too
            del self.fields["audience"]
        if before is not None:  # who spoke stays who spoke
            self.fields.pop("perspective", None)
            del self.fields["pseudonym"]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("verdict") not in {None, Verdict.RIGHT} and not facts.get("text") and "text" not in self.errors:
            self.add_error("text", _("Zeg in eigen woorden wat je bedoelt. Eén zin is genoeg."))
        return facts


class AnswerForm(Careful, Once):
    """An editor answers in public."""

    WATCHED = ("text",)

    text = PlainText(
        label=_("Jouw antwoord"),
        help_text=_("Wie de opmerking mag lezen, leest ook dit antwoord. Schrijf je tegen een mens."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Schrijf eerst je antwoord.")},
    )
    changed = forms.BooleanField(label=_("We hebben de tekst hierom aangepast"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def clean_seen(self) -> datetime | None:
        """Give when the answer that this editor saw was given."""
        try:
            return parse_datetime(self.cleaned_data["seen"])
        except ValueError:
            return None
