"""What somebody may choose about mail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from notifications import kinds, matters
from notifications.kinds import Often
from notifications.models import MailChoice, MailHabits

HOURS = [(hour, f"{hour}.00") for hour in range(24)]


class MailForm(forms.Form):
    """How often, what a mail may say, and when it is quiet."""

    often = forms.ChoiceField(
        label=_("Hoe vaak wil je mail?"),
        help_text=_("Kies je niets? Dan komt meteen wat voor jou is, zoals een antwoord. De rest komt op maandag."),
        choices=[
            ("", _("Zoals jullie denken dat het past")),
            (Often.ONCE.value, _("Alles meteen")),
            (Often.DAY.value, _("Eén mail per dag")),
            (Often.WEEK.value, _("Eén mail per week")),
            (Often.NEVER.value, _("Nooit")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    says = forms.ChoiceField(
        label=_("Wat mag er in de mail staan?"),
        help_text=_("Leest er iemand mee met je mail? Kies dan ‘Alleen dat er iets is’."),
        choices=[
            ("", _("Zoals jullie het meestal doen")),
            (MailHabits.Says.NOTHING.value, MailHabits.Says.NOTHING.label),
            (MailHabits.Says.CONTENT.value, MailHabits.Says.CONTENT.label),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    quiet_from = forms.TypedChoiceField(label=_("Stil vanaf"), choices=HOURS, coerce=int)
    quiet_until = forms.TypedChoiceField(label=_("Stil tot"), choices=HOURS, coerce=int)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        habits = MailHabits.objects.filter(user=user).first() or MailHabits()
        usual = MailChoice.objects.filter(user=user, sort=MailChoice.Sort.USUAL).first()
        begin, end = habits.quiet
        now = {"often": usual.often if usual else "", "says": habits.says, "quiet_from": begin, "quiet_until": end}
        options["initial"] = now
        super().__init__(*args, **options)


class ExceptionForm(forms.Form):
    """One kind of news, or one practice, mailed otherwise."""

    what = forms.ChoiceField(label=_("Waarvoor?"), error_messages={"required": _("Kies waarvoor dit geldt.")})
    how = forms.ChoiceField(label=_("Hoe vaak?"), choices=Often.choices, initial=Often.NEVER)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        about = [(f"kind:{one.name}", one.label) for one in kinds.optional()]
        places = [(f"place:{pk}", name) for pk, name in matters.places_of(user)]
        groups: list[Any] = [("", _("Kies")), (_("Soort nieuws"), about)]
        self.fields["what"].choices = groups + ([(_("Jouw praktijken"), places)] if places else [])  # type: ignore[attr-defined]

    def chosen(self) -> tuple[str, str, str]:
        """Give the sort, the name and how often."""
        sort, _colon, name = self.cleaned_data["what"].partition(":")
        return sort, name, self.cleaned_data["how"]


DIGEST_NAMES = {Often.DAY: _("De mail van elke dag"), Often.WEEK: _("De mail van elke week")}


def exceptions_of(user: User) -> list[dict[str, Any]]:
    """Give what this person chose otherwise, in words."""
    places = {str(pk): name for pk, name in matters.places_of(user)}
    found = []
    for one in MailChoice.objects.filter(user=user).exclude(sort=MailChoice.Sort.USUAL):
        named: Any = {
            MailChoice.Sort.KIND: kinds.of(one.name).label,
            MailChoice.Sort.PLACE: places.get(one.name, _("Een praktijk waar je niet meer bij bent")),
            MailChoice.Sort.DIGEST: DIGEST_NAMES.get(Often(one.name)) if one.sort == MailChoice.Sort.DIGEST else "",
        }[MailChoice.Sort(one.sort)]
        found.append({"pk": one.pk, "what": named, "often": one.get_often_display()})
    return found
