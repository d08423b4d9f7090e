"""A duo-case: beginning one, telling one's own side, saying yes, and taking it back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import person, reader
from accounts.models import User
from forums.actions import duo as act
from forums.forms.duo import DuoForm, SideForm
from forums.models import Case, LookBack, Side
from forums.permissions import may_bring_case
from forums.views.cases import answer, opened_practice
from practices.models import Practice

HELD = "sides"  # in the session: keys of sides opened by their private link
HELD_FOR = 24 * 3600  # seconds: on a shared computer the next person must not find them
COOKIE = "duolink"
CARRIED_FOR = 600  # seconds between making the link and showing it
View = Callable[..., HttpResponse]


def held(request: HttpRequest) -> set[int]:
    """Give the keys of the sides that this browser opened by their private link."""
    return set(request.session.get(HELD, ()))


def own_side(view: View) -> View:
    """Hand the view the side this person may write instead of its key; for anybody else there is nothing here."""

    @never_cache
    @wraps(view)
    def opened(request: HttpRequest, pk: int) -> HttpResponse:
        mine = Side.objects.written_here_by(reader(request), held(request)).select_related("author", "invited")
        side = mine.filter(pk=pk).first()
        if side is None:
            raise Http404
        return view(request, side)

    return opened


@login_required
@require_http_methods(["GET", "POST"])
def duo_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin one: what both read, and who tells the other side."""
    practice, user = opened_practice(request, slug), person(request)
    if not may_bring_case(user, practice):
        raise PermissionDenied(_("Alleen leden van deze praktijk kunnen een casus inbrengen."))
    form = DuoForm(request.POST if request.method == "POST" else None, practice=practice, user=user)
    if form.is_bound:
        if done := form.already_done():
            return redirect(done)
        if form.is_valid() and (form.was_looked_at() or not form.marks()):
            return redirect(form.once(lambda: begun(practice, user, form)))
    context = {"practice": practice, "title": _("Begin een duo-casus")}
    return answer(request, "forums/duo_form.html", form, context)


def begun(practice: Practice, user: User, form: DuoForm) -> str:
    case = act.begin(practice, user, form.facts(), form.who())
    return reverse("forums:side", args=[Side.objects.get(root=case, is_first=True).pk])


@require_http_methods(["GET", "POST"])
@own_side
def side(request: HttpRequest, own: Side) -> HttpResponse:
    """One's own side: what both read, where it stands, and the words."""
    user = reader(request)
    form = SideForm(request.POST if request.method == "POST" else None, side=own, user=user)
    if form.is_bound:
        if done := form.already_done():
            return redirect(done)
        if form.is_valid() and (form.was_looked_at() or not form.marks()):
            where = form.once(lambda: written(own, user if isinstance(user, User) else None, form))
            messages.success(request, _("Jouw kant is bewaard. De ander ziet hem nog niet."))
            return redirect(where)
    return shown(request, own, form)


def written(own: Side, user: User | None, form: SideForm) -> str:
    act.write(own, user, form.facts(), form.weighings())
    return reverse("forums:side", args=[own.pk])


def shown(request: HttpRequest, own: Side, form: SideForm) -> HttpResponse:
    """Draw the page of one side; of the other it says only how far it is."""
    case, other = Case.objects.select_related("practice").get(pk=own.root_id or 0), act.other_of(own)
    token = request.COOKIES.get(COOKIE, "")
    carried = own.is_first and act.side_behind(token) == other
    context = {
        "case": case,
        "side": own,
        "practice": case.practice,
        "other_has_written": other.written_at is not None,
        "other_agreed": other.agreed_at is not None,
        "other_stopped": other.is_withdrawn,
        "by_link": other.invited_id is None and other.author_id is None and not other.is_withdrawn,
        "looks": LookBack.objects.filter(root=case, withdrawn_at__isnull=True).order_by("pk"),
        "address": settings.SITE_URL + reverse("forums:side_link", args=[token]) if carried else "",
    }
    page = answer(request, "forums/side.html", form, context)
    if carried:
        page.delete_cookie(COOKIE, path=request.path, samesite="Strict")
    return page


@require_POST
@own_side
def side_agreement(request: HttpRequest, own: Side) -> HttpResponse:
    """Say yes to showing both sides."""
    if own.written_at is None:
        raise PermissionDenied(_("Vertel eerst jouw kant."))
    if act.agree(own):
        case = Case.objects.select_related("practice").get(pk=own.root_id or 0)
        if case.is_shown:
            messages.success(request, _("Jullie zeiden allebei ja. De twee kanten staan nu naast elkaar."))
            if Case.objects.visible_to(reader(request)).filter(pk=case.pk).exists():
                return redirect(case.get_absolute_url())
        else:
            messages.info(request, _("Jullie zeiden allebei ja. Iemand leest eerst nog mee."))
    return redirect("forums:side", own.pk)


@require_POST
@own_side
def side_withdrawal(request: HttpRequest, own: Side) -> HttpResponse:
    """Take one's own side back."""
    act.take_back(own)
    request.session[HELD] = sorted(held(request) - {own.pk})
    messages.success(request, _("Jouw kant is weg. Niemand kan hem nog lezen."))
    return redirect("forums:cases")


@require_POST
@own_side
def side_invitation(request: HttpRequest, own: Side) -> HttpResponse:
    """Make a private link for the other; an older one stops working."""
    other, where = act.other_of(own), reverse("forums:side", args=[own.pk])
    if not own.is_first or other.author_id or other.invited_id or other.is_withdrawn:
        raise PermissionDenied(_("Voor deze kant is geen link nodig."))
    page = redirect(where)
    page.set_cookie(
        COOKIE,
        act.new_link(other),
        max_age=CARRIED_FOR,
        path=where,
        httponly=True,
        samesite="Strict",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return page


@require_safe
@never_cache
def side_link(request: HttpRequest, token: str) -> HttpResponse:
    """Open the side behind a private link, for a day in this browser."""
    found, user = act.side_behind(token), reader(request)
    if found is None:
        raise Http404
    began = act.other_of(found).author_id
    page: HttpResponse
    if user.is_authenticated and user.pk == began:
        page = render(request, "forums/side_yours.html", {"nav": "casus"}, status=403)
    elif found.author_id is not None and (not user.is_authenticated or user.pk != found.author_id):
        page = redirect_to_login(reverse("forums:side", args=[found.pk]))
    else:
        request.session[HELD] = sorted(held(request) | {found.pk})
        if not user.is_authenticated:
            request.session.set_expiry(HELD_FOR)
        page = redirect("forums:side", found.pk)
    return page
