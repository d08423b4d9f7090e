"""How what the editors know is found: themes with their dossier, interventions, working elements."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.models import Dossier, Intervention, Theme, WorkingElement
from search.indexing import index, remove
from search.plugs import Document, Entry, registry

EVERYONE = ["everyone"]


class ThemeDocument(Document):
    kind, model = "dossier", Theme
    name, plural = _("Dossier"), _("Dossiers")
    voice = "research"
    established = vocabulary = True

    def things(self) -> models.QuerySet[Theme]:
        return Theme.objects.select_related("dossier")

    def entry(self, thing: Theme) -> Entry:
        dossier = getattr(thing, "dossier", None)
        return Entry(
            title=dossier.title if dossier else thing.name,
            body=f"{dossier.summary}" if dossier else "",
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
        return Intervention.objects.prefetch_related("themes", "elements")

    def entry(self, thing: Intervention) -> Entry:
        return Entry(
            title=thing.search_title,
            body=thing.search_body,
            url=thing.get_absolute_url(),
            keys=EVERYONE,
            themes=[theme.slug for theme in thing.themes.all()],
            also=" ".join(f"{element.name} {element.plain_wording}" for element in thing.elements.all()),
        )


class ElementDocument(Document):
    kind, model = "element", WorkingElement
    name, plural = _("Werkzaam element"), _("Werkzame elementen")
    voice = "research"
    own_words = vocabulary = True

    def things(self) -> models.QuerySet[WorkingElement]:
        return WorkingElement.objects.prefetch_related("themes")

    def entry(self, thing: WorkingElement) -> Entry:
        return Entry(
            title=thing.search_title,
            body=thing.search_body,
            url=thing.get_absolute_url(),
            keys=EVERYONE,
            themes=[theme.slug for theme in thing.themes.all()],
            extra=thing.name,
        )


def follow(record: models.Model, gone: bool) -> None:
    """Keep the index true when knowledge changes; told in the transaction of the change."""
    if isinstance(record, Dossier):  # a theme is found by the words of its dossier
        index(record.theme)
    elif type(record) in {document.model for document in registry.kinds.values()}:
        remove(record) if gone else index(record)
