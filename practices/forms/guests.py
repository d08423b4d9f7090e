"""What may be typed to ask a guest into one talk."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ui.forms import Once


class GuestForm(Once):
    """Whom, and for how long."""

    email = forms.EmailField(
        label=_("Mailadres"),
        help_text=_("Laat dit leeg voor een code op papier."),
        required=False,
        error_messages={"invalid": _("Dit mailadres klopt niet. Kijk of er een @ in staat.")},
    )
    days = forms.TypedChoiceField(
        label=_("Hoe lang mag deze gast meelezen?"),
        choices=[(7, _("Een week")), (14, _("Twee weken")), (30, _("Een maand"))],
        coerce=int,
        initial=14,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies hoe lang."), "invalid_choice": _("Kies hoe lang.")},
    )
