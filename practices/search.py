"""How practices and what they learned are found, and by whom."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from moderation import privacy
from practices.memberships import memberships_of
from practices.models import (
    AgendaTheme,
    Audience,
    Contribution,
    Definition,
    Insight,
    JointText,
    LibraryItem,
    Practice,
    Remark,
)
from search import Document, Entry, reader_keys, without_people
from ui.rich import spoken


@reader_keys
def member_keys(user: User) -> set[str]:
    """Give a key for each practice somebody takes part in now."""
    return {f"practice:{practice}" for practice in memberships_of(user)}


def keys_in(user: User | AnonymousUser, member_of: Iterable[int]) -> list[str]:
    """Give the keys of somebody whose practices were looked up already."""
    if not user.is_authenticated:
        return ["everyone"]
    return ["everyone", "signed-in", f"user:{user.pk}", *(f"practice:{pk}" for pk in member_of)]


@without_people
def without_names(text: str) -> str:
    """Give what somebody typed without names and numbers of people.

    People search in small letters, where a first name is known and the family name behind it is not. So wherever a
    name was seen, the text is read again with capitals, and all that then belongs to it goes too, up to its end: with
    a capital the "van" of "schulden van Jan" would look like a part of the name as well.
    """
    seen = privacy.find(text)
    again = privacy.find(re.sub(r"(?<!\S)\w", _capital, text))
    ends = [
        (one.start, max([one.end, *(mark.end for mark in again if mark.start <= one.start < mark.end)])) for one in seen
    ]
    hidden = {place for start, end in ends for place in range(start, end)}
    kept = "".join("…" if place in hidden else sign for place, sign in enumerate(text))
    return " ".join(re.sub("…+", "…", kept).split())


def _capital(letter: re.Match[str]) -> str:
    capital = letter.group().upper()
    return capital if len(capital) == 1 else letter.group()


def keys_of(contribution: Contribution) -> list[str]:
    """Give who may find a contribution: the same people as `Contribution.objects.visible_to` (of its root)."""
    match contribution.audience:
        case Audience.EVERYONE:
            return ["everyone"]
        case Audience.SIGNED_IN:
            return ["signed-in"]
        case Audience.PRACTICE if contribution.practice_id:
            return [f"practice:{contribution.practice_id}"]
        case Audience.ME if contribution.author_id:
            return [f"user:{contribution.author_id}"]
    return []


def entry_of(thing: Any, body: str, **more: Any) -> Entry:
    """Give what the index keeps of a contribution that may be found, with `more` where its kind differs.

    One place for who may find it and until when, so that no kind forgets it.
    """
    where = thing.practice
    facts = {
        "title": thing.title,
        "url": thing.get_absolute_url(),
        "keys": keys_of(thing),
        "date": thing.published_at,
        "is_fictional": thing.is_fictional,
        "until": thing.shown_until,
        "voice": thing.perspective,
    }
    if "themes" not in more:
        facts["themes"] = [theme.slug for theme in thing.themes.all()]
    if "extra" not in more and where is not None:
        facts["extra"] = ", ".join(filter(None, [where.name, where.place()]))
    if "region" not in more and where is not None:
        facts["region"] = region_of(where)
    return Entry(body=body, **(facts | more))


def region_of(practice: Practice) -> str:
    """Give where a practice works, for the filter (select labour_region)."""
    return practice.labour_region.slug if practice.labour_region else ""


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


class LibraryDocument(Document):
    """A file or link in the library of a practice: found by its members alone, also by the words in it."""

    kind, model = "bibliotheek", LibraryItem
    weight = 0.7  # a thick report holds every word, and should not push the answers of people aside
    name, plural = _("Uit de bibliotheek"), _("Bibliotheek")

    def things(self) -> models.QuerySet[LibraryItem]:
        return LibraryItem.objects.select_related("practice__labour_region", "latest").prefetch_related(
            "practice__themes"
        )

    def entry(self, thing: LibraryItem) -> Entry | None:
        if thing.latest is None:
            return None
        return Entry(
            title=thing.title,
            body="\n".join(filter(None, [thing.why, thing.latest.words])),
            url=thing.get_absolute_url(),
            keys=[f"practice:{thing.practice_id}"],
            themes=[theme.slug for theme in thing.practice.themes.all()],
            date=thing.changed_at,
            extra=thing.practice.name,
            is_fictional=thing.practice.is_fictional,
            region=region_of(thing.practice),
        )


class DefinitionDocument(Document):
    """What a practice means by a word: for its members, or for everybody where it shows that."""

    kind, model = "eigen-woord", Definition
    weight = 0.4
    name, plural = _("Woord van een praktijk"), _("Woorden van praktijken")

    def things(self) -> models.QuerySet[Definition]:
        return Definition.objects.select_related("practice__labour_region", "latest")

    def entry(self, thing: Definition) -> Entry | None:
        if thing.latest is None:
            return None
        return Entry(
            title=thing.word,
            body=thing.latest.text,
            url=thing.get_absolute_url(),
            keys=["everyone"] if thing.is_open else [f"practice:{thing.practice_id}"],
            date=thing.latest.at,
            extra=thing.practice.name,
            is_fictional=thing.practice.is_fictional,
            region=region_of(thing.practice),
        )
