"""`manage.py suggestion_report`: how well the elements suggested for a text fit what its writer chose."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from knowledge.models import Intervention, Theme, WorkingElement
from search import fitting

PRECISION_AT, RECALL_AT, NAMED_AT = 5, 8, 5


class Command(BaseCommand):
    help = "Meet hoe goed voorstellen van werkzame elementen passen, op de verhalen en casussen van de demonstratie."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, figures in report().items():
            told = "  ".join(f"{figure} {value:.3f}" for figure, value in figures.items())
            self.stdout.write(f"{name:10} {told}")


def report() -> dict[str, dict[str, float]]:
    """Give precision@5 and recall@8 of elements and recall@5 of interventions; the catalogue must be loaded."""
    return {"verhalen": measured(list(stories())), "casussen": measured(list(cases()))}


def stories() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in read("stories.json"):
        yield f"{one['title']}. {one['text']}", one


def cases() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in read("cases.json"):
        yield " ".join([one["title"], one["situation"], one["question"], *one["tried"], one["dilemma"]]), one


def read(name: str) -> list[dict[str, Any]]:
    facts = json.loads((settings.DATA / "demonstration" / name).read_text())
    found: list[dict[str, Any]] = facts["stories"] if isinstance(facts, dict) else facts
    return found


def measured(texts: list[tuple[str, dict[str, Any]]]) -> dict[str, float]:
    """Compare what is suggested, given text and themes as at that moment, with what the writer chose."""
    element_of = dict(WorkingElement.objects.values_list("pk", "slug"))
    intervention_of = dict(Intervention.objects.values_list("pk", "slug"))
    theme_of = dict(Theme.objects.values_list("slug", "pk"))
    precision = recall = named = 0.0
    with_name = 0
    texts = [(text, one) for text, one in texts if one["element_tags"]]  # some say nothing about an element
    for text, one in texts:
        themes = [theme_of[slug] for slug in one["themes"]]
        chosen = {tag["element"] for tag in one["element_tags"]}
        found = [element_of[pk] for pk in fitting.elements(text, themes, RECALL_AT)]
        precision += len(chosen & set(found[:PRECISION_AT])) / PRECISION_AT
        recall += len(chosen & set(found)) / len(chosen)
        if used := set(one["interventions"]):
            with_name += 1
            offered = {intervention_of[pk] for pk in fitting.interventions(text, themes, NAMED_AT)}
            named += len(used & offered) / len(used)
    number = len(texts)
    return {
        "precision@5": precision / number,
        "recall@8": recall / number,
        "aanpak recall@5": named / max(1, with_name),
        "most possible precision@5": sum(
            min(PRECISION_AT, len({t["element"] for t in one["element_tags"]})) for _text, one in texts
        )
        / PRECISION_AT
        / number,
    }
