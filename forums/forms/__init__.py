"""What may be typed in talk."""

from forums.forms.casework import CaseForm, OutcomeForm, said
from forums.forms.replying import ReplyForm
from forums.forms.topics import TopicForm

__all__ = ["CaseForm", "OutcomeForm", "ReplyForm", "TopicForm", "said"]
