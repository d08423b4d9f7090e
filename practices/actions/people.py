"""What those who lead do about people: lead together, hand over, ask many at once; house rules that are agreed to."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

import search
from accounts.models import User
from notifications.actions import notify, notify_all
from practices.actions.membership import invite
from practices.actions.pulse import LETTERS
from practices.models import Hours, Invitation, Membership, Partner, Practice, hash_token

MOST_CODES = 30  # on paper at once


class LastOne(Exception):
    """A practice keeps at least one facilitator."""


@transaction.atomic
def lead(membership: Membership, by: User, leads: bool) -> None:
    """Let a member lead the practice too, or no more. Raises LastOne."""
    practice = Practice.objects.select_for_update(of=("self",), no_key=True).get(pk=membership.practice_id)
    current = Membership.objects.current().filter(practice=practice)
    if not leads and not current.filter(is_facilitator=True).exclude(pk=membership.pk).exists():
        raise LastOne
    changed = current.filter(pk=membership.pk).exclude(is_facilitator=leads).update(is_facilitator=leads)
    if changed and membership.user != by:
        text = (
            gettext_noop("Je begeleidt nu ‘%(practice)s’.")
            if leads
            else gettext_noop("Je begeleidt ‘%(practice)s’ niet meer. Je doet nog wel mee.")
        )
        notify(membership.user, "facilitation", text, practice.get_absolute_url(), facts={"practice": practice.name})


def describe_self(membership: Membership, facts: dict[str, str]) -> None:
    """Keep what a member says of themself here. `facts`: function, knows."""
    Membership.objects.filter(pk=membership.pk).update(**facts)


@transaction.atomic
def invite_many(practice: Practice, emails: Iterable[str], by: User) -> int:
    """Mail each address its own link; gives how many."""
    wanted = list(emails)
    for email in wanted:
        invite(practice, email, by)
    return len(wanted)


@transaction.atomic
def paper_codes(practice: Practice, by: User, number: int) -> list[str]:
    """Give codes for paper, shown once; each lets one person in."""
    made = ["".join(secrets.choice(LETTERS) for _letter in range(10)) for _code in range(min(number, MOST_CODES))]
    Invitation.objects.bulk_create(Invitation(practice=practice, by=by, token_hash=hash_token(one)) for one in made)
    return made


@transaction.atomic
def welcome(practice: Practice, by: User, facts: dict[str, Any]) -> None:
    """Change what newcomers read and are asked. `facts`: welcome, join_question, rules. Other rules ask again."""
    held = Practice.objects.select_for_update(of=("self",), no_key=True).get(pk=practice.pk)
    changed = held.rules != facts["rules"]
    for name, value in facts.items():
        setattr(held, name, value)
    if changed:
        held.rules_version += 1
    held.save(update_fields=[*facts, "rules_version"])
    if not changed:
        return
    Membership.objects.current().filter(practice=held, user=by).update(
        rules_seen=held.rules_version, rules_seen_at=timezone.now()
    )
    if held.rules:
        members = User.objects.filter(memberships__practice=held, memberships__left_at=None).exclude(pk=by.pk)
        notify_all(
            members,
            "house-rules",
            gettext_noop("De huisregels van ‘%(practice)s’ zijn veranderd. Lees ze en zeg of je het ermee eens bent."),
            f"{held.get_absolute_url()}huisregels/",
            facts={"practice": held.name},
            once=f"rules-{held.pk}-{held.rules_version}",
        )


def agree(membership: Membership, version: int) -> bool:
    """Agree to the house rules in the version that was read; gives False when they are others by now."""
    practice = Practice.objects.get(pk=membership.practice_id)
    if practice.rules_version != version:
        return False
    Membership.objects.filter(pk=membership.pk).update(rules_seen=version, rules_seen_at=timezone.now())
    return True


def add_partner(practice: Practice, facts: dict[str, str]) -> Partner:
    """Add an organisation, or say anew what one of that name is."""
    name = facts["name"]
    known = {"sort": facts["sort"], "brings": facts["brings"]}
    return Partner.objects.update_or_create(practice=practice, name=name, defaults=known)[0]


@transaction.atomic
def remove_partner(partner: Partner) -> None:
    """Take an organisation off the list; what was agreed with it stays, and is not found by its name any more."""
    agreed = list(partner.agreements.all())
    partner.delete()
    for one in agreed:
        search.index(one)


def log_hours(user: User, facts: dict[str, Any]) -> Hours:
    """Write down hours for oneself."""
    return Hours.objects.create(user=user, **facts)
