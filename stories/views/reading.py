"""Reading stories: the stream and one story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import reader
from knowledge.models import Intervention, Theme, WorkingElement
from practices.merged import successor
from stories.actions import recognising
from stories.answered import answers_to
from stories.drawing import draw
from stories.models import Story
from stories.permissions import is_teller, may_answer
from stories.recognised import recognised
from stories.views.access import held
from stories.views.recognition import browser_key

ON_A_PAGE = 12
KNOWINGLY = "toch"  # in the address: the reader saw what the story is about and reads on
NARROWS = {"thema": Theme, "element": WorkingElement, "interventie": Intervention}


@dataclass(frozen=True)
class Chip:
    """One filter; chosen, it leads to the page without it."""

    label: str
    href: str
    on: bool = False
    count: int | None = None


@require_safe
def stream(request: HttpRequest) -> HttpResponse:
    """Show what this reader may see, newest first, narrowed by theme, element or intervention."""
    chosen = {name: found for name in NARROWS if (found := asked(request, name))}
    stories = Story.objects.with_cloth().visible_to(reader(request))
    if theme := chosen.get("thema"):
        stories = stories.filter(themes=theme)
    if element := chosen.get("element"):
        stories = stories.filter(pk__in=element.weighings.values("contribution"))
    if intervention := chosen.get("interventie"):
        stories = stories.filter(intervention=intervention)
    page = Paginator(stories.order_by("-published_at", "-pk"), ON_A_PAGE).get_page(request.GET.get("page"))
    facts = {"page": page, "chips": chips(chosen), "query": query(chosen), "chosen": chosen, "nav": "verhalen"}
    return unlisted(render(request, "stories/stream.html", facts))


def asked(request: HttpRequest, name: str) -> Any:
    """Give the thing a filter names; nonsense in the address is ignored."""
    slug = request.GET.get(name, "")
    if not slug:
        return None
    found = NARROWS[name]._default_manager.filter(slug=slug).first()
    return found or (successor(slug) if name == "element" else None)


def query(chosen: dict[str, Any], **change: str) -> str:
    wanted = {name: thing.slug for name, thing in chosen.items()} | change
    return urlencode({name: slug for name, slug in wanted.items() if slug})


def chips(chosen: dict[str, Any]) -> list[Chip]:
    """Offer every theme, and a way out of each other filter."""
    out = [Chip(str(thing), "?" + query(chosen, **{name: ""}), on=True) for name, thing in chosen.items()]
    if "thema" in chosen:
        return out
    return out + [Chip(theme.name, "?" + query(chosen, thema=theme.slug)) for theme in Theme.objects.all()]


@require_safe
def story(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one story; what was taken back leaves a tombstone for whoever could have read it."""
    user = reader(request)
    seen = Story.objects.with_answered().visible_to(user).select_related("practice", "intervention")
    found = seen.filter(pk=pk).first()
    if found is None:
        gone = Story.objects.withdrawn_for(user).filter(pk=pk).first()
        if gone is None:
            raise Http404
        return unlisted(render(request, "stories/withdrawn.html", {"story": gone, "nav": "verhalen"}, status=410))
    mine = is_teller(user, found, held(request))
    if found.content_notes and not mine and KNOWINGLY not in request.GET:
        on = urlencode([*request.GET.items(), (KNOWINGLY, "1")])
        return unlisted(render(request, "stories/knowingly.html", {"story": found, "on": on, "nav": "verhalen"}))
    by_me = not mine and recognising.of(user, found, browser_key(request)).exists()
    facts = {
        "story": found,
        "drawn": draw(found),
        "mine": mine,
        "recognised": recognised(found, by_me),
        "answers": answers_to(found) if getattr(found, "is_answered", True) else [],
        "may_answer": may_answer(user, found),
        "unanswered_days": (timezone.now() - found.published_at).days if found.published_at else 0,
        "nav": "verhalen",
    }
    return unlisted(render(request, "stories/story.html", facts))


def unlisted(answer: HttpResponse) -> HttpResponse:
    """Keep search engines out, as tellers were told."""
    answer["X-Robots-Tag"] = "noindex, noarchive"
    return answer
