"""Naming elements: which ones, and whether each helped, went wrong or was missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from knowledge.models import WorkingElement
from practices.models import Contribution, Polarity, Weighing

CARDS = 4  # elements that one thing names


class Cards(forms.Form):
    """Pairs of an element and what it did."""

    def add_cards(self, fitting: Sequence[WorkingElement] = ()) -> None:
        """Offer all elements; those that are `fitting` stand on top."""
        elements = list(WorkingElement.objects.all())
        choices: list[Any] = [("", _("Kies een element"))]
        if fitting:
            choices.append((_("Past bij je casus"), [(one.slug, one.plain_wording) for one in fitting]))
        choices += [(one.slug, one.plain_wording) for one in elements if one not in fitting]
        self.elements = {one.slug: one for one in elements}
        for number in range(1, CARDS + 1):
            self.fields[f"element_{number}"] = forms.ChoiceField(
                choices=choices, required=False, label=_("Element %(number)d") % {"number": number}
            )
            self.fields[f"polarity_{number}"] = forms.ChoiceField(
                choices=[("", _("Wat deed het?")), *Polarity.choices],
                required=False,
                label=_("Wat deed element %(number)d?") % {"number": number},
            )

    def cards(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        """Give the pairs of fields in which somebody names what helped, went wrong or was missed."""
        for number in range(1, CARDS + 1):
            yield self[f"element_{number}"], self[f"polarity_{number}"]

    def clean(self) -> dict[str, Any]:
        """Ask what each chosen element did, and refuse one that is said twice."""
        facts = super().clean() or {}
        seen = set()
        for number in range(1, CARDS + 1):
            slug, polarity = facts.get(f"element_{number}"), facts.get(f"polarity_{number}")
            if slug and not polarity:
                self.add_error(f"polarity_{number}", _("Kies wat het deed."))
            if slug and (slug, polarity) in seen:
                self.add_error(f"element_{number}", _("Dit koos je al."))
            seen.add((slug, polarity))
        return facts

    def weighings(self) -> list[Weighing]:
        """Give the unsaved weighings that were chosen."""
        facts = self.cleaned_data
        pairs = [(facts[f"element_{n}"], facts[f"polarity_{n}"]) for n in range(1, CARDS + 1)]
        return [Weighing(element=self.elements[slug], polarity=polarity) for slug, polarity in pairs if slug]


def cards_of(said: Contribution) -> dict[str, str]:
    """Give what something weighs as the form wants it."""
    facts: dict[str, str] = {}
    for number, row in enumerate(said.weighings.select_related("element").order_by("pk")[:CARDS], 1):
        if row.element:
            facts |= {f"element_{number}": row.element.slug, f"polarity_{number}": row.polarity}
    return facts
