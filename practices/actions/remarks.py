"""Saying something back to the knowledge base, mending it, and answering it in public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from accounts.models import User
from knowledge.models import Source
from moderation.actions import ask_review
from moderation.models import Decision, Outcome
from notifications.actions import notify
from practices.actions import contributions
from practices.models import Answer, Audience, Remark
from practices.models.remark import Subject, field_for


@dataclass(frozen=True)
class Words:
    """What somebody wants to say, as it came through the form."""

    verdict: str
    text: str
    audience: str
    perspective: str
    pseudonym: str
    source: Source | None = None


class AnsweredMeanwhile(Exception):
    """Somebody else answered, or changed the answer, since this editor looked."""


@transaction.atomic
def remark(subject: Subject, author: User, words: Words) -> Remark:
    """Place a remark about one thing, for whom its writer chose; the caller asked `may_say`."""
    said = Remark(
        author=author,
        pseudonym=words.pseudonym,
        perspective=words.perspective,
        audience=words.audience,
        verdict=words.verdict,
        text=words.text,
        source=words.source,
        is_fictional=author.is_fictional,
        **{field_for(subject): subject},
    )
    said.save()
    contributions.publish(said)
    return said


@transaction.atomic
def edit(said: Remark, words: Words) -> None:
    """Change what a remark says, and who may read it; readers see that it was mended. Who spoke stays who spoke."""
    said.verdict, said.text, said.source = words.verdict, words.text, words.source
    said.edited_at = timezone.now()
    said.save(update_fields=["verdict", "text", "source", "edited_at"])
    contributions.set_audience(said, Audience(words.audience))


@transaction.atomic
def answer(said: Remark, by: User, text: str, changed: bool, seen: datetime | None = None) -> Answer:
    """Answer for everybody who may read the remark, and tell its writer.

    `seen` is when the answer that this editor saw was given, None for none. Raises AnsweredMeanwhile when another
    one stands there now.
    """
    Remark.objects.select_for_update(no_key=True).get(pk=said.pk)
    before = Answer.objects.filter(remark=said).first()
    if (before.at if before else None) != seen:
        raise AnsweredMeanwhile
    given = before or Answer(remark=said)
    given.by, given.text, given.changed, given.at = by, text, changed, timezone.now()
    given.save()
    if said.author and said.author != by:
        notify(
            said.author,
            "remark-answered",
            _("De redactie antwoordde op wat jij schreef bij ‘%(title)s’."),
            said.get_absolute_url(),
            facts={"title": said.about_what},
            about=(Remark.KIND, said.pk),
        )
    return given


@transaction.atomic
def ask_to_look(said: Remark) -> None:
    """Take a remark off every page until a moderator has read it: somebody may be recognised or hurt by it."""
    contributions.hide(said)
    ask_review(said)


@transaction.atomic
def follow_decision(said: Remark, decision: Decision) -> None:
    """Show it again, or leave it hidden; its writer hears, and reads why."""
    if decision.outcome == Outcome.APPROVE:
        contributions.publish(said)
        text = _("Wat je schreef bij ‘%(title)s’ staat weer op de site.")
    else:
        text = _("Wat je schreef bij ‘%(title)s’ staat niet op de site. Je leest waarom.")
    if said.author:
        notify(
            said.author,
            "remark-decision",
            text,
            said.get_absolute_url(),
            facts={"title": said.about_what},
            about=(Remark.KIND, said.pk),
        )
