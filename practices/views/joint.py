"""Texts that members write together: read, write without overwriting anybody, compare, go back, publish."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.http import person, reader
from knowledge.editing.differences import Difference, words
from moderation.privacy import find
from practices.actions import contributions
from practices.actions import joint as act
from practices.forms.joint import NewTextForm, PublishTextForm, TextForm, number
from practices.models import JointText, TextDraft, TextVersion
from practices.permissions import is_member, may_publish_text, may_withdraw_text, may_write_text
from practices.views.assessment import inside, looked
from practices.views.insights import MOST_MARKS
from practices.views.workspace import opened
from ui.rich import to_rich_html

PER_PAGE = 20
MOST_COMPARED = 500  # versions to choose from


def text_at(request: HttpRequest, slug: str, pk: int) -> JointText:
    """Give the text at this address to whom may read it; raises 404 for everybody else."""
    texts = JointText.objects.visible_to(reader(request)).select_related("practice", "standing")
    found: JointText = get_object_or_404(texts, pk=pk, practice__slug=slug)
    return found


def own_text(request: HttpRequest, slug: str, pk: int) -> JointText:
    """Give the text to a member; raises PermissionDenied for others who read it."""
    text = text_at(request, slug, pk)
    if not may_write_text(reader(request), text):
        raise PermissionDenied(_("Alleen wie meedoet met deze praktijk kan hieraan schrijven."))
    return text


def version_at(request: HttpRequest, text: JointText, nr: int) -> TextVersion:
    """Give one version to a member; raises 404."""
    return get_object_or_404(TextVersion.objects.visible_to(reader(request)), text=text, number=nr)


def compare(before: TextVersion, after: dict[str, Any]) -> list[Difference]:
    """Give what differs between a version and other words."""
    labels = {"title": _("Titel"), "words": _("De tekst")}
    return [
        Difference(labels[name], [words(old, after[name])]) for name, old in before.facts.items() if old != after[name]
    ]


def texts(request: HttpRequest, slug: str) -> HttpResponse:
    """Every text of this practice that the reader may read."""
    practice, user = opened(request, slug), reader(request)
    found = JointText.objects.visible_to(user).filter(practice=practice).order_by("-published_at", "-pk")
    context = {
        "practice": practice,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "may_write": is_member(user, practice),
        "nav": "praktijk",
    }
    return render(request, "practices/texts.html", context)


@login_required
def text_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Start a text; the members write on."""
    practice, user = inside(request, slug), person(request)
    form = NewTextForm(request.POST or None)
    if request.method == "POST":
        if done := form.already_done():
            return redirect(done)
        if form.is_valid() and (form.was_looked_at() or not form.marks()):
            return redirect(form.once(lambda: act.begin(practice, user, form.facts()).get_absolute_url()))
    context = {"practice": practice, "form": form, "title": _("Begin een tekst samen"), "nav": "praktijk"}
    return render(request, "practices/text_form.html", context | looked(form))


