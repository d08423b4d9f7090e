"""Becoming and ceasing to be a member of a practice."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from live import recheck_person
from notifications.actions import notify
from practices.actions.contributions import touch
from practices.models import Invitation, JoinRequest, Membership, Practice, hash_token


@transaction.atomic
def join(practice: Practice, user: User, perspective: str, is_facilitator: bool = False) -> Membership:
    """Make this person a member; a second time changes nothing. The caller asked `may_join` or was invited."""
    membership, _new = Membership.objects.current().get_or_create(
        practice=practice, user=user, defaults={"perspective": perspective, "is_facilitator": is_facilitator}
    )
    JoinRequest.objects.open().filter(practice=practice, user=user).update(accepted=True, decided_at=timezone.now())
    touch(practice.pk)
    return membership


@transaction.atomic
def ask_to_join(practice: Practice, user: User, perspective: str, why: str) -> JoinRequest:
    """Ask the facilitators; while a request is open, asking again is the same request."""
    try:
        with transaction.atomic():
            request = JoinRequest.objects.create(practice=practice, user=user, perspective=perspective, why=why)
    except IntegrityError:
        return JoinRequest.objects.open().get(practice=practice, user=user)
    for facilitator in facilitators(practice):
        notify(
            facilitator,
            "join-request",
            gettext_noop("Iemand wil meedoen met ‘%(practice)s’."),
            reverse("practices:people", args=[practice.slug]),
            facts={"practice": practice},
        )
    return request


@transaction.atomic
def decide_request(request: JoinRequest, by: User, accepted: bool) -> bool:
    """Accept or refuse; gives False when somebody else answered first."""
    won = (
        JoinRequest.objects.open()
        .filter(pk=request.pk)
        .update(accepted=accepted, decided_by=by, decided_at=timezone.now())
    )
    if not won:
        return False
    if accepted:
        join(request.practice, request.user, request.perspective)
        text = gettext_noop("Je doet nu mee met ‘%(practice)s’.")
    else:
        text = gettext_noop("Je kunt nu niet meedoen met ‘%(practice)s’. Vraag de begeleiders gerust waarom.")
    url = request.practice.get_absolute_url()
    notify(request.user, "join-decision", text, url, facts={"practice": request.practice})
    return True


@transaction.atomic
def invite(practice: Practice, email: str, by: User) -> Invitation:
    """Mail a personal link; inviting the same address again replaces the open invitation."""
    Invitation.objects.open().filter(practice=practice, talk=None, email__iexact=email).delete()
    token = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(practice=practice, email=email, by=by, token_hash=hash_token(token))
    link = settings.SITE_URL + reverse("practices:invitation", args=[token])
    body = _(
        "Je bent uitgenodigd om mee te doen met een lerende praktijk op Doen wat helpt.\n\n"
        "Kijk wat het is, en kies zelf:\n%(link)s\n\n"
        "Wil je niet? Dan hoef je niets te doen.\n"
    ) % {"link": link}
    transaction.on_commit(lambda: send_mail(_("Een uitnodiging"), body, None, [email], fail_silently=True), robust=True)
    return invitation


@transaction.atomic
def accept_invitation(invitation: Invitation, user: User, perspective: str) -> Membership | None:
    """Take part on invitation; gives None when the invitation was used before."""
    won = Invitation.objects.open().filter(pk=invitation.pk).update(accepted_at=timezone.now())
    return join(invitation.practice, user, perspective) if won else None


@transaction.atomic
def refuse_invitation(invitation: Invitation) -> None:
    """Say no; the link stops working."""
    Invitation.objects.open().filter(pk=invitation.pk).update(refused_at=timezone.now())


@transaction.atomic
def leave(practice: Practice, user: User) -> None:
    """Stop taking part: what the person wrote stays, what they may read ends at once, also live."""
    Membership.objects.current().filter(practice=practice, user=user).update(left_at=timezone.now())
    recheck_person(user)


def facilitators(practice: Practice) -> list[User]:
    """Give who leads the practice now."""
    memberships = Membership.objects.current().filter(practice=practice, is_facilitator=True)
    return [membership.user for membership in memberships.select_related("user")]
