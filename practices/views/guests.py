"""Guests in one talk: who they are, asking one, seeing one out, and coming in as one."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.http import person, reader
from practices.actions import guests as act
from practices.actions.membership import refuse_invitation
from practices.forms.guests import GuestForm
from practices.models import Contribution, Guest, Invitation
from practices.permissions import may_ask_guests, may_end_guest, may_see_guests


def talk_at(request: HttpRequest, slug: str, pk: int) -> Contribution:
    """Give the talk to a member who reads it; raises 404, also for its guests."""
    seen = Contribution.objects.visible_to(reader(request)).select_related("practice", "author")
    found: Contribution = get_object_or_404(seen, pk=pk, practice__slug=slug)
    if not may_see_guests(reader(request), found):
        raise Http404
    return found


@login_required
@never_cache
def guests(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Who is a guest in this talk; for those who lead also asking one."""
    talk, user = talk_at(request, slug, pk), person(request)
    asks = may_ask_guests(user, talk)
    form = GuestForm(request.POST or None) if asks else None
    code = ""
    if request.method == "POST":
        if form is None or talk.practice is None:
            raise PermissionDenied(_("Alleen de begeleiders van deze praktijk kunnen dit."))
        if done := form.already_done():
            return redirect(done)
        if form.is_valid():
            made: list[str] = []
            practice, facts = talk.practice, form.cleaned_data

            def ask() -> str:
                made.append(act.ask_guest(talk, practice, user, facts["email"], facts["days"]))
                return request.path

            where = form.once(ask)
            code = "".join(made)
            if not code:
                messages.success(request, _("De uitnodiging is verstuurd."))
                return redirect(where)
            form = GuestForm()
    here = Guest.objects.current().filter(talk=talk).select_related("user")
    context = {
        "talk": talk,
        "practice": talk.practice,
        "guests": [(one, may_end_guest(user, one)) for one in here],
        "waiting": Invitation.objects.open().filter(talk=talk) if asks else [],
        "form": form,
        "code": code,
        "nav": "praktijk",
    }
    return render(request, "practices/guests.html", context)


@require_POST
@login_required
def guest_end(request: HttpRequest, slug: str, pk: int, guest: int) -> HttpResponse:
    """See a guest out at once."""
    talk = talk_at(request, slug, pk)
    found = get_object_or_404(Guest.objects.current().select_related("user", "talk"), pk=guest, talk=talk)
    if not may_end_guest(person(request), found):
        raise PermissionDenied(_("Alleen een begeleider of wie het gesprek begon, kan dit."))
    act.end_guest(found, person(request))
    messages.success(request, _("Deze gast leest niet meer mee."))
    return redirect("practices:guests", slug, pk)


def invited(request: HttpRequest, asked: Invitation) -> HttpResponse:
    """Look at an invitation into one talk, and say yes or no."""
    used = asked.accepted_at is not None or asked.refused_at is not None
    if request.method == "POST" and not used:
        if "nee" in request.POST:
            refuse_invitation(asked)
            messages.success(request, _("Goed. Je doet niet mee. De link werkt nu niet meer."))
            return redirect("/")
        talk = asked.talk
        if act.come_in(asked, person(request)) and talk is not None:
            messages.success(request, _("Welkom. Je bent te gast in dit gesprek."))
            return redirect(talk)
        messages.info(request, _("Deze uitnodiging werkt niet meer."))
        return redirect("/")
    context = {"practice": asked.practice, "days": asked.days, "used": used, "nav": "praktijk"}
    response = render(request, "practices/guest_invitation.html", context)
    response["Cache-Control"] = "no-store"
    return response
