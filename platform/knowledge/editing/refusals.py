"""Why an action on a version is refused; each carries what the editor needs to choose."""

from __future__ import annotations

from typing import Any

from knowledge.catalogue.kinds import Facts
from knowledge.models import Version


class Refused(Exception):
    """Something stands in the way; nothing was changed."""


class NoReason(Refused):
    """Readers see why something changed, so there is always a reason."""


class Unchanged(Refused):
    """The new words are the old ones."""


class Closed(Refused):
    """The version was published or dropped already."""

    def __init__(self, version: Version) -> None:
        super().__init__(str(version))
        self.version = version


class DraftOpen(Closed):
    """Another draft of the same record waits; go on with that one."""


class Overtaken(Closed):
    """Somebody saved this draft since it was opened; `version` is how it stands now."""


class Stale(Refused):
    """The record changed since this draft was begun; `facts` are what stands there now."""

    def __init__(self, facts: Facts) -> None:
        super().__init__()
        self.facts = facts


class Incomplete(Refused):
    """The record would not be whole; `errors` are those of Django, by field."""

    def __init__(self, errors: dict[str, list[Any]]) -> None:
        super().__init__(str(errors))
        self.errors = errors
