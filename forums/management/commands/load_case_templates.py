"""Load the help with filling in a case."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from forums.actions.case_templates import load


class Command(BaseCommand):
    help = "Load data/case_templates.json. May be repeated; what somebody changed by hand is left alone."

    def handle(self, *args: Any, **options: Any) -> None:
        for name in load(settings.DATA / "case_templates.json"):
            self.stdout.write(f"  left alone: {name} (changed by hand)")
