"""What may be typed about a task of a practice."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from forums.models import Task
from practices.forms.assessment import DayField, coming
from practices.forms.speaking import Careful
from practices.models import Membership, Practice
from ui.forms import Line, Once


class MemberTaskForm(Careful, Once):
    """Who in the practice does what, and when."""

    WATCHED = ("what",)

    what = Line(
        label=_("Wat moet er gebeuren?"),
        help_text=_("Kort. Iedereen in de praktijk leest dit. Noem geen namen."),
        max_length=200,
        error_messages={"required": _("Schrijf wat er moet gebeuren.")},
    )
    member = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Wie doet het?"),
        empty_label=_("Nog niemand"),
        required=False,
        error_messages={"invalid_choice": _("Die doet niet mee in deze praktijk. Kies iemand anders.")},
    )
    due_on = DayField(label=_("Wanneer is het klaar?"), error_messages={"required": _("Kies een dag.")})

    def __init__(self, *args: Any, practice: Practice, task: Task | None = None, **options: Any) -> None:
        if task is not None:
            options["initial"] = {name: getattr(task, name) for name in ("what", "member", "due_on")}
        super().__init__(*args, **options)
        self.task = task
        members = Membership.objects.current().filter(practice=practice).values("user")
        self.fields["member"].queryset = User.objects.filter(pk__in=members).order_by("pseudonym")  # type: ignore[attr-defined]

    def clean_due_on(self) -> Any:
        day = self.cleaned_data["due_on"]
        return day if self.task and day == self.task.due_on else coming(day)

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("what", "member", "due_on")}
