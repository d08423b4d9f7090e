"""What editors type when they decide about own words, elements that are one and proposals; and a proposal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.models import Dossier, Intervention, Theme, WorkingElement
from practices.forms.speaking import Careful
from practices.models import CandidateDecision, Weighing
from ui.forms import Line, LongSelect, Once, PlainText, Several

Outcome = CandidateDecision.Outcome


class AlikeField(Several):
    """Other tellers' words that say the same."""

    def label_from_instance(self, obj: Any) -> str:
        return f"‘{obj.own_words}’ ({obj.get_polarity_display()}, {obj.contribution.pseudonym or '…'})"


class CandidateForm(Once):
    """Decide about one teller's own words, and those that are alike."""

    outcome = forms.ChoiceField(
        label=_("Wat doe je met deze woorden?"),
        choices=[
            (Outcome.NEW, _("Maak er een nieuw werkzaam element van")),
            (Outcome.MERGED, _("Laat het meetellen bij een element dat er al is")),
            (Outcome.DECLINED, _("Neem het niet over")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat je met deze woorden doet.")},
    )
    alike = AlikeField(
        Weighing.objects.none(),
        label=_("Zeggen deze woorden hetzelfde?"),
        help_text=_("Wat je aanvinkt, krijgt hetzelfde besluit. Deze tellers horen het ook."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Iemand besloot hier net over. Kijk opnieuw.")},
    )
    element = forms.ModelChoiceField(
        WorkingElement.objects.all(),
        to_field_name="slug",
        required=False,
        widget=LongSelect,
        label=_("Bij welk element hoort het?"),
        help_text=_("Alleen als het al bestaat."),
        empty_label=_("Kies een element"),
        error_messages={"invalid_choice": _("Dit element is er niet meer. Kies opnieuw.")},
    )
    plain_wording = Line(
        label=_("In gewone woorden"),
        help_text=_("Voor een nieuw element. Begin met de woorden van de verteller."),
        required=False,
        max_length=120,
    )
    name = Line(label=_("Naam in vakwoorden"), required=False, max_length=120)
    explanation = PlainText(
        label=_("Uitleg"),
        help_text=_("Eén of twee zinnen die iedereen snapt."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    themes = Several(
        Theme.objects.all(),
        label=_("Bij welke thema’s hoort het?"),
        help_text=_("Kies je niets? Dan telt het bij elk thema."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = PlainText(
        label=_("Waarom?"),
        help_text=_("De verteller leest dit. Schrijf vriendelijk en in gewone woorden."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, alike: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["alike"].queryset = alike  # type: ignore[attr-defined]
        if not alike:
            del self.fields["alike"]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        needed = {
            Outcome.NEW: {
                "plain_wording": _("Schrijf het in gewone woorden."),
                "name": _("Geef het een naam in vakwoorden."),
                "explanation": _("Leg in één of twee zinnen uit wat het is."),
            },
            Outcome.MERGED: {"element": _("Kies bij welk element het hoort.")},
            Outcome.DECLINED: {"reason": _("Schrijf waarom je het niet overneemt. De verteller leest dit.")},
        }
        for name, missing in needed.get(facts.get("outcome", ""), {}).items():
            if not facts.get(name) and name not in self.errors:
                self.add_error(name, missing)
        return facts


class MergeForm(Once):
    """Join an element with another one."""

    into = forms.ModelChoiceField(
        WorkingElement.objects.none(),
        to_field_name="slug",
        widget=LongSelect,
        label=_("Met welk element is dit hetzelfde?"),
        help_text=_("Dat element blijft. Alles van dit element gaat ernaartoe."),
        empty_label=_("Kies een element"),
        error_messages={
            "required": _("Kies met welk element dit hetzelfde is."),
            "invalid_choice": _("Dit element is er niet meer. Kies opnieuw."),
        },
    )
    why = PlainText(
        label=_("Waarom is dit hetzelfde?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf waarom dit hetzelfde is. Eén zin is genoeg.")},
    )

    def __init__(self, *args: Any, element: WorkingElement, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["into"].queryset = WorkingElement.objects.exclude(pk=element.pk)  # type: ignore[attr-defined]


class SubjectField(forms.ChoiceField):
    """A dossier, element or intervention, by kind and address: "dossier:schulden"."""

    widget = forms.Select

    def fill(self) -> None:
        """Offer everything there is now."""
        dossiers = Dossier.objects.select_related("theme")
        self.things: dict[str, Any] = {f"dossier:{one.theme.slug}": one for one in dossiers}
        self.things |= {f"element:{one.slug}": one for one in WorkingElement.objects.all()}
        self.things |= {f"interventie:{one.slug}": one for one in Intervention.objects.all()}
        headings = {"dossier": _("Dossiers"), "element": _("Werkzame elementen"), "interventie": _("Interventies")}
        self.choices = [
            ("", _("Kies een stuk")),
            *(
                (heading, [(key, str(one)) for key, one in self.things.items() if key.startswith(f"{kind}:")])
                for kind, heading in headings.items()
            ),
        ]

    def clean(self, value: Any) -> Any:
        """Give the chosen thing."""
        return self.things[super().clean(value)]


class ProposalForm(Careful, Once):
    """What should stand in the knowledge base instead, and why."""

    WATCHED = ("text", "why")

    subject = SubjectField(
        label=_("Welk stuk moet anders?"),
        error_messages={
            "required": _("Kies welk stuk anders moet."),
            "invalid_choice": _("Dit stuk is er niet meer. Kies opnieuw."),
        },
    )
    text = PlainText(
        label=_("Wat moet er anders staan?"),
        help_text=_("De redactie leest dit, ook wie niet bij jullie praktijk hoort. Noem geen namen."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Schrijf wat er anders moet staan.")},
    )
    why = PlainText(
        label=_("Waarom?"),
        help_text=_("Wat leerden jullie, en van wie?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Schrijf waarom het anders moet.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["subject"].fill()  # type: ignore[attr-defined]


class ProposalDecisionForm(Once):
    """Accept or decline what a practice proposes."""

    accepted = forms.ChoiceField(
        label=_("Wat doe je met dit voorstel?"),
        choices=[("ja", _("Ga ermee aan de slag")), ("nee", _("Neem het niet over"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat je met dit voorstel doet.")},
    )
    reason = PlainText(
        label=_("Waarom?"),
        help_text=_("Wie het voorstelde leest dit, en de praktijk ook."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("accepted") == "nee" and not facts.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Schrijf waarom je het niet overneemt."))
        return facts


class PartForm(Once):
    """Undo the joining of two elements."""

    why = PlainText(
        label=_("Waarom zijn dit toch twee elementen?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf waarom dit er toch twee zijn. Eén zin is genoeg.")},
    )
