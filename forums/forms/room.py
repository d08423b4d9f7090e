"""What may be typed about a session and at its table, with errors in plain Dutch."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.models import PRIVATE, WRITTEN, Input, Method, Note, Pace, Round, Seat, Session
from forums.room import DOTS, QUESTIONS, Laid
from practices.forms.speaking import Careful, Speaker
from practices.models import Contribution
from ui.forms import Line, Once, PlainText

LONGEST = 3000  # signs of one text at the table
MOST_MINUTES, MOST_DAYS = 480, 30


class SubjectField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A case, story, insight or topic of the practice to talk about."""

    SORTS = {"case": _("Casus"), "story": _("Verhaal"), "insight": _("Inzicht"), "topic": _("Gesprek")}

    def label_from_instance(self, obj: Any) -> str:
        called = obj.title or _("zonder titel, van %(name)s") % {"name": obj.pseudonym}
        return f"{self.SORTS.get(obj.kind, obj.kind)}: {called}"


class PlanForm(Careful, Once):
    """When, where and how a session is."""

    WATCHED: tuple[str, ...] = ("title", "question", "about", "programme")

    title = Line(
        label=_("Hoe heet de bijeenkomst?"),
        help_text=_("Bijvoorbeeld: Drie gemiste afspraken, wat nu?"),
        max_length=120,
        error_messages={"required": _("Geef de bijeenkomst een naam.")},
    )
    question = Line(
        label=_("Wat is de vraag?"),
        help_text=_("Eén vraag, in eigen woorden. Bijvoorbeeld: hoe houd je contact met iemand die niet opendoet?"),
        max_length=300,
        required=False,
    )
    about = PlainText(
        label=_("Wil je er meer over vertellen?"),
        help_text=_("Noem geen namen of plekken van mensen."),
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    programme = PlainText(
        label=_("Wat staat er op het programma?"),
        help_text=_("Zet elk punt op een nieuwe regel."),
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    method = forms.ModelChoiceField(
        Method.objects.none(),
        label=_("Met welke werkvorm?"),
        required=False,
        to_field_name="slug",
        empty_label=_("Zonder werkvorm: gewoon praten"),
        error_messages={"invalid_choice": _("Kies een werkvorm uit de lijst.")},
    )
    subject = SubjectField(
        Contribution.objects.none(),
        label=_("Ligt er een stuk op tafel?"),
        help_text=_("Een casus, verhaal, inzicht of gesprek van deze praktijk. Het hoeft niet: één vraag is genoeg."),
        required=False,
        empty_label=_("Nee, of dat kiezen we later"),
        error_messages={"invalid_choice": _("Dit stuk is er niet meer. Kies opnieuw.")},
    )
    day = forms.DateField(
        label=_("Op welke dag?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Kies een dag."), "invalid": _("Schrijf de dag als jjjj-mm-dd.")},
    )
    time = forms.TimeField(
        label=_("Hoe laat?"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Kies een tijd."), "invalid": _("Schrijf de tijd als uu:mm.")},
    )
    minutes = forms.IntegerField(
        label=_("Hoeveel minuten?"),
        min_value=5,
        max_value=MOST_MINUTES,
        initial=75,
        error_messages={"required": _("Schrijf hoeveel minuten het duurt.")},
    )
    place = Line(label=_("Waar?"), max_length=200, required=False)
    link = forms.URLField(
        label=_("Link om te bellen"),
        max_length=300,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Dit is geen link. Begin met https://")},
    )
    pace = forms.ChoiceField(
        label=_("Hoe doen jullie mee?"),
        choices=Pace.choices,
        initial=Pace.LIVE,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies hoe jullie meedoen.")},
    )
    days_each = forms.IntegerField(
        label=_("Hoeveel dagen voor elke stap?"),
        help_text=_("Alleen als iedereen in eigen tijd meedoet."),
        min_value=1,
        max_value=MOST_DAYS,
        initial=3,
        required=False,
    )

    def __init__(self, *args: Any, subjects: Any, session: Session | None = None, **options: Any) -> None:
        if session is not None:
            begins = timezone.localtime(session.starts_at)
            facts = {name: getattr(session, name) for name in self.FACTS}
            facts |= {"day": begins.date(), "time": begins.time(), "subject": session.subject_id}
            options["initial"] = facts | {"method": session.method.slug if session.method else None}
        super().__init__(*args, **options)
        self.fields["method"].queryset = Method.objects.in_use()  # type: ignore[attr-defined]
        self.fields["subject"].queryset = subjects  # type: ignore[attr-defined]

    FACTS = (
        "title",
        "question",
        "about",
        "programme",
        "method",
        "subject",
        "minutes",
        "place",
        "link",
        "pace",
        "days_each",
    )

    def facts(self) -> dict[str, Any]:
        """Give the fields of Session."""
        facts = {name: self.cleaned_data[name] for name in self.FACTS if name in self.cleaned_data}
        facts["days_each"] = facts["days_each"] or 3
        moment = datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"])
        return facts | {"starts_at": timezone.make_aware(moment)}


class SeatForm(Speaker):
    """From where, and under which name, somebody sits at the table."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["perspective"].label = _("Je zit aan tafel vanuit")


class NoteForm(Careful):
    """What somebody writes in a step: one text, a few questions, or something for themself."""

    def __init__(self, *args: Any, round_: Round, private: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.round, self.private = round_, private
        several = round_.input == Input.QUESTION and not private
        for number in numbers(round_, private=private):
            label: Any = _("Jouw tekst")
            if several:
                label = _("Vraag %(number)d") % {"number": number}
            elif private:
                label = _("Voor jezelf")
            rows = 2 if several else 7
            self.fields[f"text_{number}"] = PlainText(
                label=label,
                max_length=LONGEST,
                required=False,
                widget=forms.Textarea(attrs={"rows": rows, "class": "own"}),
            )
        self.WATCHED = tuple(f"text_{number}" for number in numbers(round_, private=private))

    def texts(self) -> dict[int, str]:
        """Give what was typed, by number."""
        return {number: self.cleaned_data[f"text_{number}"] for number in numbers(self.round, private=self.private)}

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        giving = self.data.get("doe") == "klaar"
        first = next(iter(self.WATCHED), "")
        if giving and not self.errors and not any(facts.get(name) for name in self.WATCHED):
            self.add_error(first, _("Schrijf eerst iets op. Eén zin is genoeg."))
        return facts


def numbers(round_: Round, *, private: bool = False) -> list[int]:
    """Give the numbers of the texts that somebody can write in a step."""
    if private:
        return [PRIVATE]
    if round_.input not in WRITTEN:
        return []
    return list(range(1, QUESTIONS + 1)) if round_.input == Input.QUESTION else [1]


class DotsForm(forms.Form):
    """Dots for what lies on the table."""

    dots = forms.MultipleChoiceField(label=_("Jouw stippen"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, laid: list[Laid], **options: Any) -> None:
        super().__init__(*args, **options)
        self.notes: dict[str, Note] = {
            str(lying.note.pk): lying.note for one in laid for lying in one.notes if not lying.note.is_withdrawn
        }
        self.fields["dots"].choices = [(key, note.text) for key, note in self.notes.items()]  # type: ignore[attr-defined]
        self.fields["dots"].error_messages["invalid_choice"] = _("Dit ligt niet meer op tafel. Kies opnieuw.")

    def clean_dots(self) -> list[Note]:
        chosen = [self.notes[key] for key in dict.fromkeys(self.cleaned_data["dots"])]
        if not chosen:
            raise forms.ValidationError(_("Kies minstens één."))
        if len(chosen) > DOTS:
            raise forms.ValidationError(_("Je hebt drie stippen. Haal er een paar weg."))
        return chosen


class ChoiceForm(forms.Form):
    """One out of what a step offers."""

    choice = forms.ChoiceField(
        label=_("Jouw keuze"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies er één."), "invalid_choice": _("Kies iets uit de lijst.")},
    )

    def __init__(self, *args: Any, round_: Round, **options: Any) -> None:
        super().__init__(*args, **options)
        options_ = [(one, one) for one in round_.option_list()]
        self.fields["choice"].choices = options_  # type: ignore[attr-defined]


class LeadForm(forms.Form):
    """Who at the table: to bring something in, or to lead from now on."""

    seat = forms.ChoiceField(
        error_messages={
            "required": _("Kies iemand."),
            "invalid_choice": _("Die zit niet aan tafel. Kies iemand anders."),
        }
    )

    def __init__(self, *args: Any, seats: Iterable[Seat], label: Any = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.seats = {str(seat.pk): seat for seat in seats}
        choices = [("", _("Kies iemand")), *((key, seat.pseudonym) for key, seat in self.seats.items())]
        self.fields["seat"].choices = choices  # type: ignore[attr-defined]
        self.fields["seat"].label = label

    def clean_seat(self) -> Seat:
        return self.seats[self.cleaned_data["seat"]]
