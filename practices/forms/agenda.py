"""What may be typed on the agenda of a practice."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from practices import kinds
from practices.forms.gate import Starting
from practices.forms.practices import PerspectiveField
from practices.forms.speaking import Careful, Speaker, speaking
from practices.models import AgendaAnswer, Contribution, Phase, Practice
from search.models import IndexEntry
from search.plugs import keys_of
from ui.forms import Line, LongSelect, Once, PlainText

FEWEST_DAYS, MOST_DAYS = 7, 90
LATEST = timedelta(days=366)  # "later" is not never
MOST_LED_TO = 50  # offered to choose from, newest first
BECAME = ("phase", "led_to", "meeting")  # one of these says what becomes of a theme
MEETING = "bijeenkomst"  # a session in the search index: the floor above brings it
MOST_OFFERED = 100  # themes in one form with dots

EXPLAINED = [
    (AgendaAnswer.Outcome.TAKEN, _("Opgepakt: we gaan hiermee aan de slag")),
    (AgendaAnswer.Outcome.LATER, _("Later: nu niet, we komen erop terug")),
    (AgendaAnswer.Outcome.NOT, _("Niet: we doen dit niet")),
]


class AgendaForm(Starting, Speaker, Careful, Once):
    """Put one theme on the agenda, past the gate."""

    WATCHED = ("title", "different")

    title = Line(
        label=_("Wat moet er op de agenda?"),
        help_text=_("Eén zin, in gewone woorden. Iedereen kan dit lezen. Noem geen namen."),
        max_length=120,
        error_messages={"required": _("Schrijf in één zin wat er op de agenda moet.")},
    )
    field_order = ["title", "weet", "different", "perspective", "pseudonym"]


class DotsForm(forms.Form):
    """Choose the themes that get a dot, out of those on the page."""

    perspective = PerspectiveField(
        label=_("Je geeft stippen vanuit"),
        error_messages={"required": _("Kies vanuit welke rol je stippen geeft.")},
    )

    def __init__(self, *args: Any, user: User, before: str | None = None, **options: Any) -> None:
        """Offer what this person may speak from; `before` is from where they spoke on this agenda the last time."""
        offered, said = speaking(user)
        super().__init__(*args, **options)
        self.initial["perspective"] = before or said["perspective"]
        self.fields["perspective"].choices = [(one.value, one.label) for one in offered]  # type: ignore[attr-defined]

    def themes(self, name: str) -> set[int]:
        """Give the numbers that were sent under this name; what is no number is left out."""
        sent = self.data.getlist(name) if hasattr(self.data, "getlist") else []
        return {int(one) for one in sent[:MOST_OFFERED] if one.isascii() and one.isdecimal() and len(one) < 19}


def meetings(practice: Practice, user: User) -> list[IndexEntry]:
    """Give the newest sessions of this practice that this person may see, as search knows them."""
    rows = IndexEntry.objects.opened_by(keys_of(user)).filter(kind=MEETING)
    here = f"{practice.get_absolute_url()}bijeenkomsten/"
    return list(rows.filter(url__startswith=here, date__isnull=False).defer("body").order_by("-date")[:MOST_LED_TO])


class AgendaAnswerForm(Careful, Once):
    """Answer a theme in public: what happens with it, and why."""

    WATCHED = ("text",)

    outcome = forms.ChoiceField(
        label=_("Wat doen jullie ermee?"),
        choices=EXPLAINED,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat jullie ermee doen.")},
    )
    text = PlainText(
        label=_("Waarom, en wat gebeurt er nu?"),
        help_text=_("Iedereen leest dit. Schrijf je tegen een mens."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Schrijf waarom. Eén zin is genoeg.")},
    )
    phase = forms.ModelChoiceField(
        Phase.objects.none(),
        required=False,
        label=_("Opgepakt: in welke stap?"),
        empty_label=_("Geen stap"),
        error_messages={"invalid_choice": _("Deze stap is er niet. Kies opnieuw.")},
    )
    led_to = forms.ModelChoiceField(
        Contribution.objects.none(),
        required=False,
        widget=LongSelect,
        label=_("Opgepakt: in welke casus of in welk gesprek?"),
        empty_label=_("Geen casus of gesprek"),
        error_messages={"invalid_choice": _("Dit is er niet meer. Kies opnieuw.")},
    )
    meeting = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        label=_("Opgepakt: in welke bijeenkomst?"),
        error_messages={"invalid_choice": _("Deze bijeenkomst is er niet meer. Kies opnieuw.")},
    )
    again_on = forms.DateField(
        required=False,
        label=_("Later: wanneer hoort iedereen meer?"),
        help_text=_("Hooguit een jaar verder."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Deze dag klopt niet. Schrijf bijvoorbeeld 2027-03-01.")},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=2**63 - 1)

    def __init__(self, *args: Any, practice: Practice, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["phase"].queryset = practice.phases.all()  # type: ignore[attr-defined]
        begun = [kind.name for kind in kinds.found() if kind.has_gate and kind.name != "agenda"]
        seen = Contribution.objects.visible_to(by).filter(practice=practice, kind__in=begun)
        newest = list(seen.order_by("-published_at").values_list("pk", flat=True)[:MOST_LED_TO])
        self.fields["led_to"].queryset = Contribution.objects.filter(pk__in=newest)  # type: ignore[attr-defined]
        held = [(one.object_id, f"{one.title} ({date_format(one.date)})") for one in meetings(practice, by) if one.date]
        self.fields["meeting"].choices = [("", _("Geen bijeenkomst")), *held]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        outcome, today = facts.get("outcome"), timezone.localdate()
        if outcome == AgendaAnswer.Outcome.TAKEN and not any(facts.get(name) for name in BECAME):
            self.add_error("phase", _("Kies in welke stap, welke casus of welk gesprek jullie dit oppakken."))
        if outcome == AgendaAnswer.Outcome.LATER and "again_on" not in self.errors:
            day = facts.get("again_on")
            if day is None:
                self.add_error("again_on", _("Kies wanneer jullie erop terugkomen."))
            elif not today < day <= today + LATEST:
                self.add_error("again_on", _("Kies een dag na vandaag, hooguit een jaar verder."))
        return facts


class AgendaDaysForm(forms.Form):
    """Within how many days a new theme is answered."""

    days = forms.IntegerField(
        label=_("Binnen hoeveel dagen geven jullie antwoord?"),
        help_text=_("Van 7 tot 90 dagen. Wat al beloofd is, verandert niet."),
        min_value=FEWEST_DAYS,
        max_value=MOST_DAYS,
        error_messages={
            "required": _("Vul een aantal dagen in."),
            "invalid": _("Vul een aantal dagen in, als cijfers."),
            "min_value": _("Kies 7 dagen of meer."),
            "max_value": _("Kies 90 dagen of minder."),
        },
    )
