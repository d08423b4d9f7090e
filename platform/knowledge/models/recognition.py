"""The recognition of an intervention: its level, since when, and until when it counts."""

import re
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Level(models.TextChoices):
    """The five rungs on which the Dutch knowledge institutes agree, lowest first."""

    DESCRIBED = "goed-beschreven", gettext_lazy("Goed beschreven")
    SUBSTANTIATED = "goed-onderbouwd", gettext_lazy("Goed onderbouwd")
    FIRST = "eerste-aanwijzingen", gettext_lazy("Eerste aanwijzingen dat het werkt")
    GOOD = "goede-aanwijzingen", gettext_lazy("Goede aanwijzingen dat het werkt")
    STRONG = "sterke-aanwijzingen", gettext_lazy("Sterke aanwijzingen dat het werkt")

    @property
    def meaning(self) -> str:
        """Say in plain words what the level says, and what it does not."""
        return str(MEANINGS[self])


MEANINGS = {
    Level.DESCRIBED: gettext_lazy("Doel, doelgroep en aanpak staan duidelijk op papier."),
    Level.SUBSTANTIATED: gettext_lazy("Er staat ook op papier waarom dit kan werken."),
    Level.FIRST: gettext_lazy("Onderzoek laat een eerste verbetering zien."),
    Level.GOOD: gettext_lazy("In onderzoek ging het beter dan zonder deze aanpak."),
    Level.STRONG: gettext_lazy("Dit is de hoogste trede. Veel onderzoek wijst dezelfde kant op."),
}

# In years, as the institutes publish it: "goed beschreven" counts for three, the others for five.
YEARS_VALID = dict.fromkeys(Level, 5) | {Level.DESCRIBED: 3}


def check_partial_date(text: str) -> None:
    """Accept "2019-04-08" or, where a source gives no day, "2013"; raise ValidationError for the rest."""
    try:
        if not re.fullmatch(r"(19|20)\d\d(-\d\d-\d\d)?", text, re.ASCII):
            raise ValueError
        date.fromisoformat(text if len(text) == 10 else f"{text}-01-01")
    except ValueError as error:
        raise ValidationError(_("Schrijf een datum als 2019-04-08, of alleen een jaar als 2013.")) from error


@dataclass(frozen=True)
class Recognition:
    """What a source says about the recognition; `since` is "" where no source gives a date."""

    level: Level
    since: str
    body: str
    stated_end: date | None = None

    @property
    def year(self) -> int | None:
        return int(self.since[:4]) if self.since else None

    @property
    def day(self) -> date | None:
        """The exact day, where a source gives one."""
        return date.fromisoformat(self.since) if len(self.since) == 10 else None

    @property
    def until(self) -> date | None:
        """The last day it counts, as a source states it or else by the rules; None when the start is unknown,
        31 December where only its year is known.
        """
        if self.stated_end is not None:
            return self.stated_end
        if self.year is None:
            return None
        last_year = self.year + YEARS_VALID[self.level]
        if self.day is None:
            return date(last_year, 12, 31)
        try:
            return self.day.replace(year=last_year)
        except ValueError:  # 29 February
            return date(last_year, 2, 28)

    @property
    def has_expired(self) -> bool:
        return self.until is not None and self.until < timezone.localdate()
