"""Who does what in a practice, and when."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from forums.models.session import Seat, Session
from practices.models import Membership, Practice


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, user: User | AnonymousUser) -> TaskQuerySet:
        """Tasks of the practices this person takes part in; those of a table once its harvest was shared.

        A member who left the practice is not named there any more: somebody else may take it.
        """
        if not user.is_authenticated:
            return self.none()
        mine = Membership.objects.current().filter(user=user).values("practice")
        agreed = Q(session__isnull=True) | Q(session__harvest__shared_at__isnull=False)
        here = Membership.objects.current().filter(practice=OuterRef("practice"), user=OuterRef("member"))
        left = Q(member__isnull=False) & ~Exists(here)
        return self.filter(agreed, practice__in=mine).annotate(
            has_left=Case(When(left, then=Value(True)), default=Value(False))
        )

    def open(self) -> TaskQuerySet:
        """Not done yet."""
        return self.filter(done_at__isnull=True)

    def of(self, user: User | AnonymousUser) -> TaskQuerySet:
        """What this person does themself, under whatever name."""
        return self.filter(Q(member=user.pk) | Q(owner__user=user.pk))


class Task(models.Model):
    """Who does what in a practice, and when: agreed at a table, by who sat there, or written down by a member."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="tasks")
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.CASCADE, related_name="tasks")
    owner = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.CASCADE, related_name="tasks")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="tasks"
    )  # who does it, when it is not of a table: there people have the name of their seat
    what = models.CharField(_("wat"), max_length=200)
    due_on = models.DateField(_("wanneer"))
    done_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner__isnull=True) | Q(member__isnull=True), name="a_task_names_a_seat_or_a_member"
            )
        ]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return f"{reverse('forums:tasks', args=[self.practice.slug])}#taak-{self.pk}"

    @property
    def is_left_behind(self) -> bool:
        """Whether its member left the practice; known of rows that somebody reads."""
        return bool(getattr(self, "has_left", False))

    @property
    def name(self) -> str:
        """Who does it, as they are called here; '' for nobody."""
        if self.owner:
            return self.owner.pseudonym
        return str(self.member) if self.member and not self.is_left_behind else ""

    @property
    def is_late(self) -> bool:
        return self.done_at is None and self.due_on < timezone.localdate()
