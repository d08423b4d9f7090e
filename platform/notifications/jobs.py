"""What notifications have done for them: mail that could not go is tried again."""

from datetime import timedelta

from django.utils import timezone

from clock import job
from notifications.models import Notification
from notifications.outbox import deliver

FRESH = timedelta(minutes=5)  # younger than this it may be on its way


@job("notifications.mail", every=timedelta(minutes=10))
def send_what_waits() -> None:
    """Send what the mail server did not take before."""
    waiting = Notification.objects.unsent().filter(created_at__lte=timezone.now() - FRESH)
    deliver(waiting.values_list("pk", flat=True))
