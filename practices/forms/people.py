"""What may be typed about the people of a practice."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from practices.actions.leaving import What
from practices.forms.assessment import DayField
from practices.forms.monitor import NumberField
from practices.forms.speaking import Careful
from practices.forms.steering import Meanwhile
from practices.models import Membership, Partner, Practice
from ui.forms import Line, Once, PlainText

MOST_ADDRESSES = 50


class AddressesField(PlainText):
    """Mail addresses, pasted as they come: on lines, or with commas or semicolons between."""

    def clean(self, value: Any) -> list[str]:
        """Give each address once; names those that are wrong."""
        pieces = super().clean(value).replace(",", " ").replace(";", " ").split()
        found = list(dict.fromkeys(piece.strip("<>").lower() for piece in pieces if "@" in piece))
        if not found:
            raise ValidationError(_("Dit mailadres klopt niet. Kijk of er een @ in staat."))
        if len(found) > MOST_ADDRESSES:
            raise ValidationError(_("Dat zijn er te veel tegelijk. Nodig er hooguit vijftig uit."))
        wrong = []
        for one in found:
            try:
                validate_email(one)
            except ValidationError:
                wrong.append(one)
        if wrong:
            raise ValidationError(_("Deze adressen kloppen niet: %(wrong)s."), params={"wrong": ", ".join(wrong[:5])})
        return found


class InviteManyForm(Once):
    """Ask people by mail, one or many."""

    emails = AddressesField(
        label=_("Mailadressen"),
        help_text=_("Eén of meer. Plak ze onder elkaar, of met een komma ertussen. Ieder krijgt een eigen link."),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        error_messages={"required": _("Schrijf een mailadres.")},
    )


class SelfForm(Careful, forms.ModelForm):  # type: ignore[type-arg]
    """What a member says of themself here."""

    WATCHED = ("function", "knows")

    class Meta:
        model = Membership
        fields = ("function", "knows")
        field_classes = {"function": Line, "knows": Line}
        labels = {"function": _("Wat doe je hier?"), "knows": _("Waarover mogen anderen jou iets vragen?")}
        help_texts = {
            "function": _("Bijvoorbeeld: wijkcoach, of bewoner. Mag leeg blijven."),
            "knows": _("Bijvoorbeeld: brieven van de deurwaarder. Alleen leden lezen dit."),
        }

    def facts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class WelcomeForm(Careful, Meanwhile):
    """What newcomers read and are asked, and the house rules."""

    WATCHED = ("welcome", "rules")

    welcome = PlainText(
        label=_("Welkom"),
        help_text=_("Dit leest wie nieuw is als eerste."),
        required=False,
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    rules = PlainText(
        label=_("Huisregels"),
        help_text=_("Verander je ze? Dan vragen we iedereen opnieuw of ze het ermee eens zijn."),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    class Meta:
        model = Practice
        fields = ("welcome", "join_question", "rules")
        field_classes = {"join_question": Line}
        labels = {"join_question": _("Wat vragen jullie aan wie mee wil doen?")}
        help_texts = {"join_question": _("Eén vraag. Alleen de begeleiders lezen het antwoord.")}

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class PartnerForm(forms.ModelForm):  # type: ignore[type-arg]
    """An organisation that takes part."""

    class Meta:
        model = Partner
        fields = ("name", "sort", "brings")
        field_classes = {"name": Line, "brings": Line}
        labels = {
            "name": _("Hoe heet de organisatie?"),
            "sort": _("Wat voor organisatie is het?"),
            "brings": _("Wat brengen ze in?"),
        }
        error_messages = {"name": {"required": _("Schrijf hoe de organisatie heet.")}}


class HoursForm(Once):
    """Hours and what one got for it, for oneself."""

    on = DayField(label=_("Op welke dag?"), error_messages={"required": _("Kies een dag.")})
    what = Line(label=_("Wat deed je?"), max_length=200, error_messages={"required": _("Schrijf wat je deed.")})
    hours = NumberField(label=_("Hoeveel uren?"), error_messages={"required": _("Vul het aantal uren in.")})
    practice = forms.ModelChoiceField(
        Practice.objects.none(), label=_("Voor welke praktijk?"), required=False, empty_label=_("Geen")
    )
    amount = NumberField(label=_("Welke vergoeding, in euro’s?"), required=False)
    paid = forms.BooleanField(label=_("Ik heb het ontvangen"), required=False)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        options["initial"] = {"on": timezone.localdate()}
        super().__init__(*args, **options)
        self.fields["practice"].queryset = Practice.objects.of(user)  # type: ignore[attr-defined]

    def clean_hours(self) -> Any:
        hours = self.cleaned_data["hours"]
        if not 0 <= hours <= 24:
            raise forms.ValidationError(_("Vul een getal van 0 tot 24 in."))
        return round(hours, 2)

    def clean_amount(self) -> Any:
        amount = self.cleaned_data["amount"]
        if amount is not None and not 0 <= amount < 100_000:
            raise forms.ValidationError(_("Vul een bedrag van nul of meer in."))
        return amount if amount is None else round(amount, 2)

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("on", "what", "hours", "practice", "amount", "paid")}


class LeaveForm(forms.Form):
    """What happens to one's words when one leaves. Nothing chosen is what can still be changed later: it stays."""

    what = forms.ChoiceField(
        label=_("Wat doen we met wat je hier schreef?"),
        choices=What.choices,
        initial=What.KEEP,
        required=False,
        widget=forms.RadioSelect,
    )
    sure = forms.BooleanField(
        label=_("Ik weet dat dit niet terug kan"),
        help_text=_("Alleen nodig als je je naam of je woorden weghaalt."),
        required=False,
    )

    def clean_what(self) -> What:
        return What(self.cleaned_data["what"] or What.KEEP)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        if facts.get("what", What.KEEP) != What.KEEP and not facts.get("sure"):
            self.add_error("sure", _("Dit kan niet terug. Vink aan dat je dat weet."))
        return facts
