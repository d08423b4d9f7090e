"""What editing shows on the pages of records: what is new, the list of versions, and for editors the way in."""

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
from knowledge.models import Dossier, Version
from ui.slots import slot

Of = Version.Of


@slot("knowledge.dossier", order=95)
def on_dossier(context: Mapping[str, Any], dossier: Dossier) -> str:
    return news(dossier)


@slot("knowledge.record")
def on_record(context: Mapping[str, Any], record: Model) -> str:
    """Show it at the foot of a record's page."""
    return news(record)


@slot("knowledge.index", order=90)
def on_index(context: Mapping[str, Any]) -> str:
    """Lead to what can be proof-read."""
    return render_to_string("knowledge/editing/_invitation.html", {"list": reverse("knowledge:proofs")})


@slot("knowledge.edit")
def edit(context: Mapping[str, Any], record: Model) -> str:
    """Give editors, and nobody else, the way to change a record."""
    user = context.get("user")
    if user is None or not may_edit(user):
        return ""
    shape = BY_MODEL[type(record)]
    facts = {
        "edit": reverse("knowledge:edit", args=[shape.word, record.pk]),
        "list": reverse("knowledge:versions", args=[shape.place, key_of(record)]) if shape.word == Of.TERM else "",
        "name": str(record),
    }
    return render_to_string("knowledge/editing/_edit.html", facts)


def news(record: Model) -> str:
    """Draw the last changes with their reasons, and the way to the list."""
    shape = BY_MODEL[type(record)]
    lines = newest(shape.word, record.pk)
    facts = {
        "newest": lines,
        "since": lines[-1].at if lines else None,
        "list": reverse("knowledge:versions", args=[shape.place, key_of(record)]),
    }
    return render_to_string("knowledge/editing/_news.html", facts)
