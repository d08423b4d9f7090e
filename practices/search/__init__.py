"""How practices, what they learned and what they keep together are found, and by whom."""

from practices.search.entries import entry_inside, entry_of, region_of
from practices.search.inside import AgreementDocument, DefinitionDocument, LibraryDocument, PilotDocument
from practices.search.keys import keys_in, keys_of, member_keys, without_names
from practices.search.said import (
    AgendaDocument,
    InsightDocument,
    JointTextDocument,
    PracticeDocument,
    RemarkDocument,
)

__all__ = [
    "AgendaDocument",
    "AgreementDocument",
    "DefinitionDocument",
    "InsightDocument",
    "JointTextDocument",
    "LibraryDocument",
    "PilotDocument",
    "PracticeDocument",
    "RemarkDocument",
    "entry_inside",
    "entry_of",
    "keys_in",
    "keys_of",
    "member_keys",
    "region_of",
    "without_names",
]
