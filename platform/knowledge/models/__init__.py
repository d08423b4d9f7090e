"""What is known: themes, working elements, interventions, dossiers and their sources. All of it is public."""

from knowledge.models.catalogue import CatalogueEntry
from knowledge.models.dossier import AssessmentQuestion, Dossier
from knowledge.models.element import WorkingElement
from knowledge.models.intervention import Intervention
from knowledge.models.recognition import Level
from knowledge.models.source import Source
from knowledge.models.theme import Theme

__all__ = [
    "AssessmentQuestion",
    "CatalogueEntry",
    "Dossier",
    "Intervention",
    "Level",
    "Source",
    "Theme",
    "WorkingElement",
]
