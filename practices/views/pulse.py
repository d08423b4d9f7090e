"""The pulse of a practice: asking, answering without a name, and how it goes over time."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.http import person, reader
from practices import pulsed
from practices.actions import pulse as act
from practices.forms.pulse import CodeForm, PulseForm
from practices.models import Asked, Pulse
from practices.permissions import may_facilitate
from practices.views.assessment import inside
from practices.views.workspace import led


@login_required
def pulses(request: HttpRequest, slug: str) -> HttpResponse:
    """How it goes over time, and for who leads: ask, make codes for paper, close."""
    practice = inside(request, slug)
    closed = pulsed.closed(practice)
    context = {
        "practice": practice,
        "open": practice.pulses.filter(closed_at__isnull=True).first(),
        "times": closed,
        "courses": [pulsed.course(asked, closed) for asked in Asked],
        "leads": may_facilitate(reader(request), practice),
        "nav": "praktijk",
    }
    return render(request, "practices/pulses.html", context)


@require_POST
@login_required
def pulse_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask everybody now."""
    act.start(led(request, slug), person(request))
    messages.success(request, _("De vragen zijn gemaild aan iedereen die meedoet en mail wil."))
    return redirect("practices:pulses", slug)


@require_POST
@login_required
@never_cache
def pulse_codes(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Make codes for paper; they are shown this once."""
    practice = led(request, slug)
    pulse = get_object_or_404(Pulse, practice=practice, pk=pk, closed_at__isnull=True)
    codes = act.codes(pulse, 12)
    return render(request, "practices/pulse_codes.html", {"practice": practice, "codes": codes, "nav": "praktijk"})


@require_POST
@login_required
def pulse_closing(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Count once and throw the rest away."""
    practice = led(request, slug)
    act.close(get_object_or_404(Pulse, practice=practice, pk=pk))
    return redirect("practices:pulses", slug)


@never_cache
def pulse_code(request: HttpRequest) -> HttpResponse:
    """Type the code from paper; no account is needed."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = "".join(form.cleaned_data["code"].upper().split()).replace("-", "")
        if act.ticket_of(code):
            return redirect("practices:pulse_answer", code)
        form.add_error("code", _("Deze code klopt niet, of is al gebruikt."))
    return render(request, "practices/pulse_code.html", {"form": form})


@never_cache
def pulse_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Answer with a link or a code; looking changes nothing, so a mail program that opens links does no harm."""
    ticket = act.ticket_of(token)
    form = PulseForm(request.POST if request.method == "POST" else None)
    done = False
    if ticket is not None and request.method == "POST" and form.is_valid():
        try:
            act.answer(ticket, form.answers())
            done = True
        except act.Used:
            ticket = None
    context = {"form": form, "done": done, "practice": ticket.pulse.practice if ticket else None}
    return render(request, "practices/pulse_answer.html", context, status=200 if ticket else 404)
