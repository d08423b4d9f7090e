"""A learning practice, the phases of its learning cycle and the people in it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, OuterRef, Subquery, Value, When
from django.db.models.functions import Cast, Concat, LPad
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Perspective, User
from knowledge.models import Intervention, Theme
from places.models import LabourRegion, Municipality


class Joining(models.TextChoices):
    """How somebody becomes a member."""

    OPEN = "open", _("Open: iedereen kan meedoen")
    ON_REQUEST = "request", _("Op verzoek: je vraagt of je mee mag doen")
    CLOSED = "closed", _("Besloten: je doet mee als je bent uitgenodigd")


PART, STEP = "\x1f", "\x1e"  # signs that stand in no name: what people type is cleaned of them


class Joined(models.Aggregate):
    """Join texts with STEP between them, in no order."""

    output_field = models.TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(
            compiler, connection, function="GROUP_CONCAT", template=f"%(function)s(%(expressions)s, '{STEP}')"
        )

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(
            compiler, connection, function="STRING_AGG", template=f"%(function)s(%(expressions)s, '{STEP}')"
        )


def state_of() -> Case:
    """Give the state of a phase as the database knows it; see `Phase.state`."""
    return Case(
        When(ended_at__isnull=False, then=Value("done")),
        When(begun_at__isnull=False, then=Value("now")),
        default=Value("todo"),
        output_field=models.CharField(),
    )


class PracticeQuerySet(models.QuerySet["Practice"]):
    def visible_to(self, user: User | AnonymousUser) -> PracticeQuerySet:
        """Every practice is in the directory: its question is public, what is said inside is not."""
        return self

    def of(self, user: User | AnonymousUser) -> PracticeQuerySet:
        """The practices this person is a member of."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(pk__in=Membership.objects.current().filter(user=user).values("practice"))

    def with_rail(self) -> PracticeQuerySet:
        """With what a card draws of the learning cycle, in the same question."""
        step = Concat(
            LPad(Cast("order", models.CharField()), 5, Value("0")), Value(PART), state_of(), Value(PART), "name"
        )
        rows = Phase.objects.filter(practice=OuterRef("pk")).order_by().values("practice")
        return self.annotate(rail=Subquery(rows.annotate(steps=Joined(step)).values("steps")))

    def led_by(self, user: User | AnonymousUser) -> PracticeQuerySet:
        """The practices this person facilitates."""
        if not user.is_authenticated:
            return self.none()
        leading = Membership.objects.current().filter(user=user, is_facilitator=True)
        return self.filter(pk__in=leading.values("practice"))


class Practice(models.Model):
    """People in a region who take one question, try, look at it together and share what they learned."""

    name = models.CharField(_("naam"), max_length=120)
    slug = models.SlugField(max_length=140, unique=True)
    question = models.CharField(_("leervraag"), max_length=300)
    outcome = models.CharField(_("wat verandert er voor mensen?"), max_length=300, blank=True)
    signs = models.TextField(_("waaraan merken we het?"), blank=True)  # one a line
    contact = models.CharField(_("hoe bereik je de begeleiders?"), max_length=300, blank=True)  # for everybody
    welcome = models.TextField(_("welkom"), blank=True)
    join_question = models.CharField(_("vraag bij meedoen"), max_length=200, blank=True)
    rules = models.TextField(_("huisregels"), blank=True)
    rules_version = models.PositiveIntegerField(default=0)  # 0: there never were any; a change asks everybody again
    labour_region = models.ForeignKey(LabourRegion, null=True, blank=True, on_delete=models.PROTECT)
    municipalities = models.ManyToManyField(Municipality, blank=True, related_name="practices")
    themes = models.ManyToManyField(Theme, blank=True, related_name="practices")
    interventions = models.ManyToManyField(Intervention, blank=True, related_name="practices")
    joining = models.CharField(_("meedoen"), max_length=10, choices=Joining.choices, default=Joining.ON_REQUEST)
    agenda_days = models.PositiveSmallIntegerField(_("antwoord op een agendathema binnen zo veel dagen"), default=28)
    reviews_stories = models.BooleanField(_("een begeleider leest verhalen vooraf"), default=True)
    founded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="founded_practices"
    )
    founded_at = models.DateTimeField(default=timezone.now)
    active_at = models.DateTimeField(default=timezone.now, db_index=True)  # last contribution, decision or phase
    is_fictional = models.BooleanField(_("fictief"), default=False)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("practices:practice", args=[self.slug])

    def sign_list(self) -> list[str]:
        """By what people will notice the outcome, one by one."""
        return [line.strip() for line in self.signs.splitlines() if line.strip()]

    def place(self) -> str:
        """Where it works, in words (select labour_region in lists)."""
        return self.labour_region.name if self.labour_region else ""

    def cycle(self) -> list[tuple[str, str]]:
        """Give (state, name in the language of the reader) of its phases in order; use `with_rail` in lists."""
        if not hasattr(self, "rail"):
            return [(phase.state, str(phase)) for phase in self.phases.all()]
        rows = sorted(row.split(PART) for row in (self.rail or "").split(STEP) if row)
        return [(state, gettext(name)) for _order, state, name in rows]

    def steps(self) -> list[str]:
        """Give the names of its phases in order."""
        return [name for _state, name in self.cycle()]

    def step_now(self) -> int:
        """Which of the steps is active; 1 is the first, 0 is none."""
        return next((number for number, (state, _name) in enumerate(self.cycle(), 1) if state == "now"), 0)

    def step_name(self) -> str:
        """Name the active step, "" for none."""
        return next((name for state, name in self.cycle() if state == "now"), "")


