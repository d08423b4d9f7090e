"""Catching up without a websocket: some networks let none through."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from live.asking import ask


@never_cache
@require_GET
def missed(request: HttpRequest, address: str) -> HttpResponse:
    """Answer the frames after id `sinds`, the same ones the websocket would have sent."""
    since = request.GET.get("sinds", "")
    if not since.isdecimal() or len(since) > 18:
        raise Http404
    session_key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    answer = ask(session_key, address, int(since), translation.get_language())
    if answer is None:
        raise Http404
    frames = ",".join(frame for _id, frame in answer.missed)
    many = "true" if answer.too_many else "false"
    return HttpResponse(f'{{"fragments": [{frames}], "many": {many}}}', content_type="application/json")
