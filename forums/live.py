"""What is live here: the talk under a contribution."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import F

from accounts.models import User
from forums.models import Reply
from live import Fragment, Topic, render, send_fragment
from live.topics import MOST_MISSED
from practices.models import Contribution

PIECE = "forums/_reply.html"  # the page's own piece, the same for every listener


class TalkTopic(Topic):
    """New, changed and taken-back replies. A piece is numbered by the version of the talk that it made."""

    name = "forums.talk"
    subject = "contribution"

    @staticmethod
    def may_listen(user: User | AnonymousUser, pk: int) -> bool:
        return bool(Contribution.objects.visible_to(user).filter(pk=pk, root=F("pk")).exists())

    @staticmethod
    def missed(user: User | AnonymousUser, pk: int, since: int) -> list[Fragment]:
        replies = Reply.objects.in_talk(pk).filter(version__gt=since).drawn().weighed().order_by("version")
        return [render(reply.version, PIECE, {"reply": reply}) for reply in replies[: MOST_MISSED + 1]]


def tell(reply_pk: int) -> None:
    """Tell the listeners of a talk what a reply looks like now; called in the transaction that changed it."""
    reply = Reply.objects.select_related("root").drawn().weighed().get(pk=reply_pk)
    send_fragment(TalkTopic, reply.subject.pk, reply.version, PIECE, {"reply": reply})
