"""What may be typed in a case, with errors in plain Dutch: three questions, and room to tell more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forums.forms.cards import Cards, cards_of
from forums.forms.ending import Ending, LookingBack, ending_of
from forums.models import Case, CaseTemplate
from knowledge.models import Intervention, TargetGroup, WorkingElement
from practices.forms import Starting
from practices.forms.speaking import Careful, Speaker
from practices.models import Audience, Practice
from ui.forms import Once, PlainText

AUDIENCES = [Audience.PRACTICE, Audience.SIGNED_IN, Audience.EVERYONE]


class CaseForm(Starting, Ending, LookingBack, Cards, Speaker, Careful, Once):
    """Bring a case: one situation, one question; whoever wants tells more."""

    WORDS = ("title", "situation", *Case.AROUND, "question")
    WATCHED = (*WORDS, "different", "outcome", "obstacle")
    QUICK = ("title", "situation", "question")

    title = PlainText(
        label=_("Geef de casus een korte titel"),
        help_text=_("Bijvoorbeeld: Drie gemiste afspraken."),
        max_length=120,
        widget=forms.TextInput,
        error_messages={"required": _("Geef de casus een titel.")},
    )
    situation = PlainText(
        label=_("Wat speelt er?"),
        help_text=_("Een paar zinnen is genoeg. Noem geen namen of plekken."),
        max_length=4000,
        error_messages={"required": _("Vertel kort wat er speelt.")},
    )
    tried = PlainText(
        label=_("Wat heb je geprobeerd?"),
        help_text=_("Eén ding per regel. Ook wat niet lukte."),
        max_length=3000,
        required=False,
    )
    knowledge = PlainText(
        label=_("Welke kennis gebruikte je?"),
        help_text=_("Iets wat je las, leerde, of zelf meemaakte."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    dilemma = PlainText(
        label=_("Waar twijfel je over?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    interest = PlainText(
        label=_("Wie heeft er belang bij?"),
        help_text=_("En wat wil die? Denk ook aan wie er niet bij zit."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    cost_money = PlainText(
        label=_("Wat kost het aan geld?"),
        help_text=_("Een schatting is genoeg. Zeg erbij voor wie."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    cost_suffering = PlainText(
        label=_("Wat kost het mensen?"),
        help_text=_("Slaap, zorgen, vertrouwen. Wie voelt dat?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    alternative = PlainText(
        label=_("Wat kan er anders?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    needed = PlainText(
        label=_("Wat is er nu nodig?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    question = PlainText(
        label=_("Wat is je vraag aan de anderen?"),
        help_text=_("Eén vraag. Daar denken mensen over mee."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Stel één vraag aan de anderen.")},
    )
    interventions = forms.ModelMultipleChoiceField(
        Intervention.objects.none(),
        required=False,
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
        label=_("Werkte je met een van deze vormen van hulp?"),
    )
    group = forms.ChoiceField(
        label=_("Voor wie is de hulp?"),
        help_text=_("Dit staat nergens bij je casus. Het telt alleen mee op de Verschilkaart."),
        choices=[("", _("Dat zeg ik niet")), *TargetGroup.choices],
        required=False,
    )
    audience = forms.ChoiceField(
        label=_("Wie mag dit lezen?"),
        choices=[(one.value, one.label) for one in AUDIENCES],
        widget=forms.RadioSelect,
        initial=Audience.PRACTICE,
        help_text=_("Je kunt dit later veranderen."),
        error_messages={"required": _("Kies wie dit mag lezen.")},
    )

    FACTS = (*WORDS, "interventions", "group", "audience", "perspective", "pseudonym")
    SPEAKER = ("audience", "perspective", "pseudonym")

    def __init__(
        self,
        *args: Any,
        practice: Practice,
        case: Case | None = None,
        template: CaseTemplate | None = None,
        fitting: Sequence[WorkingElement] = (),
        **options: Any,
    ) -> None:
        """Offer what belongs to the practice; elements that are `fitting` stand on top of the lists."""
        if template is not None:
            typed = options.get("initial") or {}
            begun = {name: words for name, words in template.beginnings.items() if not typed.get(name)}
            options["initial"] = typed | begun
        super().__init__(*args, before=case, **options)
        for name, hint in (template.hints if template is not None else {}).items():
            if name in self.fields:
                self.fields[name].help_text = hint
        themes = practice.themes.all()
        known = Q(themes__in=themes) if themes else Q()
        used = Q(cases=case) if case is not None and themes else Q()
        offered = Intervention.objects.filter(known | used).distinct().order_by("name")
        self.fields["interventions"].queryset = offered  # type: ignore[attr-defined]
        self.add_cards(fitting)

    def more(self) -> list[forms.BoundField]:
        """Give what may be told beside the three questions."""
        return [self[name] for name in Case.AROUND]

    def opened(self) -> dict[str, bool]:
        """Say which folded parts stand open: where something was filled in already, or is wrong."""
        parts = {"more": Case.AROUND, "help": ("interventions", "group"), "ending": (*self.ENDING, "look_back")}
        found = {part: any(self._filled(name) for name in names) for part, names in parts.items()}
        speaks = self._said("perspective") and self._said("pseudonym")
        return found | {"speaker": not speaks or any(self[name].errors for name in self.SPEAKER)}

    def _said(self, name: str) -> Any:
        return self[name].value()

    def _filled(self, name: str) -> bool:
        return bool(self._said(name) or self[name].errors)

    def speaks(self) -> str:
        """Say in a line who speaks and who reads along, as it stands now."""
        called = dict(self.fields["perspective"].choices).get(self._said("perspective"), "")  # type: ignore[attr-defined]
        readers = dict(self.fields["audience"].choices).get(self._said("audience"), "")  # type: ignore[attr-defined]
        return " · ".join(str(part) for part in (self._said("pseudonym"), called, readers) if part)

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def typed(self) -> dict[str, Any]:
        """Give all that was sent, as it was sent, to fill the form with again."""
        return {name: self[name].data for name in self.fields if self[name].data is not None}

    def facts(self) -> dict[str, Any]:
        """Give what belongs to the case itself."""
        return {name: self.cleaned_data[name] for name in self.FACTS} | self.ending()


def said(case: Case) -> dict[str, Any]:
    """Give a case as the form wants it."""
    facts: dict[str, Any] = {name: getattr(case, name) for name in CaseForm.FACTS if name != "interventions"}
    facts |= ending_of(case)
    facts["interventions"] = [one.slug for one in case.interventions.all()]
    facts |= cards_of(case)
    return facts
