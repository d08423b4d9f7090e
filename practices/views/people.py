"""The people of a practice: leading together, what one knows, codes on paper, welcome, house rules; one's hours."""

from __future__ import annotations

import csv
from io import StringIO

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.http import person
from accounts.pace import source, too_often
from practices.actions import people as act
from practices.difference.export import safe
from practices.forms.people import HoursForm, PartnerForm, SelfForm, WelcomeForm
from practices.forms.pulse import CodeForm
from practices.models import Hours, Invitation, Membership, Partner, Practice
from practices.permissions import membership_of
from practices.views.assessment import inside, looked
from practices.views.monitor import form_page
from practices.views.workspace import led

CODES = 12
TRIES = 30  # codes somebody types in an hour
LOGGED = 500


def own(request: HttpRequest, slug: str) -> tuple[Practice, Membership]:
    """Give the practice and one's own membership of it; raises PermissionDenied for others."""
    practice = inside(request, slug)
    membership = membership_of(person(request), practice)
    if membership is None:
        raise PermissionDenied(_("Dit is alleen voor wie meedoet in deze praktijk."))
    return practice, membership


@login_required
def myself(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what one does here, and what others may ask."""
    practice, membership = own(request, slug)
    form = SelfForm(request.POST or None, instance=membership)
    if request.method == "POST" and form.is_valid() and (form.was_looked_at() or not form.marks()):
        act.describe_self(membership, form.facts())
        return redirect("practices:people", slug)
    back = reverse("practices:people", args=[slug])
    return form_page(request, practice, form, _("Wat anderen over jou lezen"), _("Bewaar"), back)


@require_POST
@login_required
def leading(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let a member lead too, or no more; handing over is the one and then the other."""
    practice = led(request, slug)
    current = Membership.objects.current().filter(practice=practice).select_related("user")
    membership = get_object_or_404(current, pk=pk)
    try:
        act.lead(membership, person(request), request.POST.get("begeleidt") == "ja")
    except act.LastOne:
        messages.error(request, _("Je bent de enige begeleider. Vraag eerst iemand anders om te begeleiden."))
    else:
        messages.success(request, _("Bewaard."))
    still = membership_of(person(request), practice)
    return redirect("practices:people", slug) if still else redirect(practice)


@require_POST
@login_required
@never_cache
def invitation_codes(request: HttpRequest, slug: str) -> HttpResponse:
    """Make codes for paper; they are shown this once."""
    practice = led(request, slug)
    codes = act.paper_codes(practice, person(request), CODES)
    return render(request, "practices/invitation_codes.html", {"practice": practice, "codes": codes, "nav": "praktijk"})


@never_cache
def invitation_code(request: HttpRequest) -> HttpResponse:
    """Type the code from paper."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = "".join(form.cleaned_data["code"].upper().split()).replace("-", "")
        if too_often(f"invitation:{source(request)}", TRIES):
            form.add_error("code", _("Dat waren veel pogingen. Probeer het over een uur weer."))
        elif Invitation.objects.open().with_token(code).filter(email="").exists():
            return redirect("practices:invitation", code)
        else:
            form.add_error("code", _("Deze code klopt niet, of is al gebruikt."))
    return render(request, "practices/invitation_code.html", {"form": form, "nav": "praktijk"})


@login_required
@transaction.atomic
def practice_welcome(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what newcomers read and are asked, and the house rules."""
    practice = led(request, slug)
    held = Practice.objects.select_for_update(of=("self",), no_key=True).get(pk=practice.pk)
    form = WelcomeForm(request.POST or None, instance=held)
    if request.method == "POST" and form.is_valid() and (form.was_looked_at() or not form.marks()):
        act.welcome(practice, person(request), form.facts())
        messages.success(request, _("Bewaard."))
        return redirect("practices:people", slug)
    back = reverse("practices:people", args=[slug])
    context = {"practice": practice, "form": form, "title": _("Welkom en huisregels"), "button": _("Bewaar")}
    return render(request, "practices/steering_form.html", context | looked(form) | {"back": back, "nav": "praktijk"})


@login_required
def house_rules(request: HttpRequest, slug: str) -> HttpResponse:
    """Read the house rules, and agree to them as they stand."""
    practice, membership = own(request, slug)
    if request.method == "POST":
        seen = request.POST.get("versie", "")
        version = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 9 else -1
        if act.agree(membership, version):
            messages.success(request, _("Dank je. Je bent het eens met de huisregels."))
            return redirect(practice)
        messages.info(request, _("De huisregels zijn net veranderd. Lees ze nog een keer."))
        return redirect("practices:house_rules", slug)
    context = {"practice": practice, "agreed": membership.rules_seen >= practice.rules_version, "nav": "praktijk"}
    return render(request, "practices/house_rules.html", context)


@login_required
def partner_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Add an organisation that takes part, or say anew what it brings."""
    practice = led(request, slug)
    form = PartnerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act.add_partner(practice, form.cleaned_data)
        return redirect(f"{reverse('practices:people', args=[slug])}#partners")
    back = reverse("practices:people", args=[slug])
    context = {"practice": practice, "form": form, "title": _("Een organisatie erbij"), "button": _("Voeg toe")}
    return render(request, "practices/careful_form.html", context | {"back": back, "nav": "praktijk"})


@require_POST
@login_required
def partner_removal(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take an organisation off the list."""
    act.remove_partner(get_object_or_404(Partner, pk=pk, practice=led(request, slug)))
    return redirect(f"{reverse('practices:people', args=[slug])}#partners")


@login_required
def hours(request: HttpRequest) -> HttpResponse:
    """One's own log of hours and thanks; nobody else reads it. As a file with `?vorm=csv`."""
    user = person(request)
    rows = Hours.objects.visible_to(user).select_related("practice")
    if request.GET.get("vorm") == "csv":
        return as_file(list(rows))
    form = HoursForm(request.POST or None, user=user)
    if request.method == "POST":
        if "weg" in request.POST:
            key = request.POST["weg"]
            rows.filter(pk=int(key) if key.isascii() and key.isdecimal() and len(key) < 19 else 0).delete()
            return redirect("practices:hours")
        if done := form.already_done():
            return redirect(done)
        if form.is_valid():
            return redirect(form.once(lambda: logged(act.log_hours(user, form.facts()))))
    totals = rows.aggregate(hours=Sum("hours"), amount=Sum("amount"))
    return render(request, "practices/hours.html", {"form": form, "rows": rows[:LOGGED], "totals": totals})


def logged(row: Hours) -> str:
    return f"{reverse('practices:hours')}#dag-{row.pk}"


def as_file(rows: list[Hours]) -> HttpResponse:
    """Give the log as a file that a spreadsheet opens; no cell is a formula."""
    out = StringIO()
    write = csv.writer(out, delimiter=";", lineterminator="\r\n")
    write.writerow([_("dag"), _("uren"), _("wat"), _("praktijk"), _("vergoeding"), _("ontvangen")])
    for row in rows:
        amount = "" if row.amount is None else f"{row.amount:.2f}".replace(".", ",")
        cells = [row.on.strftime("%d-%m-%Y"), f"{row.hours:.2f}".replace(".", ","), row.what]
        cells += [row.practice.name if row.practice else "", amount, _("ja") if row.paid else _("nee")]
        write.writerow([safe(cell) for cell in cells])
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="uren.csv"'
    response["Cache-Control"] = "private, no-store"
    return response
