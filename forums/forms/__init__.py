"""What may be typed in talk."""

from forums.forms.casework import CaseForm, said
from forums.forms.ending import LookBackForm, MoveForm, OutcomeForm, ending_of
from forums.forms.replying import ReplyForm
from forums.forms.topics import TopicForm

__all__ = ["CaseForm", "LookBackForm", "MoveForm", "OutcomeForm", "ReplyForm", "TopicForm", "ending_of", "said"]
