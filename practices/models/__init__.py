"""The nouns of the first floor."""

from practices.models.consent import Consent, Purpose
from practices.models.contribution import Audience, Contribution, ContributionQuerySet
from practices.models.entry import Invitation, JoinRequest, hash_token
from practices.models.insight import Adoption, Insight, Sharing
from practices.models.practice import Joining, Membership, Phase, Practice
from practices.models.weighing import Polarity, Weighing

__all__ = [
    "Adoption",
    "Audience",
    "Consent",
    "Contribution",
    "ContributionQuerySet",
    "Insight",
    "Invitation",
    "JoinRequest",
    "Joining",
    "Membership",
    "Phase",
    "Polarity",
    "Practice",
    "Purpose",
    "Sharing",
    "Weighing",
    "hash_token",
]
