"""Giving a file to who may see it: never as a page, never as a script, and kept by no cache."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from files.models import Kind, StoredFile

PIECE = 1_000_000  # bytes at once of what a player asks in pieces
NOTHING_RUNS = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'; sandbox"
ENDINGS = {
    "image/webp": "webp",
    "audio/webm": "webm",
    "audio/ogg": "ogg",
    "audio/mp4": "m4a",
    "audio/wav": "wav",
    "audio/mpeg": "mp3",
    "application/pdf": "pdf",
    "text/plain": "txt",
    "text/csv": "csv",
    "text/markdown": "md",
}
_PIECE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})")


@require_safe
@never_cache
def file(request: HttpRequest, key: str) -> HttpResponse:
    """Give the content, whole or the piece a player asks for; to anybody who may not see it there is nothing here."""
    found = StoredFile.objects.filter(key=key).first()
    if found is None or not found.holder.may_see(request, found):
        raise Http404
    try:
        content = found.content()
    except FileNotFoundError:
        raise Http404 from None
    return discreet(piece_of(content, found, request.headers.get("Range", "")), found)


def piece_of(content: bytes, found: StoredFile, asked: str) -> HttpResponse:
    """Answer with the stretch that was asked, at most PIECE long; a question we do not know gets everything."""
    wanted = _PIECE.fullmatch(asked)
    if not wanted:
        return HttpResponse(content, content_type=type_of(found))
    start, last = int(wanted[1]), int(wanted[2] or len(content))
    if start >= len(content) or last < start:
        answer = HttpResponse(status=416)
        answer["Content-Range"] = f"bytes */{len(content)}"
        return answer
    end = min(last + 1, len(content), start + PIECE)
    answer = HttpResponse(content[start:end], content_type=type_of(found), status=206)
    answer["Content-Range"] = f"bytes {start}-{end - 1}/{len(content)}"
    return answer


def type_of(found: StoredFile) -> str:
    return f"{found.type}; charset=utf-8" if found.type.startswith("text/") else found.type


def discreet(answer: HttpResponse, found: StoredFile) -> HttpResponse:
    """Say to browsers that this is only to be looked at or listened to, here, by who asked; a document is saved."""
    is_document = found.kind == Kind.DOCUMENT
    name = (slugify(found.holder.name_of(found)) if is_document else "") or found.kind
    answer["Accept-Ranges"] = "bytes"
    saved = "attachment" if is_document else "inline"
    answer["Content-Disposition"] = f'{saved}; filename="{name[:80]}.{ENDINGS[found.type]}"'
    answer["Content-Security-Policy"] = NOTHING_RUNS
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["X-Robots-Tag"] = "noindex, noarchive"
    return answer
