"""What may be typed in the harvest of a session, with errors in plain Dutch."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.models import Finding, Seat
from knowledge.models import WorkingElement
from practices.forms.speaking import Careful
from practices.models import Polarity
from ui.forms import Line, LongSelect, Once, PlainText

LONGEST = 3000


class FindingForm(Careful, Once):
    """An insight of the table."""

    WATCHED = ("title", "learned", "context")

    title = Line(
        label=_("Wat leerden jullie, in één zin?"),
        help_text=_("Bijvoorbeeld: Eerst de koelkast vol, dan pas praten."),
        max_length=120,
        error_messages={"required": _("Schrijf in één zin wat jullie leerden.")},
    )
    learned = PlainText(
        label=_("Vertel er iets meer over"),
        help_text=_("Zo dat iemand in een andere regio het snapt. Noem geen namen."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Vertel kort wat jullie leerden.")},
    )
    context = PlainText(
        label=_("In welke situatie was dat?"),
        help_text=_("Voor wie, waar, en wat speelde er?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf in welke situatie het was.")},
    )
    element = forms.ModelChoiceField(
        WorkingElement.objects.all(),
        to_field_name="slug",
        required=False,
        widget=LongSelect,
        label=_("Gaat het over iets dat hielp of juist niet?"),
        empty_label=_("Nee, of dat weet ik niet"),
    )
    polarity = forms.ChoiceField(
        choices=Polarity.choices, required=False, widget=forms.RadioSelect, label=_("Wat deed het?")
    )

    def __init__(self, *args: Any, finding: Finding | None = None, **options: Any) -> None:
        if finding is not None:
            facts = {name: getattr(finding, name) for name in ("title", "learned", "context", "polarity")}
            options["initial"] = facts | {"element": finding.element.slug if finding.element else ""}
        super().__init__(*args, **options)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("element") and not facts.get("polarity"):
            self.add_error("polarity", _("Kies wat het deed."))
        return facts

    def facts(self) -> dict[str, Any]:
        """Give the fields of Finding."""
        facts = {name: self.cleaned_data[name] for name in ("title", "learned", "context", "element")}
        return facts | {"polarity": self.cleaned_data["polarity"] if facts["element"] else ""}


class TaskForm(Careful, Once):
    """Who does what, and when."""

    WATCHED = ("what",)

    owner = forms.ChoiceField(
        label=_("Wie doet het?"),
        error_messages={"required": _("Kies wie het doet."), "invalid_choice": _("Kies iemand die aan tafel zat.")},
    )
    what = Line(label=_("Wat?"), max_length=200, error_messages={"required": _("Schrijf wat er gebeurt.")})
    due_on = forms.DateField(
        label=_("Wanneer is het klaar?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Kies een dag."), "invalid": _("Schrijf de dag als jjjj-mm-dd.")},
    )

    def __init__(self, *args: Any, seats: Iterable[Seat], **options: Any) -> None:
        super().__init__(*args, **options)
        self.seats = {str(seat.pk): seat for seat in seats}
        choices = [("", _("Kies iemand")), *((key, seat.pseudonym) for key, seat in self.seats.items())]
        self.fields["owner"].choices = choices  # type: ignore[attr-defined]

    def clean_owner(self) -> Seat:
        return self.seats[self.cleaned_data["owner"]]

    def clean_due_on(self) -> Any:
        if self.cleaned_data["due_on"] < timezone.localdate():
            raise forms.ValidationError(_("Deze dag is al voorbij. Kies een dag die nog komt."))
        return self.cleaned_data["due_on"]


class MinutesForm(Careful, Once):
    """The report."""

    WATCHED = ("minutes",)

    minutes = PlainText(
        label=_("Het verslag"),
        help_text=_("Kort: wat was de vraag, wat bespraken jullie, wat spraken jullie af? Noem geen namen."),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )


class AssentForm(Careful):
    """What somebody thinks of the harvest."""

    WATCHED = ("objection",)

    agrees = forms.ChoiceField(
        label=_("Klopt deze oogst voor jou?"),
        choices=[("ja", _("Ja, dit klopt")), ("nee", _("Nee, dit klopt niet"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies ja of nee."), "invalid_choice": _("Kies ja of nee.")},
    )
    objection = PlainText(
        label=_("Wat klopt er niet?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("agrees") == "nee" and not facts.get("objection"):
            self.add_error("objection", _("Schrijf kort wat er niet klopt. Dan kan het beter."))
        return facts
