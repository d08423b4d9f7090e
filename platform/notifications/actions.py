"""Telling people something, and taking it back."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.models import User
from notifications import choosing, matters
from notifications.kinds import Often
from notifications.live import tell_bell, tell_line
from notifications.models import LONGEST_LINE, Bounce, Letter, MailChoice, MailHabits, Notification
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
    calm: bool = False,
) -> Notification | None:
    """Tell `user` something on the page and, after commit, by mail.

    `text` is one line for the page, and for a mail that may say what it is about: the Dutch sentence, marked with
    gettext_noop or gettext_lazy, and `facts` fills it in when it is read, in the reader's language. `url` is a path
    on this site; `about` names the thing so that `withdraw` finds it; a person is told only once for the same `once`.
    When it is mailed follows from what the person chose for this `kind` and practice (see `choosing`); `calm` makes
    no second mail at once while an earlier line of this kind about the same thing is unread.
    Gives None when already told, or when the account is closed. Raises ValueError for a url of another site.
    """
    if url and not url_has_allowed_host_and_scheme(url, None):
        raise ValueError("A notification leads to a path on this site.")
    if not user.is_active:
        return None
    about_kind, about_id = about or ("", None)
    with translation.override(settings.LANGUAGE_CODE):
        dutch = str(text)
    place = matters.place_of(about)
    often = choosing.choices_of(user).often(kind, place)
    wants = mail and often != Often.NEVER and not user.is_fictional
    if calm and often == Often.ONCE and about:
        wants = wants and not Notification.objects.filter(user=user, kind=kind).unread().about(*about).exists()
    row = {
        "kind": kind,
        "text": dutch if len(dutch) <= LONGEST_LINE else dutch[: LONGEST_LINE - 1] + "…",
        "facts": {name: str(fact) for name, fact in (facts or {}).items()},
        "url": url,
        "about_kind": about_kind,
        "about_id": about_id,
        "place": place,
        "often": often,
        "mail_due": wants,
    }
    if once is None:
        notification = Notification.objects.create(user=user, **row)
    else:
        notification, is_new = Notification.objects.get_or_create(user=user, once=once, defaults=row)
        if not is_new:
            return None
    tell_bell(user.pk)
    tell_line(notification)
    if notification.mail_due and notification.often == Often.ONCE:
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


@transaction.atomic
def choose_usual(user: User, often: str, says: str, quiet: tuple[int, int]) -> None:
    """Keep how often this person usually wants mail ("": as we do), what it may say, and when not."""
    usual = MailChoice.objects.filter(user=user, sort=MailChoice.Sort.USUAL)
    if often:
        MailChoice.objects.update_or_create(user=user, sort=MailChoice.Sort.USUAL, name="", defaults={"often": often})
    else:
        usual.delete()
    MailChoice.objects.filter(user=user, sort=MailChoice.Sort.DIGEST, name=often).delete()  # asked for again
    facts = {"says": says, "quiet_from": quiet[0], "quiet_until": quiet[1]}
    MailHabits.objects.update_or_create(user=user, defaults=facts)
    choosing.follow(user)


@transaction.atomic
def choose_exception(user: User, sort: str, name: str, often: str) -> None:
    """Keep that one kind, practice or digest is mailed otherwise."""
    MailChoice.objects.update_or_create(
        user=user, sort=sort, name=name, defaults={"often": often, "at": timezone.now()}
    )
    choosing.follow(user)


@transaction.atomic
def drop_exception(user: User, pk: int) -> None:
    """Let it go as usual again."""
    MailChoice.objects.filter(user=user, pk=pk).exclude(sort=MailChoice.Sort.USUAL).delete()
    choosing.follow(user)


def stop(letter: Letter) -> None:
    """Stop the sort of mail this letter is, for whom it was; doing so twice is once."""
    choose_exception(letter.user, letter.sort, letter.name, Often.NEVER)


def try_again(user: User) -> None:
    """Mail this address again, whatever came back before."""
    Bounce.objects.filter(user=user, forgiven_at=None).update(forgiven_at=timezone.now())
