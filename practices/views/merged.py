"""Following an element that was joined with another to where it is now."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from practices.merged import successor

View = Callable[..., HttpResponse]


def follows_merges(view: View) -> View:
    """Lead from a page of a merged element to the same page of the element it went into."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            match = request.resolver_match
            found = successor(kwargs.get("slug", ""))
            if found is None or match is None:
                raise
            address = reverse(match.view_name, kwargs={"slug": found.slug})
            query = request.META.get("QUERY_STRING", "")
            answer = HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
            answer["Cache-Control"] = "no-cache"  # an editor may undo the joining
            return answer

    return opened
