"""The mail about a notification: after commit, apart from the request, and kept for later when it fails."""

import logging
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from notifications.models import Notification

log = logging.getLogger(__name__)
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


def deliver(pks: Iterable[int]) -> tuple[int, int]:
    """Mail the given notifications that still have to go; give how many went and how many stayed.

    What was withdrawn or sent meanwhile is skipped. A mail server that fails ends the round: the rest stays unsent.
    """
    waiting = list(Notification.objects.unsent().filter(pk__in=pks).values_list("pk", flat=True).order_by("pk"))
    went = 0
    if not waiting:
        return 0, 0
    try:
        with get_connection() as server:
            for pk in waiting:
                went += _send_one(pk, server)
    except (OSError, SMTPException) as fault:
        log.error("Mail server failed (%s); %d mails wait", type(fault).__name__, len(waiting) - went)
    return went, Notification.objects.unsent().filter(pk__in=waiting).count()


def _send_one(pk: int, server: BaseEmailBackend) -> bool:
    """Send one, first marking it so that nobody else sends it too; give whether it went."""
    now = timezone.now()
    if not Notification.objects.unsent().filter(pk=pk).exists():
        return False
    # Asked of this table alone: with the person joined, PostgreSQL would not look again after waiting for the row.
    mine = Notification.objects.filter(pk=pk, mail_due=True, mailed_at__isnull=True, withdrawn_at__isnull=True)
    if not mine.update(mailed_at=now):
        return False
    notification = Notification.objects.select_related("user").get(pk=pk)
    try:
        server.send_messages([letter(notification)])
    except SMTPRecipientsRefused:  # this address is wrong, the server is fine
        log.warning("Mail for notification %d was refused by the server", pk)
        return False
    except BaseException:
        Notification.objects.filter(pk=pk).update(mailed_at=None)
        raise
    return True


def letter(notification: Notification) -> EmailMessage:
    """Give the mail: a neutral subject and one link, never what it is about. In the language this person reads in."""
    with translation.override(notification.user.language):
        link = settings.SITE_URL + reverse("notifications:open", args=[notification.pk])
        body = render_to_string("notifications/mail.txt", {"link": link})
        return EmailMessage(
            subject=_("Er staat een bericht voor je klaar"),
            body=body.strip() + "\n",
            to=[notification.user.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
