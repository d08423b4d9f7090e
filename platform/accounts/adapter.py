"""How allauth speaks for this site."""

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WEAK_PASSWORD = {
    "password_too_short": gettext_lazy("Dit wachtwoord is te kort. Gebruik minstens 10 tekens."),
    "password_too_common": gettext_lazy("Dit wachtwoord is makkelijk te raden. Kies iets anders."),
    "password_too_similar": gettext_lazy("Dit wachtwoord lijkt op je mailadres. Kies iets anders."),
}
log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """E-mail is the only name; allauth's own words are replaced by plain ones."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": gettext_lazy("Dit account is gesloten."),
        "email_password_mismatch": gettext_lazy(
            "Dit mailadres en dit wachtwoord horen niet bij elkaar. Kijk ze na, of vraag een code aan."
        ),
        "enter_current_password": gettext_lazy("Dit is niet je wachtwoord van nu. Kijk het na."),
        "incorrect_code": gettext_lazy("Deze code klopt niet. Kijk in de nieuwste mail."),
        "incorrect_password": gettext_lazy("Dit is niet je wachtwoord. Kijk het na."),
        "duplicate_email": gettext_lazy("Dit mailadres gebruik je al."),
        "same_as_current": gettext_lazy("Dit mailadres gebruik je al."),
        "too_many_login_attempts": gettext_lazy("Dit is te vaak geprobeerd. Wacht 5 minuten."),
        "rate_limited": gettext_lazy("Dit ging te snel achter elkaar. Wacht even."),
    }

    def clean_password(self, password: str, user: Any = None) -> str:
        """Give the password back; raises ValidationError in plain words."""
        try:
            return str(super().clean_password(password, user))
        except ValidationError as fault:
            words = [WEAK_PASSWORD.get(str(error.code), error.message) for error in fault.error_list]
            raise ValidationError([str(word) for word in words]) from fault

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one mail; a mail server that fails is told to the person and logged without the address."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as fault:
            log.error("A mail for signing in could not be sent: %s", type(fault).__name__)
            messages.error(current.request, _("De mail kon nu niet weg. Probeer het over een paar minuten."))

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:introduction")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:settings")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        return reverse("accounts:settings" if self.request.user.is_authenticated else "account_login")
