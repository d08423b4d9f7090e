"""How others say a word: the glossary, the knowledge base, other practices whose wording a reader may see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from accounts.models import User
from knowledge.models import Intervention, Term, WorkingElement
from practices.models import Definition
from practices.models.definition import key_of

MOST = 12  # wordings of other practices


@dataclass(frozen=True)
class Wording:
    """How somebody else says it."""

    whose: str
    said: str
    url: str


@dataclass(frozen=True)
class Beside:
    """What stands beside the wording of a practice: what is known, and what other practices say."""

    known: list[Wording]
    others: list[Definition]


def beside(word: str, user: User | AnonymousUser, own: Definition | None = None) -> Beside:
    """Give how others say this word, in all the ways the glossary writes it. Four questions."""
    term, forms = term_of(word)
    known = [Wording("glossary", term.explanation, term.get_absolute_url())] if term else []
    known += [*of_elements(forms), *of_interventions(forms)]
    others = Definition.objects.visible_to(user).of_words(forms).filter(latest__isnull=False)
    if own is not None:
        others = others.exclude(pk=own.pk)
    return Beside(known, list(others.select_related("practice", "latest").order_by("practice__name")[:MOST]))


def term_of(word: str) -> tuple[Term | None, list[str]]:
    """Give the word of the glossary that is written this way, and every way it is written."""
    likely = Term.objects.filter(Q(word__iexact=word) | Q(also__icontains=word))
    for term in likely:
        if key_of(word) in {key_of(form) for form in term.forms}:
            return term, [word, *term.forms]
    return None, [word]


def _named(forms: list[str], *fields: str) -> Q:
    found = Q()
    for form in dict.fromkeys(forms):
        for name in fields:
            found |= Q(**{f"{name}__iexact": form})
    return found


def of_elements(forms: list[str]) -> Iterator[Wording]:
    """Give the wordings of the element that is called so: of who lived it, of who does it, of who studied it."""
    called: Any = _named(forms, "name", "plain_wording")
    for element in WorkingElement.objects.filter(called, merged_into__isnull=True)[:2]:
        wordings = {"plain": element.explanation, "pro": element.professional_wording}
        wordings |= {"research": element.research_wording}
        yield from (Wording(whose, said, element.get_absolute_url()) for whose, said in wordings.items() if said)


def of_interventions(forms: list[str]) -> Iterator[Wording]:
    for one in Intervention.objects.filter(_named(forms, "name"))[:2]:
        yield Wording("intervention", one.summary, one.get_absolute_url())
