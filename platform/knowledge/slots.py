"""What editing shows on the pages of records: what is new, the way to the list, and for editors the way in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.template.loader import render_to_string
from django.urls import reverse

from knowledge.catalogue.kinds import key_of
from knowledge.editing.permissions import may_edit
from knowledge.editing.shapes import BY_MODEL
from knowledge.models import Dossier, Intervention, Version, WorkingElement
from ui.slots import slot

NEWEST = 3


@slot("knowledge.element", order=95)
def on_element(context: Mapping[str, Any], element: WorkingElement) -> str:
    return news(context, element, element.slug)


@slot("knowledge.intervention", order=95)
def on_intervention(context: Mapping[str, Any], intervention: Intervention) -> str:
    return news(context, intervention, intervention.slug)


@slot("knowledge.dossier", order=95)
def on_dossier(context: Mapping[str, Any], dossier: Dossier) -> str:
    return news(context, dossier, key_of(dossier))


@slot("knowledge.record")
def on_record(context: Mapping[str, Any], record: Model) -> str:
    """Show it on the pages that have no slot of their own: a source, an instrument, a word."""
    return news(context, record, str(getattr(record, "slug", "")))


def news(context: Mapping[str, Any], record: Model, slug: str) -> str:
    """Draw the last published versions with their reasons; nothing where nothing ever changed here."""
    shape, user = BY_MODEL[type(record)], context.get("user")
    known = Version.objects.of(shape.word, record.pk).published().select_related("author", "published_by")
    newest = list(known.defer("facts")[:NEWEST])
    edits = user is not None and may_edit(user)
    if not newest and not edits:
        return ""
    facts = {
        "newest": newest,
        "since": newest[-1].published_at if newest else None,
        "list": reverse("knowledge:versions", args=[shape.place, slug]),
        "edit": reverse("knowledge:edit", args=[shape.word, record.pk]) if edits else "",
    }
    return render_to_string("knowledge/editing/_news.html", facts)
