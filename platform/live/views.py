"""Catching up without a websocket: some networks let none through."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from live import limits
from live.asking import answer_to, person_behind
from live.hub import polled

AGAIN = 60  # seconds after which who asked too often may ask again
pace = limits.Pace()


@never_cache
@require_GET
def missed(request: HttpRequest, address: str) -> HttpResponse:
    """Answer the frames after id `sinds`, the same ones the websocket would have sent, and how many people are here."""
    since = request.GET.get("sinds", "")
    if not since.isdecimal() or len(since) > 18:
        raise Http404
    place = limits.network_of(str(request.META.get("REMOTE_ADDR", "")))
    if not pace.may_ask(("unknown", place), limits.OF_UNKNOWN):
        return too_often()
    user = person_behind(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
    who = ("visitors", place) if user.pk is None else ("person", str(user.pk))
    if not pace.may_ask(who, limits.OF_VISITORS if user.pk is None else limits.OF_PERSON):
        return too_often()
    answer = answer_to(user, address, int(since), translation.get_language())
    if answer is None:
        raise Http404
    frames = ",".join(frame for _id, frame in answer.missed)
    many = "true" if answer.too_many else "false"
    count = polled(address, answer.person, place)
    here = f', "count": {count}' if count else ""
    return HttpResponse(f'{{"fragments": [{frames}], "many": {many}{here}}}', content_type="application/json")


def too_often() -> HttpResponse:
    """Refuse a question; the page asks again, later."""
    return HttpResponse(status=429, headers={"Retry-After": str(AGAIN)})
