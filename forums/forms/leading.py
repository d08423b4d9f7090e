"""What who leads a talk fills in: an outcome with who does what by when; closing, moving, merging, splitting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from forums.actions.outcomes import Deed
from forums.models import Agreement, Reply, Topic, is_merged
from practices.forms.speaking import Careful
from practices.models import Contribution, Practice
from ui.forms import AskedLine, Line, Several
from ui.rich import spoken

DEEDS = 4  # rows to fill in
SHOWN = 80  # signs of a reply to choose
OFFERED = 100  # newest talks and replies to choose from


class Day(forms.DateField):
    """A day that may come later; the heading above it says so."""

    asked = True


class OutcomeMarkForm(Careful):
    """Who does what, by when; an outcome may also stand by itself."""

    WATCHED = tuple(f"{name}_{number}" for number in range(1, DEEDS + 1) for name in ("who", "what"))

    def __init__(self, *args: Any, deeds: Sequence[Agreement] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        for number in range(1, DEEDS + 1):
            told = deeds[number - 1] if len(deeds) >= number else None
            who = AskedLine(label=_("Wie"), max_length=60, required=False, initial=told.who if told else "")
            what = AskedLine(label=_("Doet wat"), max_length=200, required=False, initial=told.what if told else "")
            due = Day(
                label=_("Wanneer klaar"),
                required=False,
                initial=told.due_on if told else None,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                error_messages={"invalid": _("Vul een datum in, zoals 2027-02-22.")},
            )
            self.fields |= {f"who_{number}": who, f"what_{number}": what, f"due_{number}": due}

    def rows(self) -> list[tuple[int, list[forms.BoundField], bool]]:
        """Give the fields row by row, and whether to show them at once: the first, and those with something in them."""
        rows = []
        for number in range(1, DEEDS + 1):
            fields = [self[f"{name}_{number}"] for name in ("who", "what", "due")]
            rows.append((number, fields, number == 1 or any(field.value() or field.errors for field in fields)))
        return rows

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        for number in range(1, DEEDS + 1):
            who, what, due = (facts.get(f"{name}_{number}") for name in ("who", "what", "due"))
            if (who or due) and not what and f"what_{number}" not in self.errors:
                self.add_error(f"what_{number}", _("Schrijf wat er gebeurt."))
            if what and not who and f"who_{number}" not in self.errors:
                self.add_error(f"who_{number}", _("Schrijf wie dit doet. Een rol mag ook."))
        return facts

    def deeds(self) -> list[Deed]:
        """Give the rows that were filled in."""
        facts = self.cleaned_data
        rows = [Deed(*(facts.get(f"{name}_{n}") for name in ("who", "what", "due"))) for n in range(1, DEEDS + 1)]  # type: ignore[arg-type]
        return [deed for deed in rows if deed.what]


class CloseForm(Careful):
    """Why it closes; readers see this."""

    WATCHED = ("why",)

    why = Line(
        label=_("Waarom sluit het gesprek?"),
        help_text=_("Iedereen die meeleest, ziet dit."),
        max_length=200,
        required=False,
    )


class MoveForm(forms.Form):
    """Where a topic goes: a practice that its leader takes part in."""

    practice = forms.ModelChoiceField(
        Practice.objects.none(),
        to_field_name="slug",
        label=_("Naar welke praktijk?"),
        empty_label=_("Kies een praktijk"),
        error_messages={"required": _("Kies een praktijk."), "invalid_choice": _("Kies een praktijk.")},
    )

    def __init__(self, *args: Any, user: User, topic: Contribution, **options: Any) -> None:
        super().__init__(*args, **options)
        mine = Practice.objects.of(user).exclude(pk=topic.practice_id or 0)
        self.fields["practice"].queryset = mine  # type: ignore[attr-defined]


class MergeForm(forms.Form):
    """In which talk of the same place this one goes on."""

    into = forms.ModelChoiceField(
        Contribution.objects.none(),
        label=_("In welk gesprek gaat het verder?"),
        empty_label=_("Kies een gesprek"),
        error_messages={"required": _("Kies een gesprek."), "invalid_choice": _("Kies een gesprek.")},
    )

    def __init__(self, *args: Any, user: User, topic: Contribution, **options: Any) -> None:
        super().__init__(*args, **options)
        seen = Contribution.objects.visible_to(user).filter(~is_merged()).exclude(pk=topic.pk)
        if topic.practice_id:
            near = seen.filter(practice=topic.practice_id, kind__in=[Topic.KIND, "case"])
        else:
            near = seen.filter(kind=Topic.KIND, topic__theme__in=Topic.objects.filter(pk=topic.pk).values("theme"))
        newest = near.order_by("-pk").values("pk")[:OFFERED]
        self.fields["into"].queryset = Contribution.objects.filter(pk__in=list(newest.values_list("pk", flat=True)))  # type: ignore[attr-defined]

    def clean_into(self) -> Contribution:
        found: Contribution = self.cleaned_data["into"]
        return found


class SplitForm(Careful):
    """Which replies go on as a topic of their own, and what it is called."""

    WATCHED = ("title",)

    title = Line(
        label=_("Hoe heet het nieuwe gesprek?"),
        max_length=120,
        error_messages={"required": _("Geef het gesprek een titel.")},
    )
    replies = Several(
        Reply.objects.none(),
        label=_("Welke reacties gaan mee?"),
        help_text=_("De antwoorden eronder gaan mee."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Kies één of meer reacties."),
            "invalid_choice": _("Kies een reactie uit de lijst."),
        },
    )

    def __init__(self, *args: Any, root: Contribution, **options: Any) -> None:
        super().__init__(*args, **options)
        first = Reply.objects.in_talk(root.pk).filter(parent=None, told_shown=True).order_by("-pk")[:OFFERED]
        pks = list(first.values_list("pk", flat=True))
        field: Any = self.fields["replies"]
        field.queryset = Reply.objects.filter(pk__in=pks).order_by("pk")
        field.label_from_instance = lambda one: f"{one.pseudonym}: {Truncator(spoken(one.text)).chars(SHOWN)}"
