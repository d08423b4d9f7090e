"""What every template can draw without loading anything: icons, voices, kinds, cloth and charts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django import template
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from accounts.models import Perspective
from ui import charts, slots, weave

register = template.Library()

VOICES = {
    **{str(value): label for value, label in Perspective.choices},
    "student": gettext_lazy("Student"),
    "guide": gettext_lazy("Begeleider"),
}
KINDS = {
    "helped": gettext_lazy("Hielp"),
    "hindered": gettext_lazy("Ging mis"),
    "missing": gettext_lazy("Miste"),
}


@cache
def _sprite() -> str:
    return static("icons.svg")


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw a line icon (`#i-<name>` in static/icons.svg); decoration only, so put words beside it."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#i-{}"/></svg>', _sprite(), name)


@register.simple_tag
def mark(name: str, css: str = "mark") -> SafeString:
    """Draw a filled mark: `v-<voice>` or `k-<kind>`."""
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', css, _sprite(), name)


@register.simple_tag
def voice(name: str, label: str = "") -> SafeString:
    """Say who speaks: shape, word and colour of one perspective."""
    return format_html(
        '<span class="voice" data-voice="{}">{}{}</span>', name, mark(f"v-{name}"), label or VOICES.get(name, name)
    )


@register.simple_tag
def kind(name: str, label: str = "") -> SafeString:
    """Say what an element did: helped, hindered or missing."""
    return format_html('<span class="kind">{}{}</span>', mark(f"k-{name}"), label or KINDS.get(name, name))


@register.simple_tag
def who(voice_name: str, name: str) -> SafeString:
    """Draw a person as the shape of their voice with two letters of the chosen name; no faces here."""
    shape = "a-guide" if voice_name == "guide" else f"v-{voice_name}"
    return format_html(
        '<span class="who" data-voice="{}" aria-hidden="true"><svg><use href="{}#{}"/></svg><span>{}</span></span>',
        voice_name,
        _sprite(),
        shape,
        name.strip()[:2].capitalize(),
    )


@register.simple_tag
def cloth(cards: Iterable[tuple[str, str]], seed: int | str = 0, size: str = "card") -> SafeString:
    """Weave a story's own plaid from its cards [(polarity, element slug), …]; the same cards weave the same cloth.

    `size` is "card" (beside a story in a list) or "cover" (on the story's own page).
    """
    return weave.cloth(cards, str(seed), size)


@register.simple_tag
def towel(weights: Sequence[int] = ()) -> SafeString:
    """Weave the towel of the home page; `weights` are how often the strongest elements helped, most first."""
    return weave.towel(weights)


@register.simple_tag
def dumbbell(lived: int, pro: int, label: str) -> SafeString:
    """Draw two voices on one line of 0 to 100, with the gap between them as a running stitch."""
    return charts.dumbbell(lived, pro, label, _sprite())


@register.simple_tag
def bar(value: float, voice_name: str, kind_name: str = "helped") -> SafeString:
    """Draw one bar of 0 to 100 percent; the number belongs beside it in words."""
    return charts.bar(value, voice_name, kind_name)


@register.simple_tag
def balance(parts: Iterable[tuple[str, float]]) -> SafeString:
    """Draw how the room is shared: parts [(voice, percent), …] side by side."""
    return charts.balance([(name, part, str(VOICES.get(name, name))) for name, part in parts], _sprite())


@register.simple_tag
def scale(filled: int, of: int = 4) -> SafeString:
    """Draw filled and open diamonds; the meaning belongs beside it in words."""
    marks = ((mark("v-research", "mark" if step < filled else "mark off"),) for step in range(of))
    return format_html('<span class="scale" aria-hidden="true">{}</span>', format_html_join("", "{}", marks))


@register.simple_tag(takes_context=True)
def slot(context: Context, name: str, /, **kwargs: Any) -> SafeString:
    """Leave room here for what upper floors bring (see ui.slots)."""
    return slots.fill(name, context, **kwargs)


@register.simple_tag(takes_context=True)
def slot_pieces(context: Context, name: str, /, **kwargs: Any) -> list[SafeString]:
    """Give what upper floors bring for this place as a list, so that the page can show the first few (see ui.slots)."""
    return slots.gather(name, context, **kwargs)
