"""The nouns of the stories."""

from stories.models.recognition import Recognition
from stories.models.story import STEPS, Story, StoryQuerySet

__all__ = ["STEPS", "Recognition", "Story", "StoryQuerySet"]
