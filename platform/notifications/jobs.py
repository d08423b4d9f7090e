"""What notifications have done for them: mail that waited is sent, and digests that are due."""

from datetime import timedelta

from django.utils import timezone

from clock import job
from notifications.kinds import Often
from notifications.models import Notification
from notifications.outbox import deliver, deliver_digests

FRESH = timedelta(minutes=5)  # younger than this it may be on its way


@job("notifications.mail", every=timedelta(minutes=10))
def send_what_waits() -> None:
    """Send what the mail server did not take before, and what came in quiet hours."""
    waiting = Notification.objects.unsent().filter(often=Often.ONCE, created_at__lte=timezone.now() - FRESH)
    deliver(waiting.values_list("pk", flat=True))


@job("notifications.digests", every=timedelta(minutes=10))
def send_digests() -> None:
    """Send the digests that are due."""
    deliver_digests()
