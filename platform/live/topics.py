"""What a browser may listen to: topics are plugs that apps bring in their own live.py."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ImproperlyConfigured
from django.template.loader import render_to_string

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

MOST_MISSED = 100  # pieces; whoever missed more reloads the page
LONGEST_SEAT = 400  # signs
_NAME = re.compile(r"[a-z][a-z_]*\.[a-z][a-z_]*")
_ADDRESS = re.compile(rf"({_NAME.pattern}):([1-9][0-9]{{0,17}})")
_topics: dict[str, type[Topic]] = {}


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a page. `id` rises within its topic; the outer element of `html` has an id of its own."""

    id: int
    html: str


class Topic:
    """One kind of thing to listen to. Subclass it in an app's live.py; the class is the registration.

    `name` is "<app>.<noun>". `subject` is what the topic is about ("contribution"), so that whoever changes
    who may see that thing can call `recheck_subject` without knowing the topics.
    """

    name: ClassVar[str]
    subject: ClassVar[str] = ""
    counts: ClassVar[bool] = True  # are browsers told how many people are here

    def __init_subclass__(cls) -> None:
        known = _topics.get(cls.name)
        if known is not None and known.__qualname__ != cls.__qualname__:
            raise ImproperlyConfigured(f"Two topics are called {cls.name}: {known} and {cls}.")
        if not _NAME.fullmatch(cls.name):
            raise ImproperlyConfigured(f"{cls.name} is not the name of a topic; write app.noun.")
        _topics[cls.name] = cls

    @staticmethod
    def may_listen(user: User | AnonymousUser, pk: int) -> bool:
        """Say whether this person may hear about thing `pk`. Asked at every start and at every recheck."""
        raise NotImplementedError

    @staticmethod
    def missed(user: User | AnonymousUser, pk: int, since: int) -> list[Fragment]:
        """Give what this person missed after piece `since`, oldest first; MOST_MISSED + 1 pieces are enough."""
        raise NotImplementedError

    @staticmethod
    def seat(user: User | AnonymousUser, pk: int) -> str:
        """Give what every listener may see of this person while they are here; "" shows only that somebody is."""
        return ""

    @staticmethod
    def shows_typing(user: User | AnonymousUser, pk: int) -> bool:
        """Say whether others may see that somebody writes while this person does; never who."""
        return False


def render(piece_id: int, template: str, context: Mapping[str, Any]) -> Fragment:
    """Make a fragment in the language that is active now."""
    return Fragment(piece_id, render_to_string(template, dict(context)).strip())


def too_much(piece_id: int) -> list[Fragment]:
    """Give what a topic answers as missed when a page has to be read anew."""
    return [Fragment(piece_id, "")] * (MOST_MISSED + 1)


def find(address: str) -> tuple[type[Topic], int] | None:
    """Read "forums.talk:12"; None where no such topic exists."""
    match = _ADDRESS.fullmatch(address)
    topic = _topics.get(match[1]) if match else None
    return (topic, int(match[2])) if match and topic else None


def about(subject: str) -> list[type[Topic]]:
    """Give the topics that are about this kind of thing."""
    return [topic for topic in _topics.values() if subject and topic.subject == subject]


def address_of(topic: type[Topic], pk: int) -> str:
    """Name one topic the way pages do: "forums.talk:12"."""
    return f"{topic.name}:{pk}"


def group_of(address: str) -> str:
    """Name the channel layer's group; a colon is not allowed there."""
    return "live." + address.replace(":", ".")


def frame_of(address: str, fragment: Fragment) -> str:
    """Make the ready text that goes to browsers."""
    return json.dumps({"topic": address, "id": fragment.id, "html": fragment.html}, ensure_ascii=False)
