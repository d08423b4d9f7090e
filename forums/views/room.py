"""The room: what lies on the table, writing in a step, and leading it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import person
from forums.actions import room as act
from forums.actions import room_planning, room_writing
from forums.forms.room import ChoiceForm, DotsForm, LeadForm, NoteForm, numbers
from forums.live import RoomTopic
from forums.models import PRIVATE, Input, Note, Round, Seat, Session
from forums.permissions import may_lead, may_open, may_take_over, seat_of
from forums.room import AWAY, Laid, Mine, Now, laid_open, mine_at, now_of
from forums.table import on_table
from forums.views.room_planning import opened, subject_for
from live.topics import address_of

EXTENSIONS = {"1": 60, "2": 120, "5": 300}  # seconds


def seated(request: HttpRequest, slug: str, pk: int) -> tuple[Session, Seat]:
    """Give a session and the seat of this person; raises 404, or PermissionDenied without a seat."""
    session = opened(request, slug, pk)
    seat = seat_of(person(request), session)
    if seat is None:
        raise PermissionDenied(_("Je zit niet aan deze tafel. Neem eerst een plek."))
    return session, seat


def leading(request: HttpRequest, slug: str, pk: int) -> Session:
    """Give a session to who leads it; raises 404 or PermissionDenied."""
    session, seat = seated(request, slug, pk)
    if not may_lead(seat, session):
        raise PermissionDenied(_("Alleen wie deze bijeenkomst begeleidt, kan dit."))
    return session


@never_cache
@login_required
@require_safe
def room(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The table as this person sees it now."""
    session = opened(request, slug, pk)
    seat = seat_of(person(request), session)
    if seat is None:
        return redirect(session)
    room_planning.sign_of_life(seat)
    return shown(request, session, seat)


def shown(request: HttpRequest, session: Session, seat: Seat, form: Any = None, status: int = 200) -> HttpResponse:
    """Draw the table, with a form as it was sent when something was wrong with it."""
    now = now_of(session)
    mine, laid = mine_at(now, seat), laid_open(now)
    form = form or form_for(now, mine, laid)
    looked = isinstance(form, NoteForm) and form.is_bound and form.is_valid()
    context = pieces(request, now, mine, laid) | {
        "practice": session.practice,
        "form": form,
        "marks": form.marks() if looked else [],
        "look": form.look() if looked else "",
        "may_open": may_open(person(request), session),
        "open_form": presenter_form(now) if may_open(person(request), session) else None,
        "subject": subject_for(session, person(request)),
        "topic": address_of(RoomTopic, session.pk),
        "nav": "praktijk",
    }
    return render(request, "forums/room.html", context, status=status)


def pieces(request: HttpRequest, now: Now, mine: Mine, laid: list[Laid]) -> dict[str, Any]:
    """Give what the pieces of the table need that are for one person."""
    leads = may_lead(mine.seat, now.session)
    others = [seat for seat in now.seats if seat != mine.seat]
    return {
        "session": now.session,
        "now": now,
        "mine": mine,
        "laid": laid,
        "table": on_table(now.session, person(request)),
        "leads": leads,
        "may_take_over": may_take_over(person(request), now),
        "hand_form": LeadForm(seats=others, label=_("Wie begeleidt verder?")) if leads and others else None,
    }


def presenter_form(now: Now) -> LeadForm | None:
    """Give the form that asks who brings something in, where the method wants somebody."""
    method = now.session.method
    if method is None or not method.has_presenter:
        return None
    chosen = now.presenter.pk if now.presenter else None
    return LeadForm(seats=now.seats, label=_("Wie brengt iets in?"), initial={"seat": chosen})


def form_for(now: Now, mine: Mine, laid: list[Laid]) -> Any:
    """Give the form of this step for this person; None when there is nothing to fill in now."""
    going = now.round
    if going is None or (mine.ready and mine.takes_part):
        return None
    if not mine.takes_part:
        initial = {f"text_{PRIVATE}": mine.private}
        return NoteForm(round_=going, private=True, initial=initial) if mine.only_listens else None
    if going.is_written:
        texts = {f"text_{number}": mine.notes[number].text for number in numbers(going) if number in mine.notes}
        return NoteForm(round_=going, initial=texts)
    if going.input == Input.DOTS:
        return DotsForm(laid=laid, initial={"dots": [str(pk) for pk in mine.dots]})
    if going.input == Input.CHOICE:
        return ChoiceForm(round_=going)
    return None


