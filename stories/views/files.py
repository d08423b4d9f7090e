"""Telling aloud, and the photos and recordings at a story."""

from __future__ import annotations

from functools import wraps
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_permissions_policy.decorators import permissions_policy_override

from accounts.http import reader
from accounts.pace import source
from files.actions import slow_down
from files.checked import Refused
from files.models import Kind, StoredFile
from moderation import privacy
from stories.actions import media as act
from stories.actions.link import new_link
from stories.actions.telling import NotNow
from stories.forms.files import PhotoForm, PhotoWords, RecordingForm, SharingForm, SpokenForm
from stories.models import Story
from stories.views.access import View, own_draft, own_story
from stories.views.telling import arrived, asked_at_first, begun

MICROPHONE: Any = settings.PERMISSIONS_POLICY | {"microphone": ["self"]}


def with_microphone(view: View) -> View:
    """Let this page, and no other, ask for the microphone and play back what it just recorded."""
    heard: Any = csp_update({"media-src": [SELF, "blob:"]})
    answered: View = permissions_policy_override(MICROPHONE)(heard(view))
    return answered


def told_to_script(view: View) -> View:
    """Tell a script where to go on instead of sending it there: a recording stays on its page until it is kept."""

    @wraps(view)
    def answered(request: HttpRequest, **keys: Any) -> HttpResponse:
        answer = view(request, **keys)
        if answer.status_code != 302 or request.headers.get("Accept") != "application/json":
            return answer
        told = JsonResponse({"next": answer["Location"]})
        told.cookies = answer.cookies
        return told

    return answered


@with_microphone
@never_cache
@told_to_script
def spoken(request: HttpRequest) -> HttpResponse:
    """Take a recording as the start of a story."""
    user = reader(request)
    sent = request.method == "POST" and not too_fast(request)
    form = SpokenForm(request.POST, request.FILES) if sent else SpokenForm(initial=arrived(request))
    if not sent or not form.is_valid():
        request.session.setdefault("telling", True)
        return render(request, "stories/tell/spoken.html", {"form": form, "asked": asked_at_first(form)})
    facts, token = form.cleaned_data, ""

    @transaction.atomic
    def tell() -> str:
        nonlocal token
        story = act.begin_spoken(user, facts["sound"], facts["praktijk"], facts["thema"])
        token = "" if user.is_authenticated else new_link(story)
        return reverse("stories:link" if token else "stories:gebeurd", args=[story.pk])

    try:
        return begun(request, form.once(tell), token)
    except Refused as refused:
        form.add_error("sound", refused.sentence)
        return render(request, "stories/tell/spoken.html", {"form": form, "asked": asked_at_first(form)})


def too_fast(request: HttpRequest, story: Story | None = None) -> bool:
    """Count one more file of this person, or of the address of who has no account; say so when it is too much.

    Asked before anything is opened: opening is the work. The bytes of what will be nobody's (of a visitor, or of a
    helper at a visitor's story) are counted too, so that one address never takes the room of all others.
    """
    user = reader(request)
    who = f"u{user.pk}" if user.is_authenticated else source(request)
    try:
        nobodys = not user.is_authenticated or (story is not None and story.author_id is None)
        sizes = [file.size or 0 for _name, several in request.FILES.lists() for file in several]
        slow_down(who, sum(sizes) if nobodys else 0)
    except Refused as refused:
        messages.warning(request, refused.sentence)
        return True
    return False


@with_microphone
@require_safe
@own_draft
def media(request: HttpRequest, story: Story) -> HttpResponse:
    return page(request, story, RecordingForm(), PhotoForm())


def page(request: HttpRequest, story: Story, recording: RecordingForm, photo: PhotoForm) -> HttpResponse:
    """Show what is there, and the two ways to bring more."""
    rows = [(file, *form_of(file)) for file in StoredFile.objects.about(Story.KIND, story.pk)]
    wrong = recording if recording.errors else photo
    facts = {"story": story, "rows": rows, "recording": recording, "photo": photo, "form": wrong}
    return render(request, "stories/tell/media.html", facts)


