"""How a case ended, what stood in the way, when to look back, and what is told then."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forums.forms.cards import CARDS, Cards, cards_of
from forums.models import Barrier, Case, Helped, Result, Value, Weeks
from forums.models.state import Step
from practices.forms.speaking import Careful
from ui.forms import Folded, Line, Once, PlainText


class Ending(forms.Form):
    """What may be said of the end, at bringing a case or later."""

    ENDING = ("result", "outcome", "barriers", "values", "lost", "obstacle")

    result = forms.ChoiceField(
        label=_("Hoe liep het af?"),
        help_text=_("Niet gelukt is net zo welkom. Daar leren anderen evenveel van."),
        choices=[("", _("Dat weet ik nog niet")), *Result.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    outcome = PlainText(label=_("Wat kwam eruit?"), max_length=3000, required=False)
    barriers = forms.MultipleChoiceField(
        label=_("Wat stond er in de weg?"),
        help_text=_("Kies alles wat past."),
        choices=Barrier.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    values = forms.MultipleChoiceField(
        label=_("Wat stond er op het spel?"),
        help_text=_("Waar ging het eigenlijk om, voor de mensen die erbij waren?"),
        choices=Value.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    lost = forms.MultipleChoiceField(
        label=_("Wat moest wijken?"),
        help_text=_("Welke waarde verloor het van iets anders? Alleen als dat zo was."),
        choices=Value.choices,
        widget=Folded,
        required=False,
    )
    obstacle = PlainText(
        label=_("Leg uit wat er in de weg stond"),
        help_text=_("Welke regel, welk geld, wie had er last van?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def ending(self) -> dict[str, Any]:
        """Give what was said of the end."""
        return {name: self.cleaned_data[name] for name in self.ENDING}


class LookingBack(forms.Form):
    """When to be asked how it went on."""

    look_back = forms.TypedChoiceField(
        label=_("Mogen we later vragen hoe het ging?"),
        help_text=_("Dan krijg je een bericht met twee vragen: wat deed je, en hielp het?"),
        choices=[("", _("Nee, vraag het me niet")), *Weeks.choices],
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        required=False,
    )

    def weeks(self) -> int | None:
        """Give after how many weeks, or None."""
        chosen: int | None = self.cleaned_data["look_back"]
        return chosen


def ending_of(case: Case) -> dict[str, Any]:
    """Give the end of a case as the form wants it."""
    return {
        "result": case.result,
        "outcome": case.outcome,
        "obstacle": case.obstacle,
        "barriers": [row.barrier for row in case.hindrances.all()],
        "values": [row.value for row in case.stakes.all()],
        "lost": [row.value for row in case.stakes.all() if row.lost],
    }


class OutcomeForm(Ending, LookingBack, Careful, Once):
    """Tell what came of a case."""

    WATCHED = ("outcome", "obstacle")

    outcome = PlainText(
        label=_("Wat kwam eruit?"),
        help_text=_("Ook als het niet lukte. Daar leren anderen evenveel van."),
        max_length=3000,
        error_messages={"required": _("Vertel kort wat er gebeurde.")},
    )


class LookBackForm(LookingBack, Cards, Careful, Once):
    """Tell what you did and whether it helped."""

    WATCHED = ("did",)

    did = PlainText(
        label=_("Wat deed je?"),
        help_text=_("Ook als je niets deed. Zeg dan waarom het niet ging."),
        max_length=3000,
        error_messages={"required": _("Vertel kort wat je deed.")},
    )
    helped = forms.ChoiceField(
        label=_("Hielp het?"),
        choices=Helped.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies of het hielp.")},
    )

    def __init__(self, *args: Any, case: Case, **options: Any) -> None:
        """Begin with the elements the case names; what they did is asked anew."""
        begun = {name: slug for name, slug in cards_of(case).items() if name.startswith("element")}
        options["initial"] = begun | (options.get("initial") or {})
        super().__init__(*args, **options)
        self.add_cards()

    def clean(self) -> dict[str, Any]:
        """Leave out an element of which nothing is said: it was only offered."""
        facts = self.cleaned_data
        for number in range(1, CARDS + 1):
            if not facts.get(f"polarity_{number}"):
                facts[f"element_{number}"] = ""
        return super().clean()


class MoveForm(Careful, Once):
    """Say in which state a case is."""

    WATCHED = ("why",)

    step = forms.ChoiceField(
        label=_("Wat is er veranderd?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat er veranderd is.")},
    )
    why = Line(label=_("Waarom?"), max_length=300, required=False)

    def __init__(self, *args: Any, steps: Iterable[Step], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["step"].choices = [(one.value, one.label) for one in steps]  # type: ignore[attr-defined]
