"""Cases: reading, bringing, mending, taking back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import person, reader
from accounts.models import User
from forums.actions import cases as act
from forums.actions.showing import is_agreed
from forums.bank import Bank
from forums.case_page import pieces
from forums.fitting import fitting_to
from forums.forms import CaseForm, said
from forums.models import Case, CaseTemplate, Side
from forums.permissions import (
    may_bring_case,
    may_edit_case,
    may_withdraw,
)
from practices import gate
from practices.actions.contributions import withdraw
from practices.known import linked_to
from practices.models import Practice
from practices.permissions import membership_of
from prepared import Prepared
from prepared.pages import for_visitors
from search.known import Thing

MOST_CARRIED = 300  # signs of a question that go along to the gate


def with_cards(cases: Any) -> Any:
    """Cases with all that a card shows."""
    return cases.with_state().select_related("practice", "talk").order_by("-published_at", "-pk")


@require_safe
@for_visitors
def cases(request: HttpRequest) -> HttpResponse:
    """Every case this reader may see, newest first, to search and narrow."""
    return render(request, "forums/cases.html", {"bank": Bank(request, Case.objects.all()), "nav": "casus"})


@require_safe
def practice_cases(request: HttpRequest, slug: str) -> HttpResponse:
    """The cases of one practice that this reader may see."""
    practice, user = opened_practice(request, slug), reader(request)
    membership = membership_of(user, practice)
    context = {
        "bank": Bank(request, Case.objects.filter(practice=practice)),
        "practice": practice,
        "may_bring": membership is not None,
        "may_edit_templates": membership is not None and membership.is_facilitator,
    }
    return render(request, "forums/practice_cases.html", context | {"nav": "praktijk"})


@require_safe
@for_visitors
def case(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One case: the outcome on top, then the case, then the talk."""
    shown, user = opened_case(request, slug, pk), reader(request)
    if shown.is_duo and not is_agreed(shown):
        own = Side.objects.filter(root=shown, author=shown.author_id, withdrawn_at__isnull=True).first()
        if own is not None:
            return redirect("forums:side", own.pk)
    return render(request, "forums/case.html", pieces(shown, user) | {"nav": "casus"})


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """Choose the practice to ask `?q=` in: one you take part in, or find one."""
    words = request.GET.get("q", "").replace("\x00", "")[:MOST_CARRIED]
    mine = Practice.objects.of(reader(request)).select_related("labour_region")
    return render(request, "forums/ask.html", {"q": words, "practices": mine, "nav": "casus"})


@login_required
@require_http_methods(["GET", "POST"])
def case_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring a case into a practice."""
    practice, user = opened_practice(request, slug), person(request)
    if not may_bring_case(user, practice):
        raise PermissionDenied(
            _("Alleen leden van deze praktijk kunnen een casus inbrengen. Je kunt vragen of je mee mag doen.")
        )
    title = _("Breng een casus in")
    if not gate.is_passed(request):
        lead = _("Misschien dacht iemand hier al over na. Kijk eerst, dan hoef je niet bij nul te beginnen.")
        return gate.page(request, title=title, lead=lead, practice=practice, nav="casus")
    data = request.POST if request.method == "POST" else None
    asked, offered = prefilled(request.GET.get("q", "")), list(CaseTemplate.objects.offered_in(practice))
    template = template_among(request, offered)
    context = {"practice": practice, "title": title, "offered": offered, "template": template}
    form = CaseForm(data, practice=practice, user=user, linked=gate.chosen(request), initial=asked, template=template)
    if "voorstel" in request.POST:
        return suggested(request, practice, context, linked=form.linked, template=template)
    if "pas" in request.POST:
        typed = form.typed()
        form = CaseForm(practice=practice, user=user, linked=form.linked, initial=typed, template=template)
        return answer(request, "forums/case_form.html", form, context)
    if request.method == "POST":
        if done := form.already_done():
            return redirect(done)
        if form.is_valid() and (form.was_looked_at() or not form.marks()):
            where = form.once(lambda: brought(practice, user, form))
            say_where_it_is(request, where)
            return redirect(where)
    return answer(request, "forums/case_form.html", form, context)


def template_among(request: HttpRequest, offered: Iterable[CaseTemplate]) -> CaseTemplate | None:
    """Give the template that was chosen now or before."""
    wanted = request.POST.get("pas") or request.POST.get("sjabloon") or request.GET.get("sjabloon")
    return next((one for one in offered if str(one.pk) == wanted), None)


def say_where_it_is(request: HttpRequest, where: str) -> None:
    """Say that others can think along now, or that somebody reads along first."""
    if Case.objects.written_by(reader(request)).filter(pk=where.rstrip("/").rsplit("/", 1)[-1]).shown().exists():
        messages.success(request, _("Je casus staat erin. Anderen kunnen nu meedenken."))
    else:
        messages.info(request, _("Iemand leest je casus eerst. Daarna kunnen anderen meedenken."))


def prefilled(words: str) -> dict[str, str]:
    """Put what was typed at the gate where it fits: a short one is the question, a long one what is going on."""
    most = CaseForm.base_fields["question"].max_length  # type: ignore[attr-defined]
    return {"question" if len(words) <= most else "situation": words}


def brought(practice: Practice, user: User, form: CaseForm) -> str:
    """Bring the case of a valid form, and keep what was known; gives its address."""
    case = act.bring(
        practice, user, form.facts(), form.weighings(), form.known(), form.what_is_different(), form.weeks()
    )
    return case.get_absolute_url()


@login_required
@require_http_methods(["GET", "POST"])
def case_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Mend a case, or change who may read it."""
    shown, user = opened_case(request, slug, pk), person(request)
    if not may_edit_case(user, shown):
        raise PermissionDenied(_("Alleen wie deze casus inbracht, kan hem aanpassen."))
    data = request.POST if request.method == "POST" else None
    linked, different = linked_to(shown, user)
    context = {"practice": shown.practice, "case": shown, "title": _("Pas je casus aan")}
    if data is not None and "voorstel" in data:
        return suggested(request, practice_of(shown), context, linked=linked, different=different, case=shown)
    form = CaseForm(
        data,
        practice=practice_of(shown),
        case=shown,
        user=user,
        initial=said(shown),
        linked=linked,
        different=different,
    )
    if data is not None:
        if done := form.already_done():
            return redirect(done)
        if form.is_valid() and (form.was_looked_at() or not form.marks()):
            return redirect(form.once(lambda: edited(shown, form, linked)))
    return answer(request, "forums/case_form.html", form, context)


