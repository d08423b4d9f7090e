"""Answering a story for an organisation, what changes because of it, and what its teller thinks of that."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.models import Organisation, Perspective, User
from notifications import actions as notifications
from practices.actions import contributions, saving
from stories.coach import Earlier
from stories.models import Answer, Change, Story

COMPARED = 50  # earlier answers of the same organisation


@transaction.atomic
def answer(story: Story, author: User, organisation: Organisation, facts: dict[str, Any]) -> Answer:
    """Place an answer under a story; the caller asked `may_answer`. Its teller is told."""
    written = Answer(
        kind=Answer.KIND,
        root=story,
        author=author,
        organisation=organisation,
        pseudonym=organisation.name[:60],
        perspective=Perspective.PROFESSIONAL,
        practice_id=story.practice_id,
        audience=story.audience,
        is_fictional=author.is_fictional,
        **facts,
    )
    written.save()
    contributions.publish(written)
    tell(written, gettext_noop("%(name)s antwoordde op je verhaal."))
    saving.tell_followers(story, "followed", gettext_noop("Er is een antwoord bij een verhaal dat je volgt."), author)
    return written


@transaction.atomic
def mend(written: Answer, facts: dict[str, Any]) -> None:
    """Change the words of an answer; readers see when."""
    for name, value in facts.items():
        setattr(written, name, value)
    written.edited_at = timezone.now()
    written.save()


@transaction.atomic
def plan(written: Answer, what: str, owner: str, due_on: date) -> Change:
    """Note what will change, who sees to it and when. Its teller is told."""
    change = Change.objects.create(answer=written, what=what, owner=owner, due_on=due_on)
    tell(written, gettext_noop("%(name)s gaat iets veranderen door je verhaal."))
    return change


@transaction.atomic
def settle(change: Change, state: str, proof: str = "", because: str = "") -> None:
    """Say that it was done, with what shows that, or that it will not be, and why. Its teller is told."""
    held = Change.objects.select_for_update(no_key=True).get(pk=change.pk)
    held.state, held.proof, held.because, held.state_at = state, proof, because, timezone.now()
    held.meant = held.meant_words = ""
    held.save()
    done = gettext_noop("%(name)s heeft iets veranderd door je verhaal. Is dit wat je bedoelde?")
    dropped = gettext_noop("Een verandering door je verhaal gaat niet door. Je leest waarom.")
    tell(held.answer, done if state == Change.State.DONE else dropped)
    news = gettext_noop("Er is nieuws over een verandering door een verhaal dat je volgt.")
    saving.tell_followers(Story.objects.get(pk=held.answer.root_id or 0), "followed", news, None)


def tell(written: Answer, text: str) -> None:
    """Tell the teller, when there is an account to tell it to."""
    story = Story.objects.get(pk=written.root_id or 0)
    if story.author and story.author != written.author:
        url, about = f"/verhalen/{story.pk}/jouw/#antwoorden", (Story.KIND, story.pk)
        facts = {"name": written.organisation.name}
        notifications.notify(story.author, "answer", text, url, facts=facts, about=about)


def rate(written: Answer, is_helpful: bool | None) -> None:
    """Keep whether the answer helped its teller; None takes that back."""
    Answer.objects.filter(pk=written.pk).update(is_helpful=is_helpful)


def judge(change: Change, meant: str, words: str) -> None:
    """Keep whether a change is what the teller meant."""
    Change.objects.filter(pk=change.pk).update(meant=meant, meant_words=words)


def earlier(organisation: Organisation, but: Answer | None = None) -> list[Earlier]:
    """Give the newest answers of an organisation, to compare a new one with."""
    rows = Answer.objects.filter(organisation=organisation, withdrawn_at=None).exclude(pk=but.pk if but else 0)
    return [Earlier(one.said, one.made_at.date()) for one in rows.order_by("-pk")[:COMPARED]]
