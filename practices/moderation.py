"""How a remark is read along with, and what a decision does."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from moderation import Reviewable
from moderation.models import Decision
from moderation.reviewable import Section
from practices.actions.remarks import follow_decision
from practices.models import Remark


class RemarkReviewable(Reviewable):
    """Moderators decide, nobody about their own remark."""

    kind, model = Remark.KIND, Remark
    name = gettext_lazy("Opmerking")

    def things(self, pks: Collection[int]) -> Iterable[Remark]:
        remarks: Iterable[Remark] = Remark.objects.drawn().filter(pk__in=pks, withdrawn_at__isnull=True)
        return remarks

    def title(self, thing: Remark) -> str:
        return _("Opmerking bij ‘%(title)s’") % {"title": thing.about_what}

    def sections(self, thing: Remark) -> list[Section]:
        said = Section(_("Wat iemand vindt"), str(thing.get_verdict_display()))
        return [said, Section(_("In eigen woorden"), thing.text)] if thing.text else [said]

    def facts(self, thing: Remark) -> list[tuple[str, str]]:
        return [(_("Naam:"), thing.pseudonym), (_("Voor wie:"), str(thing.get_audience_display()))]

    def is_open_to_all(self, thing: Remark) -> bool:
        return thing.is_shown

    def may_decide(self, user: User | AnonymousUser, thing: Remark) -> bool:
        return user.is_authenticated and thing.author_id != user.pk

    def on_decision(self, thing: Any, decision: Decision) -> None:
        follow_decision(thing, decision)
