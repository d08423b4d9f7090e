"""Send the mail that is still waiting, for instance after the mail server was down."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from notifications.models import Notification
from notifications.outbox import deliver


class Command(BaseCommand):
    help = "Send the mail about notifications that could not be sent before."

    def handle(self, *args: Any, **options: Any) -> None:
        went, stayed = deliver(Notification.objects.unsent().values_list("pk", flat=True))
        if stayed:
            raise CommandError(f"{went} mails sent, {stayed} still wait. Look at the log for the reason.")
        self.stdout.write(f"{went} mails sent.")
