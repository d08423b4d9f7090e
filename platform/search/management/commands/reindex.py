"""Build the search index again from what the database holds."""

from typing import Any

from django.core.management.base import BaseCommand

from search.indexing import rebuild


class Command(BaseCommand):
    help = "Bouwt de zoekindex opnieuw op. Zoeken blijft intussen werken."

    def handle(self, *args: Any, **options: Any) -> None:
        for kind, number in rebuild().items():
            self.stdout.write(f"{kind}: {number}")
