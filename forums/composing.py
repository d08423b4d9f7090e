"""The room to reply under a talk. Drawing a form costs more than the whole talk, so what it looks like is kept."""

from __future__ import annotations

from hashlib import sha256

from django.core.cache import cache
from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from accounts.models import User
from forums.forms import ReplyForm
from forums.models import Reply
from practices.forms.speaking import speaking
from practices.models import Contribution
from ui.forms import new_token

KEPT = 600  # seconds; only the words of a renamed element can be that old
# What differs each time, as it stands in the kept drawing.
ACTION, TOKEN, ONCE, NAMES = "[[action]]", "[[token]]", "[[once]]", "[[names]]"


def composer(request: HttpRequest, root: Contribution, user: User, before: Reply | None) -> SafeString:
    """Give an empty composer; the caller asked `may_join_in`. `before` is what this person said here last."""
    prefetch_related_objects([user], "perspectives")  # asked here and by the form
    offered, said = speaking(user, before)
    practice = root.practice.name if root.practice else ""
    facts = [get_language(), root.kind, root.audience, practice, offered, said["perspective"], said["pseudonym"]]
    key = "forums.composer:" + sha256(repr(facts).encode(errors="replace")).hexdigest()
    html: str | None = cache.get(key)
    if html is None:
        form = ReplyForm(root=root, user=user, before=before, initial={"once": ONCE})
        context = {"form": form, "root": root, "action": ACTION, "csrf_token": TOKEN, "names_at": NAMES}
        html = render_to_string("forums/_composer.html", context)
        cache.set(key, html, KEPT)
    html = html.replace(ACTION, reverse("forums:replies", args=[root.pk]))
    html = html.replace(NAMES, reverse("forums:talk_names", args=[root.pk]))
    html = html.replace(TOKEN, get_token(request), 1).replace(ONCE, new_token(), 1)
    return mark_safe(html)  # noqa: S308 (a template drew it; an address and two random tokens came in)
