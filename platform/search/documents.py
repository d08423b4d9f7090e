"""How what the editors know is found: themes with their dossier, interventions, elements, sources and more."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from knowledge.models import (
    Claim,
    Dossier,
    DossierGroup,
    EvidenceAxis,
    Instrument,
    Intervention,
    Source,
    Term,
    Theme,
    WorkingElement,
)
from search import fitting
from search.indexing import index, remove
from search.plugs import Document, Entry, registry

EVERYONE = ["everyone"]


class ThemeDocument(Document):
    """A theme is found by everything its dossier says, for each group too."""

    kind, model = "dossier", Theme
    name, plural = _("Dossier"), _("Dossiers")
    voice = "research"
    established = vocabulary = True

    def things(self) -> models.QuerySet[Theme]:
        return Theme.objects.select_related("dossier").prefetch_related("dossier__groups", "dossier__claims")

    def entry(self, thing: Theme) -> Entry:
        dossier: Dossier | None = getattr(thing, "dossier", None)
        return Entry(
            title=dossier.title if dossier else thing.name,
            body=lines(
                dossier.summary,
                dossier.long_text,
                *(f"{group.name}: {group.text}" for group in dossier.groups.all()),
                dossier.not_working,
                dossier.open_questions,
                *(claim.text for claim in dossier.claims.all()),
            )
            if dossier
            else "",
            url=thing.get_absolute_url(),
            keys=EVERYONE,
            themes=[thing.slug],
            extra=thing.name,
        )


class InterventionDocument(Document):
    kind, model = "interventie", Intervention
    name, plural = _("Interventie"), _("Interventies")
    voice = "pro"
    vocabulary = True

    def things(self) -> models.QuerySet[Intervention]:
        return Intervention.objects.prefetch_related("themes", "elements", "claims")

    def entry(self, thing: Intervention) -> Entry:
        return Entry(
            title=thing.search_title,
            body=lines(
                thing.search_body,
                thing.goal,
                thing.method,
                thing.carried_out_by,
                thing.making_it_work,
                *(claim.text for claim in thing.claims.all()),
            ),
            url=thing.get_absolute_url(),
            keys=EVERYONE,
            themes=[theme.slug for theme in thing.themes.all()],
            also=" ".join(f"{element.name} {element.plain_wording}" for element in thing.elements.all()),
        )


class ElementDocument(Document):
    """An element is found by its whole passport; one that was merged into another is not found at all."""

    kind, model = "element", WorkingElement
    name, plural = _("Werkzaam element"), _("Werkzame elementen")
    voice = "research"
    own_words = vocabulary = True

    def things(self) -> models.QuerySet[WorkingElement]:
        return WorkingElement.objects.prefetch_related("themes", "claims")

    def entry(self, thing: WorkingElement) -> Entry:
        return Entry(
            title=thing.search_title,
            body=lines(
                thing.search_body,
                thing.research_wording,
                thing.for_whom,
                thing.keep,
                thing.adapt,
                thing.not_this,
                *(claim.text for claim in thing.claims.all()),
            ),
            url=thing.get_absolute_url(),
            keys=EVERYONE,
            themes=[theme.slug for theme in thing.themes.all()],
            extra=thing.name,
        )


class SourceDocument(Document):
    kind, model = "bron", Source
    name, plural = _("Bron"), _("Bronnen")
    voice = "research"
    weight = 0.4  # what it says stands in what was made of it, which is easier to read

    def entry(self, thing: Source) -> Entry:
        return Entry(
            title=thing.title,
            body=thing.summary,
            url=thing.get_absolute_url(),
            keys=EVERYONE,
            extra=thing.site,
            year=thing.year,
        )


class InstrumentDocument(Document):
    kind, model = "instrument", Instrument
    name, plural = _("Meetinstrument"), _("Meetinstrumenten")
    voice = "research"
    weight = 0.6  # wanted by who measures; others look for help
    vocabulary = True

    def things(self) -> models.QuerySet[Instrument]:
        return Instrument.objects.prefetch_related("themes")

    def entry(self, thing: Instrument) -> Entry:
        return Entry(
            title=thing.name,
            body=lines(thing.goal, thing.target_groups, thing.note),
            url=thing.get_absolute_url(),
            keys=EVERYONE,
            themes=[theme.slug for theme in thing.themes.all()],
        )


class TermDocument(Document):
    """A word of the field, under every way it is written."""

    kind, model = "woord", Term
    name, plural = _("Uitleg van een woord"), _("Uitleg van woorden")
    vocabulary = True
    weight = 0.4

    def entry(self, thing: Term) -> Entry:
        return Entry(
            title=thing.word,
            body=thing.explanation,
            url=thing.get_absolute_url(),
            keys=EVERYONE,
            also=" ".join(thing.forms),
        )


def lines(*texts: str) -> str:
    """Give what is filled in, a line each."""
    return "\n".join(text for text in texts if text)


def follow(record: models.Model, gone: bool) -> None:
    """Keep the index true when knowledge changes; told in the transaction of the change."""
    transaction.on_commit(fitting.forget)
    match record:
        case Dossier():  # a theme is found by the words of its dossier
            index(record.theme)
        case DossierGroup():
            index(record.dossier.theme)
        case Claim():
            about = record.about
            index(about.theme if isinstance(about, Dossier) else about)
        case EvidenceAxis():
            pass
        case _ if type(record) in {document.model for document in registry.kinds.values()}:
            remove(record) if gone else index(record)
