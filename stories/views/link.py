"""The private link: shown once, mailed if wanted, and the way back in."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.pace import too_often
from stories.actions import link as act
from stories.forms import MailForm
from stories.models import Story
from stories.views.access import hold_as_teller, is_with_teller, let_go, own_story

COOKIE = "bewaarlink"
CARRIED_FOR = 600  # seconds between making the link and showing it
MAILS_AN_HOUR = 5


def carry(answer: HttpResponse, token: str, path: str) -> HttpResponse:
    """Carry a fresh token to the page that shows it; on the server only its hash is kept."""
    if token:
        answer.set_cookie(
            COOKIE,
            token,
            max_age=CARRIED_FOR,
            path=path,
            httponly=True,
            samesite="Strict",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return answer


def discreet(answer: HttpResponse) -> HttpResponse:
    """Let the address of this page, or one shown on it, go to no other site.

    Not "no-referrer": a browser then sends no origin along with a form either, and that form is refused.
    """
    answer["Referrer-Policy"] = "same-origin"
    return answer


@require_safe
@own_story
def shown(request: HttpRequest, story: Story) -> HttpResponse:
    """Show the link, once."""
    token = request.COOKIES.get(COOKIE, "")
    if story.author_id or act.story_behind(token) != story:
        return discreet(render(request, "stories/link.html", {"story": story}))
    answer = with_link(request, story, token, MailForm(initial={"token": token}))
    answer.delete_cookie(COOKIE, path=request.path, samesite="Strict")
    return answer


def with_link(request: HttpRequest, story: Story, token: str, form: MailForm) -> HttpResponse:
    facts = {"story": story, "address": act.address_of(token), "form": form}
    return discreet(render(request, "stories/link.html", facts))


@require_POST
@own_story
def renewal(request: HttpRequest, story: Story) -> HttpResponse:
    """Make a new link; the old one stops working."""
    where = reverse("stories:link", args=[story.pk])
    token = "" if story.author_id or not is_with_teller(request, story) else act.new_link(story)
    return carry(redirect(where), token, where)


@require_POST
@own_story
def mailing(request: HttpRequest, story: Story) -> HttpResponse:
    """Mail the link to an address that is forgotten at once."""
    form, token = MailForm(request.POST), request.POST.get("token", "")
    if act.story_behind(token) != story:
        return redirect("stories:link", story.pk)
    if form.is_valid() and not too_many(story):
        if act.mail_link(form.cleaned_data["email"], token):
            messages.success(request, _("De link is onderweg. Het adres hebben we niet bewaard."))
            return redirect(f"stories:{story.step}" if story.is_draft else "stories:own", story.pk)
        form.add_error(None, _("De mail kon niet weg. Schrijf de link over, of probeer het later."))
    elif form.is_valid():
        form.add_error(None, _("Er ging al een paar keer een mail. Probeer het over een uur weer."))
    return with_link(request, story, token, form)


def too_many(story: Story) -> bool:
    """Count mails per story, so that this form is no way to bother strangers."""
    return too_often(f"stories.link-mail:{story.pk}", MAILS_AN_HOUR)


@require_safe
@never_cache
def come_back(request: HttpRequest, token: str) -> HttpResponse:
    """Let the holder of a private link in, and leave the link out of every address after this one."""
    story = act.story_behind(token)
    if story is None:
        return discreet(render(request, "stories/link_unknown.html", status=404))
    hold_as_teller(request, story)
    return discreet(redirect("stories:own", story.pk))


@require_POST
@never_cache
def closing(request: HttpRequest) -> HttpResponse:
    """Let this browser forget the private links it followed."""
    let_go(request)
    messages.success(request, _("Dit apparaat weet niets meer van je verhaal. Met je link kom je terug."))
    return redirect("ui:home")
