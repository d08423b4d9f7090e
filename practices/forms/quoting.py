"""Which sentences stand in an insight, and what the one who told them says of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from practices.forms.citing import sentences
from practices.models import Audience, Contribution, Quoted
from ui.forms import PlainText

Answer = Quoted.Answer


class QuotesForm(forms.Form):
    """For each source one of its sentences, or none."""

    def __init__(self, *args: Any, sources: Iterable[tuple[Contribution, str, str]], **options: Any) -> None:
        """Take (source, its words, the sentence that stands there now)."""
        super().__init__(*args, **options)
        for source, words, now in sources:
            shown = [
                (one, Truncator(one).chars(110)) for one in dict.fromkeys([*sentences(words), *filter(None, [now])])
            ]
            self.fields[f"zin-{source.pk}"] = forms.ChoiceField(
                label=source.title or _now("Zonder titel"),
                choices=[("", _now("Geen zin, het gaat om het geheel")), *shown],
                required=False,
                initial=now,
                error_messages={"invalid_choice": _now("Deze zin staat er niet meer. Kies opnieuw.")},
            )

    def chosen(self) -> dict[int, str]:
        """Give the sentence for each source, by its number."""
        return {int(name.removeprefix("zin-")): quote for name, quote in self.cleaned_data.items()}


class CheckForm(forms.Form):
    """Is it right, for whom, and what is not."""

    answer = forms.ChoiceField(
        label=_("Klopt dit?"),
        choices=Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat je ervan vindt.")},
    )
    widest = forms.ChoiceField(
        label=_("Wie mag het dan lezen?"),
        help_text=_("Alleen als je ja zegt. Je kunt dit later veranderen."),
        choices=[
            (Audience.PRACTICE, _("Alleen mensen die meedoen met deze praktijk")),
            (Audience.SIGNED_IN, _("Ook andere regio’s: iedereen met een account")),
            (Audience.EVERYONE, _("Iedereen, ook zonder account")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    words = PlainText(
        label=_("Wat klopt er niet?"),
        help_text=_("Alleen de schrijver en de begeleiders lezen dit."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, max_value=2_000_000_000)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("answer") == Answer.YES and not facts.get("widest"):
            self.add_error("widest", _("Kies wie het mag lezen."))
        if facts.get("answer") == Answer.NO and not facts.get("words", "").strip() and "words" not in self.errors:
            self.add_error("words", _("Schrijf kort wat er niet klopt. Dan kan de schrijver het aanpassen."))
        return facts
