"""How cases, talk and sessions are found, and by whom."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from forums.duo import sides_of
from forums.models import Case, Harvest, LookBack, Merger, Reply, Session, Topic
from practices.search import entry_inside, entry_of, keys_of
from search import Document, Entry
from ui.rich import spoken

# Everything that was told in a case, in the order in which a snippet is best cut from it.
SAID = ("question", "situation", *Case.AROUND, "outcome", "obstacle")


class CaseDocument(Document):
    """A case is found by its question and by all that was told around it."""

    kind, model = "casus", Case
    name, plural = _("Casus"), _("Casussen")
    voice = "pro"

    def things(self) -> models.QuerySet[Case]:
        cases: models.QuerySet[Case] = Case.objects.select_related("practice__labour_region").prefetch_related("themes")
        return cases

    def entry(self, thing: Case) -> Entry | None:
        if not thing.is_shown or thing.practice is None:
            return None
        said = filter(None, [*(getattr(thing, name) for name in SAID), *told_later(thing)])
        return entry_of(thing, "\n".join(said), extra=thing.practice.name)


class TopicDocument(Document):
    """A topic is found by its title and how it begins; its replies are found by themselves."""

    kind, model = "gesprek", Topic
    weight = 0.8  # it asks more than it answers
    name, plural = _("Gesprek"), _("Gesprekken")
    voice = "citizen"

    def things(self) -> models.QuerySet[Topic]:
        topics: models.QuerySet[Topic] = Topic.objects.select_related("practice__labour_region", "theme")
        return topics.prefetch_related("themes")

    def entry(self, thing: Topic) -> Entry | None:
        if not thing.is_shown or Merger.objects.standing().filter(root=thing.pk).exists():
            return None
        where = thing.practice or thing.theme
        return entry_of(thing, spoken(thing.text), extra=where.name if where else "")


class SessionDocument(Document):
    """A session is found by the members of its practice: by its question, and by its report once that was shared."""

    kind, model = "bijeenkomst", Session
    name, plural = _("Bijeenkomst"), _("Bijeenkomsten")
    weight = 0.6  # what it led to stands in insights of its own

    def things(self) -> models.QuerySet[Session]:
        return Session.objects.select_related("practice__labour_region").prefetch_related("practice__themes")

    def entry(self, thing: Session) -> Entry | None:
        if thing.cancelled_at is not None:
            return None
        harvest = Harvest.objects.filter(pk=thing.pk, shared_at__isnull=False).first()
        shared = (harvest.minutes, harvest.change) if harvest else ()
        said = "\n".join(filter(None, [thing.question, thing.about, *shared]))
        return entry_inside(thing, said, date=thing.starts_at, is_fictional=thing.is_fictional)


def told_later(case: Case) -> list[str]:
    """Give what was told when looking back, and both sides of a duo-case."""
    looks = LookBack.objects.filter(root=case.pk, withdrawn_at__isnull=True, published_at__isnull=False)
    said = list(looks.order_by("pk").values_list("did", flat=True))
    for side in sides_of(case):
        said += [side.happened, side.meant]
    return said


class ReplyDocument(Document):
    """A reply is found by who may read what it is about."""

    kind, model = "reactie", Reply
    weight = 0.5  # it carries the title of what it answers, and should not push that aside
    name, plural = _("Reactie"), _("Reacties")
    voice = "citizen"

    def things(self) -> models.QuerySet[Reply]:
        replies: models.QuerySet[Reply] = Reply.objects.select_related("root__practice").prefetch_related(
            "root__themes"
        )
        return replies

    def entry(self, thing: Reply) -> Entry | None:
        if not thing.is_shown or thing.root is None or not thing.root.is_shown:
            return None
        return Entry(
            title=thing.root.title or str(_("Reactie")),
            body=spoken(thing.text),
            url=thing.get_absolute_url(),
            keys=keys_of(thing.root),
            themes=[theme.slug for theme in thing.root.themes.all()],
            date=thing.published_at,
            extra=thing.pseudonym,
            is_fictional=thing.is_fictional,
            until=thing.root.shown_until,
            voice=thing.perspective,
        )
