"""What editing shows on the pages of records: what is new, the way to the list, and for editors the way in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.template.loader import render_to_string
from django.urls import reverse

from knowledge.catalogue.kinds import key_of
from knowledge.editing.news import newest
from knowledge.editing.permissions import may_edit
from knowledge.editing.shapes import BY_MODEL
from knowledge.models import Dossier, Intervention, WorkingElement
from ui.slots import slot


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
    """Draw the last changes with their reasons, the way to the list, and for editors the way in."""
    shape, user = BY_MODEL[type(record)], context.get("user")
    lines = newest(shape.word, record.pk)
    edits = user is not None and may_edit(user)
    facts = {
        "newest": lines,
        "since": lines[-1].at if lines else None,
        "list": reverse("knowledge:versions", args=[shape.place, slug]),
        "edit": reverse("knowledge:edit", args=[shape.word, record.pk]) if edits else "",
    }
    return render_to_string("knowledge/editing/_news.html", facts)