class Phase(models.Model):
    """One step of the learning cycle; the active one has begun and not ended.

    Kept in Dutch, shown in the language of the reader. Its harvest is what the practice takes along when it ends.
    """

    class Step(models.TextChoices):
        """Which step of the cycle it is, whatever a practice calls it; from this follows what people can do next."""

        QUESTION = "vraag", _("De vraag kiezen")
        KNOWING = "weten", _("Opzoeken wat bekend is")
        STORIES = "verhaal", _("Verhalen en casussen verzamelen")
        READING = "duiden", _("Samen duiden")
        TRYING = "doen", _("Iets proberen")
        MEASURING = "meten", _("Meten wat het deed")
        SHARING = "delen", _("Delen wat we leerden")

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="phases")
    order = models.PositiveSmallIntegerField()
    step = models.CharField(_("welke stap"), max_length=8, choices=Step.choices, default=Step.QUESTION)
    name = models.CharField(max_length=40)
    expected = models.CharField(_("wat verwachten we hier"), max_length=200, blank=True)
    starts_on = models.DateField(_("van"), null=True, blank=True)  # as planned
    ends_on = models.DateField(_("tot"), null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    harvest = models.TextField(_("wat nemen we mee"), blank=True)
    harvested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "order"], name="one_phase_per_place"),
            models.UniqueConstraint(
                fields=["practice"],
                condition=models.Q(begun_at__isnull=False, ended_at__isnull=True),
                name="one_active_phase",
            ),
        ]

    def __str__(self) -> str:
        return gettext(self.name)

    @property
    def meaning(self) -> str:
        """What is expected in it, in the language of the reader."""
        return gettext(self.expected) if self.expected else ""

    @property
    def state(self) -> str:
        """One of "done", "now", "todo", as the phase rail draws it."""
        if self.ended_at:
            return "done"
        return "now" if self.begun_at else "todo"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> MembershipQuerySet:
        """Memberships that have not ended."""
        return self.filter(left_at__isnull=True)


class Membership(models.Model):
    """A person takes part in a practice, speaking mostly from one perspective."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    perspective = models.CharField(max_length=10, choices=Perspective.choices)
    is_facilitator = models.BooleanField(_("begeleider"), default=False)
    function = models.CharField(_("wat doe je hier"), max_length=80, blank=True)
    knows = models.CharField(_("waarover mogen anderen jou iets vragen"), max_length=200, blank=True)
    rules_seen = models.PositiveIntegerField(default=0)  # the version of the house rules this person agreed to
    rules_seen_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)
    visited_at = models.DateTimeField(null=True, blank=True)  # this visit began; nobody else sees it
    visited_before = models.DateTimeField(null=True, blank=True)  # the visit before this one

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "user"],
                condition=models.Q(left_at__isnull=True),
                name="one_current_membership",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.practice}"
