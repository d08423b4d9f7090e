"""What may be typed to start a topic, with errors in plain Dutch."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forums.models import Topic
from practices.forms import Starting
from practices.forms.speaking import Careful, Speaker
from practices.models import Audience, Practice
from ui.forms import Line, Once, PlainText

INSIDE = [Audience.PRACTICE, Audience.SIGNED_IN, Audience.EVERYONE]
OUTSIDE = [Audience.SIGNED_IN, Audience.EVERYONE]  # under a theme there are no members


class TopicForm(Starting, Speaker, Careful, Once):
    """Start a topic, or mend it: a title and what it is about."""

    WATCHED = ("title", "text", "different")
    FACTS = ("title", "text", "audience", "perspective", "pseudonym")

    title = Line(
        label=_("Waar gaat het gesprek over?"),
        help_text=_("Kort, zoals op een kaartje."),
        max_length=120,
        error_messages={"required": _("Geef het gesprek een titel.")},
    )
    text = PlainText(
        label=_("Begin het gesprek"),
        help_text=_("Wat weet je al? Wat wil je van anderen horen? Noem geen namen of plekken."),
        max_length=4000,
        error_messages={"required": _("Schrijf waar je over wilt praten.")},
    )
    audience = forms.ChoiceField(
        label=_("Wie mag dit lezen?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wie dit mag lezen.")},
    )
    field_order = ["title", "text", "weet", "different", "audience", "perspective", "pseudonym"]

    def __init__(self, *args: Any, practice: Practice | None, topic: Topic | None = None, **options: Any) -> None:
        """Offer who may read it: inside a practice its members first."""
        offered = INSIDE if practice else OUTSIDE
        options["initial"] = {"audience": offered[0]} | (options.get("initial") or {})
        super().__init__(*args, before=topic, **options)
        self.fields["audience"].choices = [(one.value, one.label) for one in offered]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """Give the fields of the topic."""
        return {name: self.cleaned_data[name] for name in self.FACTS if name in self.cleaned_data}
