"""Reading along before and after: the privacy check, reviews and decisions; works on any kind that plugs in."""

from moderation.reviewable import Reviewable

__all__ = ["Reviewable"]