def text(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The text as its readers read it; for members also what goes on: who writes, what was said before publication."""
    found, user = text_at(request, slug, pk), reader(request)
    context: dict[str, Any] = {"text": found, "practice": found.practice, "nav": "praktijk"}
    if may_write_text(user, found):
        round_ = found.proofreadings.filter(ended_at__isnull=True).select_related("version").first()
        past = None if round_ else found.proofreadings.select_related("version").first()
        shown = round_ or past
        hold = getattr(found, "hold", None)
        latest = found.versions.all()[0]
        said = list(shown.remarks.order_by("pk")) if shown else []
        context |= {
            "inside": True,
            "latest": latest,
            "newer": found.standing if found.standing_id not in {None, latest.pk} else None,
            "hold": None if hold is None or hold.is_over else hold,
            "round": round_,
            "past": past,
            "asked": list(round_.asked.all()) if round_ else [],
            "remarks": said,
            "waiting": sum(one.waits for one in said),
            "may_publish": may_publish_text(user, found),
            "may_withdraw": may_withdraw_text(user, found),
            "publications": found.publications.select_related("version")[:PER_PAGE],
        }
    return render(request, "practices/text.html", context)


@login_required
@never_cache
def text_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Write: who opens it holds the text for a while; what somebody else saved meanwhile is laid beside one's own."""
    found, user = own_text(request, slug, pk), person(request)
    if request.method == "POST":
        return written(request, found)
    hold = act.take_hold(found, user)
    if hold.by_id != user.pk:
        context = {"text": found, "practice": found.practice, "hold": hold, "latest": found.versions.all()[0]}
        return render(request, "practices/text_held.html", context | {"nav": "praktijk"})
    latest = found.versions.all()[0]
    draft = TextDraft.objects.filter(text=found, user=user).first()
    initial: dict[str, Any] = latest.facts | {"base": latest.number}
    if draft is not None:
        initial = {"title": draft.title, "words": draft.words, "why": draft.why, "base": draft.base}
    return editor(request, found, TextForm(initial=initial), {"draft": draft})


def written(request: HttpRequest, found: JointText) -> HttpResponse:
    """Save what was typed, or only show how it will look."""
    user, form = person(request), TextForm(request.POST)
    if done := form.already_done():
        return redirect(done)
    valid = form.is_valid()
    if "bekijk" in request.POST:
        if valid:
            act.keep_draft(found, user, form.facts(), form.cleaned_data["base"])
        return editor(request, found, form, {"preview": to_rich_html(form.cleaned_data["words"]) if valid else ""})
    if not valid or (form.marks() and not form.was_looked_at()):
        act.take_hold(found, user)
        return editor(request, found, form, looked(form))
    try:
        done = form.once(lambda: saved(found, form, request))
    except act.Overtaken as late:
        return overtaken(request, found, form, late.latest)
    messages.success(request, _("Bewaard."))
    return redirect(done)


def saved(found: JointText, form: TextForm, request: HttpRequest) -> str:
    user, base = person(request), form.cleaned_data["base"]
    version = act.save(found, user, form.facts(), base)
    if form.cleaned_data["after"] == base < version.number:
        act.tell_before(version, user)
    return found.get_absolute_url()


def overtaken(request: HttpRequest, found: JointText, form: TextForm, latest: TextVersion) -> HttpResponse:
    """Lay both texts side by side; what was typed stands in the form still, and saving again is a choice."""
    user = person(request)
    began = found.versions.filter(number=form.cleaned_data["base"]).first()
    act.keep_draft(found, user, form.facts(), form.cleaned_data["base"])  # who comes back to it is warned again
    form.go_on_from(latest, began)
    mine = {name: form.data[name] for name in ("title", "words")}
    context = {
        "late": latest,
        "differences": compare(latest, mine),
        "mine": to_rich_html(mine["words"]),
    }
    return editor(request, found, form, context, status=409)


def editor(
    request: HttpRequest, found: JointText, form: TextForm, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    context = {"text": found, "practice": found.practice, "form": form, "nav": "praktijk"} | context
    context["draft_at"] = reverse("practices:text_draft", args=[context["practice"].slug, found.pk])
    return render(request, "practices/text_form.html", context | {"title": _("Schrijf mee")}, status=status)


@require_POST
@login_required
def text_draft(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Keep what is being typed, which is a sign of life; a browser sends it every few seconds."""
    found, form = own_text(request, slug, pk), TextForm(request.POST)
    form.is_valid()
    facts = {name: str(form.cleaned_data.get(name) or "") for name in ("title", "words", "why")}
    if not facts["words"]:  # nothing, or far too much: what was kept before is worth more
        return JsonResponse({"kept": False}, status=400)
    act.keep_draft(found, person(request), facts, form.cleaned_data.get("base") or 0)
    return JsonResponse({"kept": True})


@require_POST
@login_required
def text_release(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Stop writing without saving."""
    found = own_text(request, slug, pk)
    act.let_go(found, person(request))
    messages.success(request, _("Je schrijft niet meer. Iemand anders kan nu verder."))
    return redirect(found)


@login_required
def text_versions(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Who changed what, when; any two beside each other."""
    found = own_text(request, slug, pk)
    versions = list(TextVersion.objects.visible_to(reader(request)).filter(text=found)[:MOST_COMPARED])
    by_number = {one.number: one for one in versions}
    latest = versions[0]
    to = by_number.get(number(request.GET.get("tot", "")), latest)
    since = by_number.get(number(request.GET.get("van", "")), by_number.get(to.number - 1, to))
    context = {
        "text": found,
        "practice": found.practice,
        "page": Paginator(versions, PER_PAGE).get_page(request.GET.get("page")),
        "numbers": sorted(by_number),
        "since": since.number,
        "to": to.number,
        "differences": compare(since, to.facts),
        "latest": latest,
        "nav": "praktijk",
    }
    return render(request, "practices/text_versions.html", context)


@login_required
def text_version(request: HttpRequest, slug: str, pk: int, nr: int) -> HttpResponse:
    """One version as it read; it can be put back."""
    found = own_text(request, slug, pk)
    version = version_at(request, found, nr)
    latest = found.versions.all()[0]
    context = {
        "text": found,
        "practice": found.practice,
        "version": version,
        "latest": latest,
        "differences": compare(latest, version.facts),
        "nav": "praktijk",
    }
    return render(request, "practices/text_version.html", context)


@require_POST
@login_required
def text_return(request: HttpRequest, slug: str, pk: int, nr: int) -> HttpResponse:
    """Let an earlier version stand again, as a new one."""
    found = own_text(request, slug, pk)
    version = version_at(request, found, nr)
    try:
        act.put_back(found, person(request), version.number, number(request.POST.get("base", "")))
    except act.Overtaken:
        messages.error(request, _("Iemand bewaarde net een nieuwe versie. Kijk eerst wat er nu staat."))
        return redirect("practices:text_version", slug, pk, nr)
    messages.success(request, _("Teruggezet, als een nieuwe versie."))
    return redirect(found)


@login_required
def text_publication(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Give the newest version to readers, after proof-reading and a look at what may point at a person."""
    found, user = own_text(request, slug, pk), person(request)
    if not may_publish_text(user, found):
        raise PermissionDenied(_("Alleen de begeleiders van deze praktijk kunnen dit publiceren."))
    latest = found.versions.all()[0]
    ready = act.is_ready(found)
    form = PublishTextForm(request.POST or None, initial={"audience": found.audience, "base": latest.number})
    if request.method == "POST" and form.is_valid():
        try:
            act.publish(found, user, form.cleaned_data["audience"], form.cleaned_data["base"])
        except act.Overtaken:
            messages.error(request, _("Iemand bewaarde net een nieuwe versie. Lees die eerst."))
            return redirect("practices:text_publication", slug, pk)
        except act.NotReady:
            messages.error(request, _("Deze tekst is nog niet proefgelezen."))
            return redirect(found)
        messages.success(request, _("Gepubliceerd. Je ziet bij de tekst wie het mag lezen."))
        return redirect(found)
    context = {"form": form, "text": found, "practice": found.practice, "latest": latest, "ready": ready}
    marks = find(f"{latest.title}\n\n{latest.words}")[:MOST_MARKS]
    return render(request, "practices/text_publication.html", context | {"marks": marks, "nav": "praktijk"})


@require_POST
@login_required
def text_withdrawal(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a text back, with every version of it."""
    found = own_text(request, slug, pk)
    if not may_withdraw_text(person(request), found):
        raise PermissionDenied(_("Anderen schreven hieraan mee. Vraag een begeleider om de tekst terug te halen."))
    contributions.withdraw(found)
    messages.success(request, _("De tekst is weg, met alle versies. Niemand kan die nog lezen."))
    return redirect("practices:texts", slug)
