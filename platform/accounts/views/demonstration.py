"""Kijk mee als…: in the demonstration, one button signs you in as one of the fictional cast."""

from django.contrib import messages
from django.contrib.auth import login
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.cast import CAST
from accounts.demo import is_demonstration_here
from accounts.http import safe_next
from accounts.models import PerspectiveClaim, User

SIGNS_IN = "django.contrib.auth.backends.ModelBackend"


@never_cache
def cast(request: HttpRequest) -> HttpResponse:
    """Show the cast to whoever sits at this computer; 404 for everybody else and outside the demonstration."""
    if not is_demonstration_here(request):
        raise Http404
    claims = Prefetch("perspectives", PerspectiveClaim.objects.order_by("pk"))
    emails = [part.email for part in CAST]
    people = User.objects.filter(is_fictional=True, is_active=True, email__in=emails).prefetch_related(claims)
    by_email = {user.email: user for user in people}
    parts = [(part, by_email[part.email]) for part in CAST if part.email in by_email]
    onward = safe_next(request, "")
    return render(request, "accounts/demonstration.html", {"parts": parts, "onward": onward})


@require_POST
def join_cast(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in as one of the cast; 404 for everybody else and outside the demonstration."""
    part = next((part for part in CAST if part.key == key), None)
    if part is None or not is_demonstration_here(request):
        raise Http404
    user = get_object_or_404(User, email=part.email, is_fictional=True, is_active=True)
    login(request, user, backend=SIGNS_IN)
    messages.success(request, _("Je kijkt nu mee als %(name)s.") % {"name": user.pseudonym})
    return redirect(safe_next(request, reverse("accounts:mine")))
