"""A duo-case: two people write about the same help, and neither sees the other's words until both said yes."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from accounts.models import User
from forums.actions.showing import show_or_wait, tell_who_thought_along
from forums.models import Case, Side
from notifications import actions as notifications
from practices.actions import contributions
from practices.actions.weighing import set_weighings
from practices.models import Practice, Weighing, hash_token

BYTES = 32  # of randomness in a token
ABOUT = "duo"  # what people are told about a duo-case


@transaction.atomic
def begin(practice: Practice, author: User, facts: dict[str, Any], invited: User | None = None) -> Case:
    """Begin a duo-case; the caller asked `may_bring_case`. `facts`: what both read at once, and who speaks."""
    case = Case(practice=practice, author=author, is_duo=True, is_fictional=author.is_fictional, **facts)
    case.save()
    case.themes.set(practice.themes.all())
    shared = {"root": case, "practice": practice, "audience": case.audience, "is_fictional": case.is_fictional}
    own = Side(author=author, is_first=True, pseudonym=case.pseudonym, perspective=case.perspective, **shared)
    own.save()
    Side(invited=invited, **shared).save()
    for side in (own, other_of(own)):
        side.themes.set(practice.themes.all())
    if invited is not None:
        tell(invited, other_of(own), _("Iemand vraagt jou om jouw kant te vertellen bij ‘%(title)s’."))
    return case


def other_of(side: Side) -> Side:
    """Give the side on the other side."""
    found: Side = Side.objects.filter(root=side.root_id).exclude(pk=side.pk).get()
    return found


@transaction.atomic
def new_link(side: Side) -> str:
    """Give a fresh token for the other's side; an older link stops working. Show it once: it is not kept."""
    token = secrets.token_urlsafe(BYTES)
    Side.objects.filter(pk=side.pk).update(link_hash=hash_token(token))
    return token


def side_behind(token: str) -> Side | None:
    """Give the side that a private link opens."""
    found: Side | None = Side.objects.filter(
        link_hash=hash_token(token), withdrawn_at__isnull=True, root__withdrawn_at__isnull=True
    ).first()
    return found


def case_of(side: Side) -> Case:
    """Give its case, held for this transaction."""
    found: Case = Case.objects.select_for_update(no_key=True).get(pk=side.root_id or 0)
    return found


@transaction.atomic
def write(side: Side, user: User | None, facts: dict[str, Any], weighings: Iterable[Weighing]) -> Side:
    """Keep what one of both wrote. New words want a new yes of both."""
    case = case_of(side)
    for name, value in facts.items():
        setattr(side, name, value)
    if user is not None and side.author_id is None:
        side.author = user
    side.written_at = timezone.now()
    side.save()
    set_weighings(side, weighings)
    ask_again(case)
    side.refresh_from_db()
    return side


def ask_again(case: Case) -> None:
    """Take the yes of both away, and the case off every page until they give it again."""
    Side.objects.filter(root=case, withdrawn_at__isnull=True).update(agreed_at=None, published_at=None)
    show_or_wait(case)


def told_more(case: Case) -> None:
    """Ask both for a new yes: something was told in the case itself, which the other read nothing of yet."""
    standing = Side.objects.filter(root=case, withdrawn_at__isnull=True)
    said_yes = standing.filter(agreed_at__isnull=False)
    if not case.is_duo or not said_yes.exists():
        return
    other = standing.filter(is_first=False).select_related("author", "invited").first()
    standing.update(agreed_at=None, published_at=None)
    if other is not None and (person := other.author or other.invited):
        tell(person, other, _("Er staat iets nieuws bij ‘%(title)s’. Lees het, en zeg opnieuw ja als het klopt."))


@transaction.atomic
def agree(side: Side) -> bool:
    """Say yes to showing both sides as they stand; gives whether the other did too."""
    case = case_of(side)
    if side.written_at is None or side.is_withdrawn:
        return False
    Side.objects.filter(pk=side.pk).update(agreed_at=timezone.now())
    other = other_of(side)
    text = _("De ander zei ja bij ‘%(title)s’.")
    if other.agreed_at is not None:
        show_or_wait(case)
        if case.is_shown and case.outcome:
            tell_who_thought_along(case)
        text = _("Jullie zeiden allebei ja bij ‘%(title)s’. De twee kanten staan nu naast elkaar.")
    if person := other.author or other.invited:
        tell(person, other, text)
    return other.agreed_at is not None


@transaction.atomic
def take_back(side: Side) -> None:
    """Take one side back, at once and everywhere. What both had shown keeps the other side and a tombstone here."""
    case = case_of(side)
    other = other_of(side)
    if not case.is_shown:
        Side.objects.filter(root=case).update(agreed_at=None)
    contributions.withdraw(side)
    if other.is_withdrawn:
        contributions.withdraw(case)
    elif person := other.author or other.invited:
        tell(person, other, _("De ander haalde de eigen kant terug bij ‘%(title)s’."))


def erase(side: Side) -> None:
    """Wipe every word of a side that was taken back, and what still leads to its writer."""
    side.weighings.all().delete()
    side.happened = side.meant = side.pseudonym = side.group = ""
    side.link_hash = side.invited = None
    side.save()


def tell(user: User, side: Side, text: str) -> None:
    """Tell one of both; what the other wrote is never in it."""
    case = Case.objects.get(pk=side.root_id or 0)
    url = reverse("forums:side", args=[side.pk])
    notifications.notify(user, "duo", text, url, facts={"title": case.title}, about=(ABOUT, case.pk))
