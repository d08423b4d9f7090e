"""How what members of a practice keep together is found: by them alone, or by all where it was opened to everybody."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from practices.models import Agreement, Definition, LibraryItem, Pilot
from practices.search.entries import entry_inside
from search import Document, Entry


class InsideDocument(Document):
    """Something of a practice; `also` names what else its entry reads."""

    also: ClassVar[tuple[str, ...]] = ()

    def things(self) -> models.QuerySet[Any]:
        rows = self.model._base_manager.select_related("practice__labour_region", *self.also)
        return rows.prefetch_related("practice__themes")


class LibraryDocument(InsideDocument):
    """A file or link in the library of a practice: found also by the words in it."""

    kind, model = "bibliotheek", LibraryItem
    weight = 0.7  # a thick report holds every word, and should not push the answers of people aside
    name, plural = _("Uit de bibliotheek"), _("Bibliotheek")
    also = ("latest",)

    def entry(self, thing: LibraryItem) -> Entry | None:
        if thing.latest is None:
            return None
        said = filter(None, [thing.why, thing.latest.words])
        return entry_inside(thing, "\n".join(said), date=thing.changed_at, further=thing.latest.further)


class DefinitionDocument(InsideDocument):
    """What a practice means by a word: for its members, or for everybody where it shows that."""

    kind, model = "eigen-woord", Definition
    weight = 0.4
    name, plural = _("Woord van een praktijk"), _("Woorden van praktijken")
    also = ("latest",)

    def entry(self, thing: Definition) -> Entry | None:
        if thing.latest is None:
            return None
        more = {"keys": ["everyone"]} if thing.is_open else {}
        return entry_inside(thing, thing.latest.text, date=thing.latest.at, **more)


class AgreementDocument(InsideDocument):
    """Who brings what, the question behind it, and what was learned each time they looked at it again."""

    kind, model = "afspraak", Agreement
    weight = 0.6  # it says what people do, and seldom what helped
    name, plural = _("Afspraak"), _("Afspraken")
    also = ("partner",)

    def things(self) -> models.QuerySet[Any]:
        return super().things().prefetch_related("looks")

    def entry(self, thing: Agreement) -> Entry:
        looks = list(thing.looks.all())
        said = [thing.question, thing.whose, *(one.learned for one in looks)]
        return entry_inside(thing, "\n".join(filter(None, said)), date=looks[0].at if looks else thing.made_at)


class PilotDocument(InsideDocument):
    """Something a practice tries: by what it expects, what came of it, and what stops."""

    kind, model = "proef", Pilot
    name, plural = _("Wat een praktijk probeert"), _("Wat praktijken proberen")

    def entry(self, thing: Pilot) -> Entry:
        said = [thing.hypothesis, thing.result, thing.stops]
        return entry_inside(thing, "\n".join(filter(None, said)), date=thing.ended_at or thing.at)
