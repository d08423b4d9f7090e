"""The agenda of a practice: read it, put a theme on it, give dots, answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import person, reader
from accounts.models import User
from moderation.models import Review
from practices import gate
from practices.actions import agenda as act
from practices.actions import contributions
from practices.agenda import ANSWERS, ORDERS, chosen, dots_of, in_order, my_dots
from practices.forms import AgendaAnswerForm, AgendaDaysForm, AgendaForm, DotsForm
from practices.forms.agenda import MEETING
from practices.models import DOTS, AgendaTheme, Contribution, Dot, Practice
from practices.permissions import may_answer_theme, may_facilitate, may_put_on_agenda, may_withdraw
from practices.views.workspace import led
from search.known import opened
from search.models import IndexEntry

PER_PAGE = 20
MOST_WAITING = 5  # themes of one person that wait for an answer, on one agenda


def found(request: HttpRequest, slug: str) -> Practice:
    """Give the practice whose agenda this is; raises 404 where there is none."""
    return get_object_or_404(Practice.objects.visible_to(reader(request)), slug=slug)


def agenda(request: HttpRequest, slug: str) -> HttpResponse:
    """What people put on the agenda of this practice, citizens' order first; signed in, they give their dots here."""
    practice = found(request, slug)
    return agenda_page(request, practice)


def agenda_page(request: HttpRequest, practice: Practice, dots: DotsForm | None = None) -> HttpResponse:
    """Draw the agenda; with a form that was refused, as it was sent."""
    user = reader(request)
    which, order = request.GET.get("wat", ""), request.GET.get("volgorde", "")
    which, order = which if which in ANSWERS.values() else "", order if order in ORDERS else ""
    outcome = next((answer for answer, word in ANSWERS.items() if word == which), "")
    pks = chosen(practice, user, outcome)
    figures = dots_of(pks)
    page = Paginator(in_order(pks, figures, order), PER_PAGE).get_page(request.GET.get("page"))
    themes = AgendaTheme.objects.drawn().in_bulk(list(page.object_list))
    mine = my_dots(user, practice) if not outcome else {}
    given = dots.themes("stip") if dots is not None else set(mine)
    if dots is None and user.is_authenticated and not outcome:
        dots = DotsForm(user=user, before=next(iter(mine.values()), None))
    facts = {
        "practice": practice,
        "page": page,
        "rows": [(themes[pk], figures[pk], pk in given) for pk in page.object_list],
        "form": dots,
        "left": DOTS - len(mine),
        "most": DOTS,
        "which": which,
        "order": order,
        "orders": ORDERS.items(),
        "query": "&".join(f"{name}={value}" for name, value in (("wat", which), ("volgorde", order)) if value),
        "days": AgendaDaysForm(initial={"days": practice.agenda_days}) if may_facilitate(user, practice) else None,
        "nav": "praktijk",
    }
    return render(request, "practices/agenda.html", facts)


@require_POST
@login_required
def agenda_dots(request: HttpRequest, slug: str) -> HttpResponse:
    """Give dots to the themes that were ticked, and take them back from those that were not."""
    practice, user = found(request, slug), person(request)
    if not may_put_on_agenda(user):
        raise PermissionDenied
    form = DotsForm(request.POST, user=user)
    if form.is_valid():
        try:
            act.weigh(practice, user, form.cleaned_data["perspective"], form.themes("stip"), form.themes("getoond"))
        except act.TooManyDots:
            text = _(
                "Je hebt %(most)d stippen, en koos er meer. Haal er eerst een weg, misschien op een andere bladzijde."
            )
            form.add_error(None, text % {"most": DOTS})
        else:
            messages.success(request, _("Bewaard. Alleen jij ziet waar jouw stippen staan."))
            return redirect(reverse("practices:agenda", args=[slug]))
    return agenda_page(request, practice, form)


