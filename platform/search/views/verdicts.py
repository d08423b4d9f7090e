"""Was this what you looked for? One tap, and a thank you where more can be said."""

import re

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from search import actions
from search.forms import VerdictWords
from search.models import Verdict
from search.queries import LONGEST
from ui.text import clean_text

SALT = "search.verdict"
AN_HOUR = 3600  # seconds in which words can be added


@require_POST
def verdict(request: HttpRequest) -> HttpResponse:
    """Keep yes or no for the question `q`, once for each page that was drawn."""
    token, question = request.POST.get("once", ""), clean_text(request.POST.get("q", "")[:LONGEST])
    if not re.fullmatch(r"[A-Za-z0-9_-]{22,64}", token):
        return redirect("search:page")
    said = actions.give_verdict(token, question, request.POST.get("past") == "ja")
    if said is None:
        return redirect("search:page")
    key = signing.dumps(said.pk, salt=SALT, compress=True)
    return redirect(reverse("search:thanks", args=[key]))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def thanks(request: HttpRequest, key: str) -> HttpResponse:
    """Say thank you; who found nothing that fits can add what it was about."""
    try:
        said = Verdict.objects.get(pk=signing.loads(key, salt=SALT, max_age=AN_HOUR))
    except (signing.BadSignature, Verdict.DoesNotExist) as gone:
        raise Http404 from gone
    form = VerdictWords(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_words(said, form.cleaned_data["words"])
        return redirect(request.path)
    return render(request, "search/thanks.html", {"verdict": said, "form": form, "nav": "zoeken"})
