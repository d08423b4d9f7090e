"""Writing a text together: nobody overwrites anybody unseen, it is proof-read, and then published."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from accounts.models import User
from notifications.actions import notify, notify_all
from practices.actions import contributions
from practices.models import (
    Audience,
    JointText,
    Membership,
    Practice,
    Proofreading,
    ProofRemark,
    TextDraft,
    TextHold,
    TextPublication,
    TextVersion,
)
from practices.permissions import membership_of


class Overtaken(Exception):
    """Somebody saved another version since this writer began; `latest` is what stands now."""

    def __init__(self, latest: TextVersion) -> None:
        super().__init__()
        self.latest = latest


class NotReady(Exception):
    """It was not proof-read, or a remark still waits for an answer."""


@transaction.atomic
def begin(practice: Practice, author: User, facts: dict[str, Any]) -> JointText:
    """Start a text, for the members of the practice. `facts`: title, words, why."""
    membership = membership_of(author, practice)
    text = JointText(
        author=author,
        practice=practice,
        audience=Audience.PRACTICE,
        is_fictional=practice.is_fictional,
        title=facts["title"],
        text=facts["words"],
        **({"perspective": membership.perspective} if membership else {}),
    )
    text.save()
    text.themes.set(practice.themes.all())
    _keep(text, author, facts, 1)
    contributions.publish(text)
    return text


def _held(text: JointText) -> JointText:
    """Give the text, held for this transaction; raises DoesNotExist when it was taken back meanwhile."""
    contributions.locked(text)
    held: JointText = JointText.objects.get(pk=text.pk, withdrawn_at__isnull=True)
    return held


def _keep(text: JointText, by: User, facts: dict[str, Any], number: int, puts_back: int | None = None) -> TextVersion:
    return TextVersion.objects.create(
        text=text,
        number=number,
        by=by,
        pseudonym=by.pseudonym,
        title=facts["title"],
        words=facts["words"],
        why=facts.get("why", ""),
        puts_back=puts_back,
    )


@transaction.atomic
def take_hold(text: JointText, user: User) -> TextHold:
    """Begin to write, or give a sign of life; gives who holds the text now, which may be somebody else."""
    _held(text)
    hold = TextHold.objects.filter(text=text).first()
    now = timezone.now()
    if hold is None:
        return TextHold.objects.create(text=text, by=user, pseudonym=user.pseudonym)
    if hold.by_id != user.pk and not hold.is_over:
        return hold
    if hold.by_id != user.pk:
        hold.by, hold.pseudonym, hold.since = user, user.pseudonym, now
    hold.seen_at = now
    hold.save()
    return hold


def let_go(text: JointText, user: User) -> None:
    """Stop writing: somebody else may begin, and what was typed and not saved goes."""
    TextHold.objects.filter(text=text, by=user).delete()
    TextDraft.objects.filter(text=text, user=user).delete()


@transaction.atomic
def keep_draft(text: JointText, user: User, facts: dict[str, Any], base: int) -> None:
    """Keep what is being typed; only a sign of life when it is what stands there."""
    take_hold(text, user)
    known = {name: facts[name] for name in ("title", "words", "why")} | {"base": base, "at": timezone.now()}
    TextDraft.objects.update_or_create(text=text, user=user, defaults=known)


@transaction.atomic
def save(text: JointText, user: User, facts: dict[str, Any], base: int) -> TextVersion:
    """Keep a new version, based on the version that was seen. Raises Overtaken when another one stands there now.

    The same words as stand there make no version. Saving ends writing.
    """
    held = _held(text)
    latest = held.versions.select_related("by")[0]
    if latest.number != base:
        raise Overtaken(latest)
    let_go(text, user)
    if latest.facts == {"title": facts["title"], "words": facts["words"]}:
        return latest
    return _follow(held, _keep(held, user, facts, latest.number + 1))


def tell_before(version: TextVersion, by: User) -> None:
    """Tell who saved the version before this one, while a member, that somebody saw it and saved another after it."""
    text = version.text
    before = text.versions.select_related("by").filter(number=version.number - 1).first()
    if before is None or before.by is None or before.by == by or membership_of(before.by, text.practice) is None:
        return
    notify(
        before.by,
        "text-after",
        _("Na jou bewaarde iemand een andere versie van ‘%(title)s’. Die van jou staat bij de versies."),
        f"{text.get_absolute_url()}versies/?van={before.number}&tot={version.number}",
        facts={"title": version.title},
        about=(JointText.KIND, text.pk),
    )


@transaction.atomic
def put_back(text: JointText, user: User, number: int, base: int) -> TextVersion:
    """Let an earlier version stand again, as a new one that says so. Raises Overtaken, TextVersion.DoesNotExist."""
    held = _held(text)
    latest = held.versions.all()[0]
    if latest.number != base:
        raise Overtaken(latest)
    old = held.versions.get(number=number)
    return _follow(held, _keep(held, user, old.facts, latest.number + 1, puts_back=number))


def _follow(text: JointText, version: TextVersion) -> TextVersion:
    """Until something was published, readers (the members) read the newest version."""
    if text.is_published:
        JointText.objects.filter(pk=text.pk).update(edited_at=version.at)
    else:
        text.title, text.text, text.edited_at = version.title, version.words, version.at
        text.save(update_fields=["title", "text", "edited_at"])
    contributions.touch(text.practice_id or 0)
    return version


@transaction.atomic
def ask_to_proofread(text: JointText, by: User, readers: Iterable[User]) -> Proofreading:
    """Ask members to read the newest version; the round before ends."""
    held, asked = _held(text), list(readers)
    held.proofreadings.filter(ended_at__isnull=True).update(ended_at=timezone.now())
    round_ = Proofreading.objects.create(text=held, version=held.versions.all()[0], asked_by=by)
    round_.asked.set(asked)
    notify_all(
        [one for one in asked if one != by],
        "text-proof",
        _("‘%(practice)s’ vraagt je een tekst te lezen: %(title)s"),
        f"{held.get_absolute_url()}#proeflezen",
        facts={"practice": held.practice, "title": round_.version.title},
        about=(JointText.KIND, held.pk),
    )
    return round_


@transaction.atomic
def remark(round_: Proofreading, by: User, verdict: str, words: str) -> ProofRemark:
    """Say something of a text before it is published, for the members; who asked hears of it."""
    text = _held(round_.text)
    membership = membership_of(by, text.practice)
    said = ProofRemark(
        proofreading=round_,
        verdict=verdict,
        text=words,
        author=by,
        pseudonym=by.pseudonym,
        practice=text.practice,
        audience=Audience.PRACTICE,
        is_fictional=text.is_fictional,
        **({"perspective": membership.perspective} if membership else {}),
    )
    said.save()
    contributions.publish(said)
    if round_.asked_by and round_.asked_by != by:
        notify(
            round_.asked_by,
            "text-remark",
            _("Iemand las jullie tekst en zei er iets van: %(title)s"),
            said.get_absolute_url(),
            facts={"title": round_.version.title},
            about=(ProofRemark.KIND, said.pk),
        )
    return said


@transaction.atomic
def answer(said: ProofRemark, by: User, words: str, changed: bool) -> None:
    """Answer a remark, for the members; who made it hears."""
    contributions.locked(said)
    said.response, said.changed, said.answered_by, said.answered_as = words, changed, by, by.pseudonym
    said.answered_at = timezone.now()
    said.save(update_fields=["response", "changed", "answered_by", "answered_as", "answered_at"])
    if said.author and said.author != by:
        notify(
            said.author,
            "text-answer",
            _("Je kreeg antwoord op wat je zei van een tekst: %(title)s"),
            said.get_absolute_url(),
            facts={"title": said.proofreading.version.title},
            about=(ProofRemark.KIND, said.pk),
        )


def is_ready(text: JointText) -> bool:
    """Somebody who was asked said something of it, and all that misses or hurts was answered.

    A practice of one person has nobody to ask.
    """
    if text.practice is None or Membership.objects.current().filter(practice=text.practice).count() < 2:
        return text.practice is not None
    round_ = text.proofreadings.filter(ended_at__isnull=True).first()
    if round_ is None:
        return False
    said = list(round_.remarks.filter(withdrawn_at__isnull=True))
    asked = set(round_.asked.values_list("pk", flat=True))
    return any(one.author_id in asked for one in said) and not any(one.waits for one in said)


@transaction.atomic
def publish(text: JointText, by: User, audience: str, number: int) -> TextPublication:
    """Let readers read the version that was seen. Raises Overtaken when there is a newer one, and NotReady."""
    held = _held(text)
    latest = held.versions.all()[0]
    if latest.number != number:
        raise Overtaken(latest)
    if not is_ready(held):
        raise NotReady
    now = timezone.now()
    held.proofreadings.filter(ended_at__isnull=True).update(ended_at=now)
    published = TextPublication.objects.create(text=held, version=latest, by=by, audience=audience)
    held.title, held.text, held.standing, held.published_at = latest.title, latest.words, latest, now
    held.save(update_fields=["title", "text", "standing", "published_at"])
    contributions.set_audience(held, Audience(audience))
    contributions.touch(held.practice_id or 0)
    return published
