"""What people do with the words of their practice: say what they mean, say it anew, show it to others, take it away."""

from __future__ import annotations

from typing import Any

from django.db import transaction

import search
from accounts.models import User
from practices.actions.contributions import touch
from practices.models import Definition, DefinitionVersion, Practice
from practices.models.definition import key_of


class Meanwhile(Exception):
    """Somebody else wrote a newer version, or the same word."""


@transaction.atomic
def define(practice: Practice, by: User, facts: dict[str, Any]) -> Definition:
    """Say what the practice means by a word. `facts`: word, text. Raises Meanwhile when the word is there already."""
    Practice.objects.select_for_update(of=("self",), no_key=True).get(pk=practice.pk)
    word, key = facts["word"], key_of(facts["word"])
    definition, is_new = Definition.objects.get_or_create(practice=practice, key=key, defaults={"word": word})
    if not is_new:
        raise Meanwhile
    write(definition, by, facts | {"why": ""}, 0)
    touch(practice.pk)
    return definition


@transaction.atomic
def write(definition: Definition, by: User, facts: dict[str, Any], seen: int) -> DefinitionVersion:
    """Say it anew; older wordings stay. `facts`: text, why; `seen`: the number the writer read. Raises Meanwhile."""
    held = Definition.objects.select_for_update(of=("self",), no_key=True).get(pk=definition.pk)
    last = held.versions.order_by("-number").first()
    number = last.number if last else 0
    if number != seen:
        raise Meanwhile
    words = {name: facts[name] for name in ("text", "why")}
    version = DefinitionVersion.objects.create(definition=held, number=number + 1, by=by, **words)
    Definition.objects.filter(pk=held.pk).update(latest=version)
    search.index(held)
    return version


@transaction.atomic
def show(definition: Definition, is_open: bool) -> None:
    """Show it to everybody, or to members alone again."""
    Definition.objects.filter(pk=definition.pk).update(is_open=is_open)
    search.index(definition)


@transaction.atomic
def remove(definition: Definition) -> None:
    """Take it away with every version; nobody finds it any more."""
    search.remove(definition)
    definition.delete()
