"""Charts as SVG: percentages as attributes (the CSP allows no styles), a full sentence for who cannot see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.templatetags.static import static
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


def _end(value: float, voice: str, below: int, sprite: str, printed: str = "") -> SafeString:
    return format_html(
        '<svg x="{}%" y="{}" overflow="visible"><use href="{}#v-{}" class="f" data-voice="{}"'
        ' x="-12" y="-12" width="24" height="24"/><text y="{}">{}</text></svg>',
        f"{value:g}",
        MIDDLE,
        sprite,
        voice,
        voice,
        below,
        printed or f"{value:g}",
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


@dataclass(frozen=True)
class Dot:
    """One voice on a line: where it stands from 0 to 100, and the number printed at it."""

    voice: str
    at: float
    printed: str


def dots(ends: Sequence[Dot], top: int, sentence: str, sprite: str = "") -> SafeString:
    """Draw voices on one line with a tick for every point from 0 to `top`; the first is printed above, others below."""
    ticks = format_html_join(
        "",
        '<line class="tick" x1="{}%" x2="{}%" y1="{}" y2="{}"/>',
        ((f"{at * 100 / top:g}", f"{at * 100 / top:g}", MIDDLE - 7, MIDDLE + 7) for at in range(top + 1)),
    )
    low, high = min((one.at for one in ends), default=0), max((one.at for one in ends), default=0)
    drawn = format_html_join(
        "",
        "{}",
        (
            (_end(one.at, one.voice, -17 if one.voice == "lived" else 30, sprite or static("icons.svg"), one.printed),)
            for one in reversed(ends)
        ),
    )
    return format_html(
        '<svg class="dumb" height="62" role="img" aria-label="{}">'
        '<line class="axis" x1="0" x2="100%" y1="{y}" y2="{y}"/>{}'
        '<line class="span" x1="{}%" x2="{}%" y1="{y}" y2="{y}"/>{}</svg>',
        sentence,
        ticks,
        f"{low:g}",
        f"{high:g}",
        drawn,
        y=MIDDLE,
    )


@dataclass(frozen=True)
class Point:
    """One moment on a line over time: where in time and how high, both from 0 to 100, and what is printed at it."""

    at: float
    height: float
    printed: str = ""


def trend(found: Sequence[Point], expected: Sequence[Point], sentence: str) -> SafeString:
    """Draw what was found as a solid line with its numbers, what was expected as a stitched one; time runs right."""
    return format_html(
        '<svg class="trend" height="{}" role="img" aria-label="{}">'
        '<line class="floor" x1="0" x2="100%" y1="{y}" y2="{y}"/>'
        "{}{}{}</svg>",
        TALL + 2 * AIR,
        sentence,
        _line(expected, "expected"),
        _line(found, "found"),
        format_html_join(
            "",
            '<circle class="found" cx="{}%" cy="{}" r="5"/><text x="{}%" y="{}">{}</text>',
            ((f"{one.at:g}", _y(one), f"{one.at:g}", f"{float(_y(one)) - 12:g}", one.printed) for one in found),
        ),
        y=TALL + AIR,
    )


TALL, AIR = 120, 26  # px of a trend, and above and below it


def _y(point: Point) -> str:
    return f"{AIR + TALL * (100 - point.height) / 100:g}"


def _line(points: Sequence[Point], css: str) -> SafeString:
    return format_html_join(
        "",
        '<line class="{}" x1="{}%" y1="{}" x2="{}%" y2="{}"/>',
        ((css, f"{one.at:g}", _y(one), f"{two.at:g}", _y(two)) for one, two in pairwise(points)),
    )
