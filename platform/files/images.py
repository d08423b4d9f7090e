"""Pictures: decoded, drawn anew without anything that came along, and never larger than a screen."""

from __future__ import annotations

import threading
import warnings
from io import BytesIO
from typing import IO, Any

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from files.checked import Checked, Refused

MOST_BYTES = 15_000_000
MOST_PIXELS = 50_000_000  # of a phone's best picture; more would fill the memory
SIDE = 1600  # pixels: what is kept fits in a square of this size
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
ACCEPT = "image/jpeg,image/png,image/webp,image/gif"
QUALITY = 82

TOO_BIG = _("Deze foto is te groot. Kies een foto van hoogstens 15 MB.")
TOO_WIDE = _("Deze foto heeft te veel beeldpunten. Maak hem eerst kleiner.")
UNKNOWN = _("Dit is geen foto die wij kunnen openen. Kies een JPG, PNG, WEBP of GIF.")

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
_one_at_a_time = threading.Lock()  # an open picture takes up to 200 MB


def starts(head: bytes) -> bool:
    """Say whether the first 16 bytes are those of a picture we may be able to open."""
    return head[:3] in {b"\xff\xd8\xff", b"GIF"} or head[:8] == b"\x89PNG\r\n\x1a\n" or head[8:12] == b"WEBP"


def check(upload: IO[bytes], size: int) -> Checked:
    """Give the picture as a fresh WebP; its own bytes are thrown away. Raises Refused."""
    if size > MOST_BYTES:
        raise Refused(TOO_BIG)
    try:
        with _one_at_a_time, warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return drawn_anew(upload)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Refused(TOO_WIDE) from None
    except Exception:  # a decoder fed with hostile bytes raises anything
        raise Refused(UNKNOWN) from None


def drawn_anew(upload: IO[bytes]) -> Checked:
    """Decode the first frame, turn it upright, shrink it, and write only its pixels."""
    upload.seek(0)
    with Image.open(upload, formats=FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise Image.DecompressionBombError
        opened.draft("RGB", (SIDE, SIDE))  # a large JPEG is then decoded small
        opened.load()
        upright: Any = ImageOps.exif_transpose(opened)
        clear = "A" in upright.getbands() or "transparency" in upright.info
        picture = upright.convert("RGBA" if clear else "RGB")
    picture.thumbnail((SIDE, SIDE))
    picture.info.clear()
    out = BytesIO()
    picture.save(out, "WEBP", quality=QUALITY, method=4, exif=b"", icc_profile=b"", xmp=b"")
    return Checked(out.getvalue(), "image/webp", width=picture.width, height=picture.height)