def edited(shown: Case, form: CaseForm, offered: Iterable[Thing]) -> str:
    act.edit(shown, form.facts(), form.weighings(), form.known(), form.what_is_different(), offered)
    return shown.get_absolute_url()


@require_POST
@login_required
def case_withdrawal(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a case back, at once and everywhere; its talk goes with it."""
    shown = opened_case(request, slug, pk)
    if not may_withdraw(person(request), shown):
        raise PermissionDenied(_("Alleen wie deze casus inbracht, kan hem terughalen."))
    withdraw(shown)
    messages.success(request, _("Je casus is weg. Niemand kan hem nog lezen."))
    return redirect("forums:practice_cases", slug)


@require_POST
@login_required
def case_suggestions(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer the words of a case with what fits them, as a piece of the page; nothing of it is kept."""
    practice = opened_practice(request, slug)
    if not may_bring_case(person(request), practice):
        raise PermissionDenied(_("Alleen leden van deze praktijk kunnen een casus inbrengen."))
    return render(request, "forums/_suggestions.html", {"fits": fitting_to(practice, request.POST)})


def suggested(request: HttpRequest, practice: Practice, context: dict[str, Any], **options: Any) -> HttpResponse:
    """Show the form again with all that was typed, and what fits it; nothing is judged yet."""
    typed = CaseForm(request.POST, practice=practice, user=person(request), **options).typed()
    fits = fitting_to(practice, request.POST)
    elements = fits.elements
    form = CaseForm(practice=practice, user=person(request), initial=typed, fitting=elements, **options)
    return answer(request, "forums/case_form.html", form, context | {"fits": fits})


def opened_practice(request: HttpRequest, slug: str) -> Practice:
    """Give the practice at this address; raises 404 where there is none."""
    return get_object_or_404(Practice.objects.visible_to(reader(request)).prefetch_related("themes"), slug=slug)


def opened_case(request: HttpRequest, slug: str, pk: int) -> Case:
    """Give a case this reader may see; raises 404 otherwise."""
    user = reader(request)
    found = OPENED.first(user.pk, pk) if user.is_authenticated else OPEN.first(pk)
    if found is None or found.practice is None or found.practice.slug != slug:
        raise Http404
    return found


def whole(user: User | AnonymousUser) -> QuerySet[Case]:
    """Give the cases this reader may see with what stands on their page."""
    cases: QuerySet[Case] = Case.objects.opened_by(user).with_state()
    return cases.select_related("practice__labour_region", "author", "start")


OPENED = Prepared(lambda user, pk: whole(User(pk=user)).filter(pk=pk))
OPEN = Prepared(lambda pk: whole(AnonymousUser()).filter(pk=pk))  # to visitors


def practice_of(shown: Case) -> Practice:
    """Give the practice in whose address the case was opened."""
    if shown.practice is None:
        raise Http404
    return shown.practice


def answer(request: HttpRequest, template: str, form: Any, context: dict[str, Any]) -> HttpResponse:
    """Show a form, with what may point at a person."""
    looked = form.is_bound and form.is_valid()
    context |= {"form": form, "marks": form.marks() if looked else [], "look": form.look() if looked else ""}
    return render(request, template, context | {"nav": "casus"})
