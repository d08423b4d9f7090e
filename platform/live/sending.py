"""Telling listeners what changed: after commit, rendered once, and never in the way of the writer."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from channels.layers import InMemoryChannelLayer, get_channel_layer
from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.crypto import salted_hmac

from live import loops, topics
from live.outbox import EVERYBODY, LOST, SEND_TIMEOUT, outbox

if TYPE_CHECKING:
    from accounts.models import User

log = logging.getLogger(__name__)
WAIT_WITHOUT_SERVER = 2  # seconds a command waits, for its thread dies with it
QUIET_AFTER_FAILURE = 30  # seconds
_quiet_until = 0.0
_kept_silent = False  # did a command leave something untold


def send_fragment(topic: type[topics.Topic], pk: int, piece_id: int, template: str, context: Mapping[str, Any]) -> None:
    """Tell everyone who listens to `topic` about thing `pk`, after commit. Never raises because live is down.

    `template` is the page's own partial and must read the same for every listener. It is rendered once a
    language, whatever the number of listeners. `piece_id` rises within the topic: browsers catch up by it.
    """

    def tell() -> None:
        address, frames = topics.address_of(topic, pk), {}
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                frames[language] = topics.frame_of(address, topics.render(piece_id, template, context))
        message = {"type": "fragment", "topic": address, "id": piece_id, "frames": frames}
        publish(topics.group_of(address), message)

    transaction.on_commit(tell, robust=True)


def tell_many(topic: type[topics.Topic], pk: int) -> None:
    """After commit, tell every listener that too much changed to send: the page offers to be read anew."""
    address = topics.address_of(topic, pk)
    message = {"type": "many", "topic": address}
    transaction.on_commit(lambda: publish(topics.group_of(address), message), robust=True)


def recheck(topic: type[topics.Topic], pk: int) -> None:
    """After commit, ask every listener of this thing again; whoever is refused now hears nothing more."""
    address = topics.address_of(topic, pk)
    message = {"type": "recheck", "topic": address}
    transaction.on_commit(lambda: publish(topics.group_of(address), message), robust=True)


def recheck_subject(subject: str, pk: int) -> None:
    """Recheck every topic about this thing ("contribution", 12); for whoever changes who may see it."""
    for topic in topics.about(subject):
        recheck(topic, pk)


def recheck_person(user: User) -> None:
    """After commit, ask again for everything this person listens to: left a practice, blocked, signed out."""
    message = {"type": "person", "person": user.pk}
    transaction.on_commit(lambda: publish(EVERYBODY, message), robust=True)


def end_session(session_key: str) -> None:
    """Make the sockets of this session those of a visitor. Django says so before it deletes the session."""
    publish(EVERYBODY, {"type": "session", "session": mark_of(session_key)})


def mark_of(session_key: str | None) -> str:
    """Name a session without giving away its key."""
    return salted_hmac("live.session", session_key or "").hexdigest()


def say_lost() -> None:
    """Let browsers catch up everywhere: this process starts, and one before it may have died with news untold."""
    publish(EVERYBODY, LOST)


def publish(group: str, message: dict[str, Any]) -> None:
    """Hand a message to the channel layer from any thread, without waiting where a server runs."""
    global _quiet_until, _kept_silent
    loop = loops.server_loop()
    if loop is not None:
        loop.call_soon_threadsafe(lambda: outbox().put(group, message))
        return
    if isinstance(get_channel_layer(), InMemoryChannelLayer):
        return  # nobody in this process listens, and nobody else can hear it
    if time.monotonic() < _quiet_until:
        _kept_silent = True
        return
    sent = [(EVERYBODY, LOST), (group, message)] if _kept_silent else [(group, message)]
    future = asyncio.run_coroutine_threadsafe(_send(sent), loops.own_loop())
    try:
        future.result(WAIT_WITHOUT_SERVER)
        _kept_silent = False
    except Exception:
        _kept_silent = True
        _quiet_until = time.monotonic() + QUIET_AFTER_FAILURE
        log.warning("Live is down; the writing goes on without it.", exc_info=True)


async def _send(messages: list[tuple[str, dict[str, Any]]]) -> None:
    for group, message in messages:
        await asyncio.wait_for(get_channel_layer().group_send(group, message), SEND_TIMEOUT)
