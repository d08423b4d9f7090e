"""What people type about themselves and to come in."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.internal.flows.manage_email import sync_user_email_address
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import CLAIMED_FREELY, Perspective, User
from accounts.names import clean_name, refuse_telling_name

WHERE_ONE_SPEAKS_FROM = {
    Perspective.LIVED: _("Ik kreeg zelf hulp, of iemand dicht bij mij."),
    Perspective.CITIZEN: _("Ik woon hier en denk mee."),
    Perspective.PROFESSIONAL: _("Ik help mensen in mijn werk."),
    Perspective.RESEARCH: _("Ik doe onderzoek, of geef les."),
    Perspective.POLICY: _("Ik werk aan beleid."),
}
ADDRESS_MISSING = _("Vul je mailadres in, zoals naam@voorbeeld.nl")
NO_ADDRESS = _("Dit mailadres klopt niet. Kijk of er een @ in staat.")

PASSWORD_RULES = _("Gebruik minstens 10 tekens. Bijvoorbeeld 3 woorden achter elkaar.")


def plain_address(field: forms.Field, label: Any, hint: Any = "") -> None:
    """Give an e-mail field our words."""
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(autocomplete="email", maxlength=254)
    field.error_messages.update(required=ADDRESS_MISSING, invalid=NO_ADDRESS, max_length=NO_ADDRESS)


def plain_secret(field: forms.Field, label: Any, hint: Any = "") -> None:
    """Give a password field our words."""
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
    field.error_messages["required"] = _("Vul je wachtwoord in.")


def plain_code(field: forms.Field) -> None:
    """Give a field for a code from a mail our words."""
    field.label, field.help_text = _("De code uit de mail"), _("Hoofdletters of kleine letters maakt niet uit.")
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(autocomplete="one-time-code", autocapitalize="characters", spellcheck="false")
    field.error_messages["required"] = _("Vul de code uit de mail in.")


class SignIn(allauth_forms.LoginForm):  # type: ignore[misc]
    """The first way in: an address, for a code by mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain_address(self.fields["login"], _("Je mailadres"), _("Niemand anders ziet dit adres."))

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean()
        if self.user:  # made by a keeper's command: the code now also shows that the address is theirs
            sync_user_email_address(self.user)
        return typed

    def _setup_password_field(self) -> None:
        del self.fields["password"]


class SignInByPassword(allauth_forms.LoginForm):  # type: ignore[misc]
    """The second way in: an address and a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="password-%s", **kwargs)
        plain_address(self.fields["login"], _("Je mailadres"))
        plain_secret(self.fields["password"], _("Je wachtwoord"))

    def _setup_password_field(self) -> None:
        """Keep the field; allauth drops it because signing up asks for no password."""


class SignUp(allauth_forms.SignupForm):  # type: ignore[misc]
    """Only an address; who somebody is here is asked afterwards."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain_address(self.fields["email"], _("Je mailadres"), _("Niemand anders ziet dit adres."))


class SignInCode(allauth_forms.ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code somebody was sent to come in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain_code(self.fields["code"])


class AddressCode(allauth_forms.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    """The code somebody was sent to show that an address is theirs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain_code(self.fields["code"])


class PasswordCode(allauth_forms.ConfirmPasswordResetCodeForm):  # type: ignore[misc]
    """The code somebody was sent to choose a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain_code(self.fields["code"])


class ForgottenPassword(allauth_forms.ResetPasswordForm):  # type: ignore[misc]
    """The address of somebody who forgot the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain_address(self.fields["email"], _("Je mailadres"))


class NewAddress(allauth_forms.AddEmailForm):  # type: ignore[misc]
    """Another address to sign in with."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain_address(self.fields["email"], _("Je nieuwe mailadres"), _("We sturen er een code heen."))


class NewPassword:
    """A new password, typed twice, with our words."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain_secret(self.fields["password1"], _("Je nieuwe wachtwoord"), PASSWORD_RULES)
        plain_secret(self.fields["password2"], _("Nog een keer hetzelfde wachtwoord"))
        if "oldpassword" in self.fields:
            plain_secret(self.fields["oldpassword"], _("Je wachtwoord van nu"))

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = forms.Form.clean(self) or {}  # type: ignore[arg-type]
        first, second = typed.get("password1"), typed.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("De 2 wachtwoorden zijn niet gelijk. Typ ze nog een keer."))  # type: ignore[attr-defined]
        return typed


class ChangePassword(NewPassword, allauth_forms.ChangePasswordForm):  # type: ignore[misc]
    """Another password for somebody who has one."""


class SetPassword(NewPassword, allauth_forms.SetPasswordForm):  # type: ignore[misc]
    """A first password for somebody who signs in by code."""


class ResetPassword(NewPassword, allauth_forms.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password after a code."""


class Introduction(forms.Form):
    """Who somebody is on the site: a made-up name and from where they speak."""

    pseudonym = forms.CharField(
        label=_("Je naam op de site"),
        help_text=_("Verzin een naam. Gebruik liever niet je eigen naam."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": _("Deze naam is te lang. Gebruik hooguit 60 tekens.")},
    )
    perspectives = forms.MultipleChoiceField(
        label=_("Van waaruit praat je mee?"),
        help_text=_("Je mag er meer kiezen. Je kunt dit later aanpassen."),
        choices=Perspective.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Kies uit de lijst.")},
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        self.person = person
        claims = list(person.perspectives.all())
        kwargs.setdefault("initial", {})
        kwargs["initial"].update(
            pseudonym=person.pseudonym,
            perspectives=[claim.perspective for claim in claims],
        )
        super().__init__(*args, **kwargs)
        self.waiting = {claim.perspective for claim in claims if claim.awaits_confirmation}
        self.confirmed = {claim.perspective for claim in claims if claim.is_confirmed}

    def clean_pseudonym(self) -> str:
        name = clean_name(self.cleaned_data["pseudonym"])
        team = self.person.is_moderator or self.person.is_editor
        refuse_telling_name(name, self.person.email, on_the_team=team)
        if not name and self.person.pseudonym:
            raise ValidationError(_("Vul een naam in. Zonder naam weten anderen niet wie praat."))
        return name

    def perspective_choices(self) -> list[dict[str, Any]]:
        """Give each perspective with its explanation and where its confirmation stands."""
        ticked = {str(value) for value in self["perspectives"].value() or ()}
        return [
            {
                "value": one.value,
                "label": one.label,
                "hint": WHERE_ONE_SPEAKS_FROM[one],
                "ticked": one.value in ticked,
                "waits": one.value in self.waiting,
                "confirmed": one.value in self.confirmed,
                "free": one in CLAIMED_FREELY,
            }
            for one in WHERE_ONE_SPEAKS_FROM
        ]


class Settings(Introduction):
    """The same later on, and what others see of this person while they are on a page."""

    shows_typing = forms.BooleanField(
        label=_("Laat anderen zien dat iemand schrijft terwijl ik typ"),
        help_text=_("Er staat ‘Iemand schrijft’. Je naam staat er niet bij."),
        required=False,
    )
    shows_presence = forms.BooleanField(
        label=_("Laat leden van mijn praktijk zien dat ik meelees"),
        help_text=_("Zij zien de eerste letters van je naam. Schrijf je soms onder een andere naam? Laat dit dan uit."),
        required=False,
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        kwargs["initial"] = {"shows_typing": person.shows_typing, "shows_presence": person.shows_presence}
        super().__init__(*args, person=person, **kwargs)
