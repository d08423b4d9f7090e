"""Erase what is left on disk of files that are gone, for instance after the server stopped halfway."""

from typing import Any

from django.core.management.base import BaseCommand

from files.actions import sweep


class Command(BaseCommand):
    help = "Erase files of things that are gone, and what stands on disk without a row."

    def handle(self, *args: Any, **options: Any) -> None:
        rows, strays = sweep()
        self.stdout.write(f"{rows} files of things that are gone, {strays} stray contents erased.")
