"""What may be typed in a story, with errors in plain Dutch."""

from stories.forms.readers import EXTRA_PURPOSES, MailForm, NameForm, ReadersForm
from stories.forms.telling import AboutForm, Arrived, BeginForm, CardsForm, FreeForm, HappenedForm, HelpedForm

__all__ = [
    "EXTRA_PURPOSES",
    "AboutForm",
    "Arrived",
    "BeginForm",
    "CardsForm",
    "FreeForm",
    "HappenedForm",
    "HelpedForm",
    "MailForm",
    "NameForm",
    "ReadersForm",
]
