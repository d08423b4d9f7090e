"""Telling on one page, for who rather writes than answers questions."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts.http import reader
from practices.models import Practice
from stories.actions import telling as act
from stories.actions.link import new_link
from stories.forms import FreeForm
from stories.views.access import paced
from stories.views.telling import arrived, asked_at_first, begun, themes_of


@never_cache
def begin(request: HttpRequest) -> HttpResponse:
    """Take the whole story at once; after it only cards, meaning, readers and reading back are left."""
    user, came = reader(request), arrived(request)
    slug = came["praktijk"]
    practice = Practice.objects.visible_to(user).filter(slug=slug).first() if slug else None
    form = FreeForm(request.POST or None, initial={**came, "themes": themes_from(practice, came["thema"])})
    if request.method != "POST" or not (form.is_valid() and paced(request, form)):
        request.session.setdefault("telling", True)
        return render(request, "stories/tell/free.html", {"form": form, "step": "vrij", "asked": asked_at_first(form)})
    facts, token = form.cleaned_data, ""

    @transaction.atomic
    def tell() -> str:
        nonlocal token
        story = act.begin(user, facts["happened"], facts["praktijk"])
        act.keep_about(story, facts["themes"], title=facts["title"])
        token = "" if user.is_authenticated else new_link(story)
        stop = request.POST.get("ga") == "stop"
        name = "stories:link" if token else ("stories:own" if stop else "stories:kaarten")
        return reverse(name, args=[story.pk])

    return begun(request, form.once(tell), token)


def themes_from(practice: Practice | None, slug: str) -> list[int]:
    """Give the theme of the link as a first guess, else the one theme of the practice."""
    named = list(practice.themes.filter(slug=slug).values_list("pk", flat=True)) if practice and slug else []
    return named or themes_of(practice)
