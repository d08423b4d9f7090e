"""The nouns of talk: a case, a reply, and the talk that counts its changes."""

from forums.models.case import Case
from forums.models.reply import Intent, Reply, ReplyQuerySet
from forums.models.talk import Talk

__all__ = ["Case", "Intent", "Reply", "ReplyQuerySet", "Talk"]
