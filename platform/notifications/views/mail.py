"""Mail en stilte: what comes by mail, and stopping it from a mail."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import person
from notifications import actions
from notifications.choosing import comes_back
from notifications.forms import ExceptionForm, MailForm, exceptions_of
from notifications.letters import is_optional, letter_of
from notifications.preview import preview_for


@never_cache
@login_required
def mail(request: HttpRequest) -> HttpResponse:
    """Show and keep how somebody wants to be mailed."""
    user = person(request)
    form = MailForm(request.POST or None, user=user)
    if form.is_valid():
        facts = form.cleaned_data
        quiet = facts["quiet_from"], facts["quiet_until"]
        actions.choose_usual(user, facts["often"], facts["says"], quiet)
        messages.success(request, _("Bewaard."))
        return redirect("notifications:mail")
    return page(request, form, ExceptionForm(user=user))


@never_cache
@login_required
@require_safe
def mail_preview(request: HttpRequest) -> HttpResponse:
    """Show how a mail to this person looks, with what they were really told."""
    context = {"preview": preview_for(person(request)), "nav": "mijn"}
    return render(request, "notifications/mail_preview.html", context)


@never_cache
@login_required
@require_POST
def mail_exceptions(request: HttpRequest) -> HttpResponse:
    """Keep one thing that is mailed otherwise."""
    user = person(request)
    other = ExceptionForm(request.POST, user=user)
    if not other.is_valid():
        return page(request, MailForm(user=user), other)
    actions.choose_exception(user, *other.chosen())
    messages.success(request, _("Bewaard."))
    return redirect("notifications:mail")


@login_required
@require_POST
def mail_exception(request: HttpRequest, pk: int) -> HttpResponse:
    """Let one thing go as usual again; what is not there stays so."""
    actions.drop_exception(person(request), pk)
    return redirect("notifications:mail")


@login_required
@require_POST
def mail_again(request: HttpRequest) -> HttpResponse:
    """Try an address again that did not take our mail."""
    actions.try_again(person(request))
    messages.success(request, _("We sturen weer mail."))
    return redirect("notifications:mail")


@csrf_exempt  # mail programs post here by themselves (RFC 8058); the signed link is the proof
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, key: str) -> HttpResponse:
    """Stop one sort of mail for whoever got it. A visit asks first: mail programs look at links too."""
    letter = letter_of(key)
    if letter is None or not is_optional(letter):
        raise Http404
    if request.method == "POST":
        actions.stop(letter)
    return render(request, "notifications/stop.html", {"stopped": request.method == "POST"})


def page(request: HttpRequest, form: MailForm, other: ExceptionForm) -> HttpResponse:
    """Draw the page with both forms."""
    user = person(request)
    context = {"form": form, "other": other, "exceptions": exceptions_of(user), "comes_back": comes_back(user)}
    return render(request, "notifications/mail_settings.html", context | {"nav": "mijn"})
