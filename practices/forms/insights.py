"""What may be typed about what was learned, with errors in plain Dutch."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.models import Intervention, WorkingElement
from practices.models import Audience, Contribution, Insight, Practice
from practices.models.contribution import ContributionQuerySet
from practices.models.practice import PracticeQuerySet
from practices.models.quoted import place
from ui.forms import Folded, Once, PlainText, Several
from ui.text import clean_text

ABOUT = ("interventions", "elements", "builds_on")
WORDS = ("title", "learned", "context", "mechanism", "result", "new", "within_rules", "rules_note")
LONGEST = 3000  # signs in one part of an insight


def part(label: Any, hint: Any, *, required: bool = True, missing: Any = "") -> PlainText:
    """Make a field for one part of an insight."""
    words = {"required": missing} if missing else {}
    return PlainText(
        label=label,
        help_text=hint,
        required=required,
        max_length=LONGEST,
        error_messages=words,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SourceField(Several):
    """Stories and cases to rest on, only those the writer may read."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return str(obj)


class InsightForm(Once):
    """What a practice learned, in four short parts, and from what."""

    title = forms.CharField(
        label=_("Wat leerden jullie, in één zin?"),
        help_text=_("Bijvoorbeeld: Eerst de koelkast vol, dan pas praten."),
        max_length=120,
        error_messages={
            "required": _("Schrijf in één zin wat jullie leerden."),
            "max_length": _("Deze zin is te lang. Gebruik hooguit 120 tekens."),
        },
    )
    learned = part(
        _("Vertel er iets meer over"),
        _("Zo dat iemand in een andere regio het snapt. Noem geen namen."),
        missing=_("Vertel kort wat jullie leerden."),
    )
    context = part(
        _("In welke situatie was dat?"),
        _("Voor wie, waar, en wat speelde er?"),
        missing=_("Schrijf in welke situatie het was."),
    )
    mechanism = part(_("Waardoor werkte het?"), _("Wat gebeurde er bij mensen? Dit mag later."), required=False)
    result = part(_("Wat leverde het op?"), _("Ook als het tegenviel. Dit mag later."), required=False)
    within_rules = forms.ChoiceField(
        label=_("Kan dit binnen de regels van nu?"),
        choices=[(one.value, one.label) for one in Insight.Within],
        widget=forms.RadioSelect,
        required=False,
    )
    rules_note = part(_("Welke regel zit in de weg?"), _("Alleen als er een regel in de weg zit."), required=False)
    new = part(_("Wat is hier nieuw aan?"), _("Wat wisten we nog niet? Dit mag later."), required=False)
    sources = SourceField(
        Contribution.objects.none(),
        label=_("Uit welke verhalen en casussen komt dit?"),
        help_text=_(
            "Wie dit vertelde, vragen we eerst of het klopt. Lezers zien alleen de bronnen die ze zelf mogen lezen."
        ),
        required=False,
        error_messages={"invalid_choice": _("Deze bron is er niet meer. Kies opnieuw.")},
    )

    interventions = Several(
        Intervention.objects.all(),
        label=_("Met welke vormen van hulp had dit te maken?"),
        required=False,
        widget=Folded,
    )
    elements = Several(
        WorkingElement.objects.all(),
        label=_("Welke werkzame elementen zie je hierin?"),
        required=False,
        widget=Folded,
    )

    builds_on = SourceField(
        Insight.objects.none(),
        label=_("Op welke inzichten bouwt dit voort?"),
        required=False,
        widget=Folded,
        error_messages={"invalid_choice": _("Dit inzicht is er niet meer. Kies opnieuw.")},
    )

    def __init__(
        self,
        *args: Any,
        offered: ContributionQuerySet[Contribution],
        earlier: ContributionQuerySet[Insight],
        insight: Insight | None = None,
        **kwargs: Any,
    ) -> None:
        if insight is not None:
            facts = {name: getattr(insight, name) for name in WORDS}
            lists = {name: list(getattr(insight, name).values_list("pk", flat=True)) for name in ("sources", *ABOUT)}
            kwargs["initial"] = {**facts, **lists}
        super().__init__(*args, **kwargs)
        for name, rows in {"sources": offered, "builds_on": earlier}.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
            if not rows:
                del self.fields[name]

    def clean_title(self) -> str:
        """Give the sentence on one line, cleaned like all words of people."""
        return " ".join(clean_text(self.cleaned_data["title"]).split())

    def facts(self) -> dict[str, Any]:
        """Give the words and what they are about, without the sources."""
        return {name: self.cleaned_data[name] for name in (*WORDS, *ABOUT) if name in self.cleaned_data}


class ShareForm(forms.Form):
    """Who may read it, once a facilitator looked whether nobody can be recognised; one step wider than `now`."""

    audience = forms.ChoiceField(
        label=_("Wie mag dit lezen?"),
        choices=[
            (Audience.EVERYONE, _("Iedereen, ook zonder account")),
            (Audience.SIGNED_IN, _("Iedereen met een account")),
            (Audience.PRACTICE, _("Alleen deze praktijk")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wie dit mag lezen.")},
    )
    looked = forms.BooleanField(
        label=_("Ik heb gekeken: niemand is hierin te herkennen"),
        required=False,
    )

    def __init__(self, *args: Any, now: str = Audience.EVERYONE, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["audience"]
        field.choices = [choice for choice in field.choices if place(choice[0]) <= place(now) + 1]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("audience") in {Audience.EVERYONE, Audience.SIGNED_IN} and not facts.get("looked"):
            self.add_error("looked", _("Kijk eerst of er iemand in te herkennen is. Vink het dan aan."))
        return facts


class AdoptForm(Once):
    """Try it too, in a practice you lead."""

    practice = forms.ModelChoiceField(
        Practice.objects.none(),
        label=_("In welke praktijk proberen jullie dit?"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Kies een praktijk."),
            "invalid_choice": _("Kies een praktijk die je begeleidt."),
        },
    )
    different = part(
        _("Wat is er bij jullie anders?"),
        _("Andere mensen, een ander dorp, andere regels? Noem geen namen."),
        missing=_("Schrijf wat er bij jullie anders is. Eén zin is genoeg."),
    )

    def __init__(self, *args: Any, practices: PracticeQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["practice"].queryset = practices  # type: ignore[attr-defined]
        if len(practices) == 1:
            self.fields["practice"].initial = practices[0].pk


class ReportForm(forms.Form):
    """What came of it."""

    result = part(
        _("Wat leverde het bij jullie op?"),
        _("Ook als het niet lukte. De praktijk die het bedacht, krijgt bericht. Noem geen namen."),
        missing=_("Schrijf wat het opleverde. Eén zin is genoeg."),
    )


class PassOnForm(forms.Form):
    """Bring an insight to the attention of another practice."""

    practice = forms.ModelChoiceField(
        Practice.objects.none(),
        label=_("Voor welke praktijk is dit?"),
        empty_label=_("Kies een praktijk"),
        error_messages={"required": _("Kies een praktijk."), "invalid_choice": _("Kies een praktijk uit de lijst.")},
    )

    def __init__(self, *args: Any, practices: PracticeQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["practice"].queryset = practices  # type: ignore[attr-defined]
