"""A method to think together, as data: its steps say who writes, who sees it when, for how long, and in what form."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Perspective


class Input(models.TextChoices):
    """What people do in a step."""

    NONE = "none", _("Praten en luisteren")
    TEXT = "text", _("Een tekst schrijven")
    QUESTION = "question", _("Vragen schrijven")
    DOTS = "dots", _("Stippen geven aan wat eerder is geschreven")
    TURN = "turn", _("Om de beurt praten, ieder één keer")
    CHOICE = "choice", _("Kiezen uit een lijst")


class Writers(models.TextChoices):
    """Who takes part in a step; the others listen."""

    ALL = "all", _("Iedereen")
    OTHERS = "others", _("Iedereen behalve wie iets inbrengt")
    PRESENTER = "presenter", _("Wie iets inbrengt")
    FACILITATOR = "facilitator", _("De begeleider, voor de groep")
    LIVED = "lived", _("Mensen met ervaring en inwoners")
    WORK = "work", _("Mensen uit het werk en onderzoek")
    POLICY = "policy", _("Mensen van beleid")


class Seen(models.TextChoices):
    """When others see what is written."""

    AFTER = "after", _("Alles tegelijk, na de stap")
    AT_ONCE = "at-once", _("Meteen")


VOICES = {
    Writers.LIVED: {Perspective.LIVED, Perspective.CITIZEN},
    Writers.WORK: {Perspective.PROFESSIONAL, Perspective.RESEARCH},
    Writers.POLICY: {Perspective.POLICY},
}
WRITTEN = {Input.TEXT, Input.QUESTION}  # what a later step can show and weigh


class StepFacts(models.Model):
    """What a step is, in a method and in a session that runs it."""

    order = models.PositiveSmallIntegerField()
    name = models.CharField(_("naam"), max_length=60)
    prompt = models.CharField(_("wat er gevraagd wordt"), max_length=400)
    minutes = models.PositiveSmallIntegerField(_("minuten"), default=5)
    input = models.CharField(_("wat mensen doen"), max_length=10, choices=Input.choices, default=Input.NONE)
    writers = models.CharField(_("wie er meedoet"), max_length=12, choices=Writers.choices, default=Writers.ALL)
    seen = models.CharField(_("wanneer anderen het zien"), max_length=8, choices=Seen.choices, default=Seen.AFTER)
    is_anonymous = models.BooleanField(_("zonder namen"), default=False)
    is_required = models.BooleanField(_("niet overslaan"), default=False)
    shows = models.CharField(_("laat zien wat er is geschreven bij stap"), max_length=30, blank=True)  # "2, 3"
    options = models.CharField(_("waaruit mensen kiezen, één per regel"), max_length=600, blank=True)

    class Meta:
        abstract = True

    FACTS: ClassVar[tuple[str, ...]] = (
        "order", "name", "prompt", "minutes", "input", "writers", "seen", "is_anonymous", "is_required", "shows",
        "options",
    )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        """Give what makes the step, to copy it."""
        return {name: getattr(self, name) for name in self.FACTS}

    @property
    def is_written(self) -> bool:
        """Say whether people write words in it."""
        return self.input in WRITTEN

    @property
    def is_sealed(self) -> bool:
        """Say whether what is written stays closed until the step ends."""
        return self.seen == Seen.AFTER

    def option_list(self) -> list[str]:
        """Give what people choose from."""
        return [line.strip() for line in self.options.splitlines() if line.strip()]

    def shown(self) -> list[int]:
        """Give the places of the steps whose words stand on the table in this one."""
        return self.places(self.shows)

    @staticmethod
    def places(shows: str) -> list[int]:
        """Read "2, 3" as the places of steps."""
        return [int(number) for number in re.findall(r"[0-9]{1,3}", shows)]

    def clean(self) -> None:
        """Refuse what cannot be run; raises ValidationError by field."""
        wrong: dict[str, Any] = {}
        if self.is_anonymous and not self.is_sealed:
            wrong["seen"] = _("Zonder namen gaat alleen als alles tegelijk opengaat.")
        if self.input == Input.CHOICE and len(self.option_list()) < 2:
            wrong["options"] = _("Geef minstens twee dingen om uit te kiezen.")
        if any(not 0 < place < self.order for place in self.shown()) or re.search(r"[^0-9, ]", self.shows):
            wrong["shows"] = _("Noem alleen nummers van stappen die eerder komen.")
        elif self.input == Input.DOTS and not self.shown():
            wrong["shows"] = _("Zeg bij welke stap is geschreven wat mensen wegen.")
        if self.input != Input.NONE and not self.minutes:
            wrong["minutes"] = _("Geef minstens één minuut.")
        if wrong:
            raise ValidationError(wrong)


class MethodQuerySet(models.QuerySet["Method"]):
    def in_use(self) -> MethodQuerySet:
        """Those that a new session can choose."""
        return self.filter(retired_at__isnull=True)


class Method(models.Model):
    """A way to talk in steps. A session copies the steps when it opens, so a change never touches a running one."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("naam"), max_length=80)
    summary = models.CharField(_("waar is het goed voor"), max_length=300)
    people = models.CharField(_("met hoeveel mensen"), max_length=60, blank=True)
    source = models.CharField(_("waar komt het vandaan"), max_length=300)
    source_url = models.URLField(_("link naar de bron"), max_length=300, blank=True)
    asks_change = models.BooleanField(
        _("de oogst eindigt met: wat verandert er voor mensen?"), default=False
    )  # and pieces of the practice can be laid on its table from the start
    order = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    edited_at = models.DateTimeField(null=True, blank=True)  # by an editor; loading again leaves it alone then
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = MethodQuerySet.as_manager()

    class Meta:
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("forums:method", args=[self.slug])

    @property
    def minutes(self) -> int:
        """How long all steps take together (prefetch them in lists)."""
        return sum(step.minutes for step in self.steps.all())

    @property
    def has_presenter(self) -> bool:
        """Say whether somebody brings something in (prefetch the steps in lists)."""
        return any(step.writers in {Writers.PRESENTER, Writers.OTHERS} for step in self.steps.all())


class Step(StepFacts):
    """One step of a method."""

    method = models.ForeignKey(Method, on_delete=models.CASCADE, related_name="steps")

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["method", "order"], name="one_step_per_place")]

    def __str__(self) -> str:
        return f"{self.order} {self.name}"
