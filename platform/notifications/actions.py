"""Telling people something, and taking it back."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.models import User
from notifications.live import tell_bell, tell_line
from notifications.models import LONGEST_LINE, Notification
from notifications.outbox import send_later


@transaction.atomic
def notify(
    user: User,
    kind: str,
    text: str | Promise,
    url: str,
    *,
    facts: Mapping[str, object] | None = None,
    about: tuple[str, int] | None = None,
    once: str | None = None,
    mail: bool = True,
) -> Notification | None:
    """Tell `user` something on the page and, after commit, by mail.

    `text` is one line for the page (the mail never carries it): the Dutch sentence, marked with gettext_noop or
    gettext_lazy, and `facts` fills it in when it is read, in the reader's language. `url` is a path on this site;
    `about` names the thing so that `withdraw` finds it; a person is told only once for the same `once`.
    Gives None when already told, or when the account is closed. Raises ValueError for a url of another site.
    """
    if url and not url_has_allowed_host_and_scheme(url, None):
        raise ValueError("A notification leads to a path on this site.")
    if not user.is_active:
        return None
    about_kind, about_id = about or ("", None)
    with translation.override(settings.LANGUAGE_CODE):
        dutch = str(text)
    row = {
        "kind": kind,
        "text": dutch if len(dutch) <= LONGEST_LINE else dutch[: LONGEST_LINE - 1] + "…",
        "facts": {name: str(fact) for name, fact in (facts or {}).items()},
        "url": url,
        "about_kind": about_kind,
        "about_id": about_id,
        "mail_due": mail and user.wants_mail and not user.is_fictional,
    }
    if once is None:
        notification = Notification.objects.create(user=user, **row)
    else:
        notification, is_new = Notification.objects.get_or_create(user=user, once=once, defaults=row)
        if not is_new:
            return None
    tell_bell(user.pk)
    tell_line(notification)
    if notification.mail_due:
        send_later([notification.pk])
    return notification


def notify_all(
    users: Iterable[User],
    kind: str,
    text: str | Promise,
    url: str,
    *,
    facts: Mapping[str, object] | None = None,
    about: tuple[str, int] | None = None,
    once: str | None = None,
    mail: bool = True,
) -> None:
    """Tell each of these people the same; see `notify`."""
    for user in users:
        notify(user, kind, text, url, facts=facts, about=about, once=once, mail=mail)


@transaction.atomic
def withdraw(about: tuple[str, int]) -> None:
    """Take back everything that was told about this thing.

    What was not read or not mailed yet disappears; of what was read only remains that something was there.
    """
    told = Notification.objects.about(*about).filter(withdrawn_at__isnull=True)
    for one in told.order_by("pk"):
        one.text, one.facts, one.url, one.withdrawn_at = "", {}, "", timezone.now()
        tell_line(one)
        tell_bell(one.user_id)
    told.filter(read_at__isnull=True).delete()
    told.update(text="", facts={}, url="", withdrawn_at=timezone.now(), mail_due=False)


def mark_read(notification: Notification) -> None:
    """Remember that this was read; once read, no mail needs to go."""
    if notification.read_at is None:
        notification.read_at = timezone.now()
        notification.save(update_fields=["read_at"])
        tell_bell(notification.user_id)


def mark_all_read(user: User) -> None:
    """Remember that this person has seen all of it."""
    Notification.objects.visible_to(user).unread().update(read_at=timezone.now())
    tell_bell(user.pk)
