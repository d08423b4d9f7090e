"""What waits to be read by somebody else, and everything that follows from reading it."""

from moderation.models.appeal import Appeal
from moderation.models.concern import Concern, ConcernQuerySet, Done
from moderation.models.proposal import Answer, Change, Proposal
from moderation.models.review import Approval, Decision, Look, Outcome, Review, ReviewQuerySet

__all__ = [
    "Answer",
    "Appeal",
    "Approval",
    "Change",
    "Concern",
    "ConcernQuerySet",
    "Decision",
    "Done",
    "Look",
    "Outcome",
    "Proposal",
    "Review",
    "ReviewQuerySet",
]
