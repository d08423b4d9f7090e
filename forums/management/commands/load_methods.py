"""Load the methods that sessions run."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from forums.actions.methods import load


class Command(BaseCommand):
    help = "Load data/methods.json. May be repeated; what an editor changed by hand is left alone."

    def handle(self, *args: Any, **options: Any) -> None:
        for name in load(settings.DATA / "methods.json"):
            self.stdout.write(f"  left alone: {name} (changed by hand)")
