"""The room to reply under a talk. Drawing a form costs more than the whole talk, so what it looks like is kept."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

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
ACTION, TOKEN, ONCE, NAMES, DRAFT = "[[action]]", "[[token]]", "[[once]]", "[[names]]", "[[draft]]"


def places(root: Contribution) -> dict[str, str]:
    """Give where a script finds the names that can be called, and where it keeps what is typed."""
    return {
        "names_at": reverse("forums:talk_names", args=[root.pk]),
        "draft_at": reverse("forums:reply_draft", args=[root.pk]),
    }


def composer(
    request: HttpRequest,
    root: Contribution,
    user: User,
    before: Reply | None,
    draft: dict[str, Any] | None = None,
    *,
    guests: bool = False,
) -> SafeString:
    """Give a composer, empty or with a draft; the caller asked `may_join_in`.

    `before` is what they said here last; `guests`: somebody reads along as a guest.
    """
    if draft is not None:
        addresses = {"action": reverse("forums:replies", args=[root.pk]), **places(root)}
        form = ReplyForm(root=root, user=user, before=before, initial=draft)
        context = {"form": form, "root": root, "kept": True, "guests": guests, **addresses}
        return render_to_string("forums/_composer.html", context, request=request)
    prefetch_related_objects([user], "perspectives")  # asked here and by the form
    offered, said = speaking(user, before)
    practice = root.practice.name if root.practice else ""
    said_as = [said["perspective"], said["pseudonym"]]
    facts = [get_language(), root.kind, root.audience, guests, practice, offered, *said_as]
    key = "forums.composer:" + sha256(repr(facts).encode(errors="replace")).hexdigest()
    html: str | None = cache.get(key)
    if html is None:
        form = ReplyForm(root=root, user=user, before=before, initial={"once": ONCE})
        context = {"form": form, "root": root, "guests": guests, "action": ACTION, "csrf_token": TOKEN}
        context |= {"names_at": NAMES, "draft_at": DRAFT}
        html = render_to_string("forums/_composer.html", context)
        cache.set(key, html, KEPT)
    html = html.replace(ACTION, reverse("forums:replies", args=[root.pk]))
    html = html.replace(NAMES, places(root)["names_at"]).replace(DRAFT, places(root)["draft_at"])
    html = html.replace(TOKEN, get_token(request), 1).replace(ONCE, new_token(), 1)
    return mark_safe(html)  # noqa: S308 (a template drew it; an address and two random tokens came in)
