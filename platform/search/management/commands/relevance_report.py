"""Print how good the search is, over a file of questions with graded answers."""

from pathlib import Path
from statistics import fmean
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.relevance import BrokenQueries, for_visitors, measure, read


class Command(BaseCommand):
    help = "Meet het zoeken: nDCG@10 en recall@10 over een bestand met vragen, en waar het het slechtst gaat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help='json with "queries", such as tests/relevance/queries.json')
        parser.add_argument("--worst", type=int, default=10, help="how many of the worst questions to name")

    def handle(self, *args: Any, file: Path, worst: int, **options: Any) -> None:
        try:
            questions = read(file)
        except BrokenQueries as broken:
            raise CommandError("\n".join(broken.problems)) from broken
        asked = for_visitors(questions)
        if not asked:
            raise CommandError(f"{file}: none of the answers may be seen by a visitor; is the index filled?")
        marks = measure(asked)
        hidden = sum(len(question.grades) for question in questions) - sum(len(one.grades) for one in asked)
        self.stdout.write(f"queries   {len(marks)}")
        if hidden:
            self.stdout.write(f"left out  {hidden} answers that visitors may not see")
        self.stdout.write(f"nDCG@10   {fmean(mark.ndcg for mark in marks):.3f}")
        self.stdout.write(f"recall@10 {fmean(mark.recall for mark in marks):.3f}")
        for mark in sorted(marks, key=lambda mark: (mark.ndcg, mark.recall))[: max(worst, 0)]:
            self.stdout.write(f"{mark.ndcg:.3f}  {mark.recall:.3f}  {mark.q}")
