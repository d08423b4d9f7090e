"""What can be found, how editors steer the finding, and what people say of it."""

from search.models.entry import Audience, AudienceKey, IndexEntry
from search.models.steering import Nudge, Steering, SynonymChange, SynonymGroup
from search.models.verdict import Verdict

__all__ = [
    "Audience",
    "AudienceKey",
    "IndexEntry",
    "Nudge",
    "Steering",
    "SynonymChange",
    "SynonymGroup",
    "Verdict",
]
