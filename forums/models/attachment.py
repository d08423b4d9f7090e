"""What hangs at a reply: something that was saved, an intervention, a working element, or a file."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from files.models import StoredFile
from forums.models.reply import Reply
from knowledge.models import Intervention, WorkingElement
from practices.models import Audience, Contribution, Guest

THINGS = ("contribution", "intervention", "element", "file")
WIDTH = {Audience.ME: 0, Audience.PRACTICE: 1, Audience.SIGNED_IN: 2, Audience.EVERYONE: 3}


def fits(thing: Contribution, root: Contribution, *, has_guests: bool) -> bool:
    """Say whether everybody who reads the talk of `root` may read this too: the link is drawn the same for all.

    A guest reads the talk, and nothing else that is for the members.
    """
    whole = thing.root or thing
    ended = whole.shown_until is not None and whole.shown_until < timezone.localdate()
    if not (thing.is_shown and whole.is_shown) or ended:
        return False
    if whole.audience == Audience.PRACTICE:
        inside = root.audience == Audience.PRACTICE and root.practice_id == whole.practice_id
        return inside and not has_guests
    return WIDTH[Audience(whole.audience)] >= max(WIDTH[Audience(root.audience)], WIDTH[Audience.SIGNED_IN])


def only(name: str) -> Q:
    """Give what makes a row hold this thing and no other."""
    return Q(**{f"{one}__isnull": one != name for one in THINGS})


class Attachment(models.Model):
    """One thing at one reply. It holds no words: what it is called is asked of the thing itself."""

    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="attached")
    contribution = models.ForeignKey(
        Contribution, null=True, blank=True, on_delete=models.CASCADE, related_name="attached_to"
    )
    intervention = models.ForeignKey(Intervention, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    element = models.ForeignKey(
        WorkingElement, null=True, blank=True, on_delete=models.CASCADE, related_name="attached_to"
    )
    file = models.OneToOneField(StoredFile, null=True, blank=True, on_delete=models.CASCADE, related_name="attached_to")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=only("contribution") | only("intervention") | only("element") | only("file"),
                name="attached_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"at reply {self.reply_id}"

    @property
    def is_there(self) -> bool:
        """Shown, and for everybody who reads this talk."""
        if self.contribution is None:
            return True
        known = vars(self.reply).get("has_guests")  # asked by `drawn`
        guests = Guest.objects.current().filter(talk=self.reply.subject.pk).exists() if known is None else known
        return fits(self.contribution, self.reply.subject, has_guests=guests)

    @property
    def name(self) -> str:
        """What it is called."""
        if self.intervention:
            return self.intervention.name
        if self.element:
            return self.element.plain_wording
        return self.contribution.title if self.contribution else ""

    @property
    def url(self) -> str:
        thing = self.intervention or self.element or self.contribution
        return thing.get_absolute_url() if thing else ""
