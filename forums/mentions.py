"""Who is meant by @name in a talk: people who can read it, by the name they go by there."""

from __future__ import annotations

from collections import defaultdict

from accounts.models import User
from practices.models import Contribution, Membership

MOST = 20  # people that one text can call


def people(root: Contribution, writer: User) -> dict[str, set[int]]:
    """Give the names that `writer` can call in this talk, with whose they are (never shown).

    Those who spoke here, by the name they chose here; and where the writer takes part in the practice, its members
    by the name they go by there. A story told without an account has nobody to call.
    """
    named: dict[str, set[int]] = defaultdict(set)
    said = Contribution.objects.filter(root=root.pk, withdrawn_at=None, author__is_active=True)
    for name, author in said.exclude(author=writer).values_list("pseudonym", "author").distinct():
        named[name].add(author)
    if root.practice_id:
        current = Membership.objects.current().filter(practice=root.practice_id, user__is_active=True)
        members = dict(current.values_list("user", "user__pseudonym"))
        if writer.pk in members:
            for pk, name in members.items():
                if pk != writer.pk:
                    named[name].add(pk)
    named.pop("", None)
    return dict(named)


def calls(text: str, named: dict[str, set[int]]) -> list[tuple[int, int, set[int]]]:
    """Give where the text calls somebody (start, end) and whom; the longest name counts: "@Jan Willem" is not @Jan."""
    found, lower = [], text.lower()
    names = sorted(named, key=len, reverse=True)
    for place in (at for at, sign in enumerate(text) if sign == "@"):
        if place and (text[place - 1].isalnum() or text[place - 1] in "._-+"):
            continue  # a mail address
        for name in names:
            end = place + 1 + len(name)
            if lower[place + 1 : end] == name.lower() and not text[end : end + 1].isalnum():
                found.append((place, end, named[name]))
                break
    return found


def called(text: str, named: dict[str, set[int]]) -> set[int]:
    """Give whom the text calls, the first MOST of them."""
    found = dict.fromkeys(pk for _start, _end, pks in calls(text, named) for pk in sorted(pks))
    return set(list(found)[:MOST])


def readers(pks: set[int], root: Contribution) -> list[User]:
    """Give those of these people who may read the talk now."""
    here = Contribution.objects.filter(pk=root.pk)
    some = User.objects.filter(pk__in=pks, is_active=True).order_by("pk")
    return [user for user in some if here.visible_to(user).exists()]
