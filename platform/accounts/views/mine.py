"""Jouw plek: who you are on the site, and what is yours."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import actions
from accounts.forms import Introduction, Settings
from accounts.http import person, safe_next


@never_cache
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """Show who you are here; the floors above fill in what is yours."""
    user = person(request)
    return render(request, "accounts/mine.html", {"claims": user.perspectives.all(), "nav": "mijn"})


@never_cache
@login_required
def introduction(request: HttpRequest) -> HttpResponse:
    """Ask a newcomer for a name and perspectives; it may be skipped."""
    user = person(request)
    onward = safe_next(request, reverse("accounts:mine"))
    form = Introduction(request.POST or None, person=user)
    if form.is_valid():
        actions.introduce(user, form.cleaned_data["pseudonym"], form.cleaned_data["perspectives"])
        messages.success(request, _("Welkom! Je naam en je keuzes zijn bewaard."))
        return redirect(onward)
    return render(request, "accounts/introduction.html", {"form": form, "onward": onward, "nav": "mijn"})


@never_cache
@login_required
def settings(request: HttpRequest) -> HttpResponse:
    """Change name, perspectives, and what others see of you while you are on a page."""
    user = person(request)
    form = Settings(request.POST or None, person=user)
    if form.is_valid():
        typed = form.cleaned_data
        actions.introduce(user, typed["pseudonym"], typed["perspectives"])
        actions.be_seen(user, typed["shows_typing"], typed["shows_presence"])
        messages.success(request, _("Bewaard."))
        return redirect("accounts:settings")
    return render(request, "accounts/settings.html", {"form": form, "nav": "mijn"})


@require_POST
@login_required
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    """End all other sessions of this person."""
    actions.sign_out_elsewhere(request, person(request))
    messages.success(request, _("Je bent uitgelogd op alle andere telefoons en computers."))
    return redirect("accounts:settings")