@never_cache
@login_required
@require_safe
def room_table(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What lies open on the table and whose turn it is, as pieces of the page."""
    session, seat = seated(request, slug, pk)
    now = now_of(session)
    context = pieces(request, now, mine_at(now, seat), laid_open(now))
    return render(request, "forums/_room_pieces.html", context)


@never_cache
@login_required
@require_safe
def room_clock(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The clock of the server in milliseconds, and where the session is; asking it is a sign of life."""
    session, seat = seated(request, slug, pk)
    room_planning.sign_of_life(seat)
    going = session.rounds.filter(began_at__isnull=False, ended_at=None).values_list("order", flat=True).first()
    step = session.rounds.count() + 1 if session.closed_at else going or 0
    now = timezone.now()
    here = dict(session.seats.taken().values_list("user", "alive_at"))
    away = sum(not session.takes_days and now - alive > AWAY for alive in here.values())
    leads = here.get(session.facilitator_id) if session.facilitator_id else None
    is_led = leads is not None and (session.takes_days or now - leads <= AWAY)
    facts = {"step": step, "state": session.state, "version": session.version, "led": is_led, "away": away}
    return JsonResponse({"now": int(now.timestamp() * 1000)} | facts)


@never_cache
@login_required
@require_safe
def room_screen(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The table for a wall: large, the same for everybody, nothing to fill in."""
    session, seat = seated(request, slug, pk)
    room_planning.sign_of_life(seat)
    now = now_of(session)
    context = {"session": session, "now": now, "laid": laid_open(now), "topic": address_of(RoomTopic, session.pk)}
    return render(request, "forums/room_screen.html", context)


# --- writing ------------------------------------------------------------------------------------------
@require_POST
@login_required
def room_work(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take what somebody did in a step: a draft, a text, dots, a choice, a turn, or being busy again."""
    session, seat = seated(request, slug, pk)
    going = round_at(session, request.POST.get("ronde", ""))
    now = now_of(session)
    takes_part = going.is_for(seat, session.facilitator_id)
    verb = request.POST.get("doe", "")
    if verb == "terug":
        room_writing.take_back(going, seat)
    elif going.is_written and takes_part:
        return write(request, session, seat, going, give=verb == "klaar")
    elif not takes_part:
        return write(request, session, seat, going, give=False, private=True)
    elif going.input == Input.DOTS:
        return weigh(request, session, seat, going, now)
    elif going.input == Input.CHOICE:
        form = ChoiceForm(request.POST, round_=going)
        if not form.is_valid():
            return shown(request, session, seat, form, 200)
        room_writing.choose(going, seat, form.cleaned_data["choice"])
    elif going.input == Input.TURN and now.round == going:
        room_writing.had_turn(going, seat, passed=verb == "over")
    return to_room(session)


def write(
    request: HttpRequest, session: Session, seat: Seat, going: Round, *, give: bool, private: bool = False
) -> HttpResponse:
    """Keep or give what was typed; what came too late is kept for who wrote it."""
    form = NoteForm(request.POST, round_=going, private=private)
    quiet = request.headers.get("X-Requested-With") == "fetch"
    if not form.is_valid():
        if quiet:
            return JsonResponse({"kept": False, "why": [str(one) for one in form.errors.values()]}, status=400)
        return shown(request, session, seat, form)
    texts = form.texts()
    if not give:
        room_writing.draft(going, seat, texts)
        return JsonResponse({"kept": True}) if quiet else to_room(session)
    if form.marks() and not form.was_looked_at():
        room_writing.draft(going, seat, texts)
        return shown(request, session, seat, form)
    if not room_writing.give(going, seat, texts):
        messages.info(request, _("Deze stap was net klaar. Je tekst is bewaard, alleen voor jou."))
    return to_room(session)


def weigh(request: HttpRequest, session: Session, seat: Seat, going: Round, now: Now) -> HttpResponse:
    """Take dots for what lies on the table now."""
    if now.round != going:
        return to_room(session)
    form = DotsForm(request.POST, laid=laid_open(now))
    if not form.is_valid():
        return shown(request, session, seat, form)
    room_writing.weigh(going, seat, form.cleaned_data["dots"])
    return to_room(session)


@require_POST
@login_required
def room_note(request: HttpRequest, slug: str, pk: int, note: int) -> HttpResponse:
    """Give a text of an earlier step after all, or wipe one that lies open; only one's own."""
    session, seat = seated(request, slug, pk)
    own = get_object_or_404(Note.objects.filter(seat=seat).select_related("round__session"), pk=note)
    if request.POST.get("doe") == "weg":
        room_writing.withdraw_note(own)
        messages.success(request, _("Je tekst is weg. Niemand kan hem nog lezen."))
    elif request.POST.get("doe") == "toon":
        room_writing.give_late(own)
    return redirect("forums:room_harvest", slug, pk) if session.closed_at else to_room(session)


def round_at(session: Session, order: str) -> Round:
    """Give a step that began; raises 404 for any other."""
    known = order.isascii() and order.isdecimal() and len(order) < 5
    return get_object_or_404(
        session.rounds.filter(began_at__isnull=False).select_related("session"), order=int(order) if known else 0
    )


def to_room(session: Session) -> HttpResponse:
    return redirect("forums:room", session.practice.slug, session.pk)


# --- leading ------------------------------------------------------------------------------------------
@require_POST
@login_required
def room_opening(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Begin."""
    session, _seat = seated(request, slug, pk)
    if session.state == "planned" and not may_open(person(request), session):
        raise PermissionDenied(_("Alleen wie deze bijeenkomst begeleidt, kan hem openen."))
    form = LeadForm(request.POST, seats=session.seats.taken())
    presenter = form.cleaned_data["seat"] if form.is_valid() else None
    return tried(request, session, lambda: act.begin(session, person(request), presenter))


@require_POST
@login_required
def room_step(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Go on to the next step; what was written opens for everybody at the same moment."""
    session = leading(request, slug, pk)
    return tried(request, session, lambda: act.go_on(session, seen(request), person(request)))


@require_POST
@login_required
def room_pause(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Stop the clock, or let it go on."""
    session = leading(request, slug, pk)
    act.pause(session, seen(request), person(request), on=request.POST.get("doe") != "verder")
    return to_room(session)


@require_POST
@login_required
def room_extension(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Give the step more time."""
    session = leading(request, slug, pk)
    if seconds := EXTENSIONS.get(request.POST.get("minuten", "")):
        act.extend(session, seen(request), person(request), seconds)
    return to_room(session)


@require_POST
@login_required
def room_turn(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say for whose turn it is that they spoke, or let their turn pass."""
    session = leading(request, slug, pk)
    now = now_of(session)
    if (
        now.round
        and now.speaker
        and now.round.order == seen(request)
        and str(now.speaker.pk) == request.POST.get("wie")
    ):
        if request.POST.get("doe") == "verder":
            room_writing.go_on_without(now.round)
        else:
            room_writing.had_turn(now.round, now.speaker, passed=request.POST.get("doe") == "over")
    return to_room(session)


@require_POST
@login_required
def room_hand_over(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let somebody else lead; who takes over from somebody who dropped out names nobody."""
    session, seat = seated(request, slug, pk)
    user = person(request)
    if "neem" in request.POST:
        if not may_take_over(user, now_of(session)):
            raise PermissionDenied(_("Er is al iemand die begeleidt."))
        act.hand_over(session, seat, user)
        messages.success(request, _("Jij begeleidt nu."))
        return to_room(session)
    session = leading(request, slug, pk)
    form = LeadForm(request.POST, seats=session.seats.taken())
    if form.is_valid():
        act.hand_over(session, form.cleaned_data["seat"], user)
        messages.success(request, _("Je gaf de begeleiding door."))
    return to_room(session)


@require_POST
@login_required
def room_closing(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """End the session and go to the harvest."""
    session = leading(request, slug, pk)
    act.finish(session, person(request))
    return to_room(session)


def tried(request: HttpRequest, session: Session, do: Callable[[], Any]) -> HttpResponse:
    """Do it, and say in words when it is refused."""
    try:
        do()
    except act.Refused as why:
        messages.warning(request, str(why))
    return to_room(session)


def seen(request: HttpRequest) -> int:
    """Give the number of the step that was on the screen; 0 when it says nothing."""
    order = request.POST.get("ronde", "")
    return int(order) if order.isascii() and order.isdecimal() and len(order) < 5 else 0
