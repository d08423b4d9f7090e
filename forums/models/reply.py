"""A reply in the talk under a story, a case or an insight."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from accounts.models import PerspectiveClaim
from practices.models import Contribution, ContributionQuerySet, Guest, Weighing


class Intent(models.TextChoices):
    """What a reply wants to do. A question comes first: advice comes after asking."""

    QUESTION = "question", _("Vraag")
    RECOGNITION = "recognition", _("Dit herken ik")
    EXPERIENCE = "experience", _("Eigen ervaring")
    EVIDENCE = "evidence", _("Bewijs")
    TIP = "tip", _("Tip")


WEIGHINGS = Prefetch("weighings", Weighing.objects.select_related("element").order_by("pk"))


class Quoting(models.TextChoices):
    """What became of the words that a reply quotes."""

    STANDS = "", _("staat er nog")
    CHANGED = "changed", _("aangepast")
    GONE = "gone", _("teruggehaald")


ATTACHED = ("attached__contribution__root", "attached__intervention", "attached__element", "attached__file")


class ReplyQuerySet(ContributionQuerySet["Reply"]):
    def in_talk(self, root_id: int) -> ReplyQuerySet:
        """Everything that was ever said here, also what was taken back since (drawn as a tombstone)."""
        return self.filter(root_id=root_id, kind=Reply.KIND)

    def drawn(self) -> ReplyQuerySet:
        """With the marks of a confirmed perspective and of guests; see `weighed` for the rest."""
        confirmed = PerspectiveClaim.objects.filter(
            user=OuterRef("author"), perspective=OuterRef("perspective"), confirmed_at__isnull=False
        )
        guest = Guest.objects.filter(talk=OuterRef("root"), user=OuterRef("author"))
        here = Guest.objects.current().filter(talk=OuterRef("root"))
        marked = self.annotate(is_confirmed=Exists(confirmed), is_guest=Exists(guest), has_guests=Exists(here))
        return marked.select_related("quoted", "root")

    def weighed(self) -> ReplyQuerySet:
        """With what they weigh and what hangs at them."""
        return self.prefetch_related(WEIGHINGS, *ATTACHED)

    def out_of_step(self) -> ReplyQuerySet:
        """Replies that were shown or hidden since the talk last told."""
        seen = Q(published_at__isnull=False, withdrawn_at__isnull=True)
        return self.exclude(seen, told_shown=True).exclude(~seen, told_shown=False)


class Reply(Contribution):
    """Words under a contribution, from one perspective and under one name; read by who may read that."""

    KIND = "reply"

    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="answers")
    intent = models.CharField(_("soort"), max_length=12, choices=Intent.choices, default=Intent.EXPERIENCE)
    text = models.TextField(_("tekst"))
    html = models.TextField(editable=False)  # made by ui.rich.to_rich_html when the text was written
    quote = models.CharField(max_length=500, blank=True)  # words of `quoted`, exactly; wiped when it is taken back
    quoted = models.ForeignKey(Contribution, null=True, blank=True, on_delete=models.SET_NULL, related_name="quoted_in")
    quoting = models.CharField(max_length=7, choices=Quoting.choices, blank=True, default=Quoting.STANDS)
    version = models.PositiveBigIntegerField(default=0, editable=False)  # of the talk, when this last changed
    told_shown = models.BooleanField(default=True, editable=False)  # what listeners know

    objects: ClassVar[Any] = ReplyQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["parent", "contribution_ptr"], name="reply_answers")]

    def __str__(self) -> str:
        return f"reply {self.pk}"

    @property
    def body(self) -> SafeString:
        """The words as html; `html` is only ever written from `ui.rich.to_rich_html`."""
        return mark_safe(self.html)  # noqa: S308

    @property
    def anchor(self) -> str:
        """The element id of this reply, on every page and in every live fragment."""
        return f"reactie-{self.pk}"

    @property
    def subject(self) -> Contribution:
        """What is replied to."""
        if self.root is None:
            raise LookupError("a reply without a root")
        return self.root
