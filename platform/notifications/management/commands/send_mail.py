"""Send the mail that is still waiting, for instance after the mail server was down."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from notifications.kinds import Often
from notifications.models import Notification
from notifications.outbox import deliver, deliver_digests


class Command(BaseCommand):
    help = "Send the mail about notifications that could not be sent before, and the digests that are due."

    def handle(self, *args: Any, **options: Any) -> None:
        went, stayed = deliver(Notification.objects.unsent().filter(often=Often.ONCE).values_list("pk", flat=True))
        gathered, waiting = deliver_digests()
        went, stayed = went + gathered, stayed + waiting
        if stayed:
            raise CommandError(f"{went} mails sent, {stayed} still wait. Look at the log for the reason.")
        self.stdout.write(f"{went} mails sent.")
