"""A question at a bigger meeting: asked without a name, supported by others, put on the short list, answered."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Perspective
from forums.models.session import Session

SMALLEST = 5  # product invariant 5: fewer people than this are never a figure
START = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = 10**17  # microseconds; some three thousand years


class QuestionQuerySet(models.QuerySet["Question"]):
    def standing(self) -> QuestionQuerySet:
        return self.filter(withdrawn_at__isnull=True)

    def counted(self) -> QuestionQuerySet:
        """With how many want to know this too."""
        return self.annotate(wanted=Count("supports"))

    def changed_since(self, number: int) -> QuestionQuerySet:
        """Give what changed after this number, oldest first."""
        after = START + timedelta(microseconds=min(number, LATEST))
        return self.filter(changed_at__gt=after).order_by("changed_at")


class Question(models.Model):
    """No name stands with it and no perspective: who asked is for nobody at the meeting to know."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="questions")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    perspective = models.CharField(max_length=10, choices=Perspective.choices)
    text = models.CharField(_("vraag"), max_length=300, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    chosen_at = models.DateTimeField(null=True, blank=True)  # put on the short list
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)
    is_fictional = models.BooleanField(_("fictief"), default=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["session", "changed_at"], name="questions_of_session")]

    def __str__(self) -> str:
        return f"question {self.pk}"

    @property
    def number(self) -> int:
        """Number the way it looks now; it rises with each change."""
        return (self.changed_at - START) // timedelta(microseconds=1)

    @property
    def wanted_by(self) -> int | None:
        """How many want to know this too; None under five people. Asked with `counted`."""
        wanted: int = getattr(self, "wanted", 0)
        return wanted if wanted >= SMALLEST else None

    @property
    def is_wanted(self) -> bool:
        """Say whether anybody wants to know this too. Asked with `counted`."""
        return bool(getattr(self, "wanted", 0))


class Support(models.Model):
    """Somebody wants to know this too; shown only as a total."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="supports")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    perspective = models.CharField(max_length=10, choices=Perspective.choices)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "user"], name="supported_once")]

    def __str__(self) -> str:
        return f"support of {self.question_id}"


def voices(session_pk: int) -> list[tuple[str, int | None]]:
    """Give from which perspectives people asked or supported, and at least how many of each; None under five people.

    A question stands on every screen the moment it is asked. So people are counted with five new ones at a time, and in
    fives: no change of these figures tells the perspective of who just asked.
    """
    asked = Question.objects.standing().filter(session=session_pk, author__isnull=False)
    wanted = Support.objects.filter(question__session=session_pk, question__withdrawn_at__isnull=True)
    acts = [*asked.values_list("asked_at", "author", "perspective"), *wanted.values_list("at", "user", "perspective")]
    people = list(dict.fromkeys((person, perspective) for _at, person, perspective in sorted(acts)))
    told = Counter(perspective for _person, perspective in people[: in_fives(len(people))])
    return [(one, in_fives(told[one]) or None) for one in Perspective.values if told[one]]


def in_fives(number: int) -> int:
    return number - number % SMALLEST


def in_order(questions: list[Question]) -> list[Question]:
    """Put the most wanted first; a difference under five people is none, and then the oldest stands first."""
    return sorted(questions, key=lambda one: (-(one.wanted_by or 0), one.pk))
