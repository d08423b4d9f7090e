"""The nouns of the stories."""

from stories.models.asking import Asked, Asking, Slider, asked
from stories.models.helping import Helper, Helping
from stories.models.recognition import Recognition
from stories.models.story import STEPS, Story, StoryQuerySet

__all__ = [
    "STEPS",
    "Asked",
    "Asking",
    "Helper",
    "Helping",
    "Recognition",
    "Slider",
    "Story",
    "StoryQuerySet",
    "asked",
]
