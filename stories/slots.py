"""What stories show on pages of the floors below."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import Perspective
from knowledge.models import Intervention, Theme, WorkingElement
from moderation.models import Review
from practices import next_steps
from practices.models import Audience, Contribution, Membership, Practice
from stories import plain
from stories.models import Story
from stories.standing import standings
from stories.towel import towel
from ui.slots import Ranked, slot

ON_HOME = 3
ON_A_PAGE = 4
IN_A_PRACTICE = 4
MINE = 20
next_steps.way(next_steps.STORY, lambda practice: f"{reverse('stories:begin')}?praktijk={practice.slug}")


def latest(context: Any, number: int, *narrow: Q) -> list[Story]:
    """Give the newest stories this reader may see."""
    user = context.get("user")
    if user is None:
        return []
    circles = (
        [Audience.EVERYONE, Audience.SIGNED_IN, Audience.PRACTICE] if user.is_authenticated else [Audience.EVERYONE]
    )
    wanted = Q(kind=Story.KIND, audience__in=circles)  # said again, because an index stands on just these
    stories = Story.objects.with_cloth().visible_to(user).filter(wanted, *narrow)
    return list(stories.order_by("-published_at", "-pk")[:number])


@slot("home.towel")
def towel_on_home(context: Any) -> str:
    found = towel()
    return render_to_string("stories/_towel.html", {"towel": found}) if found else ""


@slot("home.stories")
def on_home(context: Any) -> str:
    return _cards(latest(context, ON_HOME))


def _cards(stories: list[Story]) -> str:
    return render_to_string("stories/_cards.html", {"stories": stories}) if stories else ""


def _section(stories: list[Story], query: str, **more: Any) -> str:
    where = f"{reverse('stories:stream')}?{query}"
    return render_to_string("stories/_section.html", {"stories": stories, "more": where, **more}) if stories else ""


@slot("knowledge.theme", order=10)
def on_theme(context: Any, theme: Theme) -> str:
    return _section(latest(context, ON_A_PAGE, Q(themes=theme)), f"thema={theme.slug}")


@slot("knowledge.element", order=10)
def on_element(context: Any, element: WorkingElement) -> str:
    about = Q(pk__in=element.weighings.values("contribution"))
    return _section(latest(context, ON_A_PAGE, about), f"element={element.slug}")


@slot("knowledge.intervention", order=10)
def on_intervention(context: Any, intervention: Intervention) -> str:
    return _section(latest(context, ON_A_PAGE, Q(intervention=intervention)), f"interventie={intervention.slug}")


@slot("practice.stream", order=10)
def in_practice(context: Any, practice: Practice, membership: Membership | None = None, **kwargs: Any) -> str:
    seen = Contribution.objects.visible_to(context["user"]).filter(practice=practice, kind=Story.KIND)
    newest = seen.exclude(audience=Audience.ME).order_by("-published_at", "-pk").values("pk")[:IN_A_PRACTICE]
    stories = latest(context, IN_A_PRACTICE, Q(pk__in=newest))  # chosen by an index first, however many there are
    return render_to_string("stories/_practice.html", {"stories": stories, "practice": practice})


@slot("practice.todo", order=14)
def to_read_along(context: Any, practice: Practice, membership: Membership | None = None, **kwargs: Any) -> str:
    """For who leads: the stories that wait to be read."""
    leads = membership is not None and membership.is_facilitator
    waiting = Review.objects.open().filter(subject_kind=Story.KIND, space=practice.pk).count() if leads else 0
    return render_to_string("stories/_todo_read.html", {"waiting": waiting}) if waiting else ""


@slot("practice.todo")
def to_tell(context: Any, practice: Practice, membership: Membership | None = None, **kwargs: Any) -> str:
    """The way to tell a story; before bringing a case for who lived through it, after it for who works with people."""
    tells = membership is None or membership.perspective in {Perspective.LIVED, Perspective.CITIZEN}
    return Ranked(render_to_string("stories/_todo.html", {"practice": practice}), 20 if tells else 30)


@slot("mine.section", order=10)
def mine(context: Any, **kwargs: Any) -> str:
    stories = list(Story.objects.with_cloth().written_by(context["user"]).order_by("-saved_at")[:MINE])
    known = standings(stories)
    return render_to_string("stories/_mine.html", {"rows": [(story, known[story.pk]) for story in stories]})


@slot("practice.section", order=30)
def gathering(context: Any, practice: Practice, membership: Membership | None = None, **kwargs: Any) -> str:
    leads = membership is not None and membership.is_facilitator
    return render_to_string("stories/_asking_link.html", {"practice": practice}) if leads else ""


@slot("story.readback", order=5)
def easier(context: Any, story: Story, **kwargs: Any) -> str:
    """Say how long it is to read, with a hint for who tells without scripts; never a score."""
    hints = [hint for text in (story.happened, story.helped) if (hint := plain.hint(text))]
    facts = {"size": plain.size(story.happened, story.helped), "hints": hints}
    return render_to_string("stories/tell/_easier.html", facts)
