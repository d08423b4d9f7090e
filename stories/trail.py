"""Where a story went: what its teller may know of what others did with it. Named only what the teller may open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from practices import kinds
from practices.models import Adoption, Contribution, Insight, Known, Practice
from practices.uses import uses_of
from stories.models import Answer, Change, Story
from stories.recognised import recognised
from stories.search import StoryDocument

MOST = 20  # of one sort


@dataclass(frozen=True)
class Step:
    """One thing that happened with it; `href` only when the teller may open that."""

    text: str
    at: datetime | None = None
    href: str = ""
    name: str = ""


def trail(story: Story, user: User | AnonymousUser) -> list[Step]:
    """Give what happened with a story that was shown, in the order of the loop; a fixed number of questions."""
    if story.first_shown_at is None:
        return []
    steps = [Step(_("Anderen kunnen het lezen."), story.first_shown_at), *recognitions(story), *answers(story, user)]
    used = [Step(use.text, use.at, use.href, use.name) for use in uses_of(story, user)]
    return [*steps, *changes(story), *starts(story, user), *used, *insights(story, user)]


def recognitions(story: Story) -> Iterator[Step]:
    found = recognised(story)
    if found.people:
        text = ngettext("%(n)d mens herkent dit.", "%(n)d mensen herkennen dit.", found.people)
        yield Step(text % {"n": found.people})
    elif found.some:
        yield Step(_("Er zijn mensen die dit herkennen."))


def answers(story: Story, user: User | AnonymousUser) -> Iterator[Step]:
    """Say how many replied, or for how many days nobody did."""
    replies = Contribution.objects.shown().filter(root=story).exclude(pk=story.pk)
    if story.author_id:
        replies = replies.exclude(author=story.author_id)
    found = replies.aggregate(number=Count("pk"), last=Max("published_at"))
    if found["number"]:
        text = ngettext("%(n)d keer gereageerd.", "%(n)d keer gereageerd.", found["number"]) % {"n": found["number"]}
        opened = Story.objects.visible_to(user).filter(pk=story.pk).exists()
        yield Step(text, found["last"], f"{story.get_absolute_url()}#gesprek" if opened else "", _("Lees de reacties"))
    elif story.published_at:
        days = (timezone.now() - story.published_at).days
        yield Step(
            ngettext("Nog geen antwoord, na %(n)d dag.", "Nog geen antwoord, na %(n)d dagen.", days) % {"n": days}
        )


def changes(story: Story) -> Iterator[Step]:
    """Say what organisations planned and did because of it."""
    shown = Change.objects.filter(answer__in=Answer.objects.shown().filter(root=story).values("pk"))
    for change in shown.select_related("answer__organisation").order_by("-state_at")[:MOST]:
        name = change.answer.organisation.name
        text = {
            Change.State.PLANNED: _("%(name)s gaat iets veranderen: %(what)s."),
            Change.State.DONE: _("%(name)s veranderde iets: %(what)s."),
            Change.State.NOT: _("Deze verandering van %(name)s gaat niet door: %(what)s."),
        }[Change.State(change.state)]
        yield Step(text % {"name": name, "what": change.what.rstrip(".")}, change.state_at)


def starts(story: Story, user: User | AnonymousUser) -> Iterator[Step]:
    """Say for which cases and practices somebody took the story along at the start."""
    known = Known.objects.filter(kind=StoryDocument.kind, object_id=story.pk).select_related("start").order_by("-pk")
    found = [row.start for row in known[:MOST]]
    cases = [start.contribution_id for start in found if start.contribution_id]
    shown = {one.pk: one for one in Contribution.objects.shown().filter(pk__in=cases).select_related("practice")}
    mine = set(Contribution.objects.visible_to(user).filter(pk__in=cases).values_list("pk", flat=True))
    homes = Practice.objects.visible_to(user).in_bulk([start.practice_id for start in found if start.practice_id])
    for start in found:
        if (case := shown.get(start.contribution_id or 0)) is not None:
            opened = case.pk in mine
            href, name = (kinds.of(case.kind).url(case), case.title) if opened else ("", "")
            yield Step(_("Gebruikt bij een casus."), start.at, href, name)
        elif (home := homes.get(start.practice_id or 0)) is not None:
            yield Step(_("Meegenomen bij de start van een praktijk."), start.at, home.get_absolute_url(), home.name)


def insights(story: Story, user: User | AnonymousUser) -> Iterator[Step]:
    """Say what practices learned from it, and who tries that too."""
    learned = list(
        Insight.objects.shown().filter(sources=story).select_related("practice").order_by("-published_at")[:MOST]
    )
    numbers = [insight.pk for insight in learned]
    mine = set(Insight.objects.visible_to(user).filter(pk__in=numbers).values_list("pk", flat=True))
    for insight in learned:
        opened = insight.pk in mine
        href, name = (insight.get_absolute_url(), insight.title) if opened else ("", "")
        yield Step(_("Een praktijk leerde ervan."), insight.published_at, href, name)
    tried = Adoption.objects.filter(insight__in=numbers).count() if numbers else 0
    if tried:
        text = ngettext("%(n)d andere praktijk probeert dat ook.", "%(n)d andere praktijken proberen dat ook.", tried)
        yield Step(text % {"n": tried})
