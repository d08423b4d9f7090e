"""Print how much the privacy check finds, per type, in a file of hand-marked texts."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from moderation.privacy.report import Score, score


class Command(BaseCommand):
    help = "Meet de privacycheck: gevonden per soort, en hoeveel ervan klopt."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help='json with "items", such as data/privacy_gold.json')

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            items = json.loads(file.read_text(encoding="utf-8"))["items"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CommandError(f"{file}: {error}") from error
        parts = sorted({item.get("part", "") for item in items})
        for part in parts:
            if len(parts) > 1:
                self.stdout.write(f"# {part}")
            self.say(score([item for item in items if item.get("part", "") == part]))

    def say(self, total: Score) -> None:
        """Write one score: per type, then all together, then what went wrong."""
        for kind in sorted(total.wanted):
            self.stdout.write(f"{kind:20} {total.found[kind]:3} / {total.wanted[kind]:3}  {total.recall(kind):.2f}")
        self.stdout.write(
            f"{'recall':20} {sum(total.found.values()):3} / {sum(total.wanted.values()):3}  {total.recall():.2f}"
        )
        self.stdout.write(
            f"{'precision':20} {total.marks - len(total.wrong):3} / {total.marks:3}  {total.precision:.2f}"
        )
        if total.sensitive:
            share = total.explained / total.sensitive
            self.stdout.write(f"{'explained':20} {total.explained:3} / {total.sensitive:3}  {share:.2f}")
        if total.near:
            self.stdout.write(f"{'near misses marked':20} {len(total.near_misses):3} / {total.near:3}")
        for title, lines in (
            ("missed", total.missed),
            ("wrong", total.wrong),
            ("near misses marked", total.near_misses),
        ):
            if lines:
                self.stdout.write(f"{title}: " + " · ".join(lines))
