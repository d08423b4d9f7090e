"""Prove that what was taken back is gone: look for its words in every table, cache and file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from practices import traces
from practices.models import Contribution


class Command(BaseCommand):
    help = "Look for any trace of a story, case or reply that was taken back. Ends with an error when there is one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int, help="the number in its address")
        parser.add_argument("--words", type=Path, help="a file with its text, when its teller had the words wiped")

    def handle(self, *args: Any, number: int, words: Path | None, **options: Any) -> None:
        contribution = Contribution.objects.filter(pk=number).first()
        if contribution is not None and contribution.withdrawn_at is None:
            raise CommandError(f"{number} was not taken back.")
        try:
            text = words.read_text(encoding="utf-8") if words else ""
        except OSError as error:
            raise CommandError(str(error)) from error
        pieces = traces.sentences(text) + (traces.words_of(contribution) if contribution else [])
        if not pieces:
            raise CommandError("Its words were wiped. Give them in a file with --words to look for them.")
        if (
            connection.vendor == "sqlite" and not connection.in_atomic_block
        ):  # what waits in the log beside the file goes into the file
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        found = traces.find(pieces, contribution)
        found += traces.left_behind(contribution) if contribution else []
        for trace in found:
            self.stdout.write(f"{trace.where}: {trace.what}")
        if found:
            raise CommandError(f"{len(found)} traces of {number}.")
        self.stdout.write(f"No trace of {number}: {len(pieces)} pieces looked for in tables, caches and files.")
