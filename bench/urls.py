"""The product's addresses, and beside them: the constant page, the processor time, and one live message."""

import time

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path

from accounts.models import User
from bench.live import TOPIC, WORDS
from live import Topic, limits, send_fragment
from practices.actions.contributions import set_audience
from practices.actions.membership import join, leave
from practices.models import Audience, Contribution, Practice

READY = b"<!doctype html><title>Klaar</title>" + b"x" * 30_000
SENT = {"id": 0}
limits.OF_VISITORS = 10_000  # a bench is a crowd at one address


class BenchTopic(Topic):
    """Something to listen to that anybody may hear."""

    name = TOPIC

    @staticmethod
    def may_listen(user: object, pk: int) -> bool:
        return True

    @staticmethod
    def missed(user: object, pk: int, since: int) -> list:
        return []


def constant(request: HttpRequest) -> HttpResponse:
    """30 kB of ready bytes: what the server and the middleware cost before any page is made."""
    return HttpResponse(READY)


def cpu(request: HttpRequest) -> HttpResponse:
    """The processor seconds this process used so far, all threads."""
    return JsonResponse({"seconds": time.process_time()})


def say(request: HttpRequest) -> HttpResponse:
    """One message of 2 kB to everybody who listens."""
    SENT["id"] += 1
    with transaction.atomic():
        send_fragment(BenchTopic, 1, SENT["id"], "components/empty.html", {"title": WORDS})
    return HttpResponse()


def access(request: HttpRequest) -> HttpResponse:
    """Change who may read, by the actions that people's clicks reach; for the soak."""
    who, how, value = (request.GET[name] for name in ("who", "how", "value"))
    person, practice = User.objects.filter(pk=who).first(), Practice.objects.filter(slug="proef").first()
    if how == "audience":
        set_audience(Contribution.objects.get(title="Een verhaal"), Audience(value))
    elif how == "active":
        person.is_active = value == "1"
        person.save(update_fields=["is_active"])
    elif value == "1":
        join(practice, person, "lived")
    else:
        leave(practice, person)
    return HttpResponse()


urlpatterns = [
    path("bench/access/", access),
    path("bench/constant/", constant),
    path("bench/cpu/", cpu),
    path("bench/say/", say),
    path("", include("config.urls")),
]
