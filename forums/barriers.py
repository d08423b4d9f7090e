"""Where cases of a practice failed: by what stood in the way, and by which value had to give way.

For members, who may all read the same cases: so the figures of two readers differ by nobody, and cannot be subtracted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from forums.harvest_of_cases import Reader, lines_of, rows_of
from forums.models import AtStake, Barrier, Case, Hindrance, Result, Value
from practices.models import Audience, Practice
from ui.charts import bar

KINDS = {"belemmering": Barrier, "waarde": Value}


@dataclass(frozen=True)
class Bar:
    """One kind of barrier, or one value: how many different people brought a case that failed by it."""

    key: str
    name: str
    people: int
    picture: SafeString


@dataclass(frozen=True)
class Failed:
    """What is counted of one sort, and what is only named because a figure would tell of too few people."""

    sort: str  # "belemmering" or "waarde", as in the address
    heading: str
    bars: list[Bar]
    named: list[str]

    @property
    def sentence(self) -> str:
        """Say what the picture shows."""
        if not self.bars:
            return _("Hiervan is nog geen getal te tonen.")
        most = self.bars[0]
        facts = {"name": most.name, "people": most.people}
        if self.sort == "belemmering":
            return _("‘%(name)s’ stond het vaakst in de weg: bij casussen van %(people)d mensen.") % facts
        return _("‘%(name)s’ moest het vaakst wijken: in casussen van %(people)d mensen.") % facts


def failed_in(practice: Practice) -> Any:
    """Give the cases of a practice that did not work out; not what somebody keeps alone."""
    return Case.objects.filter(practice=practice, result=Result.FAILED).exclude(audience=Audience.ME)


def failed(practice: Practice, reader: Reader) -> list[Failed]:
    """Give both, for a member; three questions, however many cases."""
    cases = failed_in(practice).visible_to(reader).order_by()
    seen = [dict(cases.values_list("pk", "person"))]
    barriers = rows_of(Hindrance.objects.filter(case__in=cases.values("pk")), "barrier")
    values = rows_of(AtStake.objects.filter(case__in=cases.values("pk"), lost=True), "value")
    return [
        drawn("belemmering", _("Wat stond er in de weg?"), lines_of(barriers, seen)),
        drawn("waarde", _("Wat moest wijken?"), lines_of(values, seen)),
    ]


def drawn(sort: str, heading: str, lines: Sequence[tuple[str, int | None]]) -> Failed:
    """Give one sort with its picture."""
    names = KINDS[sort]
    counted = [(key, people) for key, people in lines if people is not None]
    most = max((people for _key, people in counted), default=1)
    bars = [Bar(key, str(names(key).label), people, bar(people * 100 / most, "", "helped")) for key, people in counted]
    return Failed(sort, heading, bars, [str(names(key).label) for key, people in lines if people is None])


def behind(practice: Practice, reader: Reader, sort: str, key: str) -> Any:
    """Give the cases behind one bar that this reader may see, newest first."""
    barriers, lost = Hindrance.objects.filter(barrier=key), AtStake.objects.filter(value=key, lost=True)
    rows: Any = barriers if sort == "belemmering" else lost
    seen = failed_in(practice).visible_to(reader).filter(pk__in=rows.values("case"))
    return seen.with_state().select_related("practice", "talk").order_by("-published_at", "-pk")
