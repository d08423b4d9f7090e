"""Which working elements and interventions fit a text: counted here from words, never kept and sent nowhere.

The words of each are weighed once: its wordings, its explanation, the questions of the self-assessment, how people say
it in everyday words, and synonyms. A text fits by the sum of the weights of the words it shares, rare words first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import log, sqrt
from operator import itemgetter
from typing import Any

from django.core.cache import cache

from knowledge.models import Intervention, WorkingElement
from search import steering
from search.lexicon.everyday import EVERYDAY
from search.words import is_common, parts, stems, words

KEPT = 3600  # seconds; a change by an editor is followed at once, see `forget`
KEY = "search.fitting"
READ = 20_000  # signs of a text that are looked at
FIELDS = {"plain_wording": 3.0, "name": 2.0, "professional_wording": 1.5, "explanation": 1.0}
OF_AN_INTERVENTION = {"name": 3.0, "summary": 1.5, "goal": 1.0, "target_groups": 1.0, "method": 0.5}
QUESTION, SAID, PIECE, PHRASE = 0.7, 2.0, 0.5, 1.0
OF_ITS_ELEMENTS = 0.3  # what the words of its elements count for an intervention
SYNONYM = 0.4  # of the weight of the word itself
EVEN = 0.6  # how much many words are held against a thing: 0 not at all, 1 wholly
SAME_THEME = 1.5
NEAR = 0.1  # of the best score; what has less does not fit


@dataclass
class Words:
    """The words of all things of one sort, turned around: from a word to the things it speaks for."""

    speaks_for: dict[str, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))
    phrases: dict[tuple[str, ...], dict[int, float]] = field(default_factory=lambda: defaultdict(dict))
    themes: dict[int, frozenset[int]] = field(default_factory=dict)
    everywhere: frozenset[int] = frozenset()  # count for every theme

    def add(self, pk: int, counts: dict[str, float]) -> None:
        for stem, weight in counts.items():
            self.speaks_for[stem][pk] = weight

    def weigh(self) -> None:
        """Let rare words count for more, and things with many words for less."""
        number, size = len(self.themes), defaultdict[int, float](float)
        for of in self.speaks_for.values():
            for pk in of:
                of[pk] *= log(1 + number / len(of))
                size[pk] += of[pk] ** 2
        for of in self.speaks_for.values():
            for pk in of:
                of[pk] /= sqrt(size[pk]) ** EVEN
        self.speaks_for, self.phrases = dict(self.speaks_for), dict(self.phrases)

    def fitting(self, text: str, themes: Iterable[int], most: int) -> list[int]:
        """Give what fits, best first; with themes only what belongs to one of them, or everywhere."""
        said = words(text[:READ])
        about, scores = set(themes), defaultdict[int, float](float)
        for stem, often in Counter(tokens(said)).items():
            for pk, weight in self.speaks_for.get(stem, {}).items():
                scores[pk] += (1 + log(often)) * weight
        run = " " + " ".join(stems(word)[0] for word in said) + " "
        for phrase, of in self.phrases.items():
            if f" {' '.join(phrase)} " in run:
                for pk, weight in of.items():
                    scores[pk] += weight
        if about:
            for pk in list(scores):
                if about & self.themes[pk]:
                    scores[pk] *= SAME_THEME
                elif pk not in self.everywhere:
                    del scores[pk]
        best = sorted(scores.items(), key=itemgetter(1), reverse=True)[:most]
        return [pk for pk, score in best if score >= NEAR * best[0][1]]


def elements(text: str, themes: Iterable[int] = (), most: int = 8) -> list[int]:
    """Give the numbers of the working elements that fit a text about these themes (numbers), best first."""
    return _model()[0].fitting(text, themes, most)


def interventions(text: str, themes: Iterable[int] = (), most: int = 5) -> list[int]:
    """Give the numbers of the interventions that fit a text about these themes (numbers), best first."""
    return _model()[1].fitting(text, themes, most)


def forget() -> None:
    """Weigh all words anew before the next text: the knowledge base changed."""
    cache.delete(KEY)


def tokens(said: Iterable[str]) -> list[str]:
    """Give the stems that count of folded words, those of what a long word is built of too."""
    found = []
    for word in said:
        if len(word) > 2 and not is_common(word):
            found.append(stems(word)[0])
            found += [stems(part)[0] for part in parts(word)]
    return found


def _model() -> tuple[Words, Words]:
    model: tuple[Words, Words] | None = cache.get(KEY)
    if model is None:
        model = _read()
        cache.set(KEY, model, KEPT)
    return model


def _read() -> tuple[Words, Words]:
    of_elements, of_interventions = Words(), Words()
    known: dict[int, dict[str, float]] = {}
    synonyms = _synonyms()
    every = WorkingElement.objects.prefetch_related("themes", "questions")
    for element in every:
        known[element.pk] = _said_of(element, synonyms)
        of_elements.add(element.pk, known[element.pk])
        of_elements.themes[element.pk] = frozenset(theme.pk for theme in element.themes.all())
        for phrase in _phrases(element):
            of_elements.phrases[phrase][element.pk] = PHRASE
    of_elements.everywhere = frozenset(one.pk for one in every if one.is_general)
    for one in Intervention.objects.prefetch_related("themes", "elements"):
        counts = _weighed(one, OF_AN_INTERVENTION)
        for element in one.elements.all():
            for stem, weight in known.get(element.pk, {}).items():
                counts[stem] = max(counts[stem], OF_ITS_ELEMENTS * weight)
        of_interventions.add(one.pk, counts)
        of_interventions.themes[one.pk] = frozenset(theme.pk for theme in one.themes.all())
    of_elements.weigh()
    of_interventions.weigh()
    return of_elements, of_interventions


def _said_of(element: WorkingElement, synonyms: dict[str, set[str]]) -> dict[str, float]:
    counts = _weighed(element, FIELDS)
    questions = Counter(stem for one in element.questions.all() for stem in set(tokens(words(one.text))))
    for stem, often in questions.items():
        counts[stem] += QUESTION * (1 + log(often))
    for said in EVERYDAY.get(element.slug, ()):
        alone = len(said.split()) == 1
        for stem in set(tokens(words(said))):
            counts[stem] += SAID if alone else PIECE
    for stem, weight in list(counts.items()):
        for other in synonyms.get(stem, ()):
            counts[other] = max(counts[other], SYNONYM * weight)
    return counts


def _weighed(thing: Any, fields: dict[str, float]) -> dict[str, float]:
    counts: dict[str, float] = defaultdict(float)
    for name, weight in fields.items():
        for stem in set(tokens(words(getattr(thing, name)))):
            counts[stem] += weight
    return counts


def _phrases(element: WorkingElement) -> list[tuple[str, ...]]:
    said = (words(one) for one in EVERYDAY.get(element.slug, ()))
    return [tuple(stems(word)[0] for word in one) for one in said if len(one) > 1]


def _synonyms() -> dict[str, set[str]]:
    """Give the stems that stand for one another, as editors wrote them down; of terms of one word."""
    found: dict[str, set[str]] = defaultdict(set)
    for term, others in steering.now().synonyms.items():
        if len(term) == 1:
            said = (word for other in others for word in words(other))
            found[term[0]].update(stems(word)[0] for word in said if not is_common(word))
    return dict(found)
