"""What fits the words of a case that is being written: elements and interventions, counted here and kept nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import ngettext

from forums.forms import CaseForm
from knowledge.models import Intervention, WorkingElement
from practices.models import Practice
from search import fitting

MOST, MOST_NAMED = 5, 3


@dataclass(frozen=True)
class Fits:
    """What fits, best first."""

    elements: list[WorkingElement]
    interventions: list[Intervention]

    @property
    def said(self) -> str:
        """How many there are, in a sentence."""
        number = len(self.elements) + len(self.interventions)
        words = ngettext("We stellen %(number)d ding voor.", "We stellen %(number)d dingen voor.", number)
        return words % {"number": number}


def fitting_to(practice: Practice, typed: Mapping[str, Any]) -> Fits:
    """Give what fits what was typed so far, within the themes of the practice."""
    text = "\n".join(str(typed.get(name, ""))[: fitting.READ] for name in CaseForm.WORDS)
    themes = [theme.pk for theme in practice.themes.all()]
    elements = fitting.elements(text, themes, MOST)
    interventions = fitting.interventions(text, themes, MOST_NAMED)
    elements_by_id = WorkingElement.objects.in_bulk(elements)
    by_id = Intervention.objects.in_bulk(interventions)
    return Fits(
        [elements_by_id[pk] for pk in elements if pk in elements_by_id],
        [by_id[pk] for pk in interventions if pk in by_id],
    )