def form_of(file: StoredFile) -> tuple[Any, list[Any]]:
    """Give the form that changes a file, and what the privacy check sees in its words."""
    if file.kind == Kind.SOUND:
        return SharingForm(initial={"shared": "ja" if file.is_shared else "nee"}, auto_id=f"id_%s_{file.pk}"), []
    facts = {"words": file.words, "nobody": file.is_shared}
    return PhotoWords(initial=facts, auto_id=f"id_%s_{file.pk}"), privacy.find(file.words)


@with_microphone
@require_POST
@told_to_script
@own_draft
def recording_create(request: HttpRequest, story: Story) -> HttpResponse:
    if too_fast(request, story):
        return page(request, story, RecordingForm(), PhotoForm())
    form = RecordingForm(request.POST, request.FILES)
    return brought(request, story, form, lambda facts: act.bring(story, Kind.SOUND, facts["sound"]))


@with_microphone
@require_POST
@own_draft
def photo_create(request: HttpRequest, story: Story) -> HttpResponse:
    if too_fast(request, story):
        typed = {"words": request.POST.get("words", "").replace("\x00", "")}
        return page(request, story, RecordingForm(), PhotoForm(initial=typed))

    def bring(facts: dict[str, Any]) -> StoredFile:
        ready = bool(facts["words"] and facts["nobody"])
        return act.bring(story, Kind.IMAGE, facts["image"], words=facts["words"], is_shared=ready)

    return brought(request, story, PhotoForm(request.POST, request.FILES), bring)


def brought(request: HttpRequest, story: Story, form: Any, bring: Any) -> HttpResponse:
    """Keep what was sent and go back; what is refused is said at the field."""
    where = reverse("stories:media", args=[story.pk])

    if form.is_valid():
        try:
            return redirect(form.once(lambda: f"{where}#b{bring(form.cleaned_data).pk}"))
        except Refused as refused:
            form.add_error("image" if isinstance(form, PhotoForm) else "sound", refused.sentence)
        except NotNow:
            return redirect("stories:own", story.pk)
    is_photo = isinstance(form, PhotoForm)
    return page(request, story, RecordingForm() if is_photo else form, form if is_photo else PhotoForm())


def file_of(story: Story, key: str) -> StoredFile:
    """Give this file of this story, or 404."""
    found = StoredFile.objects.about(Story.KIND, story.pk).filter(key=key).first()
    if found is None:
        raise Http404
    return found


def with_file(view: View) -> View:
    """Hand the view the story's file as well; see own_story."""

    def opened(request: HttpRequest, pk: int, key: str) -> HttpResponse:
        inner = own_story(lambda request, story: view(request, story, file_of(story, key)))
        return inner(request, pk)

    return require_POST(opened)


@with_file
def file_change(request: HttpRequest, story: Story, file: StoredFile) -> HttpResponse:
    """Keep what is on a photo, or who hears a recording."""
    form = (PhotoWords if file.kind == Kind.IMAGE else SharingForm)(request.POST)
    try:
        if not form.is_valid():
            messages.warning(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        elif file.kind == Kind.IMAGE:
            act.describe(story, file, **form.cleaned_data)
            messages.success(request, _("Bewaard."))
        else:
            act.share(story, file, form.cleaned_data["shared"] == "ja")
            messages.success(request, _("Bewaard."))
    except NotNow:
        return redirect("stories:own", story.pk)
    return redirect("stories:media", story.pk)


@with_file
def file_removal(request: HttpRequest, story: Story, file: StoredFile) -> HttpResponse:
    """Erase one file, also of a story that others read already."""
    act.remove(story, file)
    messages.success(request, _("Het bestand is weg. Wij hebben het niet meer."))
    return redirect("stories:media" if story.is_draft else "stories:own", story.pk)
