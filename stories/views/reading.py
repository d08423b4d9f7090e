"""Reading stories: the stream and one story."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import reader
from accounts.models import User
from prepared import Prepared
from prepared.pages import each_time, for_visitors
from stories.actions import opening, recognising
from stories.answered import answers_to
from stories.drawing import draw
from stories.models import Story
from stories.narrowing import NarrowForm, chips, chosen_in, narrowed, query, slug_of
from stories.permissions import is_teller, may_answer
from stories.recognised import recognised
from stories.views.access import held
from stories.views.recognition import browser_key

ON_A_PAGE = 12
KNOWINGLY = "toch"  # in the address: the reader saw what the story is about and reads on


@require_safe
@for_visitors
def stream(request: HttpRequest) -> HttpResponse:
    """Show what this reader may see, newest first, narrowed by what stands in the address."""
    chosen = chosen_in(request)
    stories = narrowed(Story.objects.with_cloth().visible_to(reader(request)), chosen)
    page = Paginator(stories.order_by("-published_at", "-pk"), ON_A_PAGE).get_page(request.GET.get("page"))
    facts: dict[str, Any] = {
        "page": page,
        "chips": chips(chosen),
        "query": query(chosen),
        "chosen": chosen,
        "nav": "verhalen",
    }
    facts |= {"form": NarrowForm(initial={name: slug_of(thing) for name, thing in chosen.items()})}
    return unlisted(render(request, "stories/stream.html", facts))


@require_safe
@for_visitors
def story(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one story; what was taken back leaves a tombstone for whoever could have read it."""
    user = reader(request)
    found = OPENED.first(user.pk, pk) if user.is_authenticated else OPEN.first(pk)
    if found is None:
        gone = Story.objects.withdrawn_for(user).filter(pk=pk).first()
        if gone is None:
            raise Http404
        return unlisted(render(request, "stories/withdrawn.html", {"story": gone, "nav": "verhalen"}, status=410))
    mine = is_teller(user, found, held(request))
    if found.content_notes and not mine and KNOWINGLY not in request.GET:
        on = urlencode([*request.GET.items(), (KNOWINGLY, "1")])
        return unlisted(render(request, "stories/knowingly.html", {"story": found, "on": on, "nav": "verhalen"}))
    if not mine:
        each_time(request, count, found.pk)
    by_me = not mine and recognising.said_by(user, found, browser_key(request))
    facts = {
        "story": found,
        "address": settings.SITE_URL + found.get_absolute_url(),
        "drawn": draw(found),
        "mine": mine,
        "recognised": recognised(found, by_me),
        "answers": answers_to(found) if getattr(found, "is_answered", True) else [],
        "may_answer": may_answer(user, found),
        "unanswered_days": (timezone.now() - found.published_at).days if found.published_at else 0,
        "nav": "verhalen",
    }
    return unlisted(render(request, "stories/story.html", facts))


def count(request: HttpRequest, pk: int) -> None:
    """Count this opening by a person in a browser: no robot, and no page fetched beforehand."""
    if request.headers.get("Sec-Fetch-Dest") == "document" and "Sec-Purpose" not in request.headers:
        opening.opened(pk)


def whole(user: User | AnonymousUser) -> QuerySet[Story]:
    """Give the stories this reader may see with what stands on their page."""
    return Story.objects.with_page(user).visible_to(user).select_related("practice", "intervention")


OPENED = Prepared(lambda user, pk: whole(User(pk=user)).filter(pk=pk))
OPEN = Prepared(lambda pk: whole(AnonymousUser()).filter(pk=pk))  # to visitors


def unlisted(answer: HttpResponse) -> HttpResponse:
    """Keep search engines out, as tellers were told."""
    answer["X-Robots-Tag"] = "noindex, noarchive"
    return answer
