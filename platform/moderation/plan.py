"""What is done when somebody may be in danger: always the same steps, in this order, none left out."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERSION = "2026-11"  # change with every change of the steps


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it is, and how to do it."""

    key: str
    name: str | Promise
    how: str | Promise


STEPS = (
    Step(
        "now",
        _("Is er nu gevaar? Bel 112."),
        _("Lees de tekst nog eens. Gaat het om vandaag, en weet je waar iemand is? Bel dan eerst 112."),
    ),
    Step(
        "together",
        _("Overleg met een ander"),
        _("Beslis nooit alleen. Vraag een andere meelezer om mee te kijken, en schrijf op wie dat was."),
    ),
    Step(
        "reach",
        _("Laat de schrijver weten dat je dit zag"),
        _("Zet deze stap, dan staat er een bericht bij het verhaal. Daarin staat wie nu kan helpen."),
    ),
    Step(
        "advice",
        _("Vraag advies"),
        _("Bel Veilig Thuis, 0800-2000. Je noemt geen namen. Bij zelfmoord kun je 113 om raad vragen."),
    ),
    Step(
        "act",
        _("Doe wat is afgesproken"),
        _("Schrijf op wat je deed, of waarom er niets nodig was. Noem geen naam die niet al bekend was."),
    ),
)
KEYS = [step.key for step in STEPS]
REACH = "reach"  # from this step on the writer sees that somebody worries
