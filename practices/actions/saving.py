"""Keeping something to read again, following it, and telling who follows."""

from __future__ import annotations

from django.db import transaction
from django.utils.functional import Promise

from accounts.models import User
from notifications import actions as notifications
from notifications.models import Notification
from practices import kinds
from practices.models import Contribution, Saved


@transaction.atomic
def save(user: User, contribution: Contribution, follows: bool | None) -> None:
    """Keep it; `follows` says whether they want to hear of it, None leaves that as it is. Twice is once."""
    saved, _is_new = Saved.objects.get_or_create(user=user, contribution=contribution)
    if follows is not None and saved.follows != follows:
        saved.follows = follows
        saved.save(update_fields=["follows"])


def let_go(user: User, contribution: Contribution) -> None:
    """Keep it no longer."""
    Saved.objects.filter(user=user, contribution=contribution).delete()


def tell_followers(root: Contribution, kind: str, text: str | Promise, but: User | None) -> None:
    """Tell who follows it and may still read it; nothing more while an earlier word about it is unread."""
    following = User.objects.filter(saved__contribution=root, saved__follows=True)
    url, about = kinds.of(root.kind).url(root), (root.kind, root.pk)
    for user in following.exclude(pk=but.pk if but else 0).exclude(pk=root.author_id or 0):
        if not Contribution.objects.visible_to(user).filter(pk=root.pk).exists():
            continue
        if not Notification.objects.visible_to(user).unread().about(*about).filter(kind=kind).exists():
            notifications.notify(user, kind, text, url, about=about)
