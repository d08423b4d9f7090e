"""Fill an empty site with the fictional demonstration."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from knowledge.models import Theme
from practices.models import Practice
from practices.staging import load


class Command(BaseCommand):
    help = "Laadt de demonstratie: fictieve praktijken, mensen, verhalen en casussen."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load once; a site that has the demonstration is left alone."""
        if Practice.objects.filter(is_fictional=True).exists():
            self.stdout.write("De demonstratie is er al. Er is niets veranderd.")
            return
        if not Theme.objects.exists():
            raise CommandError("Laad eerst de catalogus: python manage.py load_catalogue")
        load(self.stdout.write)
