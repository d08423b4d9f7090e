"""Asking at a meeting, wanting to know it too, choosing and answering; everybody there hears it at once."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from forums.live import QuestionLeadTopic, QuestionTopic, QuestionWallTopic, tell_question
from forums.models import Question, Session, Support
from live import tell_many
from practices.models import Membership, Practice

MOST = 10  # standing questions of one person at one meeting


class TooMany(Exception):
    """This person asked enough here."""


def perspective_in(session: Session, user: User) -> str:
    """Give from where this member speaks in the practice; the caller asked `may_ask`."""
    return Membership.objects.current().get(practice=session.practice_id, user=user).perspective


@transaction.atomic
def ask(session: Session, user: User, text: str) -> Question:
    """Ask something; raises TooMany."""
    Session.objects.select_for_update(no_key=True).get(pk=session.pk)
    if Question.objects.standing().filter(session=session, author=user, answered_at=None).count() >= MOST:
        raise TooMany
    asked = Question.objects.create(
        session=session,
        author=user,
        text=text,
        perspective=perspective_in(session, user),
        is_fictional=user.is_fictional,
    )
    tell_question(asked.pk)
    return asked


@transaction.atomic
def want(question: Question, user: User, wants: bool) -> None:
    """Want to know it too, or no more; twice is once, and nobody counts for their own question."""
    if wants and question.author_id != user.pk:
        perspective = perspective_in(question.session, user)
        _row, changed = Support.objects.get_or_create(
            question=question, user=user, defaults={"perspective": perspective}
        )
    else:
        changed = bool(Support.objects.filter(question=question, user=user).delete()[0])
    if changed:
        touch(question)


@transaction.atomic
def choose(question: Question, by: User, chosen: bool) -> None:
    """Put it on the short list, or take it off."""
    question.chosen_at, question.chosen_by = (timezone.now(), by) if chosen else (None, None)
    question.save(update_fields=["chosen_at", "chosen_by"])
    touch(question)


@transaction.atomic
def answered(question: Question, by: User, done: bool) -> None:
    """Note that it was answered at the meeting, or not yet after all."""
    question.answered_at, question.answered_by = (timezone.now(), by) if done else (None, None)
    question.save(update_fields=["answered_at", "answered_by"])
    touch(question)


@transaction.atomic
def take_back(question: Question) -> None:
    """Take it back: its words are erased, also on every open screen, and nobody supports it any more."""
    question.text, question.withdrawn_at = "", timezone.now()
    question.save(update_fields=["text", "withdrawn_at"])
    question.supports.all().delete()
    touch(question)


def touch(question: Question) -> None:
    """Let every open screen have it as it is now."""
    Question.objects.filter(pk=question.pk).update(changed_at=timezone.now())
    tell_question(question.pk)


@transaction.atomic
def let_go(practice: Practice, user: User, *, takes: bool) -> None:
    """Cut what somebody who leaves asked from the account; who takes their words along, takes back what they asked."""
    asked = Question.objects.filter(session__practice=practice, author=user)
    if takes:
        for question in asked.standing():
            take_back(question)
        for support in Support.objects.filter(question__session__practice=practice, user=user).select_related(
            "question"
        ):
            want(support.question, user, wants=False)
    asked.update(author=None)


@transaction.atomic
def wipe(session: Session) -> None:
    """Erase all that was asked at a meeting, who asked it and who wanted to know; open pages offer to be read anew."""
    Question.objects.filter(session=session).delete()
    for topic in (QuestionTopic, QuestionWallTopic, QuestionLeadTopic):
        tell_many(topic, session.pk)


def wipe_old() -> None:
    """Erase the questions of every meeting whose term is over; called by the clock."""
    for session in Session.objects.with_old_questions():
        wipe(session)
