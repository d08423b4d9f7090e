"""What may be typed in a duo-case: what both read, and one's own side."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy as _

from accounts.models import Perspective, User
from accounts.names import clean_name, refuse_telling_name
from forums.forms.cards import Cards, cards_of
from forums.forms.casework import AUDIENCES
from forums.models import Side
from practices.forms.speaking import Careful, Speaker, speaking
from practices.models import Audience, Practice
from ui.forms import Line, Once, PlainText


class DuoForm(Speaker, Careful, Once):
    """Begin a duo-case. What is typed here both read at once; one's own side comes after."""

    WATCHED = ("title", "situation", "question")
    FACTS = (*WATCHED, "audience", "perspective", "pseudonym")

    title = Line(
        label=_("Geef het een korte titel"), max_length=120, error_messages={"required": _("Geef het een titel.")}
    )
    situation = PlainText(
        label=_("Over welke hulp gaat het?"),
        help_text=_("Eén of twee zinnen. Dit leest de ander ook meteen."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Zeg kort over welke hulp het gaat.")},
    )
    question = PlainText(
        label=_("Wat willen jullie weten van anderen?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Stel één vraag aan de anderen.")},
    )
    invited = forms.ChoiceField(
        label=_("Wie vertelt de andere kant?"),
        help_text=_("Een link kun je geven aan wie geen account heeft."),
    )
    audience = forms.ChoiceField(
        label=_("Wie mag dit later lezen?"),
        help_text=_("Pas als jullie allebei ja zeggen."),
        choices=[(one.value, one.label) for one in AUDIENCES],
        widget=forms.RadioSelect,
        initial=Audience.PRACTICE,
        error_messages={"required": _("Kies wie dit mag lezen.")},
    )

    def __init__(self, *args: Any, practice: Practice, **options: Any) -> None:
        super().__init__(*args, **options)
        members = practice.memberships.filter(left_at__isnull=True).exclude(user=self.user).select_related("user")
        self.members = {str(one.user_id): one.user for one in members.order_by("user__pseudonym")}
        named = [(key, user.pseudonym) for key, user in self.members.items() if user.pseudonym]
        self.fields["invited"].choices = [("link", _("Ik geef een link")), *named]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """Give what both read, and who began."""
        return {name: self.cleaned_data[name] for name in self.FACTS}

    def who(self) -> User | None:
        """Give the member who is asked; None when it goes by link."""
        found: User | None = self.members.get(self.cleaned_data["invited"])
        return found


class SideForm(Cards, Careful, Once):
    """Tell one's own side; also without an account."""

    WATCHED = ("happened", "meant")
    FACTS = (*WATCHED, "perspective", "pseudonym")

    happened = PlainText(
        label=_("Wat gebeurde er?"),
        help_text=_("Jouw kant. Noem geen namen of plekken."),
        max_length=4000,
        error_messages={"required": _("Vertel kort wat er gebeurde.")},
    )
    meant = PlainText(
        label=_("Wat deed het?"),
        help_text=_("Voor jou, of voor de ander zoals jij het zag."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    perspective = forms.ChoiceField(
        label=_("Je schrijft vanuit"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies vanuit welke rol je schrijft.")},
    )
    pseudonym = Line(
        label=_("Onder deze naam"),
        help_text=_("Je hoeft niet je echte naam te gebruiken."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "own"}),
        error_messages={"required": _("Kies een naam. Het hoeft niet je echte naam te zijn.")},
    )

    def __init__(self, *args: Any, side: Side, user: User | AnonymousUser, **options: Any) -> None:
        self.user = user
        said: dict[str, Any] = {}
        offered = list(Perspective)
        if isinstance(user, User):
            offered, said = speaking(user)
        if side.written_at or side.pseudonym:
            said = said | {name: getattr(side, name) for name in self.FACTS}
        options["initial"] = said | cards_of(side) | (options.get("initial") or {})
        super().__init__(*args, **options)
        self.fields["perspective"].choices = [(one.value, one.label) for one in offered]  # type: ignore[attr-defined]
        self.add_cards()

    def clean_pseudonym(self) -> str:
        """Refuse a name that gives away who it is."""
        name = clean_name(self.cleaned_data["pseudonym"])
        if "@" in name:
            raise forms.ValidationError(_("Gebruik hier geen mailadres. Kies een naam."))
        user = self.user
        if not isinstance(user, User):
            refuse_telling_name(name, "")
        elif name != user.pseudonym:
            refuse_telling_name(name, user.email, user.is_moderator or user.is_editor)
        return name

    def facts(self) -> dict[str, Any]:
        """Give what belongs to the side itself."""
        return {name: self.cleaned_data[name] for name in self.FACTS}
