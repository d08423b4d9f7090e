"""The nouns of talk: case, topic, reply, the talk that counts changes, what was read; a session and its harvest."""

from forums.models.attachment import Attachment
from forums.models.case import Case, Result
from forums.models.case_template import CaseTemplate
from forums.models.coming import CalendarLink, Coming
from forums.models.draft import Draft
from forums.models.edition import Edition
from forums.models.follow_up import FollowUp, Helped, LookBack, Weeks
from forums.models.harvest import Assent, Finding, Harvest
from forums.models.hindrance import AtStake, Barrier, Hindrance, Value
from forums.models.leading import Carried, Closing, Merger, Moving, Splitting, is_merged
from forums.models.method import VOICES, WRITTEN, Input, Method, Seen, Step, StepFacts, Writers
from forums.models.note import PRIVATE, Dot, Note, Ready
from forums.models.outcome import Agreement, TalkOutcome
from forums.models.question import Question, Support
from forums.models.reading import Reading
from forums.models.reply import Intent, Quoting, Reply, ReplyQuerySet
from forums.models.series import Place, Scaling, Series
from forums.models.session import Happening, Pace, Round, Seat, Session
from forums.models.side import Side
from forums.models.state import CaseMove, State
from forums.models.table import OnTable
from forums.models.talk import Talk
from forums.models.task import Task
from forums.models.topic import Topic

__all__ = [
    "PRIVATE",
    "VOICES",
    "WRITTEN",
    "Agreement",
    "Assent",
    "AtStake",
    "Attachment",
    "Barrier",
    "CalendarLink",
    "Carried",
    "Case",
    "CaseMove",
    "CaseTemplate",
    "Closing",
    "Coming",
    "Dot",
    "Draft",
    "Edition",
    "Finding",
    "FollowUp",
    "Happening",
    "Harvest",
    "Helped",
    "Hindrance",
    "Input",
    "Intent",
    "LookBack",
    "Merger",
    "Method",
    "Moving",
    "Note",
    "OnTable",
    "Pace",
    "Place",
    "Question",
    "Quoting",
    "Reading",
    "Ready",
    "Reply",
    "ReplyQuerySet",
    "Result",
    "Round",
    "Scaling",
    "Seat",
    "Seen",
    "Series",
    "Session",
    "Side",
    "Splitting",
    "State",
    "Step",
    "StepFacts",
    "Support",
    "Talk",
    "TalkOutcome",
    "Task",
    "Topic",
    "Value",
    "Weeks",
    "Writers",
    "is_merged",
]
