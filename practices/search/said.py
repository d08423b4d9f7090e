"""How practices are found, and what people said in them and of the knowledge base."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from practices.models import AgendaTheme, Insight, JointText, Practice, Remark
from practices.search.entries import entry_of, region_of
from search import Document, Entry
from ui.rich import spoken


class PracticeDocument(Document):
    """A practice is in the directory for everyone; what is said inside is not found through it."""

    kind, model = "praktijk", Practice
    weight = 0.8  # it is where people look for an answer, and should not push the answers aside
    name, plural = _("Praktijk"), _("Praktijken")

    def things(self) -> models.QuerySet[Practice]:
        return Practice.objects.select_related("labour_region").prefetch_related("themes", "municipalities")

    def entry(self, thing: Practice) -> Entry:
        return Entry(
            title=thing.name,
            body=f"{thing.question}\n{thing.outcome}",
            url=thing.get_absolute_url(),
            keys=["everyone"],
            themes=[theme.slug for theme in thing.themes.all()],
            date=thing.founded_at,
            extra=thing.place(),
            is_fictional=thing.is_fictional,
            region=region_of(thing),
        )


class InsightDocument(Document):
    """What a practice learned."""

    kind, model = "inzicht", Insight
    name, plural = _("Inzicht"), _("Inzichten")

    def things(self) -> models.QuerySet[Insight]:
        return Insight.objects.select_related("practice__labour_region").prefetch_related(
            "themes", "practice__municipalities"
        )

    def entry(self, thing: Insight) -> Entry | None:
        if not thing.is_shown or thing.practice is None:
            return None
        said = [thing.learned, thing.context, thing.mechanism, thing.result, thing.new, thing.rules_note]
        return entry_of(thing, "\n".join(said))


class JointTextDocument(Document):
    """A text that members of a practice wrote together, as it was published; what is being written is not found."""

    kind, model = "tekst", JointText
    name, plural = _("Tekst van een praktijk"), _("Teksten van praktijken")

    def things(self) -> models.QuerySet[JointText]:
        texts: models.QuerySet[JointText] = JointText.objects.select_related("practice__labour_region")
        return texts.prefetch_related("themes")

    def entry(self, thing: JointText) -> Entry | None:
        if not thing.is_shown or not thing.is_published or thing.practice is None:
            return None
        return entry_of(thing, spoken(thing.text), voice="")  # the practice speaks


class RemarkDocument(Document):
    """What somebody said of a page of the knowledge base in words; of claims and drafts it is read there only."""

    kind, model = "opmerking", Remark
    weight = 0.5  # it carries the title of what it is about, and should not push that aside
    name, plural = _("Opmerking"), _("Opmerkingen")
    voice = "citizen"

    def things(self) -> models.QuerySet[Remark]:
        remarks: models.QuerySet[Remark] = Remark.objects.drawn()
        return remarks

    def entry(self, thing: Remark) -> Entry | None:
        if not thing.is_shown or not thing.text or thing.claim_id or thing.version_id:
            return None
        return entry_of(thing, thing.text, title=thing.about_what, themes=(), extra=thing.pseudonym, region="")


class AgendaDocument(Document):
    """What somebody puts on the agenda of a practice; what is already known does not include what is only asked."""

    kind, model = "agenda", AgendaTheme
    weight = 0.7  # it asks, and should not push aside what answers
    name, plural = _("Agendathema"), _("Op de agenda")
    voice, own_words = "citizen", True

    def things(self) -> models.QuerySet[AgendaTheme]:
        themes: models.QuerySet[AgendaTheme] = AgendaTheme.objects.select_related("practice__labour_region")
        return themes.prefetch_related("themes", "answers")

    def entry(self, thing: AgendaTheme) -> Entry | None:
        if not thing.is_shown or thing.practice is None:
            return None
        return entry_of(thing, thing.answered.text if thing.answered else "")
