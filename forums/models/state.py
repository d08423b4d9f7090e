"""In which state a case is: mostly a fact says it, and where it does not somebody said so, when and why."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """From the question to looking back."""

    OPEN = "open", _("Open")
    TALK = "gesprek", _("In gesprek")
    ANSWERED = "antwoord", _("Beantwoord")
    TRIED = "geprobeerd", _("Geprobeerd")
    FOLLOWED = "teruggekeken", _("Teruggekeken")
    ARCHIVED = "archief", _("In het archief")


class Step(models.TextChoices):
    """What somebody says of a case that no fact tells. Undoing one is another one."""

    ANSWERED = "antwoord", _("De vraag is beantwoord")
    UNANSWERED = "geen-antwoord", _("De vraag is nog niet beantwoord")
    ARCHIVED = "archief", _("Deze casus kan in het archief")
    REOPENED = "heropend", _("Deze casus gaat weer open")


class CaseMove(models.Model):
    """Somebody said in which state a case is."""

    case = models.ForeignKey("forums.Case", on_delete=models.CASCADE, related_name="moves")
    step = models.CharField(max_length=14, choices=Step.choices)
    why = models.CharField(_("waarom"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["case", "step", "id"], name="case_moves")]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.step}"


def last_of(*steps: Step) -> models.Subquery:
    """Give the last of these steps that was taken with a case."""
    moves = CaseMove.objects.filter(case=models.OuterRef("pk"), step__in=steps).order_by("-pk")
    return models.Subquery(moves.values("step")[:1])


def state_of(followed: models.Exists) -> models.Case:
    """Give the state of a case as the database tells it; `followed` says whether somebody looked back."""
    return models.Case(
        models.When(models.Q(last_shut=Step.ARCHIVED), then=models.Value(State.ARCHIVED.value)),
        models.When(followed, then=models.Value(State.FOLLOWED.value)),
        models.When(~models.Q(outcome=""), then=models.Value(State.TRIED.value)),
        models.When(models.Q(last_said=Step.ANSWERED), then=models.Value(State.ANSWERED.value)),
        models.When(talk__replies__gt=0, then=models.Value(State.TALK.value)),
        default=models.Value(State.OPEN.value),
        output_field=models.CharField(),
    )
