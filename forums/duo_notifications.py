"""What the two of a duo-case are told, for as long as each has a side in it; never a word of the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import ClassVar

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from forums.actions.duo import ABOUT
from forums.models import Case, Side
from notifications.kinds import Often, kind
from notifications.matters import Matter, Thing

kind("duo", _("Een duo-casus waarin jij een kant vertelt"), Often.ONCE)


class DuoMatter(Matter):
    """A duo-case, told of to who writes one of its sides; it names nothing."""

    names: ClassVar[tuple[str, ...]] = (ABOUT,)

    def places(self, pks: Iterable[int]) -> dict[int, int]:
        found = Case.objects.filter(pk__in=list(pks), practice__isnull=False)
        return dict(found.values_list("pk", "practice"))

    def seen_by(self, user: User, since: Mapping[int, datetime]) -> dict[int, Thing]:
        mine = Side.objects.filter(Q(author=user) | Q(invited=user, author=None), root__in=list(since))
        standing = mine.filter(withdrawn_at__isnull=True, root__withdrawn_at__isnull=True)
        return {
            root: Thing("", reverse("forums:side", args=[pk])) for pk, root in standing.values_list("pk", "root_id")
        }
