"""What is near when nothing was found: the same question, asked less strictly."""

from __future__ import annotations

from dataclasses import replace

from search.engines.seam import Scope
from search.finding import Hit, find
from search.lexicon.stopwords import STOP
from search.queries import MOST_WORDS, Group, Query

MOST = 5


def near(query: Query, scope: Scope) -> list[Hit]:
    """Give at most MOST things near a question that found nothing: without filters, and a phrase word by word.

    What was excluded stays away, and nothing is shown but what these keys open.
    """
    anywhere = Scope(scope.keys)
    if scope == anywhere and not query.firm:
        return []  # it was asked as loosely as can be
    firm = [stem for group in query.firm for phrase in group.phrases for stem in phrase if stem not in STOP]
    loose = [Group(((stem,),)) for stem in dict.fromkeys(firm)]
    groups = [*query.groups[len(query.firm) :], *loose][:MOST_WORDS]
    if not groups:
        return []
    results = find(replace(query, groups=groups, firm=[]), anywhere)
    return [*results.established, *results.hits][:MOST]
