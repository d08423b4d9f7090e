"""Making one mail: neutral, or with what it is about; the addresses and links that belong to it."""

from __future__ import annotations

from email.headerregistry import Address
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.signing import BadSignature, Signer
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from accounts.models import User
from notifications import kinds
from notifications.answers import takers
from notifications.digest import Digest
from notifications.models import Letter, MailChoice

SALT = "notifications.stop"
SIGNED = 20  # hexadecimal signs of a signature in an address


def write(letter: Letter, digest: Digest, says: bool) -> EmailMultiAlternatives:
    """Give the mail, in the language its reader chose. The subject is neutral always: it stands on a locked phone."""
    user = letter.user
    with translation.override(user.language):
        told = digest.told
        page = reverse("notifications:open", args=[told[0].pk]) if len(told) == 1 else reverse("notifications:list")
        may_stop = is_optional(letter)
        stop = settings.SITE_URL + reverse("notifications:stop", args=[stop_key(letter)]) if may_stop else ""
        context = {
            "digest": digest,
            "site": settings.SITE_URL,
            "link": settings.SITE_URL + page,
            "many": len(told),
            "stop": stop,
            "settings": settings.SITE_URL + reverse("notifications:mail"),
        }
        one, more = _("Er staat een bericht voor je klaar"), _("Er staan berichten voor je klaar")
        answered = answer_address(user, digest) if says else ""
        context["answers"] = bool(answered)
        name = "notifications/digest" if says else "notifications/mail"
        mail = EmailMultiAlternatives(
            subject=one if len(told) == 1 else more,
            body=render_to_string(f"{name}.txt", context).strip() + "\n",
            from_email=bounce_address(letter) or None,
            to=[user.email],
            reply_to=[answered] if answered else None,
            headers=headers(letter, stop),
        )
        if says:
            mail.attach_alternative(render_to_string(f"{name}.html", context), "text/html")
    return mail


def headers(letter: Letter, stop: str) -> dict[str, str]:
    """Give the headers: made by a machine, always the same number for the same mail, and how to stop it."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    found = {
        "From": settings.DEFAULT_FROM_EMAIL,
        "Auto-Submitted": "auto-generated",
        "Message-ID": f"<{letter.pk}.{signature('letter', str(letter.pk))}@{host}>",
    }
    if stop:
        found |= {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return found


def is_optional(letter: Letter) -> bool:
    """Say whether somebody may refuse this sort of mail."""
    return not (letter.sort == MailChoice.Sort.KIND and kinds.of(letter.name).must)


def stop_key(letter: Letter) -> str:
    """Give what stands in the link to stop: a number and its signature, which tell nobody anything."""
    return Signer(salt=SALT, sep=".").sign(str(letter.pk))


def letter_of(key: str) -> Letter | None:
    """Give the letter whose link this is; None for a link that we did not make."""
    try:
        pk = int(Signer(salt=SALT, sep=".").unsign(key))
    except (BadSignature, ValueError):
        return None
    return Letter.objects.select_related("user").filter(pk=pk).first()


def signature(sort: str, *facts: str) -> str:
    """Sign facts that stand in a mail address, where capitals may get lost."""
    return salted_hmac(f"notifications.{sort}", ":".join(facts), algorithm="sha256").hexdigest()[:SIGNED]


def own_address(*facts: str) -> str:
    """Give an address of this server that carries facts, and proves that we wrote them."""
    name, _at, domain = parseaddr(settings.RECEIVES_MAIL)[1].partition("@")
    return f"{name}+{'-'.join(facts)}-{signature(*facts)}@{domain}" if domain else ""


def read_address(address: str) -> tuple[str, list[int]] | None:
    """Give what an address of ours carries: its sort and its numbers; None for any other."""
    name, _at, domain = address.lower().partition("@")
    ours, _at, home = parseaddr(settings.RECEIVES_MAIL)[1].lower().partition("@")
    start, _plus, carried = name.partition("+")
    *facts, signed = carried.split("-")
    if not home or (start, domain) != (ours, home) or not facts or not all(one.isdecimal() for one in facts[1:]):
        return None
    if not constant_time_compare(signed, signature(*facts)):
        return None
    return facts[0], [int(one) for one in facts[1:]]


def bounce_address(letter: Letter) -> str:
    """Give where this mail comes back to when it cannot be delivered; '' where this server receives nothing."""
    return own_address("terug", str(letter.pk))


def answer_address(user: User, digest: Digest) -> str:
    """Give where an answer to this mail goes: to the talk, when it is about one talk alone."""
    talks = {part.thing.talk for part in digest.parts}
    only = talks.pop() if len(talks) == 1 and "gesprek" in takers else None
    found = own_address("gesprek", str(user.pk), str(only)) if only else ""
    return str(Address("Doen wat helpt", addr_spec=found)) if found else ""
