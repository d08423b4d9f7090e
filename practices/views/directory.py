"""Finding a practice, and starting one."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.http import person, reader
from accounts.models import User
from practices import gate
from practices.actions.cycle import found
from practices.actions.starting import keep_start
from practices.forms import FilterForm, PracticeForm
from practices.models import Practice
from practices.models.practice import PracticeQuerySet

PER_PAGE = 20


def filtered(practices: PracticeQuerySet, form: FilterForm) -> PracticeQuerySet:
    """Keep the practices that fit what was chosen."""
    form.is_valid()  # a field that does not fit is simply not used
    facts = form.cleaned_data
    if facts.get("q"):
        practices = practices.filter(Q(name__icontains=facts["q"]) | Q(question__icontains=facts["q"]))
    if facts.get("thema"):
        practices = practices.filter(themes=facts["thema"])
    if region := facts.get("regio"):
        practices = practices.filter(Q(labour_region=region) | Q(municipalities__labour_region=region))
    if town := facts.get("gemeente"):
        practices = practices.filter(Q(municipalities=town) | Q(labour_region=town.labour_region))
    if facts.get("meedoen"):
        practices = practices.filter(joining=facts["meedoen"])
    return practices.distinct()


def directory(request: HttpRequest) -> HttpResponse:
    """All practices, the liveliest first."""
    form = FilterForm(request.GET)
    practices = filtered(Practice.objects.visible_to(reader(request)), form)
    practices = (
        practices.select_related("labour_region")
        .with_rail()
        .annotate(members=Count("memberships", filter=Q(memberships__left_at__isnull=True), distinct=True))
        .order_by("-active_at", "name")
    )
    page = Paginator(practices, PER_PAGE).get_page(request.GET.get("page"))
    rest = request.GET.copy()
    rest.pop("page", None)
    context = {"form": form, "page": page, "query": rest.urlencode(), "nav": "praktijk"}
    return render(request, "practices/directory.html", context)


@login_required
def practice_create(request: HttpRequest) -> HttpResponse:
    """Start a practice, past the gate; its founder leads it."""
    title = _("Begin een praktijk")
    if not gate.is_passed(request):
        lead = _("Misschien werkt een andere praktijk al aan jouw vraag. Of is er al veel over bekend.")
        return gate.page(request, title=title, lead=lead, nav="praktijk")
    linked = gate.chosen(request)
    typed = {"question": request.GET.get("q", "")}
    form = PracticeForm(request.POST or None, linked=linked, user=person(request), initial=typed)
    if request.method == "POST":
        if done := form.already_done():
            return redirect(done)
        if form.is_valid():
            return redirect(form.once(lambda: founded(person(request), form)))
    return render(request, "practices/practice_form.html", {"form": form, "nav": "praktijk", "title": title})


def founded(founder: User, form: PracticeForm) -> str:
    """Start the practice of a valid form, and keep what was known; gives its address."""
    facts = {name: form.cleaned_data[name] for name in [*PracticeForm.Meta.fields, "municipalities", "frame"]}
    practice = found(founder, form.cleaned_data["perspective"], facts)
    keep_start(practice, founder, form.known(), form.what_is_different())
    return practice.get_absolute_url()