@login_required
def agenda_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a theme on the agenda, past the gate: what is there already comes first, then what is known."""
    practice, user = found(request, slug), person(request)
    if not may_put_on_agenda(user):
        raise PermissionDenied
    title = _("Zet een thema op de agenda")
    if not gate.is_passed(request):
        facts = {
            "title": title,
            "lead": _("Misschien staat het er al. Of is er al veel over bekend."),
            "label": _("Wat moet er op de agenda? Zeg het in één zin."),
            "known_at": reverse("practices:agenda_known", args=[slug]),
        }
        return gate.page(request, looked(request, practice), practice=practice, nav="praktijk", **facts)
    linked = gate.chosen(request)
    form = AgendaForm(request.POST or None, user=user, linked=linked, initial={"title": request.GET.get("q", "")})
    if request.method == "POST":
        if done := form.already_done():
            return redirect(done)
        if form.is_valid() and waiting_of(user, practice) >= MOST_WAITING:
            form.add_error(None, _("Je hebt hier al 5 thema’s die op antwoord wachten. Wacht daar eerst op."))
        if form.is_valid() and (form.was_looked_at() or not form.marks()):
            placed = form.once(lambda: proposed(practice, user, form))
            messages.success(request, _("Je thema staat op de agenda. Je hoort het als er antwoord is."))
            return redirect(placed)
    seen = form.is_bound and form.is_valid()
    context: dict[str, Any] = {"form": form, "marks": form.marks() if seen else [], "look": form.look() if seen else ""}
    return render(
        request, "practices/agenda_form.html", context | {"practice": practice, "title": title, "nav": "praktijk"}
    )


def looked(request: HttpRequest, practice: Practice) -> gate.Gate:
    """Look at the gate, with the themes of this agenda that are like what is typed first."""
    own = AgendaTheme.objects.visible_to(reader(request)).filter(practice=practice)
    return gate.look_alike(request, "agenda", set(own.values_list("pk", flat=True)))


@never_cache
@require_safe
def agenda_known(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer ?q=&weet= with what appears beside the field while somebody types."""
    return render(request, "practices/_gate_known.html", {"gate": looked(request, found(request, slug))})


def waiting_of(user: User, practice: Practice) -> int:
    """Count the themes of this person that wait for an answer here."""
    return int(AgendaTheme.objects.shown().open().filter(author=user, practice=practice).count())


def proposed(practice: Practice, user: User, form: AgendaForm) -> str:
    facts = {name: form.cleaned_data[name] for name in ("title", "perspective", "pseudonym")}
    theme = act.propose(practice, user, facts, form.known(), form.what_is_different())
    return theme.get_absolute_url()


def theme_at(request: HttpRequest, slug: str, pk: int) -> AgendaTheme:
    """Give the theme at this address to whom may see it, also its place when it was taken back; raises 404."""
    user = reader(request)
    mine = Dot.objects.filter(theme=OuterRef("pk"), user=user.pk)
    here = AgendaTheme.objects.drawn().filter(practice__slug=slug, pk=pk).annotate(has_dot=Exists(mine))
    theme: AgendaTheme | None = here.standing_for(user).first() or here.written_by(user).first()
    if theme is None:
        raise Http404
    return theme


