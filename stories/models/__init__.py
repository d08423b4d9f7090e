"""The nouns of the stories."""

from stories.models.answer import Answer, Change
from stories.models.asking import Asked, Asking, Slider, asked
from stories.models.helping import Helper, Helping
from stories.models.recognition import Recognition
from stories.models.story import STEPS, Story, StoryQuerySet

__all__ = [
    "STEPS",
    "Answer",
    "Asked",
    "Asking",
    "Change",
    "Helper",
    "Helping",
    "Recognition",
    "Slider",
    "Story",
    "StoryQuerySet",
    "asked",
]
