"""Mail that comes in: what bounced, and answers to what was mailed. Each is dealt with once; no word of it is kept."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message
from email.utils import getaddresses, parseaddr

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction

from accounts.models import User
from notifications.answers import Ignored, Take, takers
from notifications.choosing import print_of
from notifications.letters import read_address
from notifications.models import Bounce, Letter, ReceivedMail
from notifications.quoting import own_words

log = logging.getLogger(__name__)
Became = ReceivedMail.Became
LARGEST = 2_000_000  # bytes; an answer of words is never so large
MOST_TO = 50  # addresses of one mail that are looked at
GREETING = re.compile(
    r"^\s*(?:(?:met|de|vele|veel|lieve)\s+)*(?:(?:vriendelijke|hartelijke|warme)\s+)?(?:groet(?:en|jes)?|mvg|gr|regards)\b[.,]?",
    re.IGNORECASE | re.MULTILINE,
)
STATUS = re.compile(r"\b([245])\.\d{1,3}\.\d{1,3}\b")


@transaction.atomic
def receive(raw: bytes) -> ReceivedMail:
    """Deal with one mail as it came in; a second time it is only recognised."""
    message = message_from_bytes(raw[:LARGEST], policy=policy.default)
    number = header(message, "Message-ID").strip()
    mark = hashlib.sha256(number.encode(errors="replace") if number else raw).hexdigest()
    row, is_new = ReceivedMail.objects.get_or_create(print=mark, defaults={"became": Became.IGNORED})
    if not is_new:
        return row
    try:
        if len(raw) > LARGEST:
            raise Ignored("large")
        row.became = deal_with(message)
    except Ignored as reason:
        row.became, row.why = Became.IGNORED, str(reason)
    log.info("Mail came in: %s %s", row.became, row.why)
    row.save()
    return row


def deal_with(message: Message) -> str:
    """Find out what a mail is for, and do that."""
    for address in recipients(message):
        if found := read_address(address):
            sort, numbers = found
            if sort == "terug" and len(numbers) == 1:
                return came_back(message, numbers[0])
            if sort in takers and len(numbers) == 2:
                return answered(message, takers[sort], *numbers)
    raise Ignored("not-ours")


def came_back(message: Message, letter_pk: int) -> str:
    """Note that a mail of ours came back; an answering machine is no bounce."""
    letter = Letter.objects.select_related("user").filter(pk=letter_pk).first()
    if letter is None:
        raise Ignored("no-letter")
    if header(message, "Auto-Submitted").lower().startswith("auto-replied") and not is_report(message):
        raise Ignored("automatic")
    status, final = said_by_report(message)
    if status.startswith("2"):
        raise Ignored("delivered")
    facts = {
        "address_print": print_of(final or letter.user.email),
        "is_hard": status.startswith("5"),
        "status": status,
    }
    Bounce.objects.get_or_create(user=letter.user, letter=letter, defaults=facts)
    return Became.BOUNCE


def is_report(message: Message) -> bool:
    """Say whether this is a report as RFC 3464 wants it."""
    return message.get_content_type() == "multipart/report"


def said_by_report(message: Message) -> tuple[str, str]:
    """Give the status and the address of a report; of a server that writes prose, the first status in it."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            blocks = part.get_payload()
            for block in (one for one in blocks if isinstance(one, Message)) if isinstance(blocks, list) else ():
                status, action = header(block, "Status"), header(block, "Action").lower()
                if status or action:
                    final = header(block, "Final-Recipient").partition(";")[2].strip()
                    found = STATUS.search(status)
                    known = found[0] if found else {"failed": "5.0.0", "delivered": "2.0.0"}.get(action, "4.0.0")
                    return ("4.0.0" if action == "delayed" else known)[:12], final
    for part in message.walk():
        if part.get_content_type() == "text/plain" and (found := STATUS.search(str(part.get_payload())[:20_000])):
            return found[0], ""
    return "4.0.0", ""


def answered(message: Message, take: Take, user_pk: int, pk: int) -> str:
    """Hand an answer to who places it, when it comes from whom we mailed and was typed by a person."""
    if is_automatic(message):
        raise Ignored("automatic")
    user = User.objects.filter(pk=user_pk, is_active=True).first()
    if user is None:
        raise Ignored("nobody")
    name, sender = parseaddr(header(message, "From").lower())
    proven = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    if sender not in {user.email.lower(), *(one.lower() for one in proven)}:
        raise Ignored("other-sender")
    text = own_words(message)
    if not text:
        raise Ignored("empty")
    return take(user, pk, text, gives_away(text, name, sender, user.pseudonym))


def gives_away(text: str, name: str, sender: str, pseudonym: str) -> bool:
    """Say whether a text may hold the name somebody has in their mail: mail programs and habits put it below."""
    words = {word for word in re.findall(r"\w{3,}", name) if word not in pseudonym.lower()}
    below = GREETING.split(text, maxsplit=1)[-1].strip() if GREETING.search(text) else ""
    signed = below.strip(" .,!\n").lower() not in {"", pseudonym.lower()}
    return signed or sender in text.lower() or any(word in words for word in re.findall(r"\w+", text.lower()))


def is_automatic(message: Message) -> bool:
    """Say whether a machine sent this: what answers by itself gets no answer, and is none."""
    auto = header(message, "Auto-Submitted").strip().lower()
    precedence = header(message, "Precedence").strip().lower()
    name = parseaddr(header(message, "From"))[1].lower().partition("@")[0]
    ours = parseaddr(settings.RECEIVES_MAIL)[1].lower().partition("@")[0]
    return (
        (auto != "" and auto != "no")
        or precedence in {"bulk", "junk", "list", "auto_reply"}
        or any(message.get(one) is not None for one in ("List-Id", "X-Autoreply", "X-Autorespond", "X-Auto-Reply"))
        or header(message, "Return-Path").strip() == "<>"
        or name.partition("+")[0] in {"mailer-daemon", "postmaster", "noreply", "no-reply", ours}
        or is_report(message)
    )


def recipients(message: Message) -> Iterator[str]:
    """Give the addresses a mail was for, those of the envelope first."""
    said = [header(message, name) for name in ("Delivered-To", "X-Original-To", "To", "Cc")]
    for _name, address in getaddresses([one for one in said if one])[:MOST_TO]:
        yield address


def header(message: Message, name: str) -> str:
    """Give a header as text; a broken one is an empty one."""
    try:
        return str(message.get(name) or "").replace("\x00", "")
    except Exception:  # the parser of the standard library stumbles over some broken headers
        return ""
