"""Publishing a frame to begin a practice with, and taking it off the list."""

from __future__ import annotations

from accounts.models import User
from practices.framing import frame_of
from practices.models import Practice, PracticeTemplate


def publish_template(practice: Practice, by: User, name: str, about: str) -> PracticeTemplate:
    """Publish the frame of a practice as it is now; practices that began with it stay as they are."""
    return PracticeTemplate.objects.create(
        name=name, about=about, frame=frame_of(practice), made_by=by, is_fictional=practice.is_fictional
    )
