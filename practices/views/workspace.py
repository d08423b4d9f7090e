"""One practice: where it stands, who is in it, coming in and leaving."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.actions import confirm_perspective
from accounts.http import person, reader
from accounts.models import PerspectiveClaim, User
from knowledge.models import Dossier
from practices.actions import membership as act
from practices.actions.cycle import move_to
from practices.actions.people import invite_many
from practices.agenda import waiting_on_agenda
from practices.forms import JoinForm, PerspectiveForm
from practices.forms.people import InviteManyForm
from practices.memberships import memberships_of
from practices.models import (
    Invitation,
    JoinRequest,
    Membership,
    Phase,
    Pitfall,
    Practice,
    Proofreading,
    ProofRemark,
    Quoted,
)
from practices.news import lately, visit
from practices.next_steps import next_for
from practices.permissions import (
    has_asked,
    is_member,
    may_ask_to_join,
    may_facilitate,
    may_join,
    may_leave,
)
from practices.views import guests
from practices.voices import voices_and_leaders
from prepared.pages import for_visitors

NEWCOMER = timedelta(days=14)


def asking_to_join() -> dict[str, Any]:
    """Give what counts who waits for an answer beside a practice, so that its home asks no more for it."""
    waiting = JoinRequest.objects.open().filter(practice=OuterRef("pk")).order_by().values("practice")
    return {"asking": Subquery(waiting.annotate(n=Count("pk")).values("n"))}


def asking_for_pitfalls() -> dict[str, Any]:
    """Give what says beside a practice whether pitfalls are known, and were looked at in the phase of now."""
    known = Dossier.objects.filter(theme__practices=OuterRef("pk")).exclude(not_working="")
    now = {"phase__begun_at__isnull": False, "phase__ended_at__isnull": True}
    return {
        "knows_pitfalls": Exists(known),
        "saw_pitfalls": Exists(Pitfall.objects.filter(phase__practice=OuterRef("pk"), **now)),
    }


def asked_of(user: User | AnonymousUser) -> dict[str, Any]:
    """Give what says beside a practice what it asks this person: a text to read along, a quote to check."""
    if not user.is_authenticated:
        return {}
    said = ProofRemark.objects.filter(proofreading=OuterRef("pk"), author=user, withdrawn_at=None)
    rounds = Proofreading.objects.filter(~Exists(said), asked=user, ended_at=None, text__withdrawn_at=None)
    rounds = rounds.filter(text__practice=OuterRef("pk")).order_by("pk")
    quoted = Quoted.objects.silent().filter(contribution__author=user, insight__practice=OuterRef("pk"))
    return {
        "to_read": Subquery(rounds.values("text")[:1]),
        "to_read_title": Subquery(rounds.values("version__title")[:1]),
        "to_check": Subquery(quoted.order_by("pk").values("pk")[:1]),
    }


def opened(request: HttpRequest, slug: str, counted: dict[str, Any] | None = None) -> Practice:
    """Give the practice at this address, with what is `counted` beside it; raises 404 where there is none."""
    practices = Practice.objects.visible_to(reader(request)).select_related("labour_region", "start")
    practices = practices.annotate(**counted or {})
    return get_object_or_404(practices.prefetch_related("themes", "phases"), slug=slug)


def led(request: HttpRequest, slug: str) -> Practice:
    """Give the practice to one who leads it; raises PermissionDenied for everybody else."""
    practice = opened(request, slug)
    if not may_facilitate(reader(request), practice):
        raise PermissionDenied(_("Alleen de begeleiders van deze praktijk kunnen dit."))
    return practice


@for_visitors
def practice(request: HttpRequest, slug: str) -> HttpResponse:
    """The home of a practice: for members the workspace, for others what it is and how to take part."""
    user = reader(request)
    beside = waiting_on_agenda() | asking_to_join() | asking_for_pitfalls() | asked_of(user)
    practice = opened(request, slug, beside)
    mine = memberships_of(user)
    membership = mine.get(practice.pk)
    voices, leaders = voices_and_leaders(practice)
    phases = list(practice.phases.all())
    phase = next((phase for phase in phases if phase.state == "now"), None)
    whats_next = next_for(phase, membership.perspective) if membership else None
    told = lately(practice, user, visit(membership)) if membership and isinstance(user, User) else None
    return render(
        request,
        "practices/practice.html",
        {
            "practice": practice,
            "membership": membership,
            "phases": phases,
            "phase": phase,
            "next": whats_next,
            "next_url": whats_next.url(practice) if whats_next else "",
            "rules_changed": bool(practice.rules and membership and membership.rules_seen < practice.rules_version),
            "news": told.news if told else [],
            "more": told is not None and told.more,
            "running": told.running if told else [],
            "is_new": membership is not None and timezone.now() - membership.joined_at < NEWCOMER,
            "voices": voices,
            "facilitators": leaders,
            "member_of": list(mine),
            "may_join": membership is None and may_join(user, practice),
            "may_ask": membership is None and may_ask_to_join(user, practice),
            "asked": membership is None and has_asked(user, practice),
            "waiting": practice.asking if membership and membership.is_facilitator else 0,  # type: ignore[attr-defined]
            "nav": "praktijk",
        },
    )


@login_required
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Who takes part, by perspective; for facilitators also who asks and who was invited."""
    practice, user = opened(request, slug), person(request)
    if not is_member(user, practice):
        raise PermissionDenied(_("Alleen leden zien wie er meedoen."))
    leads = may_facilitate(user, practice)
    form = InviteManyForm(request.POST or None) if leads else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied(_("Alleen de begeleiders van deze praktijk kunnen dit."))
        if done := form.already_done():
            return redirect(done)
        if form.is_valid():
            emails, here = form.cleaned_data["emails"], reverse("practices:people", args=[slug])

            def ask() -> str:
                invite_many(practice, emails, user)
                return here

            where = form.once(ask)
            sent = ngettext("De uitnodiging is verstuurd.", "De uitnodigingen zijn verstuurd.", len(emails))
            messages.success(request, sent)
            return redirect(where)
    members = Membership.objects.current().filter(practice=practice).select_related("user")
    asked = list(Invitation.objects.open().filter(practice=practice, talk=None)) if leads else []
    claims = PerspectiveClaim.objects.filter(user__memberships__in=members)
    claim_of = {(claim.user_id, claim.perspective): claim for claim in claims}
    return render(
        request,
        "practices/people.html",
        {
            "practice": practice,
            "members": [
                (member, claim_of.get((member.user_id, member.perspective)))
                for member in members.order_by("perspective", "joined_at")
            ],
            "leads": leads,
            "requests": practice.join_requests.filter(decided_at__isnull=True).select_related("user") if leads else [],
            "invitations": [one for one in asked if one.email],
            "on_paper": sum(not one.email for one in asked),
            "partners": practice.partners.all(),
            "form": form,
            "may_leave": may_leave(user, practice),
            "nav": "praktijk",
        },
    )


