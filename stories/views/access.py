"""Opening one's own story: by account, or by a private link this browser followed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from accounts.http import reader
from accounts.models import User
from accounts.pace import source, too_often
from stories.models import Story
from ui import expired

HELD = "stories"  # in the session: keys of stories opened by their private link
TOLD_BY_ME = "stories-told-by-me"  # in the session: those of them opened with the teller's own link or code
HELD_FOR = 24 * 3600  # seconds: on a shared computer the next person must not find them

MOST_OF_ONE, MOST_OF_ADDRESS = 15, 60  # stories begun in an hour; a school or library has one address
TOO_FAST = _("Je begon net al veel verhalen. Wat je schreef, staat hier nog. Probeer het over een uur weer.")
TOO_BUSY = _(
    "Er kwamen net heel veel verhalen van deze internetverbinding. Wat je schreef, staat hier nog. "
    "Probeer het over een uur weer. Met een account kan het nu al."
)

View = Callable[..., HttpResponse]


def held(request: HttpRequest) -> set[int]:
    """Give the keys of the stories that this browser opened by their private link."""
    return set(request.session.get(HELD, ()))


def hold(request: HttpRequest, story: Story) -> None:
    """Remember for a day that this browser may open the story."""
    request.session[HELD] = sorted(held(request) | {story.pk})
    if not reader(request).is_authenticated:
        request.session.set_expiry(HELD_FOR)


def hold_as_teller(request: HttpRequest, story: Story) -> None:
    """As hold, for who brought the teller's own link or code; a helper's browser never gets this far."""
    request.session.cycle_key()
    hold(request, story)
    request.session[TOLD_BY_ME] = sorted({*request.session.get(TOLD_BY_ME, ()), story.pk})


def is_with_teller(request: HttpRequest, story: Story) -> bool:
    """Say whether the teller is here, and not only the helper who typed."""
    helping = getattr(story, "helping", None)
    return helping is None or not helping.needs_code or story.pk in request.session.get(TOLD_BY_ME, ())


def let_go(request: HttpRequest) -> None:
    """Forget every private link in this browser."""
    request.session.pop(TOLD_BY_ME, None)
    request.session.pop(HELD, None)


def paced(request: HttpRequest, form: Any, most: int = MOST_OF_ONE) -> bool:
    """Say whether another story may be begun now; when it may not, the form says so and keeps every word.

    A person is counted by account, a visitor by address. Who has an account is never held up by the neighbours.
    """
    user = reader(request)
    by = f"u{user.pk}" if user.is_authenticated else source(request)
    if not too_often(f"stories.begin:{by}", most if user.is_authenticated else MOST_OF_ADDRESS):
        return True
    form.add_error(None, TOO_FAST if user.is_authenticated else TOO_BUSY)
    return False


def brings(bring: Callable[[Any, User | AnonymousUser], Any]) -> Callable[[View], View]:
    """Make a decorator that hands the view the teller's own story instead of its key, with what `bring` asks along.

    For anybody else there is nothing here.
    """

    def own(view: View) -> View:
        @never_cache
        @wraps(view)
        def opened(request: HttpRequest, pk: int) -> HttpResponse:
            user = reader(request)
            story = bring(Story.objects.told_by(user, held(request)), user).filter(pk=pk).first()
            if story is None:
                return lost(request)
            if not story.is_draft and not is_with_teller(request, story):
                return render(request, "stories/paper/handed.html")
            return view(request, story)

        return opened

    return own


own_story = brings(lambda stories, _user: stories.with_facts())


def own_draft(view: View) -> View:
    """As own_story, but what was sent leads to its own page."""

    @own_story
    @wraps(view)
    def opened(request: HttpRequest, story: Story) -> HttpResponse:
        return view(request, story) if story.is_draft else redirect("stories:own", story.pk)

    return opened


def lost(request: HttpRequest) -> HttpResponse:
    """Say that there is nothing here; whoever was writing too long finds every word back."""
    typed = list(expired.typed(request)) if request.method == "POST" and expired.came_from_here(request) else []
    texts = [entry for entry in typed if entry.is_text]
    if not texts:
        raise Http404
    return render(request, "stories/lost.html", {"texts": texts}, status=404)
