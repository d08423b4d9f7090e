"""Guests in one talk: asked, let in, and gone again."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from live import recheck_person
from notifications.actions import notify
from practices.actions import contributions
from practices.actions.pulse import LETTERS
from practices.models import Contribution, Guest, Invitation, Practice, Saved, hash_token
from practices.permissions import is_member


@transaction.atomic
def ask_guest(talk: Contribution, practice: Practice, by: User, email: str, days: int) -> str:
    """Mail somebody a link into this talk alone; without an address give a code for paper, shown once."""
    token = secrets.token_urlsafe(24) if email else "".join(secrets.choice(LETTERS) for _letter in range(10))
    Invitation.objects.create(practice=practice, talk=talk, days=days, email=email, by=by, token_hash=hash_token(token))
    if not email:
        return token
    link = settings.SITE_URL + reverse("practices:invitation", args=[token])
    body = _(
        "Je bent uitgenodigd om mee te praten in één gesprek op Doen wat helpt.\n\n"
        "Kijk wat het is, en kies zelf:\n%(link)s\n\n"
        "Wil je niet? Dan hoef je niets te doen.\n"
    ) % {"link": link}
    transaction.on_commit(lambda: send_mail(_("Een uitnodiging"), body, None, [email], fail_silently=True), robust=True)
    return ""


@transaction.atomic
def come_in(invitation: Invitation, user: User) -> bool:
    """Let somebody in as a guest; gives False when the invitation was used before, or the talk is gone."""
    talk = Contribution.objects.shown().filter(pk=invitation.talk_id or 0).first()
    won = Invitation.objects.open().filter(pk=invitation.pk).update(accepted_at=timezone.now())
    if not won or talk is None:
        return False
    if is_member(user, invitation.practice):
        return True
    until = timezone.localdate() + timedelta(days=invitation.days)
    close_late_ones()
    facts = {"by": invitation.by, "until": until}
    Guest.objects.update_or_create(talk=talk, user=user, ended_at=None, defaults=facts)
    contributions.follow(talk)  # what hangs in it for members alone is drawn without its name from now on
    Saved.objects.get_or_create(user=user, contribution=talk)  # so that they find it back at their own place
    if talk.author and talk.author != invitation.by and is_member(talk.author, invitation.practice):
        notify(
            talk.author,
            "guest",
            gettext_noop("Er leest een gast mee in ‘%(title)s’."),
            talk.get_absolute_url(),
            facts={"title": talk.title},
            about=(talk.kind, talk.pk),
        )
    return True


@transaction.atomic
def end_guest(guest: Guest, by: User) -> None:
    """See a guest out: from this moment they read nothing more of it, also live."""
    Guest.objects.filter(pk=guest.pk, ended_at__isnull=True).update(ended_at=timezone.now(), ended_by=by)
    gone(guest)


@transaction.atomic
def close_late_ones() -> None:
    """End every guest whose last day is over, so that an open page of theirs hears nothing more."""
    late = Guest.objects.filter(ended_at__isnull=True, until__lt=timezone.localdate()).select_related("user", "talk")
    for guest in list(late):
        Guest.objects.filter(pk=guest.pk).update(ended_at=timezone.now())
        gone(guest)


def gone(guest: Guest) -> None:
    """Let an open page of theirs hear nothing more, and let the talk show its members everything again."""
    recheck_person(guest.user)
    contributions.follow(guest.talk)
