"""What can hang at a reply: an intervention, an element, or something its writer saved that all readers may read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts.models import User
from forums.models.attachment import fits
from knowledge.models import Intervention, WorkingElement
from practices.models import Audience, Contribution, Guest

Choice = tuple[str, str]
MOST_SAVED = 50


def offered(user: User, root: Contribution) -> list[tuple[str, list[Choice]]]:
    """Give the choices in groups, by the key that `chosen` reads: "element:12"."""
    kept = Contribution.objects.visible_to(user).filter(saved_by__user=user).exclude(pk=root.pk)
    newest = kept.select_related("root").order_by("-saved_by__at")[:MOST_SAVED]
    guests = root.audience == Audience.PRACTICE and Guest.objects.current().filter(talk=root.pk).exists()
    saved = [(f"stuk:{one.pk}", one.title) for one in newest if one.title and fits(one, root, has_guests=guests)]
    interventions = Intervention.objects.order_by("name").values_list("pk", "name")
    elements = WorkingElement.objects.values_list("pk", "plain_wording")
    return [
        ("saved", saved),
        ("interventions", [(f"interventie:{pk}", name) for pk, name in interventions]),
        ("elements", [(f"element:{pk}", name) for pk, name in elements]),
    ]


def fields_of(key: str) -> dict[str, int]:
    """Read a choice as fields of an Attachment; nothing for no choice."""
    kind, _colon, pk = key.partition(":")
    name = {"stuk": "contribution_id", "interventie": "intervention_id", "element": "element_id"}.get(kind)
    return {name: int(pk)} if name else {}


def key_of(fields: Mapping[str, Any]) -> str:
    """Give the choice that stands for what hangs there."""
    kinds = {"contribution_id": "stuk", "intervention_id": "interventie", "element_id": "element"}
    return next((f"{kind}:{fields[name]}" for name, kind in kinds.items() if fields.get(name)), "")
