"""What may be filled in around the self-assessment, with errors in plain Dutch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from knowledge.models import AssessmentQuestion, TargetGroup, Theme, WorkingElement
from practices.forms.speaking import Careful
from practices.models import Assessment, Improvement, Practice, Rating, Side
from ui.forms import Line, Once, PlainText

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
UNKNOWN = "?"  # the answer "I do not know" on the page
USUAL = timedelta(days=21)
LONGEST = timedelta(days=366)


class DayField(forms.DateField):
    """A day, picked or typed."""

    def __init__(self, **options: Any) -> None:
        words = {"invalid": _("Deze datum snappen we niet. Bijvoorbeeld: 31-12-2026.")}
        super().__init__(widget=DAY, error_messages=words | options.pop("error_messages", {}), **options)


def coming(day: date | None) -> date | None:
    """Give a day of today or later, within a year; raises ValidationError."""
    if day is not None and not timezone.localdate() <= day <= timezone.localdate() + LONGEST:
        raise forms.ValidationError(_("Kies een dag van vandaag of later, binnen een jaar."))
    return day


class StartAssessmentForm(Careful, Once):
    """Begin a round: which theme, whose help, until when."""

    WATCHED = ("help",)

    theme = forms.ModelChoiceField(
        Theme.objects.none(),
        label=_("Over welk thema?"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Kies een thema."),
            "invalid_choice": _("Over dit thema zijn er geen vragen. Kies een ander."),
        },
    )
    group = forms.ChoiceField(
        label=_("Voor wie is de hulp?"),
        help_text=_("We vragen wat voor deze mensen geldt, en wat voor iedereen geldt. De rest niet."),
        choices=[("", _("Iedereen")), *TargetGroup.choices],
        required=False,
        error_messages={"invalid_choice": _("Kies iets uit de lijst.")},
    )
    help = Line(
        label=_("Over welke hulp gaat het?"),
        help_text=_("Zo denkt iedereen aan hetzelfde. Bijvoorbeeld: het wijkteam in onze stad."),
        max_length=120,
        error_messages={"required": _("Schrijf over welke hulp het gaat.")},
    )
    until = DayField(
        label=_("Tot en met welke dag kan iedereen invullen?"), error_messages={"required": _("Kies een dag.")}
    )

    def __init__(self, *args: Any, practice: Practice, again: Assessment | None = None, **options: Any) -> None:
        first: dict[str, Any] = {"until": timezone.localdate() + USUAL}
        if again is not None:
            first |= {"theme": again.theme_id, "group": again.group, "help": again.help}
        super().__init__(*args, initial=first, **options)
        asked = Theme.objects.filter(dossier__questions__isnull=False).distinct()
        own = asked.filter(practices=practice)
        self.fields["theme"].queryset = own if own.exists() else asked  # type: ignore[attr-defined]

    def clean_until(self) -> date | None:
        return coming(self.cleaned_data["until"])

    def clean(self) -> dict[str, Any] | None:
        theme, group = self.cleaned_data.get("theme"), self.cleaned_data.get("group")
        if theme and group is not None and not AssessmentQuestion.objects.asked(theme, group).exists():
            self.add_error("group", _("Over dit thema zijn er geen vragen voor deze mensen. Kies een andere groep."))
        return super().clean()


class SideForm(forms.Form):
    """From which side somebody looks at the help."""

    side = forms.ChoiceField(
        label=_("Hoe kijk jij naar deze hulp?"),
        choices=Side.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies hoe jij naar deze hulp kijkt.")},
    )


class SheetForm(forms.Form):
    """The questions about one element; a question left open stays open."""

    def __init__(
        self, *args: Any, questions: Iterable[AssessmentQuestion], given: Mapping[int, int | None], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.questions = list(questions)
        for question in self.questions:
            value = given.get(question.pk, "")
            self.fields[f"vraag_{question.pk}"] = forms.ChoiceField(
                label=question.text,
                choices=[*Rating.choices, (UNKNOWN, _("Weet ik niet"))],
                widget=forms.RadioSelect(attrs={"class": "pick"}),
                required=False,
                initial=UNKNOWN if value is None else value,
            )

    def answers(self) -> dict[int, int | None]:
        """Give what was answered, by question."""
        given = {question.pk: self.cleaned_data[f"vraag_{question.pk}"] for question in self.questions}
        return {pk: None if value == UNKNOWN else int(value) for pk, value in given.items() if value != ""}


class ImprovementForm(Careful, Once):
    """The one thing to do better: what, who sees to it, by when."""

    WATCHED = ("what",)

    element = forms.ModelChoiceField(
        WorkingElement.objects.none(),
        label=_("Wat willen jullie beter doen?"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies één ding."), "invalid_choice": _("Kies iets uit de lijst.")},
    )
    what = PlainText(
        label=_("Wat gaan jullie doen?"),
        help_text=_("Klein en duidelijk. Noem geen namen."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf wat jullie gaan doen.")},
    )
    owner = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Wie let erop?"),
        empty_label=_("Kies iemand"),
        error_messages={"required": _("Kies wie erop let."), "invalid_choice": _("Kies iemand die meedoet.")},
    )
    due_on = DayField(label=_("Wanneer kijken jullie of het lukte?"), error_messages={"required": _("Kies een dag.")})

    def __init__(
        self,
        *args: Any,
        practice: Practice,
        elements: Iterable[WorkingElement],
        before: Improvement | None = None,
        **options: Any,
    ) -> None:
        first: dict[str, Any] = {"due_on": timezone.localdate() + timedelta(days=42)}
        if before is not None:
            first = {name: getattr(before, name) for name in ("element", "what", "owner", "due_on")}
        super().__init__(*args, initial=options.pop("initial", {}) | first, **options)
        keys = [element.pk for element in elements]
        members = practice.memberships.filter(left_at__isnull=True).values("user")
        self.fields["element"].queryset = WorkingElement.objects.filter(pk__in=keys)  # type: ignore[attr-defined]
        self.fields["owner"].queryset = User.objects.filter(pk__in=members).order_by("pseudonym")  # type: ignore[attr-defined]

    def clean_due_on(self) -> date | None:
        return coming(self.cleaned_data["due_on"])

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("element", "what", "owner", "due_on")}
