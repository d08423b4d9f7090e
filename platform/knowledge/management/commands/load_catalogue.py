"""Load the catalogue: places, themes, sources, working elements, interventions, dossiers, questions."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from knowledge.catalogue.loading import Outcome, load
from knowledge.catalogue.reading import BrokenCatalogue, read

SHOWN = 20  # problems; more only hide the first


class Command(BaseCommand):
    help = "Load the catalogue. May be repeated; what an editor changed by hand is left alone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=settings.DATA / "catalogue")
        parser.add_argument(
            "--overwrite-edited",
            action="store_true",
            help="also put back what an editor changed or removed by hand",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            outcomes = load(read(options["path"]), options["overwrite_edited"])
        except BrokenCatalogue as broken:
            more = len(broken.problems) - SHOWN
            lines = broken.problems[:SHOWN] + ([f"… and {more} more."] if more > 0 else [])
            raise CommandError("Nothing was loaded.\n" + "\n".join(lines)) from broken
        for outcome in outcomes:
            self.tell(outcome)

    def tell(self, outcome: Outcome) -> None:
        left = len(outcome.edited) + len(outcome.unlisted)
        self.stdout.write(
            f"{outcome.kind:<15} {len(outcome.added):>4} added, {len(outcome.changed):>4} changed, "
            f"{len(outcome.same):>4} the same, {left:>4} left alone"
        )
        for key in outcome.edited:
            self.stdout.write(f"  left alone: {key} (changed by hand; --overwrite-edited puts it back)")
        for key in outcome.unlisted:
            self.stdout.write(f"  left alone: {key} (no longer in {outcome.kind}.json)")
