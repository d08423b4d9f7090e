"""Count all weighings from scratch for the difference map, or say whether the tally is right."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from practices.difference.keeping import differences, rebuild


class Command(BaseCommand):
    help = "Telt alle wegingen opnieuw voor de Verschilkaart. Met --check alleen kijken of de telling klopt."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="verander niets; 1 als de telling niet klopt")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, or with --check end with code 1 when a cell differs."""
        if options["check"]:
            wrong = differences()
            self.stdout.write(f"{wrong} vakjes kloppen niet." if wrong else "De telling klopt.")
            if wrong:
                sys.exit(1)
            return
        rebuild(lambda done: self.stdout.write(f"{done} mensen geteld"))
        self.stdout.write("De telling is opnieuw gemaakt.")
