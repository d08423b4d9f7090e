"""How good the search is: questions with the answers they deserve, and two figures for how near it comes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from math import log2
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AnonymousUser

from search.engines.seam import Scope
from search.finding import find
from search.models import IndexEntry
from search.plugs import Document, keys_of, registry
from search.queries import parse

DEPTH = 10
Thing = tuple[str, int]  # kind of document, and the pk of what it shows


class BrokenQueries(Exception):
    """The file can't be measured with; `problems` says where and why, a line each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Question:
    """What somebody asks, and how much each answer is worth: 3 is what they need, 1 is of some use."""

    q: str
    grades: dict[Thing, int]


@dataclass(frozen=True)
class Mark:
    """How one question was answered; both figures from 0 to 1."""

    q: str
    ndcg: float
    recall: float


def read(path: Path) -> list[Question]:
    """Read {"queries": [{"q": …, "relevant": [{"kind": …, "slug": …, "grade": 1..3}]}]}; raises BrokenQueries."""
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BrokenQueries([f"{path}: {error}"]) from error
    queries = given.get("queries") if isinstance(given, dict) else None
    if not isinstance(queries, list) or not queries:
        raise BrokenQueries([f'{path}: no list under "queries"'])
    problems: list[str] = []
    questions = [_question(entry, f"{path}: queries[{place}]", problems) for place, entry in enumerate(queries)]
    if problems:
        raise BrokenQueries(problems)
    return questions


def _question(entry: Any, where: str, problems: list[str]) -> Question:
    said = entry.get("q") if isinstance(entry, dict) else None
    if not isinstance(said, str) or not said.strip():
        problems.append(f'{where}: "q" is no text')
        return Question("", {})
    relevant = entry.get("relevant")
    if not isinstance(relevant, list) or not relevant:
        problems.append(f'{where} ({said}): no list under "relevant"')
        return Question(said, {})
    grades: dict[Thing, int] = {}
    for place, answer in enumerate(relevant):
        try:
            thing, grade = _answer(answer)
            if thing in grades:
                raise ValueError(f"{answer['kind']} {answer['slug']!r} stands here twice")
            grades[thing] = grade
        except ValueError as error:
            problems.append(f"{where}.relevant[{place}] ({said}): {error}")
    return Question(said, grades)


def _answer(answer: Any) -> tuple[Thing, int]:
    if not isinstance(answer, dict):
        raise ValueError("is no object with kind, slug and grade")
    kind, slug, grade = answer.get("kind"), answer.get("slug"), answer.get("grade")
    documents = {name: document for document in registry.kinds.values() for name in _names(document)}
    if not isinstance(kind, str) or kind not in documents:
        raise ValueError(f"unknown kind {kind!r}; known are {', '.join(sorted(documents))}")
    if type(grade) is not int or not 1 <= grade <= 3:
        raise ValueError(f"grade {grade!r} is not 1, 2 or 3")
    document = documents[kind]
    rows = document.model._base_manager.filter(slug=slug) if isinstance(slug, str) and slug else ()
    pk = next((row.pk for row in rows), None)
    if pk is None:
        raise ValueError(f"unknown slug: there is no {kind} {slug!r}")
    return (document.kind, pk), grade


def _names(document: Document) -> Iterator[str]:
    """Give what a file may call a kind: as the code says it ("story") or as the address does ("verhaal")."""
    if any(field.name == "slug" for field in document.model._meta.get_fields()):
        yield document.kind
        yield str(document.model._meta.model_name)


def for_visitors(questions: list[Question]) -> list[Question]:
    """Keep of each question the answers a visitor may see: to show another would be a leak; drop what has none left."""
    opened = IndexEntry.objects.opened_by(keys_of(AnonymousUser()))
    seen = set(opened.values_list("kind", "object_id"))
    left = (
        Question(question.q, {thing: grade for thing, grade in question.grades.items() if thing in seen})
        for question in questions
    )
    return [question for question in left if question.grades]


def measure(questions: list[Question]) -> list[Mark]:
    """Ask every question as a visitor does, and mark what stands on the first page, top down."""
    marks = []
    for question in questions:
        shown = first(question.q)
        marks.append(Mark(question.q, ndcg(shown, question.grades), recall(shown, question.grades)))
    return marks


def first(q: str) -> list[Thing]:
    """Give the first DEPTH things a visitor is shown for `q`."""
    query = parse(q.strip())
    if not query.groups:
        return []
    results = find(query, Scope(tuple(keys_of(AnonymousUser()))))
    return [(hit.row.kind, hit.row.object_id) for hit in [*results.established, *results.hits]][:DEPTH]


def ndcg(shown: list[Thing], grades: dict[Thing, int]) -> float:
    """Give nDCG@10: DCG of what was shown over DCG of the best order there is.

    DCG = Σ (2^grade - 1) / log2(place + 1), over the first ten places, counted from 1. Järvelin and Kekäläinen,
    "Cumulated gain-based evaluation of IR techniques" (ACM TOIS 20(4), 2002); the gain 2^grade - 1 is that of Burges
    et al., "Learning to rank using gradient descent" (ICML 2005).
    """
    best = _dcg(sorted(grades.values(), reverse=True))
    return _dcg([grades.get(thing, 0) for thing in shown]) / best if best else 0.0


def _dcg(grades: list[int]) -> float:
    return sum(((1 << grade) - 1) / log2(place + 1) for place, grade in enumerate(grades[:DEPTH], 1))


def recall(shown: list[Thing], grades: dict[Thing, int]) -> float:
    """Give recall@10: which part of the relevant answers, whatever their grade, is among the first ten.

    As in Manning, Raghavan and Schütze, "Introduction to Information Retrieval" (2008), chapter 8.
    """
    return len(grades.keys() & set(shown[:DEPTH])) / len(grades) if grades else 0.0
