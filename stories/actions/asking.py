"""A facilitator composes what a practice asks, and sets its line."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from knowledge.models import Theme
from practices.models import Practice
from stories.models import Asking, Slider


@transaction.atomic
def compose(practice: Practice, by: User, theme: Theme | None, facts: dict[str, Any]) -> None:
    """Keep the chosen blocks for one theme, or for all."""
    Practice.objects.select_for_update(no_key=True).get(pk=practice.pk)
    words = {name: facts[name] for name in ("happened", "helped", "hints_happened", "hints_helped")}
    changed = {**words, "by": by, "changed_at": timezone.now()}
    Asking.objects.update_or_create(practice=practice, theme=theme, defaults=changed)


@transaction.atomic
def ask_as_usual(practice: Practice, theme: Theme | None) -> None:
    """Ask again what everybody asks."""
    Asking.objects.filter(practice=practice, theme=theme).delete()


@transaction.atomic
def set_slider(practice: Practice, by: User, question: str, left: str, right: str) -> None:
    """Set the line of a practice; without a question it is the usual one again. What was answered stays."""
    Practice.objects.select_for_update(no_key=True).get(pk=practice.pk)
    now = practice.sliders.filter(ended_at=None).first()
    if now and (now.question, now.left, now.right) == (question, left, right):
        return
    practice.sliders.filter(ended_at=None).update(ended_at=timezone.now())
    if question:
        Slider.objects.create(practice=practice, by=by, question=question, left=left, right=right)
