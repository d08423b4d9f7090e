"""Whom help is for, in a few broad words."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class TargetGroup(models.TextChoices):
    """Whom the help was for: small enough a list that nobody is recognised by it. No value stands within another."""

    CHILDREN = "kinderen", _("Kinderen, tot 12 jaar")
    YOUNG = "jongeren", _("Jongeren, 12 tot 27 jaar")
    ADULTS = "volwassenen", _("Volwassenen, 27 tot 67 jaar")
    OLDER = "ouderen", _("Ouderen, vanaf 67 jaar")
    FAMILIES = "gezinnen", _("Gezinnen")


def validate_groups(text: str) -> None:
    """Let every line name one of the groups; raises ValidationError."""
    if unknown := [line for line in text.splitlines() if line.strip() not in TargetGroup.values]:
        words = {"word": unknown[0].strip(), "groups": ", ".join(TargetGroup.values)}
        raise ValidationError(gettext("‘%(word)s’ kennen we niet. Kies uit: %(groups)s.") % words)
