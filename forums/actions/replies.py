"""Replying, mending a reply, and following what happens to it elsewhere."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop as _

import search
from accounts.models import User
from files import actions as files
from files.checked import Checked
from files.models import StoredFile
from forums import drafts
from forums.attaching import fields_of
from forums.live import SAID, TalkTopic, tell, tell_outcome
from forums.mentions import called, people, readers
from forums.models import Attachment, Quoting, Reply, Talk, TalkOutcome
from forums.quoting import stands_in, words_of
from forums.talk import TALK
from knowledge.models import WorkingElement
from live import recheck, send_fragment
from notifications.actions import notify, notify_all
from notifications.actions import withdraw as take_back_notices
from practices.actions.contributions import touch
from practices.actions.weighing import set_weighings
from practices.models import Contribution, Weighing
from prepared import drawings
from ui.rich import spoken, to_rich_html

LONGEST_QUOTE = 280  # characters of a reply that stand behind a bar of the difference map


@dataclass(frozen=True)
class Words:
    """What somebody wants to say, as it came through the form."""

    text: str
    intent: str
    perspective: str
    pseudonym: str
    parent: Reply | None = None
    element: WorkingElement | None = None
    polarity: str = ""
    thing: str | None = None  # what hangs at it, see forums.attaching; '' is nothing, None is what hung there
    file: Checked | None = None  # comes to hang at it as well
    file_words: str = ""  # what is on it, for who does not see it
    dropped: Collection[str] = ()  # keys of files that go
    quote: str = ""  # stands exactly in the parent, or in the root where there is none


@transaction.atomic
def reply(root: Contribution, author: User, words: Words) -> Reply:
    """Place a reply under `root`; the caller asked `may_reply`. An answer to an answer stands beside it.

    Raises files.checked.Refused when there is no room for the file that comes along.
    """
    parent = words.parent.parent or words.parent if words.parent else None
    written = Reply(
        root=root,
        parent=parent,
        author=author,
        pseudonym=words.pseudonym,
        perspective=words.perspective,
        intent=words.intent,
        text=words.text,
        html=to_rich_html(words.text),
        quote=words.quote,
        quoted=(words.parent or root) if words.quote else None,
        practice_id=root.practice_id,
        audience=root.audience,
        published_at=timezone.now(),
        is_fictional=author.is_fictional,
        version=Talk.objects.advance(root.pk, replies=1),
    )
    written.save()
    Talk.objects.came_in(root.pk, written.pk)
    weigh(written, words)
    attach(written, words)
    bring(written, words)
    if root.practice_id:
        touch(root.practice_id)
    search.index(written)
    tell(written.pk)
    tell_writers(written, tell_mentioned(written))
    return written


def weigh(written: Reply, words: Words) -> None:
    """Let the reply weigh the element it names, or nothing any more."""
    rows = []
    if words.element is not None:
        quote = quote_of(spoken(words.text))
        rows = [Weighing(element=words.element, polarity=words.polarity, quote=quote)]
        written.themes.set(written.subject.themes.all())
    set_weighings(written, rows)


def attach(written: Reply, words: Words) -> None:
    """Hang something at the reply in place of what hung there."""
    if words.thing is None:
        return
    written.attached.filter(file=None).delete()
    if fields := fields_of(words.thing):
        Attachment.objects.create(reply=written, **fields)


def bring(written: Reply, words: Words) -> None:
    """Keep the file that came along, for whoever reads the reply, and erase those that go. Raises Refused."""
    there = StoredFile.objects.about(written.KIND, written.pk)
    if words.dropped:
        files.erase(there.filter(key__in=words.dropped))
    if words.file is not None:
        kind, about = StoredFile.kind_of(words.file), (written.KIND, written.pk)
        kept = files.keep(about, kind, words.file, written.author, words=words.file_words, is_shared=True)
        Attachment.objects.create(reply=written, file=kept)


def quote_of(text: str) -> str:
    """Give the beginning of a text, cut between words."""
    if len(text) <= LONGEST_QUOTE:
        return text
    return text[: LONGEST_QUOTE - 1].rsplit(None, 1)[0] + "…"


@transaction.atomic
def edit(written: Reply, words: Words) -> None:
    """Change what a reply says; readers see that it was mended, when, and what it said before. Raises Refused."""
    if words.text != written.text:
        written.editions.create(text=written.text, html=written.html)
    written.text, written.html = words.text, to_rich_html(words.text)
    written.intent = words.intent
    written.edited_at = timezone.now()
    written.version = Talk.objects.advance(written.subject.pk)
    written.save()
    wipe(written.subject.pk, written.pk)
    weigh(written, words)
    attach(written, words)
    bring(written, words)
    search.index(written)
    tell(written.pk)
    tell_mentioned(written)
    check_quotes(written)
    if TalkOutcome.objects.filter(reply=written).exists():
        tell_outcome(written.subject.pk)


@transaction.atomic
def forget_editions(written: Reply) -> None:
    """Wipe what a reply said before; it stays visible that it was mended."""
    written.editions.all().delete()


def tell_mentioned(written: Reply) -> set[int]:
    """Notify those whom the words call by name and who may read them, once for this reply; gives who they are."""
    if "@" not in written.text or written.author is None:
        return set()
    root = written.subject
    found = readers(called(spoken(written.text), people(root, written.author)), root)
    notify_all(
        found,
        "mention",
        _("Iemand noemde jou in ‘%(title)s’.") if root.title else _("Iemand noemde jou in een gesprek."),
        written.get_absolute_url(),
        facts={"title": root.title} if root.title else None,
        about=(written.KIND, written.pk),
        once=f"mention:{written.pk}",
    )
    return {user.pk for user in found}


def check_quotes(quoted: Contribution) -> None:
    """Follow in every reply that quotes these words: do they still stand there, were they changed, or taken back?"""
    quoting = list(Reply.objects.filter(quoted=quoted.pk).exclude(quote="").select_related("root"))
    text = words_of(quoted) if quoting else ""
    for one in quoting:
        state = Quoting.STANDS if stands_in(one.quote, text) else Quoting.CHANGED
        if not quoted.is_shown:
            state = Quoting.GONE
        if one.quoting != state or quoted.is_withdrawn:
            one.quoting = state
            one.quote = "" if quoted.is_withdrawn else one.quote
            one.save(update_fields=["quoting", "quote"])
            redraw(one)


def tell_writers(written: Reply, mentioned: Collection[int] = ()) -> None:
    """Notify who wrote what is replied to; a second reply makes no second mail while the first is unread."""
    root = written.subject
    text = _("Iemand reageerde op ‘%(title)s’.") if root.title else _("Iemand reageerde op jouw stuk.")
    writers = {root.author, written.parent.author if written.parent else None} - {written.author}
    for writer in writers:
        if writer is None or writer.pk in mentioned:
            continue
        if not Contribution.objects.visible_to(writer).filter(pk=root.pk).exists():
            continue
        notify(
            writer,
            "reply",
            text,
            written.get_absolute_url(),
            facts={"title": root.title} if root.title else None,
            about=about(root),
            calm=True,
        )


def about(root: Contribution) -> tuple[str, int]:
    """Name a contribution for what people are told about it."""
    return ("contribution", root.pk)


@transaction.atomic
def follow(root: Contribution) -> None:
    """Bring a talk in line after anything changed who may see `root` or one of its replies."""
    recheck(TalkTopic, root.pk)
    check_quotes(root)
    for reply in Reply.objects.filter(Q(attached__contribution=root) | Q(root=root, attached__contribution__gt=0)):
        redraw(reply)
    if root.is_withdrawn:
        TalkOutcome.objects.filter(root=root).delete()
        drafts.without_quotes(root.pk)
    for changed in Reply.objects.in_talk(root.pk).out_of_step():
        refresh(changed)
    talk = Talk.objects.filter(root_id=root.pk).first()
    if talk and talk.found_by != (found_by := mark_of(root)):
        for one in replies_of(root):
            search.index(one)
        Talk.objects.filter(pk=talk.pk).update(found_by=found_by)


def wipe(root: int, reply: int) -> None:
    """Keep no drawing with the words of before."""
    transaction.on_commit(lambda: drawings.wipe(TALK, root), robust=True)
    transaction.on_commit(lambda: drawings.wipe(SAID, reply), robust=True)


def redraw(written: Reply) -> None:
    """Let listeners and kept pages have a reply as it looks now: what it weighs has another name."""
    wipe(written.subject.pk, written.pk)
    written.version = Talk.objects.advance(written.subject.pk)
    written.save(update_fields=["version"])
    tell(written.pk)


def refresh(changed: Reply) -> None:
    """Tell listeners and search that a reply came or went. What was taken back is erased, not only hidden."""
    changed.told_shown = changed.is_shown
    wipe(changed.subject.pk, changed.pk)
    if changed.is_withdrawn:
        changed.text = changed.html = changed.pseudonym = changed.quote = ""
        changed.weighings.all().delete()
        changed.editions.all().delete()
        files.erase_about(changed.KIND, changed.pk)
        changed.attached.all().delete()
        take_back_notices((changed.KIND, changed.pk))
        drafts.without_quotes(changed.subject.pk, changed.pk)
    changed.version = Talk.objects.advance(changed.subject.pk, replies=1 if changed.is_shown else -1)
    changed.save()
    search.index(changed)
    tell(changed.pk)
    check_quotes(changed)
    marked = TalkOutcome.objects.filter(reply=changed)
    if marked.exists():
        if changed.is_withdrawn:
            marked.delete()
        tell_outcome(changed.subject.pk)


def replies_of(root: Contribution) -> QuerySet[Reply]:
    """Give the replies that search may have to know."""
    replies: QuerySet[Reply] = Reply.objects.in_talk(root.pk).filter(withdrawn_at__isnull=True)
    return replies


def mark_of(root: Contribution) -> str:
    """Say in one line who may find this and until when; a change of it means indexing the replies again."""
    return f"{root.is_shown} {root.audience} {root.practice_id} {root.shown_until} {root.title}"[:200]


def tell_moved(moved: Reply, old_root_id: int, version: int) -> None:
    """Tell who listens to the talk where a reply stood that it stands elsewhere now; as many read it there."""
    send_fragment(TalkTopic, old_root_id, version, "forums/_reply_moved.html", {"reply": moved})
