"""The private link of a teller without an account: only its hash is kept."""

from __future__ import annotations

import secrets
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from practices.models import hash_token
from stories.models import Story

BYTES = 32  # of randomness in a token


def new_link(story: Story) -> str:
    """Give a fresh token for this story; an older link stops working. Show it once: it is not kept."""
    token = secrets.token_urlsafe(BYTES)
    Story.objects.filter(pk=story.pk).update(link_hash=hash_token(token))
    return token


def story_behind(token: str) -> Story | None:
    """Give the story a private link leads to, or None."""
    found: Story | None = Story.objects.filter(link_hash=hash_token(token), author__isnull=True).first()
    return found


def address_of(token: str) -> str:
    """Give the whole address of a private link."""
    return settings.SITE_URL + reverse("stories:return", args=[token])


def mail_link(address: str, token: str) -> bool:
    """Send the link to an address that is not kept; the mail does not say what it is about. False: not sent."""
    text = render_to_string("stories/mail/link.txt", {"address": address_of(token)})
    try:
        return bool(send_mail(_("Jouw link"), text, None, [address]))
    except (SMTPException, OSError):
        return False
