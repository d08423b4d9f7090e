"""What people do with their account."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import CLAIMED_FREELY, OrganisationDomain, Perspective, PerspectiveClaim, User
from accounts.names import clean_name, refuse_telling_name
from accounts.permissions import may_confirm_perspective


@transaction.atomic
def choose_pseudonym(user: User, name: str) -> None:
    """Keep `name` as the name on the site; raises ValidationError where it gives the e-mail address away."""
    name = clean_name(name)
    refuse_telling_name(name, user.email, on_the_team=user.is_moderator or user.is_editor)
    user.pseudonym = name
    user.save(update_fields=["pseudonym"])


@transaction.atomic
def claim_perspectives(user: User, chosen: Iterable[str]) -> None:
    """Let the person speak from exactly the chosen perspectives; what was confirmed stays confirmed."""
    wanted = {Perspective(value) for value in chosen}
    user.perspectives.exclude(perspective__in=wanted).delete()
    PerspectiveClaim.objects.bulk_create(
        [PerspectiveClaim(user=user, perspective=perspective) for perspective in sorted(wanted)],
        ignore_conflicts=True,
    )
    confirm_by_domain(user)


def confirm_by_domain(user: User) -> None:
    """Confirm working perspectives that a proven address at an organisation speaks for; let them speak for it."""
    proven = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    domains = {address.rpartition("@")[2].lower() for address in proven}
    vouched = OrganisationDomain.objects.filter(domain__in=domains).values("perspective")
    user.perspectives.filter(confirmed_at__isnull=True, perspective__in=vouched).update(confirmed_at=timezone.now())
    owner = OrganisationDomain.objects.filter(domain__in=domains, organisation__isnull=False).order_by("pk").first()
    if owner is not None and user.organisation_id != owner.organisation_id:
        user.organisation_id = owner.organisation_id
        user.save(update_fields=["organisation"])


@transaction.atomic
def confirm_perspective(claim: PerspectiveClaim, by: User) -> None:
    """Confirm a working perspective; raises PermissionDenied for one's own claim or a freely claimed one.

    The caller has asked whether `by` is a facilitator who knows this person.
    """
    if claim.perspective in CLAIMED_FREELY:
        raise PermissionDenied(_("Ervaring hoeft niemand te bevestigen."))
    if claim.is_confirmed:
        return
    if not may_confirm_perspective(by, claim):
        raise PermissionDenied(_("Je kunt jezelf niet bevestigen. Vraag het aan een begeleider."))
    claim.confirmed_by, claim.confirmed_at = by, timezone.now()
    claim.save(update_fields=["confirmed_by", "confirmed_at"])


def read_in(user: User, language: str) -> None:
    """Remember the chosen language, for mail too; what is no language of ours changes nothing."""
    if language in dict(settings.LANGUAGES) and user.language != language:
        user.language = language
        user.save(update_fields=["language"])


@transaction.atomic
def sign_out_elsewhere(request: HttpRequest, user: User) -> None:
    """End every session of this person but the one that asks."""
    User.objects.filter(pk=user.pk).update(session_round=F("session_round") + 1)
    user.refresh_from_db(fields=["session_round"])
    update_session_auth_hash(request, user)
    access.changed(user)


@transaction.atomic
def introduce(user: User, name: str, chosen: Iterable[str]) -> None:
    """Keep name and perspectives; raises ValidationError for a telling name."""
    choose_pseudonym(user, name)
    claim_perspectives(user, chosen)
    read_in(user, get_language() or settings.LANGUAGE_CODE)


def be_seen(user: User, typing: bool, presence: bool) -> None:
    """Keep what others may see of this person while they are on a page; an open page follows at once."""
    if (user.shows_typing, user.shows_presence) != (typing, presence):
        user.shows_typing, user.shows_presence = typing, presence
        user.save(update_fields=["shows_typing", "shows_presence"])