@login_required
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """Come in where the practice is open; ask where it is on request."""
    practice, user = opened(request, slug), person(request)
    if is_member(user, practice):
        return redirect(practice)
    walk_in = may_join(user, practice)
    if not walk_in and not may_ask_to_join(user, practice):
        raise PermissionDenied(_("Deze praktijk is besloten. Je kunt meedoen als je bent uitgenodigd."))
    claim = user.perspectives.first()
    form = JoinForm(request.POST or None, initial={"perspective": claim.perspective if claim else None})
    if practice.join_question:
        form.fields["why"].label = practice.join_question
    if request.method == "POST" and form.is_valid():
        if walk_in:
            act.join(practice, user, form.cleaned_data["perspective"])
            messages.success(request, _("Welkom. Je doet nu mee."))
        else:
            act.ask_to_join(practice, user, form.cleaned_data["perspective"], form.cleaned_data["why"])
            messages.success(request, _("Je vraag is verstuurd. Je krijgt bericht van de begeleiders."))
        return redirect(practice)
    return render(
        request,
        "practices/join.html",
        {"practice": practice, "form": form, "walk_in": walk_in, "nav": "praktijk"},
    )


@require_POST
@login_required
def confirmation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Confirm that a member works as what they say they are."""
    practice = led(request, slug)
    members = Membership.objects.current().filter(practice=practice).values("user")
    claim = get_object_or_404(PerspectiveClaim, pk=pk, user__in=members)
    confirm_perspective(claim, person(request))
    messages.success(request, _("Bevestigd."))
    return redirect("practices:people", slug)


@require_POST
@login_required
def request_decision(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Accept or refuse somebody who asked."""
    practice = led(request, slug)
    asked = get_object_or_404(JoinRequest, pk=pk, practice=practice)
    if act.decide_request(asked, person(request), accepted=request.POST.get("antwoord") == "ja"):
        messages.success(request, _("Je antwoord is verstuurd."))
    else:
        messages.info(request, _("Een andere begeleider gaf al antwoord."))
    return redirect("practices:people", slug)


def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Look at an invitation, and say yes (signed in) or no (anyone who has the link)."""
    invited = get_object_or_404(Invitation.objects.with_token(token).select_related("practice", "talk__practice", "by"))
    if invited.talk_id is not None:
        return guests.invited(request, invited)
    used = invited.accepted_at is not None or invited.refused_at is not None
    form = PerspectiveForm(request.POST or None)
    if request.method == "POST" and not used:
        if "nee" in request.POST:
            act.refuse_invitation(invited)
            messages.success(request, _("Goed. Je doet niet mee. De link werkt nu niet meer."))
            return redirect("/")
        if form.is_valid():
            if act.accept_invitation(invited, person(request), form.cleaned_data["perspective"]):
                messages.success(request, _("Welkom. Je doet nu mee."))
            return redirect(invited.practice)
    context = {"practice": invited.practice, "form": form, "used": used, "nav": "praktijk"}
    response = render(request, "practices/invitation.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@login_required
def phase_move(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Make this phase the active one."""
    practice = led(request, slug)
    phase = get_object_or_404(Phase, pk=pk, practice=practice)
    seen = request.POST.get("gezien", "")
    if move_to(phase, int(seen) if seen.isdecimal() and len(seen) < 19 else None):
        messages.success(request, _("De praktijk is nu bij: %(phase)s.") % {"phase": phase})
    else:
        messages.info(request, _("Iemand anders veranderde de stap net. Kijk eerst waar jullie nu zijn."))
    return redirect(practice)


__all__ = [
    "confirmation",
    "invitation",
    "join",
    "people",
    "phase_move",
    "practice",
    "request_decision",
]
