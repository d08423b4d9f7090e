"""What may be typed in talk."""

from forums.forms.casework import CaseForm, OutcomeForm, said
from forums.forms.replying import ReplyForm

__all__ = ["CaseForm", "OutcomeForm", "ReplyForm", "said"]
