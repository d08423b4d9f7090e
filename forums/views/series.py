"""Series of cases: what there is, one series with its harvest, and the answer to "opschalen?"."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import person, reader
from accounts.models import User
from forums.actions import series as act
from forums.bank import PER_PAGE
from forums.forms.series import PlaceForm, ScalingForm, SeriesForm
from forums.harvest_of_cases import harvest
from forums.models import Case, Series
from forums.permissions import is_editor, may_lead_series, may_move
from forums.views.cases import answer, opened_case, with_cards
from practices.models import Practice


@require_safe
def all_series(request: HttpRequest) -> HttpResponse:
    """Every series, with how many of its cases this reader may see."""
    user = reader(request)
    seen = Case.objects.visible_to(user).values("pk")
    counted = Series.objects.annotate(seen=Count("places", filter=Q(places__case__in=seen)))
    page = Paginator(counted.select_related("practice").order_by("-begun_at", "-pk"), PER_PAGE)
    may = is_editor(user) or (user.is_authenticated and led_by(user).exists())
    context = {"page": page.get_page(request.GET.get("page")), "may_begin": may, "nav": "casus"}
    return render(request, "forums/all_series.html", context)


def led_by(user: User) -> Any:
    """Give the practices this person leads."""
    mine = user.memberships.filter(left_at__isnull=True, is_facilitator=True)
    return Practice.objects.filter(pk__in=mine.values("practice")).order_by("name")


@login_required
@require_http_methods(["GET", "POST"])
def series_create(request: HttpRequest) -> HttpResponse:
    """Begin one: an editor for the whole site, who leads a practice for that practice."""
    user = person(request)
    practices = led_by(user)
    if not is_editor(user) and not practices.exists():
        raise PermissionDenied(_("Een reeks begint de redactie, of een begeleider voor de eigen praktijk."))
    data = request.POST if request.method == "POST" else None
    form = SeriesForm(data, practices=practices, for_all=is_editor(user))
    if form.is_bound:
        if done := form.already_done():
            return redirect(done)
        if form.is_valid() and (form.was_looked_at() or not form.marks()):
            return redirect(form.once(lambda: begun(user, form)))
    return answer(request, "forums/series_form.html", form, {"title": _("Begin een reeks")})


def begun(user: User, form: SeriesForm) -> str:
    return act.begin(user, form.cleaned_data["practice"], form.facts()).get_absolute_url()


@require_http_methods(["GET", "POST"])
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """One series: how far it is, what comes back, the cases; who leads it answers "opschalen?"."""
    shown, user = opened(slug), reader(request)
    may = may_lead_series(user, shown)
    if request.method == "POST" and not may:
        raise PermissionDenied(_("Dit besluit de redactie, of wie de praktijk begeleidt."))
    form = ScalingForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        if done := form.already_done():
            return redirect(done)
        if form.is_valid() and (form.was_looked_at() or not form.marks()):
            return redirect(form.once(lambda: scaled(person(request), shown, form)))
    within = Case.objects.filter(pk__in=shown.places.values("case"))
    page = Paginator(with_cards(within.visible_to(user)), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "series": shown,
        "page": page,
        "left": max(0, shown.goal - page.paginator.count),
        "parts": harvest(within, user),
        "scalings": shown.scalings.all(),
        "may": may,
    }
    return answer(request, "forums/series.html", form, context)


def scaled(user: User, shown: Series, form: ScalingForm) -> str:
    said = form.cleaned_data
    act.scale(shown, user, said["verdict"], said["why"], said["signed"])
    return shown.get_absolute_url() + "#opschalen"


def opened(slug: str) -> Series:
    """Give a series; its name and question everybody reads, its cases only who may."""
    found: Series = get_object_or_404(Series.objects.select_related("practice"), slug=slug)
    return found


@require_POST
@login_required
def case_place(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Put a case in a series."""
    shown = opened_case(request, slug, pk)
    refuse_unless_may_move(request, shown)
    form = PlaceForm(request.POST, offered=Series.objects.open_to(shown))
    if form.is_valid():
        act.put(form.cleaned_data["series"], shown, person(request))
        messages.success(request, _("Je casus staat in de reeks."))
    else:
        messages.error(request, _("Kies een reeks."))
    return redirect(shown.get_absolute_url())


@require_POST
@login_required
def case_place_removal(request: HttpRequest, slug: str, pk: int, series: str) -> HttpResponse:
    """Take a case out of a series."""
    shown = opened_case(request, slug, pk)
    refuse_unless_may_move(request, shown)
    act.take_out(opened(series), shown)
    return redirect(shown.get_absolute_url())


def refuse_unless_may_move(request: HttpRequest, shown: Case) -> None:
    if not may_move(person(request), shown):
        raise PermissionDenied(_("Dit zegt wie de casus inbracht, of de begeleider."))
