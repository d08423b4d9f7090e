"""Where an element is now that was joined with another."""

from __future__ import annotations

from knowledge.models import WorkingElement


def successor(slug: str) -> WorkingElement | None:
    """Give the element that the one with this old address went into; None when it never was, or still is."""
    gone = WorkingElement.everything.filter(slug=slug, merged_into__isnull=False)
    found = gone.select_related("merged_into").first()
    return found.merged_into if found else None
