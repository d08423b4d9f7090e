"""Leading a talk: closing, reopening, moving, putting two together, splitting one. Nothing of it is lost.

No talk is ever read by more people than before: where it goes, at most the same people read.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

import search
from accounts.models import Perspective, User
from forums import drafts
from forums.actions.replies import tell_moved
from forums.actions.topics import start
from forums.live import TalkTopic, tell
from forums.models import Carried, Closing, Merger, Moving, Reading, Reply, Splitting, Talk, TalkOutcome, Topic
from forums.models.attachment import WIDTH
from knowledge.models import Theme
from live import recheck, tell_many
from practices.actions.contributions import set_audience
from practices.models import Audience, Contribution, Guest, Membership, Practice

TOLD = 50  # moved replies that open pages are told of one by one; of more they are told that there are many
AT_ONCE = 500


class Refused(Exception):
    """It would let more people read, or lock a writer out; says so in plain Dutch."""


@transaction.atomic
def close(root: Contribution, by: User, why: str = "") -> None:
    """Take no new replies; closing twice is once."""
    Talk.objects.get_or_create(root_id=root.pk)
    Closing.objects.get_or_create(root=root, reopened_at=None, defaults={"by": by, "why": why})


@transaction.atomic
def reopen(root: Contribution, by: User) -> None:
    """Take replies again."""
    Closing.objects.standing().filter(root=root).update(reopened_by=by, reopened_at=timezone.now())


@transaction.atomic
def move(topic: Topic, practice: Practice, by: User) -> None:
    """Let a topic stand in another practice, with its talk. Raises Refused where that would widen who reads it."""
    was = {"practice": topic.practice, "theme": topic.theme}
    place(topic, practice, None)
    Moving.objects.create(root=topic, by=by, **was)


@transaction.atomic
def place(topic: Topic, practice: Practice | None, theme: Theme | None) -> None:
    """Let a topic stand in a practice or under a theme. Raises Refused where that would widen who reads it."""
    if topic.audience == Audience.PRACTICE:
        raise Refused(_("Dit gesprek is alleen voor deze praktijk. Elders zouden andere mensen het kunnen lezen."))
    Contribution.objects.filter(pk=topic.pk).update(practice=practice)
    Topic.objects.filter(pk=topic.pk).update(theme=theme)
    topic.practice, topic.theme = practice, theme
    Contribution.objects.filter(root=topic.pk, kind=Reply.KIND).update(practice=practice)
    set_audience(topic, Audience(topic.audience), practice)


@transaction.atomic
def merge(topic: Topic, into: Contribution, by: User) -> None:
    """Let the talk of a topic go on in another. Raises Refused where more people would read it, or a writer fewer."""
    may_go(topic, into)
    replies = Reply.objects.in_talk(topic.pk)
    for writer in User.objects.filter(pk__in=replies.values("author")).exclude(pk=by.pk) | User.objects.filter(
        pk=topic.author_id or 0
    ):
        if not Contribution.objects.visible_to(writer).filter(pk=into.pk).exists():
            raise Refused(
                _("Iemand die hier meepraatte, kan daar niet lezen. Dan kan die de eigen woorden niet meer zien.")
            )
    merger = Merger.objects.create(root=topic, into=into, by=by, audience=topic.audience)
    pks = list(replies.order_by("pk").values_list("pk", flat=True))
    Carried.objects.bulk_create([Carried(merger=merger, reply_id=pk) for pk in pks], batch_size=AT_ONCE)
    carry(replies, topic, into)
    forget_reading(into, pks)
    drafts.carry(topic.pk, into.pk, [0])
    search.index(topic)
    recheck(TalkTopic, topic.pk)


def may_go(root: Contribution, into: Contribution) -> None:
    """Raise Refused unless at most the readers of `root` read `into`, which stands in the same place."""
    same_practice = root.practice_id is not None and root.practice_id == into.practice_id
    if not into.is_shown or root.pk == into.pk or Merger.objects.standing().filter(root=into).exists():
        raise Refused(_("Daar kan dit gesprek niet bij."))
    if not same_practice and Audience.PRACTICE in {root.audience, into.audience}:
        raise Refused(_("Dat gesprek hoort bij andere mensen."))
    if WIDTH[Audience(into.audience)] > WIDTH[Audience(root.audience)]:
        raise Refused(_("Daar lezen meer mensen mee dan hier. Dat mag niet zonder dat de schrijvers het willen."))
    if have_other_guests(into, root):
        raise Refused(_("In dat gesprek leest een gast mee die hier niet meeleest. Daarom kan het niet."))


def have_other_guests(one: Contribution, other: Contribution) -> bool:
    """Say whether a guest reads `one` now who is no guest in `other`."""
    there = Guest.objects.current().filter(talk=other.pk)
    here = Guest.objects.current().filter(talk=one.pk).exclude(user__in=there.values("user"))
    return one.audience == Audience.PRACTICE and here.exists()


@transaction.atomic
def split(root: Contribution, replies: Sequence[Reply], by: User, title: str) -> Topic:
    """Let replies of the first level, with their answers, go on as a topic of their own, read by the same people."""
    place = root.practice or (root.topic.theme if root.kind == Topic.KIND else None)
    if place is None:
        raise Refused(_("Dit gesprek hoort bij geen praktijk of thema."))
    own = Membership.objects.current().filter(practice=root.practice_id, user=by).first()
    text = _("Dit gesprek begon onder iets anders. Deze reacties gingen hier verder.")
    facts = {"title": title, "text": text, "audience": root.audience, "pseudonym": by.pseudonym}
    topic = start(place, by, facts | {"perspective": own.perspective if own else Perspective.RESEARCH})
    Splitting.objects.create(topic=topic, out_of=root, by=by)
    chosen = [reply.pk for reply in replies]
    found = Reply.objects.in_talk(root.pk)
    carry(found.filter(pk__in=chosen) | found.filter(parent__in=chosen), root, topic)
    forget_reading(topic, chosen)
    return topic


def carry(found: QuerySet[Reply], old: Contribution, new: Contribution) -> None:
    """Bring replies into the talk of another thing: numbers, words, quotes and marks stay what they are."""
    replies = list(found.select_related(None).order_by("pk"))
    if not replies:
        return
    shown = sum(reply.told_shown for reply in replies)
    left = Talk.objects.advance(old.pk, replies=-shown, steps=len(replies))
    last = Talk.objects.advance(new.pk, replies=shown, steps=len(replies))
    pks = [reply.pk for reply in replies]
    for number, reply in enumerate(replies, 1):
        reply.version = last - len(replies) + number
    for begin in range(0, len(pks), AT_ONCE):
        some = Contribution.objects.filter(pk__in=pks[begin : begin + AT_ONCE])
        some.update(root=new, practice=new.practice_id, audience=new.audience)
    Reply.objects.bulk_update(replies, ["version"], batch_size=AT_ONCE)
    TalkOutcome.objects.filter(reply__in=pks).update(root=new)
    for talk in (old, new):
        newest = Reply.objects.in_talk(talk.pk).order_by("-pk").values_list("pk", flat=True).first()
        Talk.objects.filter(root=talk.pk).update(newest=newest or 0)
    Talk.objects.filter(root=old.pk).update(left_version=left)
    drafts.carry(old.pk, new.pk, pks)
    if len(replies) > TOLD:
        tell_many(TalkTopic, old.pk)
        tell_many(TalkTopic, new.pk)
    for number, reply in enumerate(replies, 1):
        fresh = Reply.objects.select_related("root__practice").get(pk=reply.pk)
        search.index(fresh)
        if len(replies) <= TOLD:
            tell(reply.pk)
            tell_moved(fresh, old.pk, left - len(replies) + number)


def forget_reading(new: Contribution, pks: Sequence[int]) -> None:
    """What came in from elsewhere is new to who was there already."""
    if pks:
        Reading.objects.filter(root=new.pk, upto__gte=min(pks)).update(upto=min(pks) - 1)
