"""A teller's own page about one story: where it stands, who reads it, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import person, reader
from practices.models import Audience
from stories.actions import consents, sending
from stories.answered import answers_to
from stories.forms import ReadersForm
from stories.hearing import hearing_of, with_worry
from stories.models import Change, Story
from stories.models.story import Tells
from stories.standing import State, standing_of
from stories.trail import trail, with_trail
from stories.views.access import brings, own_story
from stories.views.telling import practices_for, readers_initial


@require_safe
@brings(lambda stories, user: with_worry(with_trail(stories.with_facts(), user)))
def own(request: HttpRequest, story: Story) -> HttpResponse:
    """Show the story to its teller, with what happens next."""
    standing = standing_of(story)
    answers = answers_to(story) if not story.is_withdrawn else []
    facts = {
        "story": story,
        "standing": standing,
        "hearing": hearing_of(story, standing),
        "State": State,
        "consents": story.consents.valid(),
        "answers": answers,
        "meant": Change.Meant.choices,
        "moments": Tells.choices if story.author_id else [],
        "ends_soon": consents.ends_soon(story) and not story.is_withdrawn,
        "trail": trail(story, reader(request), answers) if not story.is_withdrawn else [],
        "nav": "mijn",
    }
    return render(request, "stories/own.html", facts)


@own_story
def readers(request: HttpRequest, story: Story) -> HttpResponse:
    """Change who may read a sent story."""
    if story.is_draft or story.is_withdrawn:
        return redirect("stories:own", story.pk)
    form = ReadersForm(request.POST or None, story=story, initial=readers_initial(story))
    form.fields["practice"].queryset = practices_for(reader(request), story)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        sending.change_readers(story, Audience(facts["audience"]), facts["practice"], facts["purposes"], form.ends_on())
        messages.success(request, _("Bewaard. Dit geldt vanaf nu."))
        return redirect("stories:own", story.pk)
    return render(request, "stories/readers.html", {"form": form, "story": story})


@require_POST
@own_story
def at_once(request: HttpRequest, story: Story) -> HttpResponse:
    """End the day to think."""
    sending.show_now(story)
    messages.success(request, _("Bewaard. Je hebt geen bedenktijd meer."))
    return redirect("stories:own", story.pk)


@require_POST
@own_story
def moments(request: HttpRequest, story: Story) -> HttpResponse:
    """Choose when to hear what became of it."""
    chosen = request.POST.get("tells", "")
    if chosen in Tells.values:
        Story.objects.filter(pk=story.pk).update(tells=chosen)
        messages.success(request, _("Bewaard."))
    return redirect(reverse("stories:own", args=[story.pk]) + "#spoor")


@require_POST
@own_story
def longer(request: HttpRequest, story: Story) -> HttpResponse:
    """Say yes for another year."""
    consents.renew(story)
    messages.success(request, _("Bewaard. Anderen mogen je verhaal een jaar langer lezen."))
    return redirect("stories:own", story.pk)


@require_safe
@login_required
def agreed(request: HttpRequest) -> HttpResponse:
    """Show all that this person said yes to, story by story, also what has ended."""
    mine = Story.objects.written_by(person(request)).exclude(consents=None).order_by("-saved_at", "-pk")
    return render(request, "stories/agreed.html", {"stories": mine.prefetch_related("consents"), "nav": "mijn"})


@require_POST
@own_story
def reopening(request: HttpRequest, story: Story) -> HttpResponse:
    """Write on; meanwhile nobody else sees it."""
    sending.reopen(story)
    return redirect("stories:gebeurd" if not story.is_withdrawn else "stories:own", story.pk)


@require_POST
@own_story
def withdrawal(request: HttpRequest, story: Story) -> HttpResponse:
    """Take it back, at once and everywhere."""
    left = sending.withdraw(story, erase=request.POST.get("tekst") == "wissen")
    if left is None:
        messages.success(request, _("Je verhaal is weg. Wij hebben er niets meer van."))
        return redirect("stories:begin")
    messages.success(request, _("Je verhaal is teruggehaald. Niemand anders kan het nog lezen."))
    return redirect("stories:own", story.pk)
