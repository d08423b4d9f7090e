"""Free topics: those of a practice and those under a theme; reading, starting, mending, taking back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import person, reader
from forums.actions import topics as act
from forums.forms import TopicForm
from forums.models import Merger, Topic, is_merged
from forums.permissions import may_edit_topic, may_start_topic, may_start_under_theme, may_withdraw
from forums.views.cases import MOST_CARRIED, opened_practice
from knowledge.models import Theme
from practices import gate
from practices.actions.contributions import withdraw
from practices.actions.starting import keep_start
from practices.models import Contribution, Practice

PER_PAGE = 20


@require_safe
def topics(request: HttpRequest, slug: str) -> HttpResponse:
    """The topics of a practice that this reader may see, the newest activity first."""
    practice = opened_practice(request, slug)
    found = Topic.objects.filter(practice=practice)
    return listed(request, found, {"practice": practice, "may_start": may_start_topic(reader(request), practice)})


@require_safe
def theme_topics(request: HttpRequest, slug: str) -> HttpResponse:
    """The topics under a theme."""
    theme = get_object_or_404(Theme, slug=slug)
    found = Topic.objects.filter(theme=theme)
    return listed(request, found, {"theme": theme, "may_start": may_start_under_theme(reader(request))})


def listed(request: HttpRequest, found: Any, context: dict[str, Any]) -> HttpResponse:
    user = reader(request)
    page = Paginator(found.visible_to(user).with_reading(user).liveliest(), PER_PAGE).get_page(request.GET.get("page"))
    nav = "praktijk" if "practice" in context else "kennis"
    return render(request, "forums/topics.html", context | {"page": page, "nav": nav})


@require_safe
def topic(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One topic and its talk. Whoever comes by an address of where it stood before is brought to where it is."""
    found = Topic.objects.visible_to(reader(request)).select_related("practice__labour_region", "theme", "author")
    shown: Topic = get_object_or_404(found.annotate(has_gone=is_merged()), pk=pk)
    mergers = Merger.objects.standing().filter(root=pk).select_related("into__practice")
    merger = mergers.first() if vars(shown)["has_gone"] else None
    if merger and Contribution.objects.visible_to(reader(request)).filter(pk=merger.into_id).exists():
        asked = request.META.get("QUERY_STRING", "")
        return redirect(f"{merger.into.get_absolute_url()}?{asked}" if asked else merger.into)
    if request.path != shown.get_absolute_url():
        asked = request.META.get("QUERY_STRING", "")
        return redirect(f"{shown.get_absolute_url()}?{asked}" if asked else shown.get_absolute_url())
    out_of = Contribution.objects.visible_to(reader(request)).filter(splittings__topic=shown.pk).first()
    context = {
        "topic": shown,
        "practice": shown.practice,
        "out_of": out_of,
        "may_edit": may_edit_topic(reader(request), shown),
    }
    return render(request, "forums/topic.html", context | {"nav": "praktijk" if shown.practice else "kennis"})


@login_required
@require_http_methods(["GET", "POST"])
def topic_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Start to talk about something in a practice."""
    practice = opened_practice(request, slug)
    if not may_start_topic(person(request), practice):
        raise PermissionDenied(_("Alleen wie meedoet met deze praktijk kan hier een gesprek beginnen."))
    return starting(request, practice)


@login_required
@require_http_methods(["GET", "POST"])
def theme_topic_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Start to talk about something under a theme."""
    theme = get_object_or_404(Theme, slug=slug)
    if not may_start_under_theme(person(request)):
        raise PermissionDenied(_("Hier kun je geen gesprek beginnen."))
    return starting(request, theme)


def starting(request: HttpRequest, place: Practice | Theme) -> HttpResponse:
    """First the gate, then the form."""
    title, user = _("Begin een gesprek"), person(request)
    practice = place if isinstance(place, Practice) else None
    if not gate.is_passed(request):
        lead = _("Misschien praatten anderen hier al over. Kijk eerst, dan hoef je niet bij nul te beginnen.")
        return gate.page(request, title=title, lead=lead, practice=practice, nav="praktijk" if practice else "kennis")
    data = request.POST if request.method == "POST" else None
    asked = {"title": request.GET.get("q", "").replace("\x00", "")[:MOST_CARRIED]}
    most = TopicForm.base_fields["title"].max_length  # type: ignore[attr-defined]
    initial = asked if len(asked["title"]) <= most else {"text": asked["title"]}
    form = TopicForm(data, practice=practice, user=user, linked=gate.chosen(request), initial=initial)
    if data is not None:
        if done := form.already_done():
            return redirect(done)
        if form.is_valid() and (form.was_looked_at() or not form.marks()):

            def started() -> str:
                begun = act.start(place, user, form.facts())
                keep_start(begun, user, form.known(), form.what_is_different())
                return begun.get_absolute_url()

            messages.success(request, _("Je gesprek is begonnen. Anderen kunnen nu meepraten."))
            return redirect(form.once(started))
    return answer(request, form, {"practice": practice, "theme": None if practice else place, "title": title})


@login_required
@require_http_methods(["GET", "POST"])
def topic_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend a topic you started."""
    shown, user = own(request, pk), person(request)
    if not may_edit_topic(user, shown):
        raise PermissionDenied(_("Alleen wie dit gesprek begon, kan het aanpassen."))
    data = request.POST if request.method == "POST" else None
    initial = {"title": shown.title, "text": shown.text, "audience": shown.audience}
    form = TopicForm(data, practice=shown.practice, topic=shown, user=user, initial=initial)
    for fixed in ("perspective", "pseudonym"):  # who spoke stays who spoke
        form.fields.pop(fixed)
    if data is not None and form.is_valid() and (form.was_looked_at() or not form.marks()):
        act.edit(shown, form.facts())
        messages.success(request, _("Bewaard."))
        return redirect(shown)
    context = {"topic": shown, "practice": shown.practice, "theme": shown.theme, "title": _("Pas je gesprek aan")}
    return answer(request, form, context)


@require_POST
@login_required
def topic_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a topic back; the talk under it goes too."""
    shown = own(request, pk)
    if not may_withdraw(person(request), shown):
        raise PermissionDenied(_("Alleen wie dit gesprek begon, kan het terughalen."))
    withdraw(shown)
    messages.success(request, _("Je gesprek is weg. Niemand kan het nog lezen."))
    if shown.theme:
        return redirect("forums:theme_topics", shown.theme.slug)
    return redirect("forums:topics", shown.practice.slug) if shown.practice else redirect("practices:directory")


def own(request: HttpRequest, pk: int) -> Topic:
    """Open a topic this person may see; raises 404 otherwise."""
    seen = Topic.objects.visible_to(person(request)).select_related("practice", "theme")
    found: Topic = get_object_or_404(seen, pk=pk)
    return found


def answer(request: HttpRequest, form: TopicForm, context: dict[str, Any]) -> HttpResponse:
    """Show the form, with what may point at a person."""
    looked = form.is_bound and form.is_valid()
    context |= {"form": form, "marks": form.marks() if looked else [], "look": form.look() if looked else ""}
    return render(request, "forums/topic_form.html", context | {"nav": "praktijk" if context["practice"] else "kennis"})
