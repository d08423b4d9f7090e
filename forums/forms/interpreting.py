"""What may be filled in to interpret together: what lies on the table, and the last line of the harvest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forums.forms.room import PlanForm
from forums.models import Method, Session
from forums.table import Offer
from practices.forms.speaking import Careful
from practices.models import Contribution
from ui.forms import Folded, Line, Once

MOST = 8  # things on one table
SHORT = 6  # choices that are seen at once; a longer list is folded in


class TableForm(forms.Form):
    """What lies on the table, in groups of boxes to tick."""

    def __init__(
        self, *args: Any, offered: Iterable[tuple[str, str, Offer]], lying: Iterable[str] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.groups = []
        lying = list(lying)
        for name, label, choices in offered:
            known = {key for key, _label in choices}
            self.groups.append(name)
            self.fields[name] = forms.MultipleChoiceField(
                label=label,
                choices=choices,
                required=False,
                initial=[key for key in lying if key in known],
                widget=Folded if len(choices) > SHORT else forms.CheckboxSelectMultiple,
                error_messages={"invalid_choice": _("Dit is er niet meer. Kies opnieuw.")},
            )

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        first = self.groups[0] if self.groups else None
        if first is not None and not set(self.groups) & set(self.errors):
            number = len(self.keys(facts))
            if not number:
                self.add_error(first, _("Kies minstens één ding om op tafel te leggen."))
            elif number > MOST:
                self.add_error(first, _("Kies hooguit acht dingen. Dan is er tijd om alles te lezen."))
        return facts

    def keys(self, facts: dict[str, Any] | None = None) -> list[str]:
        """Give what was ticked, in the order in which it stands there."""
        facts = self.cleaned_data if facts is None else facts
        return [key for name in self.groups for key in facts.get(name, [])]


class InterpretingForm(TableForm, PlanForm):
    """Interpreting together: what lies on the table, the question, and when."""

    WATCHED = ("title", "question")
    FEW = ("title", "question", "day", "time", "minutes", "place", "link")

    def __init__(self, *args: Any, method: Method, **options: Any) -> None:
        super().__init__(*args, subjects=Contribution.objects.none(), **options)
        self.chosen_method = method
        for name in ("method", "subject", "about", "programme", "pace", "days_each"):
            del self.fields[name]

    def facts(self) -> dict[str, Any]:
        """Give the fields of Session."""
        self.cleaned_data["days_each"] = None
        return super().facts() | {"method": self.chosen_method}

    def first_fields(self) -> list[forms.BoundField]:
        """Give what lies on the table."""
        return [self[name] for name in self.groups]

    def other_fields(self) -> list[forms.BoundField]:
        """Give the question and the moment."""
        return [self[name] for name in self.FEW]


class LayingForm(TableForm, Once):
    """What lies on the table of a session that was planned already."""

    def __init__(self, *args: Any, session: Session, **options: Any) -> None:
        super().__init__(*args, lying=[one.key for one in session.on_table.all()], **options)

    def first_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.groups]


class ChangeForm(Careful, Once):
    """The last line of the harvest."""

    WATCHED = ("change",)

    change = Line(
        label=_("Wat verandert er voor mensen?"),
        help_text=_("Eén zin. Bijvoorbeeld: Wie niet opendoet, wordt eerst gebeld."),
        max_length=300,
        error_messages={"required": _("Schrijf in één zin wat er verandert voor mensen.")},
    )
