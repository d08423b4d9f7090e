"""Cloth instead of photos: a plaid woven from a story's own cards, and the towel of the home page."""

from collections.abc import Iterable, Sequence
from zlib import crc32

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

Thread = tuple[str, int, int]  # kind, tone 1-6, width

# width, height, first thread, gap between threads
SIZES = {"card": (72, 96, 5, 7), "cover": (220, 290, 10, 12)}
TONES = 6


def threads(cards: Iterable[tuple[str, str]], seed: str, *, widest: int) -> list[Thread]:
    """Choose tone and width of each thread: the tone by the element, the widths by the story."""
    start = crc32(seed.encode())
    woven: list[Thread] = []
    worn: set[int] = set()
    for kind, slug in cards:
        width = widest - crc32(f"{seed}{slug}".encode()) % (widest * 2 // 3)
        tone = _tone(slug, worn)
        worn.add(tone)
        woven.append((kind, tone, width))
    if not woven:  # a story without cards still has a cloth of its own
        woven = [("helped", (start >> shift) % TONES + 1, 4 + (start >> shift) % (widest - 4)) for shift in (3, 9, 15)]
    return woven


def _tone(slug: str, worn: set[int]) -> int:
    """Give the tone of an element, or the next one this story does not wear yet."""
    first = crc32(slug.encode())
    tones = [(first + step) % TONES + 1 for step in range(TONES)]
    return next((tone for tone in tones if tone not in worn), tones[0])


def cloth(cards: Iterable[tuple[str, str]], seed: str, size: str = "card") -> SafeString:
    """Weave the cards, in the same order both ways: a band helped, three lines went wrong, a dashed line was missed."""
    width, height, first, gap = SIZES[size]
    woven = threads(cards, seed, widest=18 if size == "card" else 26)
    return format_html(
        '<svg class="cloth" viewBox="0 0 {w} {h}" preserveAspectRatio="xMidYMid slice" aria-hidden="true">'
        '<g class="weft">{weft}</g><g class="warp">{warp}</g>'
        '<rect width="{w}" height="{h}" fill="url(#twill)"/></svg>',
        w=width,
        h=height,
        weft=_lines(woven, height, width, (first, gap), down=False),
        warp=_lines(woven, width, height, (first, gap), down=True),
    )


def _lines(woven: Sequence[Thread], length: int, across: int, rhythm: tuple[int, int], *, down: bool) -> SafeString:
    at, along, cross = ("x", "width", "height") if down else ("y", "height", "width")
    drawn: list[str] = []

    def rect(tone: int, position: float, size: float) -> None:
        size = min(size, length - position)
        if size > 0:
            drawn.append(f'<rect class="k{tone}" {at}="{position:g}" {along}="{size:g}" {cross}="{across}"/>')

    position: float = rhythm[0]
    step = 0
    while position < length:
        kind, tone, width = woven[step % len(woven)]
        if kind == "helped":
            rect(tone, position, width)
            rect(tone, position + width + 3, 2)
            position += width + 5
        elif kind == "hindered":
            for line in range(3):
                rect(tone, position + line * 4.5, 1.8)
            position += 11
        else:
            drawn.append(_dashed(tone, position + 1.5, across, down=down))
            position += 3
        position += rhythm[1]
        step += 1
    return mark_safe("".join(drawn))  # noqa: S308 (numbers only)


def _dashed(tone: int, position: float, across: int, *, down: bool) -> str:
    if down:
        return f'<line class="k{tone}" x1="{position:g}" x2="{position:g}" y2="{across}"/>'
    return f'<line class="k{tone}" y1="{position:g}" y2="{position:g}" x2="{across}"/>'


def towel(weights: Sequence[int] = ()) -> SafeString:
    """Weave the big towel: the strongest elements are its bands, with room for a quote in the linen."""
    berry, blue, mustard = _widths(weights)
    rich: list[tuple[int, float, float]] = []
    start = 14.0
    for tone, width in ((1, berry), (3, mustard), (2, blue)):
        rich += [(tone, start, width), (tone, start + width + 3, 2.5)]
        start += width + 14
    poor = [(1, 14, 14), (1, 31, 2.5)]
    weft = [_band(tone, start + size, size, "y", far=True) for tone, start, size in rich]
    weft += [_band(tone, start, size, "y", far=False) for tone, start, size in poor]
    warp = [_band(tone, start, size, "x", far=False) for tone, start, size in rich]
    warp += [_band(tone, start + size, size, "x", far=True) for tone, start, size in poor]
    return mark_safe(  # noqa: S308 (numbers only)
        f'<svg class="cloth" aria-hidden="true"><g class="weft">{"".join(weft)}</g><g class="warp">{"".join(warp)}</g>'
        '<rect width="100%" height="100%" fill="url(#twill)"/></svg>'
    )


def _widths(weights: Sequence[int]) -> tuple[float, float, float]:
    """Give the bands in proportion, the strongest widest; without figures the towel of the house."""
    usual = (30.0, 18.0, 12.0)
    if len(weights) < len(usual) or weights[0] <= 0:
        return usual
    first, second, third = (max(8.0, round(30 * weight / weights[0], 1)) for weight in weights[:3])
    return first, second, third


def _band(tone: int, start: float, size: float, axis: str, *, far: bool) -> str:
    along, cross = ("width", "height") if axis == "x" else ("height", "width")
    if not far:
        place = f'{axis}="{start:g}"'
    else:  # measured from the other edge, whatever the size of the cloth
        moved = f"{-start:g}" if axis == "x" else f"0 {-start:g}"
        place = f'{axis}="100%" transform="translate({moved})"'
    return f'<rect class="k{tone}" {place} {along}="{size:g}" {cross}="100%"/>'