def agenda_theme(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One theme: its figures, the answers, what came of it; who answers does so here."""
    theme = theme_at(request, slug, pk)
    return theme_page(request, theme)


WORDS = ("outcome", "text", "again_on", "phase", "led_to", "meeting")


def opened_meetings(keys: set[int], user: User | AnonymousUser) -> dict[int | None, IndexEntry]:
    """Give which of these sessions this reader may open; no question for none."""
    found = opened(((MEETING, key) for key in keys), user)
    return {key: entry for (_kind, key), entry in found.items()}


def theme_page(request: HttpRequest, theme: AgendaTheme, form: AgendaAnswerForm | None = None) -> HttpResponse:
    """Draw the page of a theme; with a form that was refused, as it was sent."""
    user, answers = reader(request), list(theme.answers.all())
    led_to = {answer.led_to_id for answer in answers if answer.led_to_id}
    readable = Contribution.objects.visible_to(user).select_related("practice").in_bulk(led_to) if led_to else {}
    held = opened_meetings({answer.meeting for answer in answers if answer.meeting}, user)
    hidden = not theme.is_shown and not theme.is_withdrawn
    may_answer = may_answer_theme(user, theme)
    if form is None and may_answer:
        form = answer_form(theme, person(request))
    looks = form is not None and form.is_bound and form.is_valid()
    facts: dict[str, Any] = {
        "theme": theme,
        "practice": theme.practice,
        "dots": dots_of([theme.pk])[theme.pk] if theme.is_shown else None,
        "has_dot": getattr(theme, "has_dot", False),
        "answers": [(answer, readable.get(answer.led_to_id), held.get(answer.meeting)) for answer in answers],
        "form": form,
        "marks": form.marks() if looks and form else [],
        "look": form.look() if looks and form else "",
        "may_answer": may_answer,
        "may_withdraw": may_withdraw(user, theme),
        "kept": kept(user, theme),
        "hidden": hidden,
        "review": Review.objects.about("agenda", theme.pk).select_related("decision").order_by("-pk").first()
        if hidden
        else None,
        "nav": "praktijk",
    }
    return render(request, "practices/agenda_theme.html", facts, status=410 if theme.is_withdrawn else 200)


def kept(user: Any, theme: AgendaTheme) -> bool | None:
    """Say whether this person follows it; None when they do not keep it."""
    saved = theme.saved_by.filter(user=user).first() if user.is_authenticated else None
    return saved.follows if saved else None


def answer_form(theme: AgendaTheme, by: User, data: Any = None) -> AgendaAnswerForm:
    """Make the form for an answer; `theme` names the one that was seen."""
    assert theme.practice  # noqa: S101 - may_answer_theme asked
    newest = theme.answered
    return AgendaAnswerForm(data, practice=theme.practice, by=by, initial={"seen": newest.pk if newest else None})


@require_POST
@login_required
def agenda_answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Answer a theme; who comes second sees what the first one wrote."""
    theme, user = theme_at(request, slug, pk), person(request)
    if not may_answer_theme(user, theme):
        raise PermissionDenied(_("Alleen de begeleiders van deze praktijk en Movisie geven antwoord."))
    form = answer_form(theme, user, request.POST)
    if done := form.already_done():
        return redirect(done)
    if form.is_valid() and (form.was_looked_at() or not form.marks()):
        facts = form.cleaned_data
        words = act.Words(**{name: facts[name] for name in WORDS})
        try:
            return redirect(
                form.once(lambda: act.answer(theme, user, words, facts["seen"]).theme.get_absolute_url() + "#antwoord")
            )
        except act.AnsweredMeanwhile:
            form.add_error(None, _("Iemand anders gaf net antwoord. Lees dat eerst. Je tekst staat hier nog."))
            theme = theme_at(request, slug, pk)
            newest = theme.answered
            form.data = {**form.data.dict(), "seen": newest.pk if newest else ""}  # type: ignore[attr-defined]
    return theme_page(request, theme, form)


@require_POST
@login_required
def agenda_withdrawal(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take your theme back; its place stays only where it was answered."""
    theme = theme_at(request, slug, pk)
    if not may_withdraw(person(request), theme):
        raise PermissionDenied(_("Alleen wie dit schreef, kan het terughalen."))
    contributions.withdraw(theme)
    messages.success(request, _("Je thema is weg. Niemand kan het nog lezen."))
    return redirect("practices:agenda", slug)


@require_POST
@login_required
def agenda_look(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let a moderator look at a theme first; meanwhile nobody else sees it."""
    theme = theme_at(request, slug, pk)
    if not may_answer_theme(person(request), theme):
        raise PermissionDenied(_("Alleen de begeleiders van deze praktijk en Movisie kunnen dit."))
    act.ask_to_look(theme)
    messages.success(request, _("Niemand ziet het nu. Een moderator leest het en beslist."))
    return redirect("practices:agenda", slug)


@require_POST
@login_required
def agenda_days(request: HttpRequest, slug: str) -> HttpResponse:
    """Change within how many days this practice answers."""
    practice = led(request, slug)
    form = AgendaDaysForm(request.POST)
    if form.is_valid():
        act.set_days(practice, form.cleaned_data["days"])
        messages.success(request, _("Bewaard. Het geldt voor nieuwe thema’s."))
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect("practices:agenda", slug)
