"""Live pages: apps bring topics, say what changed, and every browser that may listen hears it.

An app subclasses `Topic` in its own live.py and calls `send_fragment` and `recheck` from its actions.
"""

from live.sending import recheck, recheck_person, recheck_subject, send_fragment, tell_many
from live.topics import Fragment, Topic, render

__all__ = ["Fragment", "Topic", "recheck", "recheck_person", "recheck_subject", "render", "send_fragment", "tell_many"]
