"""Leaving a practice with what one wrote there: it stays, it stays without a name, or it goes along."""

from __future__ import annotations

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from practices import kinds
from practices.actions import contributions, membership
from practices.actions.keeping import let_go
from practices.models import (
    Audience,
    Contribution,
    Guest,
    JointText,
    Membership,
    Practice,
    ProofRemark,
    TextDraft,
    TextHold,
    TextVersion,
)
from practices.models.contribution import new_person

NAMELESS = "Iemand die wegging"  # the same for everybody: no two pieces are known by it as of one person


class What(models.TextChoices):
    """What happens to one's words."""

    KEEP = "blijft", _("Laat het staan, onder de naam die erbij staat")
    NAMELESS = "zonder-naam", _("Laat het staan, zonder mijn naam")
    TAKE = "mee", _("Haal alles weg")


def pieces_of(user: User, practice: Practice) -> models.QuerySet[Contribution]:
    """Give what this person wrote in the practice and others may read; not what they said for an organisation."""
    there = Q(practice=practice) | Q(root__practice=practice)
    mine = Contribution.objects.filter(there, author=user, published_at__isnull=False, withdrawn_at__isnull=True)
    pieces: models.QuerySet[Contribution] = mine.exclude(kind__in=kinds.not_of_a_person())
    return pieces.select_related("root").order_by("pk")


def left_with_words(user: User) -> models.QuerySet[Practice]:
    """Give the practices this person takes part in no more, where words of theirs still stand."""
    standing = Contribution.objects.filter(author=user, published_at__isnull=False, withdrawn_at__isnull=True)
    here = Membership.objects.current().filter(user=user).values("practice")
    left = Membership.objects.filter(user=user, left_at__isnull=False).values("practice")
    guest = Guest.objects.filter(user=user)
    visited = guest.exclude(pk__in=guest.current().values("pk")).values("talk__practice")
    wrote = standing.filter(audience=Audience.PRACTICE).values("practice")
    replied = standing.filter(root__audience=Audience.PRACTICE).values("root__practice")
    once = Practice.objects.filter(Q(pk__in=left) | Q(pk__in=visited)).exclude(pk__in=here)
    return once.filter(Q(pk__in=wrote) | Q(pk__in=replied))


@transaction.atomic
def leave(practice: Practice, user: User, what: str = What.KEEP) -> None:
    """Stop taking part; what was read before ends at once, also live. The caller asked `may_leave`."""
    TextHold.objects.filter(by=user, text__practice=practice).delete()
    TextDraft.objects.filter(user=user, text__practice=practice).delete()
    if what != What.KEEP:
        pieces = list(pieces_of(user, practice))
        if what == What.TAKE:
            _take_along(pieces)
        _take_name_off(user, practice)
        kinds.tell_left(practice, user, what == What.TAKE, NAMELESS)
        let_go(practice, user, what == What.TAKE)
    Guest.objects.filter(user=user, talk__practice=practice, ended_at=None).update(ended_at=timezone.now())
    membership.leave(practice, user)


def _take_along(pieces: list[Contribution]) -> None:
    """Take back all of it; a text that others wrote at too is the practice's, and stays without the name."""
    for piece in pieces:
        shared = piece.kind == JointText.KIND and TextVersion.objects.filter(text=piece.pk).exclude(by=piece.author_id)
        if not shared:
            contributions.withdraw(piece)


def _take_name_off(user: User, practice: Practice) -> None:
    """Cut what stands there from the account.

    All of it counts as one person on the map, as it did; nobody sees which pieces those are.
    """
    person, roots = new_person(), {}
    for piece in pieces_of(user, practice):
        Contribution.objects.filter(pk=piece.pk).update(author=None, person=person, pseudonym=NAMELESS)
        kinds.of(piece.kind).renamed(Contribution.objects.get(pk=piece.pk))
        roots[piece.root_id] = piece.root or piece
    for root in roots.values():
        contributions.follow(root)
    TextVersion.objects.filter(text__practice=practice, by=user).update(by=None, pseudonym=NAMELESS)
    answered = ProofRemark.objects.filter(practice=practice, answered_by=user)
    answered.update(answered_by=None, answered_as=NAMELESS)
