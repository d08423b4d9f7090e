"""Charts as SVG: percentages as attributes (the CSP allows no styles), a full sentence for who cannot see them."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

MIDDLE = 30  # px from the top of a dumbbell to its line


def dumbbell(lived: int, pro: int, label: str, sprite: str) -> SafeString:
    """Draw two percentages on one line; lived is printed above, professional below, so they never collide."""
    low, high = sorted((lived, pro))
    sentence = _(
        "%(label)s: %(lived)s van de 100 mensen met ervaring en %(pro)s van de 100 professionals zeggen: dit hielp."
    ) % {"label": label, "lived": lived, "pro": pro}
    ticks = format_html_join(
        "",
        '<line class="tick" x1="{}%" x2="{}%" y1="{}" y2="{}"/>',
        ((at, at, MIDDLE - 7, MIDDLE + 7) for at in (0, 25, 50, 75, 100)),
    )
    return format_html(
        '<svg class="dumb" height="62" role="img" aria-label="{}">'
        '<line class="axis" x1="0" x2="100%" y1="{y}" y2="{y}"/>{}'
        '<line class="span" x1="{}%" x2="{}%" y1="{y}" y2="{y}"/>{}{}</svg>',
        sentence,
        ticks,
        low,
        high,
        _end(pro, "pro", 30, sprite),
        _end(lived, "lived", -17, sprite),
        y=MIDDLE,
    )


def _end(value: int, voice: str, below: int, sprite: str) -> SafeString:
    return format_html(
        '<svg x="{}%" y="{}" overflow="visible"><use href="{}#v-{}" class="f" data-voice="{}"'
        ' x="-12" y="-12" width="24" height="24"/><text y="{}">{}</text></svg>',
        value,
        MIDDLE,
        sprite,
        voice,
        voice,
        below,
        value,
    )


def bar(value: float, voice: str, kind: str) -> SafeString:
    """Draw one bar: solid helped, hatched went wrong, dashed missing; never thinner than can be seen."""
    hatch = format_html(' fill="url(#hatch-{})"', voice) if kind == "hindered" else ""
    return format_html(
        '<svg class="bar" data-voice="{}" width="100%" height="16" aria-hidden="true">'
        '<rect class="{}"{} x="1" y="1" width="{}%" height="14"/></svg>',
        voice,
        kind,
        hatch,
        f"{max(value, 1.5):g}",
    )


def balance(parts: Sequence[tuple[str, float, str]], sprite: str) -> SafeString:
    """Draw shares [(voice, percent, name)] of one whole; from 8 percent on a share carries its mark."""
    drawn, start = [], 0.0
    for voice, part, _name in parts:
        drawn.append(
            format_html(
                '<rect class="f" data-voice="{}" x="{}%" width="{}%" height="100%"/>',
                voice,
                f"{start:g}",
                f"{max(part - 1, 0.5):g}",
            )
        )
        if part >= 8:
            drawn.append(
                format_html(
                    '<svg x="{}%" overflow="visible"><use href="{}#v-{}" class="f-paper"'
                    ' x="6" y="6" width="12" height="12"/></svg>',
                    f"{start:g}",
                    sprite,
                    voice,
                )
            )
        start += part
    sentence = ", ".join(
        _("%(voice)s %(part)d procent") % {"voice": name, "part": part} for _voice, part, name in parts
    )
    return format_html(
        '<svg width="100%" height="24" role="img" aria-label="{}">{}</svg>',
        sentence,
        format_html_join("", "{}", ((piece,) for piece in drawn)),
    )
