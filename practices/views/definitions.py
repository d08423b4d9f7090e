"""The words of a practice: what it means by them, beside how others say it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import person, reader
from accounts.models import User
from practices.actions import definitions as act
from practices.forms.definitions import DefineForm, RewordForm
from practices.models import Definition
from practices.permissions import is_member, may_facilitate
from practices.views.assessment import inside, looked
from practices.views.library import name_all
from practices.views.workspace import opened
from practices.wordings import beside

MOST = 200  # words on a page


def definition_at(request: HttpRequest, slug: str, pk: int) -> Definition:
    """Give a word of a practice that this reader may see; raises 404 otherwise."""
    seen = Definition.objects.visible_to(reader(request)).select_related("practice", "latest")
    return get_object_or_404(seen.filter(latest__isnull=False), pk=pk, practice__slug=slug)


def own(request: HttpRequest, slug: str, pk: int) -> Definition:
    """Give it to one who takes part; raises PermissionDenied for others who may read it."""
    one = definition_at(request, slug, pk)
    if not is_member(person(request), one.practice):
        raise PermissionDenied(_("Alleen wie meedoet in deze praktijk, verandert haar woorden."))
    return one


def led(request: HttpRequest, slug: str, pk: int) -> Definition:
    """Give it to one who leads; raises PermissionDenied for others who may read it."""
    one = definition_at(request, slug, pk)
    if not may_facilitate(person(request), one.practice):
        raise PermissionDenied(_("Alleen de begeleiders van deze praktijk kunnen dit."))
    return one


@require_safe
def definitions(request: HttpRequest, slug: str) -> HttpResponse:
    """The words of a practice: for members all, for others those it shows to everybody."""
    practice, user = opened(request, slug), reader(request)
    rows = Definition.objects.visible_to(user).filter(practice=practice, latest__isnull=False)
    context = {
        "practice": practice,
        "rows": rows.select_related("latest")[:MOST],
        "may_write": is_member(user, practice),
        "nav": "praktijk",
    }
    return render(request, "practices/definitions.html", context)


@require_safe
def definition(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One word: what this practice means by it, beside how others say it; for members how it came to that."""
    one, user = definition_at(request, slug, pk), reader(request)
    takes_part = is_member(user, one.practice)
    versions = list(one.versions.all()) if takes_part else []
    name_all(one.practice, versions)
    context = {
        "practice": one.practice,
        "definition": one,
        "beside": beside(one.word, user, one),
        "versions": versions,
        "takes_part": takes_part,
        "leads": may_facilitate(user, one.practice),
        "nav": "praktijk",
    }
    return render(request, "practices/definition.html", context)


@login_required
def definition_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what the practice means by a word; `?woord=` names it, and then how others say it stands beside."""
    practice, user = inside(request, slug), person(request)
    asked = " ".join(request.GET.get("woord", "").replace("\x00", "").split())[:80]
    form = DefineForm(request.POST or None, initial={"word": asked})
    if request.method == "POST":
        if done := form.already_done():
            return redirect(done)
        if form.is_valid() and (form.was_looked_at() or not form.marks()):
            try:
                return redirect(form.once(lambda: act.define(practice, user, form.cleaned_data).get_absolute_url()))
            except act.Meanwhile:
                form.add_error("word", _("Dit woord staat er al. Pas aan wat er staat, of kies een ander woord."))
    word = form.cleaned_data.get("word", "") if form.is_bound and form.is_valid() else asked
    context = {
        "practice": practice,
        "form": form,
        "title": _("Wat bedoelen jullie met een woord?"),
        "button": _("Bewaar"),
        "back": reverse("practices:definitions", args=[slug]),
        "beside": beside(word, user) if word else None,
        "nav": "praktijk",
    }
    return render(request, "practices/definition_form.html", context | looked(form))


@login_required
def definition_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say it anew; the older wording stays, and of two writers at once both see what happened."""
    one, user = own(request, slug, pk), person(request)
    form = RewordForm(request.POST or None, definition=one)
    if request.method == "POST":
        if done := form.already_done():
            return redirect(done)
        if form.is_valid() and (form.was_looked_at() or not form.marks()):
            try:
                return redirect(form.once(lambda: written(one, user, form)))
            except act.Meanwhile:  # between our reading and our writing: read anew, and show both
                one = own(request, slug, pk)
                form = RewordForm(request.POST, definition=one)
    context = {
        "practice": one.practice,
        "form": form,
        "title": _("‘%(word)s’ in jullie woorden") % {"word": one.word},
        "button": _("Bewaar de nieuwe woorden"),
        "back": one.get_absolute_url(),
        "beside": beside(one.word, user, one),
        "nav": "praktijk",
    }
    return render(request, "practices/definition_form.html", context | looked(form))


def written(one: Definition, by: User, form: RewordForm) -> str:
    act.write(one, by, form.cleaned_data, form.cleaned_data["seen"])
    return one.get_absolute_url()


@require_POST
@login_required
def definition_openness(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show it to everybody, or to members alone again."""
    one = led(request, slug, pk)
    act.show(one, request.POST.get("voor") == "iedereen")
    messages.success(request, _("Bewaard."))
    return redirect(one)


@require_POST
@login_required
def definition_removal(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take it away, with every version."""
    act.remove(led(request, slug, pk))
    messages.success(request, _("Het woord is weg, met alle versies."))
    return redirect("practices:definitions", slug)
