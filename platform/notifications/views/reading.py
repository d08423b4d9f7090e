"""Meldingen: what you were told."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.http import person
from live.topics import address_of
from notifications import actions
from notifications.live import LineTopic, number
from notifications.models import Notification

ON_A_PAGE = 30


@never_cache
@login_required
def notification_list(request: HttpRequest) -> HttpResponse:
    """Show what this person was told, newest first."""
    told = Notification.objects.visible_to(person(request))
    page = Paginator(told, ON_A_PAGE).get_page(request.GET.get("pagina"))
    since = max((number(one) for one in page), default=0)
    live = {"address": address_of(LineTopic, person(request).pk), "since": since}
    return render(request, "notifications/list.html", {"page": page, "nav": "mijn", **live})


@never_cache
@login_required
def notification_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Remember that it was read and go where it leads; what was withdrawn leads to the list."""
    notification = get_object_or_404(Notification.objects.visible_to(person(request)), pk=pk)
    if notification.withdrawn_at or not notification.url:
        return redirect("notifications:list")
    actions.mark_read(notification)
    return redirect(notification.url)


@require_POST
@login_required
def notification_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Remember that one was read, without going there."""
    actions.mark_read(get_object_or_404(Notification.objects.visible_to(person(request)), pk=pk))
    return redirect("notifications:list")


@require_POST
@login_required
def notifications_read(request: HttpRequest) -> HttpResponse:
    """Remember that all were read."""
    actions.mark_all_read(person(request))
    return redirect("notifications:list")
