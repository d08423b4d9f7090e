"""The answer of an organisation, with a short coach; what it changes; and what the teller thinks of that."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practices.forms.speaking import Careful
from stories import coach
from stories.models import Change
from ui.forms import Line, Once, PlainText

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AnswerForm(Once, Careful):
    """Four short questions: thanks, what you heard, what you will do, who and when."""

    WATCHED = ("thanks", "heard", "doing")

    thanks = PlainText(
        label=_("Bedank de verteller"),
        help_text=_("In je eigen woorden. Wat raakte je?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Begin met een woord van dank.")},
    )
    heard = PlainText(
        label=_("Wat hoorde je?"),
        help_text=_("Zeg terug wat er gebeurde, zoals jij het begreep."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Vertel wat je hoorde in dit verhaal.")},
    )
    doing = PlainText(
        label=_("Wat ga je doen?"),
        help_text=_("Kun je niets doen? Zeg dat dan, en waarom."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Vertel wat je gaat doen, of waarom niet.")},
    )
    who = Line(
        label=_("Wie doet dat?"),
        help_text=_("Een functie is genoeg, zoals ‘de teamleider’."),
        max_length=120,
        error_messages={"required": _("Vertel wie ervoor zorgt.")},
    )
    until = forms.DateField(label=_("Wanneer?"), required=False, widget=DAY)

    def __init__(self, *args: Any, earlier: list[coach.Earlier] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.earlier = earlier or []

    def advice(self) -> list[str]:
        """Give what the coach sees in a valid answer."""
        return coach.advice({name: self.cleaned_data[name] for name in self.WATCHED}, self.earlier)

    def is_ready(self) -> bool:
        """Say whether it may be placed: nothing stood out, or its writer saw that and goes on."""
        return self.was_looked_at() or not (self.marks() or self.advice())

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*self.WATCHED, "who", "until")}


class ChangeForm(Once, forms.Form):
    """What will change, who sees to it, and when."""

    what = Line(label=_("Wat gaan jullie veranderen?"), max_length=300)
    owner = Line(label=_("Wie zorgt ervoor?"), help_text=_("Een functie is genoeg."), max_length=120)
    due_on = forms.DateField(
        label=_("Wanneer is het klaar?"),
        widget=DAY,
        error_messages={"required": _("Kies een dag."), "invalid": _("Kies een dag die bestaat.")},
    )

    def clean_due_on(self) -> Any:
        day = self.cleaned_data["due_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("Kies een dag die nog komt."))
        return day


class SettleForm(Once, forms.Form):
    """Done, with what shows it; or not, and why."""

    state = forms.ChoiceField(
        label=_("Hoe staat het ermee?"),
        choices=[(Change.State.DONE, _("Het is gedaan")), (Change.State.NOT, _("Het gaat niet door"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies hoe het ermee staat.")},
    )
    words = PlainText(
        label=_("Waaraan zie je dat? Of: waarom niet?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Schrijf waaraan je het ziet, of waarom het niet doorgaat.")},
    )


class MeantForm(forms.Form):
    """Is this change what the teller meant?"""

    meant = forms.ChoiceField(
        choices=Change.Meant.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een van de drie.")},
    )
    words = PlainText(
        label=_("Wil je er iets bij zeggen?"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
