"""What readers and writers do with what waits."""

from moderation.actions.appealing import appeal
from moderation.actions.forgetting import forget
from moderation.actions.proposing import answer, propose
from moderation.actions.reviewing import (
    AlreadyDecided,
    Changed,
    InDanger,
    ask_review,
    decide,
    note_look,
    take_back,
    want_second,
    weigh,
)

__all__ = [
    "AlreadyDecided",
    "Changed",
    "InDanger",
    "answer",
    "appeal",
    "ask_review",
    "decide",
    "forget",
    "note_look",
    "propose",
    "take_back",
    "want_second",
    "weigh",
]
