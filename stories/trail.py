"""Where a story went: what its teller may know of what others did with it. Named only what the teller may open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, Max, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from practices import kinds
from practices.models import Adoption, Contribution, Insight, Known, Practice, Start
from practices.uses import uses_of
from stories.models import Answer, Change, Recognition, Story
from stories.recognised import FEWEST
from stories.search import StoryDocument

MOST = 20  # of one sort
OPENED = (1000, 500, 250, 100, 50, 25, 10, 5)


@dataclass(frozen=True)
class Step:
    """One thing that happened with it; `href` only when the teller may open that."""

    text: str
    at: datetime | None = None
    href: str = ""
    name: str = ""


def with_trail(stories: Any, user: User | AnonymousUser) -> Any:
    """Bring along what `trail` asks of a story itself: who recognised it, who replied, whether this reader opens it."""
    told = Recognition.objects.filter(story=OuterRef("pk")).order_by().values("story")
    # The teller's own replies do not count; by person, for a story without an account has no author to compare.
    replies = Contribution.objects.shown().filter(root=OuterRef("pk"))
    others = replies.exclude(pk=OuterRef("pk")).exclude(person=OuterRef("person")).order_by().values("root")
    return stories.annotate(
        recognised=Subquery(told.annotate(number=Count("pk")).values("number")),
        recognised_at=Subquery(told.annotate(last=Max("at")).values("last")),
        replied=Subquery(others.annotate(number=Count("pk")).values("number")),
        replied_at=Subquery(others.annotate(last=Max("published_at")).values("last")),
        opens=Exists(Story.objects.visible_to(user).filter(pk=OuterRef("pk"))),
    )


def trail(story: Any, user: User | AnonymousUser, given: Iterable[Answer]) -> list[Step]:
    """Give what happened with a story that was shown, in the order of the loop; a fixed number of questions.

    The story comes from `with_trail` for the same reader; `given` are the answers that stand under it.
    """
    if story.first_shown_at is None:
        return []
    first = Step(_("Anderen kunnen het lezen."), story.first_shown_at)
    steps = [first, *openings(story), *recognitions(story), *answers(story)]
    used = [Step(use.text, use.at, use.href, use.name) for use in uses_of(story, user)]
    return [*steps, *changes(given), *starts(story, user), *used, *insights(story, user)]


def openings(story: Story) -> Iterator[Step]:
    """Say that it was opened, and from five times on how often, in broad steps that lead to nobody."""
    least = next((number for number in OPENED if story.opened >= number), 0)
    if least:
        yield Step(_("Lezers openden het minstens %(n)d keer.") % {"n": least})
    elif story.opened:
        yield Step(_("Het is al geopend."))


def recognitions(story: Any) -> Iterator[Step]:
    """Say how many recognise it; of a group under five neither the number nor the day."""
    if (story.recognised or 0) >= FEWEST:
        text = ngettext("%(n)d mens herkent dit.", "%(n)d mensen herkennen dit.", story.recognised)
        yield Step(text % {"n": story.recognised}, story.recognised_at)
    elif story.recognised:
        yield Step(_("Er zijn mensen die dit herkennen."))


def answers(story: Any) -> Iterator[Step]:
    """Say how many replied, or for how many days nobody did."""
    if story.replied:
        text = ngettext("%(n)d keer gereageerd.", "%(n)d keer gereageerd.", story.replied) % {"n": story.replied}
        where = f"{story.get_absolute_url()}#gesprek" if story.opens else ""
        yield Step(text, story.replied_at, where, _("Lees de reacties"))
    elif story.published_at:
        days = (timezone.now() - story.published_at).days
        yield Step(
            ngettext("Nog geen antwoord, na %(n)d dag.", "Nog geen antwoord, na %(n)d dagen.", days) % {"n": days}
        )


def changes(given: Iterable[Answer]) -> Iterator[Step]:
    """Say what organisations planned and did because of it."""
    found = [(change, answer.organisation.name) for answer in given for change in answer.changes.all()]
    for change, name in sorted(found, key=lambda one: one[0].state_at, reverse=True)[:MOST]:
        text = {
            Change.State.PLANNED: _("%(name)s gaat iets veranderen: %(what)s."),
            Change.State.DONE: _("%(name)s veranderde iets: %(what)s."),
            Change.State.NOT: _("Deze verandering van %(name)s gaat niet door: %(what)s."),
        }[Change.State(change.state)]
        yield Step(text % {"name": name, "what": change.what.rstrip(".")}, change.state_at)


def starts(story: Story, user: User | AnonymousUser) -> Iterator[Step]:
    """Say for which cases and practices somebody took the story along at the start."""
    case, home = OuterRef("start__contribution"), OuterRef("start__practice")
    known = Known.objects.filter(kind=StoryDocument.kind, object_id=story.pk).annotate(
        stands=Exists(Contribution.objects.shown().filter(pk=case)),
        opens=Exists(Contribution.objects.visible_to(user).filter(pk=case)),
        opens_home=Exists(Practice.objects.visible_to(user).filter(pk=home)),
    )
    for row in known.select_related("start__contribution__practice", "start__practice").order_by("-pk")[:MOST]:
        start: Start = row.start
        if start.contribution is not None and row.stands:
            of = start.contribution
            href, name = (kinds.of(of.kind).url(of), of.title) if row.opens else ("", "")
            yield Step(_("Gebruikt bij een casus."), start.at, href, name)
        elif start.practice is not None and row.opens_home:
            where = start.practice
            yield Step(_("Meegenomen bij de start van een praktijk."), start.at, where.get_absolute_url(), where.name)


def insights(story: Story, user: User | AnonymousUser) -> Iterator[Step]:
    """Say what practices learned from it, and who tries that too."""
    tries = Adoption.objects.filter(insight=OuterRef("pk")).order_by().values("insight")
    learned: QuerySet[Insight] = Insight.objects.shown().filter(sources=story).select_related("practice")
    learned = learned.annotate(
        opens=Exists(Insight.objects.visible_to(user).filter(pk=OuterRef("pk"))),
        tried=Subquery(tries.annotate(number=Count("pk")).values("number")),
    )
    tried = 0
    for insight in learned.order_by("-published_at")[:MOST]:
        row: Any = insight
        href, name = (insight.get_absolute_url(), insight.title) if row.opens else ("", "")
        tried += row.tried or 0
        yield Step(_("Een praktijk leerde ervan."), insight.published_at, href, name)
    if tried:
        text = ngettext("%(n)d andere praktijk probeert dat ook.", "%(n)d andere praktijken proberen dat ook.", tried)
        yield Step(text % {"n": tried})
