"""What is known: themes, working elements, interventions, dossiers and their sources. All of it is public."""

from knowledge.models.catalogue import CatalogueEntry
from knowledge.models.claim import Claim, EvidenceAxis
from knowledge.models.dossier import AssessmentQuestion, Dossier, DossierGroup
from knowledge.models.element import StandingChange, WorkingElement
from knowledge.models.group import TargetGroup
from knowledge.models.instrument import Instrument
from knowledge.models.intervention import Intervention
from knowledge.models.recognition import Level
from knowledge.models.source import Source
from knowledge.models.term import Term
from knowledge.models.theme import Theme
from knowledge.models.version import Version

__all__ = [
    "AssessmentQuestion",
    "CatalogueEntry",
    "Claim",
    "Dossier",
    "DossierGroup",
    "EvidenceAxis",
    "Instrument",
    "Intervention",
    "Level",
    "Source",
    "StandingChange",
    "TargetGroup",
    "Term",
    "Theme",
    "Version",
    "WorkingElement",
]
