"""The nouns of the first floor."""

from practices.models.agenda import DOTS, AgendaAnswer, AgendaTheme, Dot
from practices.models.agreement import Agreement, AgreementLook
from practices.models.assessment import (
    Assessment,
    ElementScore,
    Improvement,
    Rating,
    Sheet,
    SheetAnswer,
    Side,
)
from practices.models.candidate import CandidateDecision, ElementMerge
from practices.models.citation import Citation
from practices.models.consent import Consent, Purpose
from practices.models.contribution import Audience, ContentNote, Contribution, ContributionQuerySet
from practices.models.definition import Definition, DefinitionVersion
from practices.models.entry import Invitation, JoinRequest, hash_token
from practices.models.guest import Guest
from practices.models.insight import Adoption, Insight, InsightStage, Sharing
from practices.models.joint import (
    JointText,
    Proofreading,
    ProofRemark,
    TextDraft,
    TextHold,
    TextPublication,
    TextVersion,
)
from practices.models.kept import KeptMap
from practices.models.library import LIBRARY, ItemVersion, LibraryItem
from practices.models.monitor import Adjustment, AdjustmentWording, Indicator, Measurement, Pitfall, Upload
from practices.models.people import Hours, Partner
from practices.models.pilot import Pilot
from practices.models.practice import Joining, Membership, Phase, Practice
from practices.models.proposal import Proposal
from practices.models.pulse import Asked, Pulse, PulseScore, Tapped, Ticket
from practices.models.quoted import Quoted
from practices.models.remark import Answer, Remark, Verdict
from practices.models.revisit import Revisit
from practices.models.saved import Saved
from practices.models.start import Known, Start
from practices.models.tally import Cell, Due, Signature, SignaturePart, Standing
from practices.models.template import PracticeTemplate
from practices.models.voice import VoiceQuarter
from practices.models.weighing import Polarity, Weighing

__all__ = [
    "DOTS",
    "LIBRARY",
    "Adjustment",
    "AdjustmentWording",
    "Adoption",
    "AgendaAnswer",
    "AgendaTheme",
    "Agreement",
    "AgreementLook",
    "Answer",
    "Asked",
    "Assessment",
    "Audience",
    "CandidateDecision",
    "Cell",
    "Citation",
    "Consent",
    "ContentNote",
    "Contribution",
    "ContributionQuerySet",
    "Definition",
    "DefinitionVersion",
    "Dot",
    "Due",
    "ElementMerge",
    "ElementScore",
    "Guest",
    "Hours",
    "Improvement",
    "Indicator",
    "Insight",
    "InsightStage",
    "Invitation",
    "ItemVersion",
    "JoinRequest",
    "Joining",
    "JointText",
    "KeptMap",
    "Known",
    "LibraryItem",
    "Measurement",
    "Membership",
    "Partner",
    "Phase",
    "Pilot",
    "Pitfall",
    "Polarity",
    "Practice",
    "PracticeTemplate",
    "ProofRemark",
    "Proofreading",
    "Proposal",
    "Pulse",
    "PulseScore",
    "Purpose",
    "Quoted",
    "Rating",
    "Remark",
    "Revisit",
    "Saved",
    "Sharing",
    "Sheet",
    "SheetAnswer",
    "Side",
    "Signature",
    "SignaturePart",
    "Standing",
    "Start",
    "Tapped",
    "TextDraft",
    "TextHold",
    "TextPublication",
    "TextVersion",
    "Ticket",
    "Upload",
    "Verdict",
    "VoiceQuarter",
    "Weighing",
    "hash_token",
]
