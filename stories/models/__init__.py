"""The nouns of the stories."""

from stories.models.story import STEPS, Story, StoryQuerySet

__all__ = ["STEPS", "Story", "StoryQuerySet"]
