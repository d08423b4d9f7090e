"""Mail on its way: after commit, apart from the request, once, and kept for later when the mail server fails."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from notifications.choosing import comes_back, due_since, habits_of, is_quiet, may_say, print_of
from notifications.digest import gather
from notifications.kinds import DIGESTS, Often
from notifications.letters import write
from notifications.models import Bounce, Letter, MailChoice, MailHabits, Notification, NotificationQuerySet

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=10)  # so long a claimed mail is somebody's; who died meanwhile gave nothing away
# One thread: a slow mail server holds up the next mail, never a page.
_postman = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")


def send_later(pks: Iterable[int]) -> None:
    """Send these notifications by mail once the transaction is committed."""
    wanted = list(pks)
    transaction.on_commit(lambda: _hand_over(wanted), robust=True)


def _hand_over(pks: list[int]) -> None:
    if settings.EMAIL_BACKEND == "django.core.mail.backends.smtp.EmailBackend":
        _postman.submit(_deliver_apart, pks)
    else:  # a file or a list in memory: done before the page is
        deliver(pks)


def _deliver_apart(pks: list[int]) -> None:
    try:
        deliver(pks)
    except Exception:
        log.exception("Mail could not be sent; `manage.py send_mail` tries again")
    finally:
        connection.close()


def deliver(pks: Iterable[int], now: datetime | None = None) -> tuple[int, int]:
    """Mail the given notifications that go at once; give how many went and how many stayed.

    What was withdrawn or sent meanwhile is skipped, and what comes in somebody's quiet hours waits for their end.
    A mail server that fails ends the round: the rest stays unsent.
    """
    now = now or timezone.now()
    waiting = Notification.objects.unsent().filter(pk__in=pks, often=Often.ONCE).select_related("user").order_by("pk")
    plans = []
    for one in waiting:
        habits = habits_of(one.user)
        if not is_quiet(habits, now):
            letter = Letter(key=f"once:{one.pk}", user=one.user, sort=MailChoice.Sort.KIND, name=one.kind)
            plans.append((letter, Notification.objects.filter(pk=one.pk), habits))
    went = _send_all(plans, Often.ONCE)
    tried = [letter.key.partition(":")[2] for letter, _rows, _habits in plans]
    return went, Notification.objects.unsent().filter(pk__in=tried).count()


def deliver_digests(now: datetime | None = None) -> tuple[int, int]:
    """Mail the daily and weekly digests that are due; give how many went and how many stayed."""
    now = now or timezone.now()
    went = stayed = 0
    for often in DIGESTS:
        plans = []
        waiting = Notification.objects.unsent().filter(often=often)
        for user in User.objects.filter(pk__in=waiting.values("user")).order_by("pk"):
            habits = habits_of(user)
            since = due_since(often, habits, now)
            rows = Notification.objects.filter(user=user, often=often)
            if is_quiet(habits, now) or not rows.waiting().filter(created_at__lt=since).exists():
                continue
            key = f"{often}:{user.pk}:{timezone.localdate(since):%Y-%m-%d}"
            plans.append((Letter(key=key, user=user, sort=MailChoice.Sort.DIGEST, name=often), rows, habits))
        sent = _send_all(plans, often)
        keys = [letter.key for letter, _rows, _habits in plans]
        done = Letter.objects.filter(key__in=keys, handed_over_at__isnull=False).count()
        went, stayed = went + sent, stayed + len(plans) - done
    return went, stayed


Plan = tuple[Letter, NotificationQuerySet, MailHabits]


def _send_all(plans: list[Plan], often: str) -> int:
    went = 0
    if not plans:
        return went
    try:
        with get_connection() as server:
            for letter, rows, habits in plans:
                if mine := claim(letter):
                    went += _send_one(mine, rows, habits, often, server)
    except (OSError, SMTPException) as fault:
        log.error("Mail server failed (%s); %d mails wait", type(fault).__name__, len(plans) - went)
    return went


def claim(letter: Letter) -> Letter | None:
    """Make this letter ours; None when somebody else has it or it went. Free again is what the server did not take,
    and what somebody claimed who never came to handing it over."""
    now = timezone.now()
    facts = {"user": letter.user, "sort": letter.sort, "name": letter.name, "claimed_at": now}
    kept, is_new = Letter.objects.get_or_create(key=letter.key, defaults=facts)
    if is_new:
        return kept
    free = Letter.objects.filter(Q(claimed_at=None) | Q(claimed_at__lt=now - LEASE), pk=kept.pk, handed_over_at=None)
    return kept if free.update(claimed_at=now) else None


def _send_one(
    letter: Letter, rows: NotificationQuerySet, habits: MailHabits, often: str, server: BaseEmailBackend
) -> bool:
    """Make the mail of what still may be told, mark it as gone, and only then hand it over; give whether it went."""
    user = letter.user
    with transaction.atomic():
        # Held until it is marked: what is withdrawn before this is not in it, what comes later finds it gone.
        held = list(rows.waiting().select_for_update(no_key=True).order_by("pk"))
        digest = gather(user, held, with_hints=often != Often.ONCE) if held and not comes_back(user) else None
        mail = write(letter, digest, may_say(user, habits, often)) if digest and digest.told else None
        told = {row.pk for row in digest.told} if mail and digest else set()
        now = timezone.now()
        Notification.objects.filter(pk__in=told).update(mailed_at=now)
        Notification.objects.filter(pk__in=[row.pk for row in held if row.pk not in told]).update(mail_due=False)
        offered = [hint.key for hint in digest.hints] if digest else []
        Letter.objects.filter(pk=letter.pk).update(handed_over_at=now, offered=offered)
    if mail is None:
        return False
    try:
        server.send_messages([mail])
    except SMTPRecipientsRefused as refused:  # this address is wrong, the server is fine
        log.warning("Mail %d was refused by the server", letter.pk)
        note_refusal(letter, refused)
        return False
    except BaseException:
        put_back(letter, told)
        raise
    return True


@transaction.atomic
def put_back(letter: Letter, told: set[int]) -> None:
    """Let a mail that the server did not take wait for the next round; it keeps its number."""
    Notification.objects.filter(pk__in=told).update(mailed_at=None)
    Letter.objects.filter(pk=letter.pk).update(handed_over_at=None, claimed_at=None, offered=[])


def note_refusal(letter: Letter, refused: SMTPRecipientsRefused) -> None:
    """Keep that our own mail server would not take this address, as a mail that came back."""
    codes = [code for code, _words in refused.recipients.values()] if refused.recipients else [550]
    facts = {"address_print": print_of(letter.user.email), "is_hard": min(codes) >= 500, "status": str(codes[0])}
    Bounce.objects.get_or_create(user=letter.user, letter=letter, defaults=facts)
