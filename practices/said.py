"""What people said of an element, or within an intervention: what helped beside what went wrong or was missed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils.formats import date_format

from accounts.models import User
from practices import kinds
from practices.models import Audience, Polarity, Weighing
from practices.models.weighing import WeighingQuerySet
from prepared.among import Among

FEW, MANY = 3, 20
# How an address names a side, and what is on it.
SIDES = {"hielp": [Polarity.HELPED], "anders": [Polarity.HINDERED, Polarity.MISSING]}
APART = {"hielp": [Polarity.HELPED], "mis": [Polarity.HINDERED], "miste": [Polarity.MISSING]}


@dataclass(frozen=True)
class Said:
    """One thing somebody said: their words first, then from where they speak."""

    weighing: Weighing
    words: str
    is_quote: bool
    context: str  # the region and the day
    address: str  # "" for what has no page of its own

    @property
    def voice(self) -> str:
        return self.weighing.contribution.perspective


@dataclass(frozen=True)
class Side:
    """The newest of one side; `more` is the place to go on from, 0 when this is all."""

    name: str
    said: list[Said]
    more: int


def heard(reader: User | AnonymousUser, **about: Any) -> WeighingQuerySet:
    """Give what was said in words, or in a story or case of its own, as far as this reader may read it.

    What somebody keeps for themselves stands on its own page only.
    """
    in_words = ~Q(quote="") | Q(contribution__kind__in=kinds.sources())
    found: WeighingQuerySet = Weighing.objects.visible_to(reader).filter(in_words, **about)
    found = found.exclude(contribution__root__audience=Audience.ME)
    return found.select_related(
        "contribution__practice__labour_region",
        "contribution__municipality__labour_region",
        "contribution__root__practice",  # where a reply stands is told by what it answers
    )


def side(of: WeighingQuerySet, name: str, polarities: list[Polarity], most: int = FEW, after: int = 0) -> Side:
    """Give the newest of one side, or what comes `after` this place."""
    rows = of.filter(polarity__in=polarities)
    if after:
        rows = rows.filter(pk__lt=after)
    return _cut(list(rows.order_by("-pk")[: most + 1]), name, most)


def sides(of: WeighingQuerySet, names: Mapping[str, list[Polarity]], most: int = FEW) -> list[Side]:
    """Give the newest of each side, all in one question: each looks up its own newest, then their rows are read."""
    newest = [of.filter(polarity__in=wanted).order_by("-pk").values("pk")[: most + 1] for wanted in names.values()]
    # A cut query may not stand in a union on SQLite, one that looks inside it may.
    first, *rest = (Weighing.objects.filter(Among(one)).order_by().values("pk") for one in newest)
    found = list(of.filter(Among(first.union(*rest, all=True) if rest else first)).order_by("-pk"))
    return [_cut([row for row in found if row.polarity in wanted], name, most) for name, wanted in names.items()]


def _cut(found: list[Weighing], name: str, most: int) -> Side:
    more = found[most - 1].pk if len(found) > most else 0
    return Side(name, [said(row) for row in found[:most]], more)


def said(row: Weighing) -> Said:
    """Tell one weighing: a quote, or else the title of where it was said."""
    contribution = row.contribution
    practice = contribution.practice
    region = contribution.region or (practice.place() if practice else "")
    day = date_format(contribution.published_at, "j F Y") if contribution.published_at else ""
    context = ", ".join(filter(None, [region, day]))
    quote = "" if contribution.content_notes else row.quote  # read knowingly, or not at all
    return Said(row, quote or contribution.title, bool(quote), context, address_of(row))


def address_of(row: Weighing) -> str:
    """Give the page of the contribution, "" for one without a page of its own."""
    if row.contribution.kind == "weighing":
        return ""
    try:
        return kinds.of(row.contribution.kind).url(row.contribution)
    except LookupError:
        return ""
