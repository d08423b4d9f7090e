"""What people say back to the knowledge base: right, something missing, it hurts; and the editors' public answer."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models import Perspective, PerspectiveClaim, User
from knowledge.editing.shapes import shape_of
from knowledge.models import Claim, Dossier, Intervention, Source, Version, WorkingElement
from practices.models.contribution import Contribution, ContributionQuerySet, meant_for, shown
from ui.text import to_html

ABOUT = ("intervention", "element", "dossier", "claim", "version")  # a remark is about exactly one of these
MARKS = ("confirms", "qualifies", "contradicts")  # what research says of a claim; all else is for everybody

Subject = Intervention | WorkingElement | Dossier | Claim | Version


class Verdict(models.TextChoices):
    """What somebody says of what stands here; the last three are for research, about a claim."""

    RIGHT = "right", _("Klopt")
    MISSES = "misses", _("Mist iets")
    HURTS = "hurts", _("Doet pijn")
    CONFIRMS = "confirms", _("Bevestigt")
    QUALIFIES = "qualifies", _("Nuanceert")
    CONTRADICTS = "contradicts", _("Weerspreekt")


class RemarkQuerySet(ContributionQuerySet["Remark"]):
    def visible_to(self, user: User | AnonymousUser) -> RemarkQuerySet:
        return cast("RemarkQuerySet", super().visible_to(user))

    def written_by(self, user: User | AnonymousUser) -> RemarkQuerySet:
        return cast("RemarkQuerySet", super().written_by(user))

    def about(self, subject: Subject) -> RemarkQuerySet:
        """Keep what was said of one thing."""
        return self.filter(**{field_for(subject): subject})

    def standing_for(self, user: User | AnonymousUser) -> RemarkQuerySet:
        """Give what this reader may see, and the places of what was taken back after an editor answered it."""
        gone = Q(withdrawn_at__isnull=False, published_at__isnull=False, answer__isnull=False)
        return self.filter(meant_for(user), shown() | gone)

    def to_answer(self) -> RemarkQuerySet:
        """Keep what no editor answered yet, or what was changed since."""
        return self.filter(Q(answer__isnull=True) | Q(edited_at__gt=models.F("answer__at")))

    def drawn(self) -> RemarkQuerySet:
        """With all that its page shows, in one query; who lived through it stands first, then the newest."""
        confirmed = PerspectiveClaim.objects.filter(
            user=OuterRef("author"), perspective=OuterRef("perspective"), confirmed_at__isnull=False
        )
        return (
            self.select_related(
                "answer__by",
                "intervention",
                "element",
                "dossier__theme",
                "claim__element",
                "claim__intervention",
                "claim__dossier__theme",
                "version",
                "source",
            )
            .annotate(is_confirmed=Exists(confirmed), is_lived=Q(perspective=Perspective.LIVED))
            .order_by("-is_lived", "-published_at", "-pk")
        )


def about_one() -> Q:
    """Give the condition that a row is about exactly one thing."""
    one = Q()
    for name in ABOUT:
        one |= Q(**{f"{other}__isnull": other != name for other in ABOUT})
    return one


class Remark(Contribution):
    """One person says of one thing in the knowledge base what they think of it, from one perspective."""

    KIND = "remark"

    intervention = models.ForeignKey(
        Intervention, null=True, blank=True, on_delete=models.CASCADE, related_name="remarks"
    )
    element = models.ForeignKey(WorkingElement, null=True, blank=True, on_delete=models.CASCADE, related_name="remarks")
    dossier = models.ForeignKey(Dossier, null=True, blank=True, on_delete=models.CASCADE, related_name="remarks")
    claim = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.CASCADE, related_name="remarks")
    version = models.ForeignKey(Version, null=True, blank=True, on_delete=models.CASCADE, related_name="remarks")
    verdict = models.CharField(_("wat je ervan vindt"), max_length=12, choices=Verdict.choices)
    text = models.TextField(_("in eigen woorden"), blank=True)
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.SET_NULL, related_name="remarks")

    objects: ClassVar[Any] = RemarkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=about_one(), name="remark_is_about_one_thing"),
            models.CheckConstraint(
                condition=Q(claim__isnull=True, verdict__in=["right", "misses", "hurts"])
                | Q(claim__isnull=False, verdict__in=MARKS),
                name="research_marks_claims",
            ),
        ]

    def __str__(self) -> str:
        return f"remark {self.pk}"

    @property
    def subject(self) -> Subject:
        """Give what it is about."""
        found = self.intervention or self.element or self.dossier or self.claim or self.version
        assert found is not None  # noqa: S101  (the constraint)
        return found

    @property
    def about_what(self) -> str:
        """Name what it is about, as its readers know it."""
        return title_of(self.subject)

    @property
    def about_url(self) -> str:
        return self.subject.get_absolute_url()

    @property
    def html(self) -> SafeString:
        return to_html(self.text)

    def erase(self) -> None:
        """Wipe the words, the name and the source; that something was said stays."""
        self.text, self.pseudonym, self.source = "", "", None
        self.save(update_fields=["text", "pseudonym", "source"])

    @property
    def answered(self) -> Answer | None:
        """Give the editors' answer, if there is one."""
        return getattr(self, "answer", None)

    @property
    def list_url(self) -> str:
        """Give the page with everything that was said of the same thing."""
        return remarks_url(self.subject)


def field_for(subject: Subject) -> str:
    """Name the field of a remark that holds this kind of thing."""
    return next(name for name in ABOUT if isinstance(subject, Remark._meta.get_field(name).related_model))  # type: ignore[arg-type]


def title_of(subject: Subject) -> str:
    """Give the name of a thing in the knowledge base, as readers know it."""
    if isinstance(subject, Version):
        return shape_of(subject).title_of(subject.facts) or str(subject)
    return subject.text if isinstance(subject, Claim) else str(subject)


def remarks_url(subject: Subject, new: bool = False) -> str:
    """Give the page with what was said of a thing, or the page where one says something of it."""
    if isinstance(subject, Claim | Version):
        key: int | str = subject.pk
    else:
        key = subject.theme.slug if isinstance(subject, Dossier) else subject.slug
    return reverse(f"practices:remarks_{field_for(subject)}" + ("_new" if new else ""), args=[key])


class Answer(models.Model):
    """What an editor answers, for everybody who may read the remark; `changed` when the text was adapted to it."""

    remark = models.OneToOneField(Remark, on_delete=models.CASCADE, related_name="answer")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    text = models.TextField(_("antwoord"))
    changed = models.BooleanField(_("we hebben de tekst aangepast"), default=False)

    def __str__(self) -> str:
        return f"{self.remark} ({self.at:%Y-%m-%d})"

    @property
    def html(self) -> SafeString:
        return to_html(self.text)
