"""Sessions as a calendar file (RFC 5545): what any calendar reads, without a word of what a session is about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from forums.models import Session

WIDEST = 75  # octets of one line


def calendar(sessions: Iterable[Session]) -> bytes:
    """Give these sessions (with their practice) as one calendar file."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Doen wat helpt//NL", "METHOD:PUBLISH"]
    for session in sessions:
        lines += event(session)
    return "".join(fold(line) for line in [*lines, "END:VCALENDAR"]).encode()


def event(session: Session) -> list[str]:
    """Give the lines of one session."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    lines = [
        "BEGIN:VEVENT",
        f"UID:bijeenkomst-{session.pk}@{host}",
        f"DTSTAMP:{moment(timezone.now())}",
        f"SEQUENCE:{session.version}",
        f"DTSTART:{moment(session.starts_at)}",
        f"DTEND:{moment(session.ends_at)}",
        f"SUMMARY:{escaped(session.title)}",
        f"DESCRIPTION:{escaped(session.practice.name)}",
        f"URL:{settings.SITE_URL}{session.get_absolute_url()}",
        "STATUS:CANCELLED" if session.cancelled_at else "STATUS:CONFIRMED",
    ]
    if session.place:
        lines.append(f"LOCATION:{escaped(session.place)}")
    return [*lines, "END:VEVENT"]


def moment(at: datetime) -> str:
    """Give a moment in universal time."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """Give words that cannot begin a line of their own, or end their own."""
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,")):
        text = text.replace(sign, written)
    return "\\n".join(text.splitlines())


def fold(line: str) -> str:
    """Give a line cut where it is too wide, never within a letter."""
    rows, row = [], ""
    for letter in line:
        if len((row + letter).encode()) > WIDEST:
            rows.append(row)
            row = " "
        row += letter
    return "\r\n".join([*rows, row]) + "\r\n"
