"""Do what is due now; the server does so by itself, this is for who runs none or will not wait."""

from typing import Any

from django.core.management.base import BaseCommand

from clock.running import run_due


class Command(BaseCommand):
    help = "Do every job whose time has come: show stories after their day to think, ask about consents that end."

    def handle(self, *args: Any, **options: Any) -> None:
        done = run_due()
        self.stdout.write("\n".join(done) or "nothing is due")
