"""What the practice itself brings to "Dit kun je nu doen" on its home: coming in, its rules, the next step, inviting.

The page shows the three that stand first; each says where it stands by how much it matters to this reader now.
"""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string

from practices.models import Membership, Practice
from ui.slots import slot


def drawn(name: str, practice: Practice, **facts: Any) -> str:
    return render_to_string(f"practices/todo/{name}.html", {"practice": practice, **facts})


@slot("practice.todo", order=1)
def agree(context: Any, practice: Practice, **kwargs: Any) -> str:
    """The house rules changed since this member agreed to them."""
    return drawn("rules", practice) if context.get("rules_changed") else ""


@slot("practice.todo", order=2)
def come_in(context: Any, practice: Practice, **kwargs: Any) -> str:
    """Take part, ask to, or sign in first."""
    names = ("may_join", "asked", "may_ask")
    signed_in = context["user"].is_authenticated
    facts = {name: context.get(name, False) for name in names} | {"path": context["request"].path}
    if signed_in and not any(facts[name] for name in names):
        return ""
    return drawn("join", practice, signed_in=signed_in, **facts)


@slot("practice.todo", order=6)
def check_a_quote(context: Any, practice: Practice, **kwargs: Any) -> str:
    """Somebody is quoted in an insight and did not say yet whether it is right (told beside the practice)."""
    row = getattr(practice, "to_check", None)
    return drawn("quote", practice, row=row) if row else ""


@slot("practice.todo", order=7)
def read_along(context: Any, practice: Practice, membership: Membership | None = None, **kwargs: Any) -> str:
    """Somebody asked this member to read a text before it is published (told beside the practice)."""
    text = getattr(practice, "to_read", None)
    if membership is None or not text:
        return ""
    return drawn("proof", practice, text=text, title=getattr(practice, "to_read_title", ""))


@slot("practice.todo", order=10)
def next_step(context: Any, practice: Practice, **kwargs: Any) -> str:
    """The one next step of this perspective in this phase."""
    facts = {"next": context.get("next"), "address": context.get("next_url")}
    return render_to_string("practices/_next.html", facts) if facts["next"] else ""


@slot("practice.todo", order=12)
def begin_here(context: Any, practice: Practice, **kwargs: Any) -> str:
    """For who came lately."""
    return drawn("begin", practice) if context.get("is_new") else ""


@slot("practice.todo", order=13)
def let_in(context: Any, practice: Practice, **kwargs: Any) -> str:
    """For who leads: people who asked to take part."""
    waiting = context.get("waiting")
    return drawn("asked", practice, waiting=waiting) if waiting else ""


@slot("practice.todo", order=17)
def look_at_pitfalls(context: Any, practice: Practice, membership: Membership | None = None, **kwargs: Any) -> str:
    """For who leads: in each phase anew, whether what is known not to work happens here (told beside the practice)."""
    leads = membership is not None and membership.is_facilitator
    waits = getattr(practice, "knows_pitfalls", False) and not getattr(practice, "saw_pitfalls", True)
    return drawn("pitfalls", practice) if leads and waits and context.get("phase") else ""


@slot("practice.todo", order=40)
def invite(context: Any, practice: Practice, membership: Membership | None = None, **kwargs: Any) -> str:
    """For who leads: somebody whose voice is missed."""
    return drawn("invite", practice) if membership is not None and membership.is_facilitator else ""
