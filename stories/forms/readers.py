"""Who may read a story, for what else, until when and under which name."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import CLAIMED_FREELY, Perspective, User
from accounts.names import clean_name, refuse_telling_name
from moderation import privacy
from practices.models import Audience, Practice, Purpose
from stories.models import Story
from ui.forms import PlainText

EXTRA_PURPOSES = [Purpose.REGIONS, Purpose.EDUCATION, Purpose.RESEARCH]


class ReadersForm(forms.Form):
    """Who may read it, what else it may be used for, until when, under which name. Nothing is chosen beforehand."""

    audience = forms.ChoiceField(
        label=_("Wie mag het lezen?"),
        choices=Audience.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wie je verhaal mag lezen.")},
    )
    practice = forms.ModelChoiceField(
        Practice.objects.all(), label=_("Welke praktijk?"), required=False, empty_label=_("Kies een praktijk")
    )
    purposes = forms.MultipleChoiceField(
        label=_("Mag je verhaal ook hiervoor worden gebruikt?"),
        choices=[(purpose.value, purpose.label) for purpose in EXTRA_PURPOSES],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    until = forms.ChoiceField(label=_("Tot wanneer?"), widget=forms.RadioSelect, required=False)

    def __init__(self, *args: Any, story: Story, **options: Any) -> None:
        super().__init__(*args, **options)
        self.story = story
        until = [("1", _now("1 jaar")), ("2", _now("2 jaar")), ("0", _now("Tot ik stop"))]
        if story.shown_until:
            day = date_format(story.shown_until, "j F Y")
            until.insert(0, ("keep", _now("Tot en met %(day)s, zoals nu") % {"day": day}))
        self.fields["until"].choices = until  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        audience = facts.get("audience")
        if audience == Audience.PRACTICE and not facts.get("practice"):
            self.add_error("practice", _("Kies de praktijk die je verhaal mag lezen."))
        if audience and audience != Audience.ME and not facts.get("until"):
            self.add_error("until", _("Kies tot wanneer anderen het mogen lezen."))
        return facts

    def ends_on(self) -> date | None:
        """Give the last day others may read it; None for no end."""
        years = self.cleaned_data.get("until")
        if years == "keep":
            return self.story.shown_until
        return timezone.localdate() + timedelta(days=365 * int(years)) if years in {"1", "2"} else None


class NameForm(ReadersForm):
    """The readers, and the name beside the story."""

    pseudonym = PlainText(
        label=_("Welke naam zetten we erbij?"),
        help_text=_("Niet je echte naam. Een naam die niemand aan jou doet denken."),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"class": "input own", "autocomplete": "off", "list": "namen"}),
    )
    perspective = forms.ChoiceField(label=_("Je vertelt als"), widget=forms.RadioSelect, required=False)

    def __init__(self, *args: Any, user: User | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        claimed = {claim.perspective for claim in user.perspectives.all()} if user else set()
        allowed = {*CLAIMED_FREELY, *claimed, self.story.perspective}
        self.fields["perspective"].choices = [  # type: ignore[attr-defined]
            (value, label) for value, label in Perspective.choices if value in allowed
        ]

    def clean_pseudonym(self) -> str:
        if not self.cleaned_data["pseudonym"]:
            return ""
        name = clean_name(self.cleaned_data["pseudonym"])
        if self.user and plain(name) in names_of(self.user):
            raise ValidationError(_("Dit is de naam van je account. Kies hier een andere, dan blijf je onbekend."))
        if any(mark.kind != "name" for mark in privacy.find(name)):
            raise ValidationError(_("Hier staat een nummer of adres in. Kies alleen een naam."))
        refuse_telling_name(name, self.user.email if self.user else "")
        return name

    def clean_perspective(self) -> str:
        return self.cleaned_data["perspective"] or Perspective.LIVED


def plain(name: str) -> str:
    """Give a name without capitals, spaces and signs, to compare."""
    return re.sub(r"[\W_]", "", name.casefold())


def names_of(user: User) -> set[str]:
    """Give every way this account is called, as `plain` writes it."""
    return {plain(name) for name in (user.pseudonym, user.email, user.email.split("@")[0]) if name}


class MailForm(forms.Form):
    """Where to mail the private link, once."""

    email = forms.EmailField(
        label=_("Je mailadres"),
        help_text=_("We sturen de link en vergeten je adres meteen weer."),
        error_messages={
            "required": _("Vul je mailadres in."),
            "invalid": _("Dit mailadres klopt niet. Kijk of er een @ in staat."),
        },
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=100)
