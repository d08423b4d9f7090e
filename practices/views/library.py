"""The library of a practice: what lies there, one thing with its versions, adding and taking away."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import person, reader
from practices.actions import library as act
from practices.forms.library import ItemForm, MendForm, VersionForm
from practices.models import DefinitionVersion, ItemVersion, LibraryItem, Membership, Practice
from practices.permissions import may_mend_item, may_remove_version
from practices.views.assessment import inside, looked
from practices.views.bringing import acted, brought
from search import steering
from search.engines.seam import Scope
from search.finding import find
from search.queries import LONGEST, parse

PER_PAGE = 30
UNSHOWN = ("latest__words", "latest__further")  # read from a file, to be found


def item_at(request: HttpRequest, slug: str, pk: int) -> LibraryItem:
    """Give what lies in the library to one who takes part; raises 404 for everybody else."""
    items = LibraryItem.objects.visible_to(reader(request)).select_related("practice", "latest__file").defer(*UNSHOWN)
    return get_object_or_404(items, pk=pk, practice__slug=slug)


def name_all(practice: Practice, versions: Iterable[ItemVersion | DefinitionVersion]) -> None:
    """Fill in who made each version, of those who still take part; who left is not named any more."""
    rows = list(versions)
    current = Membership.objects.current().filter(practice=practice, user__in={one.by_id for one in rows if one.by_id})
    names = {member.user_id: str(member.user) for member in current.select_related("user")}
    for one in rows:
        one.brought_by = names.get(one.by_id or 0, "")


@login_required
@require_safe
def library(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything in the library, newest first; `?q=` looks in it, also in the words of its files."""
    practice = inside(request, slug)
    q = request.GET.get("q", "").strip().replace("\x00", "")[:LONGEST]
    context: dict[str, Any] = {"practice": practice, "q": q, "nav": "praktijk"}
    if q:
        scope = Scope((f"practice:{practice.pk}",), kind="bibliotheek")
        context["results"] = find(parse(q, steering.now()), scope)
    else:
        items = LibraryItem.objects.visible_to(reader(request)).filter(practice=practice)
        page = Paginator(items.select_related("latest__file").defer(*UNSHOWN), PER_PAGE).get_page(
            request.GET.get("page")
        )
        name_all(practice, [one.latest for one in page if one.latest])
        context["page"] = page
    return render(request, "practices/library.html", context)


@login_required
@require_safe
def library_item(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One thing: why it lies here, what it is now, and what it was before."""
    item, user = item_at(request, slug, pk), reader(request)
    versions = list(item.versions.select_related("file").defer("further"))
    name_all(item.practice, versions)
    for version in versions:
        version.item = item
    context = {
        "practice": item.practice,
        "item": item,
        "versions": [(one, may_remove_version(user, one)) for one in versions],
        "may_mend": may_mend_item(user, item),
        "nav": "praktijk",
    }
    return render(request, "practices/library_item.html", context)


@login_required
def library_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Lay a file or a link in the library."""
    practice, user = inside(request, slug), person(request)
    files, too_fast = brought(request) if request.method == "POST" else (None, "")
    form = ItemForm(request.POST or None, files)
    if request.method == "POST":
        if done := form.already_done():
            return redirect(done)
        if placed := acted(form, lambda: act.add(practice, user, form.cleaned_data).get_absolute_url(), too_fast):
            messages.success(request, _("Het ligt in de bibliotheek."))
            return redirect(placed)
    back = reverse("practices:library", args=[slug])
    return form_page(request, practice, form, _("Leg iets in de bibliotheek"), _("Leg het erin"), back)


@login_required
def library_version(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Bring a newer version; the older ones stay."""
    item, user = item_at(request, slug, pk), person(request)
    files, too_fast = brought(request) if request.method == "POST" else (None, "")
    form = VersionForm(request.POST or None, files)
    if request.method == "POST":
        if done := form.already_done():
            return redirect(done)
        if placed := acted(form, lambda: brought_anew(item, user, form), too_fast):
            messages.success(request, _("De nieuwe versie staat bovenaan. De oude blijft bewaard."))
            return redirect(placed)
    lead = _("Een nieuwe versie van ‘%(title)s’") % {"title": item.title}
    return form_page(request, item.practice, form, lead, _("Bewaar de versie"), item.get_absolute_url())


def brought_anew(item: LibraryItem, by: Any, form: VersionForm) -> str:
    act.bring(item, by, form.cleaned_data)
    return item.get_absolute_url()


@login_required
def library_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say better what it is and why it lies here."""
    item = item_at(request, slug, pk)
    if not may_mend_item(person(request), item):
        raise PermissionDenied(_("Alleen wie het erin legde en de begeleiders passen dit aan."))
    form = MendForm(request.POST or None, item=item)
    if request.method == "POST" and form.is_valid() and (form.was_looked_at() or not form.marks()):
        act.mend(item, form.facts())
        return redirect(item)
    return form_page(request, item.practice, form, _("Pas aan wat erbij staat"), _("Bewaar"), item.get_absolute_url())


@require_POST
@login_required
def library_removal(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take it away, with every version and every file."""
    item = item_at(request, slug, pk)
    if not may_mend_item(person(request), item):
        raise PermissionDenied(_("Alleen wie het erin legde en de begeleiders halen dit weg."))
    act.remove(item)
    messages.success(request, _("Het is weg, met alle versies."))
    return redirect("practices:library", slug)


@require_POST
@login_required
def library_version_removal(request: HttpRequest, slug: str, pk: int, version: int) -> HttpResponse:
    """Take one version away."""
    item = item_at(request, slug, pk)
    one = get_object_or_404(item.versions, pk=version)
    one.item = item
    if not may_remove_version(person(request), one):
        raise PermissionDenied(_("Alleen wie deze versie bracht en de begeleiders halen hem weg."))
    stays = act.remove_version(one)
    messages.success(request, _("De versie is weg."))
    return redirect(item) if stays else redirect("practices:library", slug)


def form_page(request: HttpRequest, practice: Practice, form: Any, title: str, button: str, back: str) -> HttpResponse:
    """Draw one form, with what may point at a person and a word about a file that must be chosen again."""
    context = {"practice": practice, "form": form, "title": title, "button": button, "back": back, "nav": "praktijk"}
    return render(request, "practices/library_form.html", context | looked(form) | {"again": bool(request.FILES)})
