"""What people say of the knowledge base, on its own pages (slots; found through practices/slots.py)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts.models import User
from knowledge.models import Claim, Dossier, Intervention, Version, WorkingElement
from practices.models import Remark
from practices.models.remark import Subject, remarks_url
from practices.permissions import may_say
from practices.remarked import Said, marks_of, place_of, said_of
from ui.slots import slot

MINE = 3
T = TypeVar("T")


def opinions(context: Any, subject: Subject, heading: str, lead: str) -> str:
    """Give the section with what people say of one thing."""
    facts = {
        "heading": heading,
        "lead": lead,
        "said": said_here(context, subject),
        "all": remarks_url(subject),
        "new": remarks_url(subject, new=True) if not isinstance(subject, Version) or subject.is_proofread else "",
    }
    return render_to_string("practices/_remarks.html", facts)


def reader_of(context: Any) -> User | AnonymousUser:
    return context.get("user") or AnonymousUser()


def said_here(context: Any, subject: Subject) -> Said:
    """Give what was said of the page's subject and of its claims, looked up once for this request."""
    key = place_of(subject)
    return kept(context, key, lambda: said_of(*key, reader_of(context)))


def kept(context: Any, key: Any, find: Callable[[], T]) -> T:
    """Give what `find` finds, asked only once for this request and this key."""
    request = context.get("request")
    if request is None:
        return find()
    if not hasattr(request, "said_here"):
        request.said_here = {}
    here: dict[Any, T] = request.said_here
    if key not in here:
        here[key] = find()
    return here[key]


@slot("knowledge.intervention", order=6)  # beside what people lived through
def of_intervention(context: Any, intervention: Intervention, **more: Any) -> str:
    lead = _("Kreeg je deze hulp? Zeg of het klopt wat hier staat, wat er mist, of wat pijn doet.")
    return opinions(context, intervention, _("Klopt dit met wat jij meemaakte?"), lead)


@slot("knowledge.element", order=65)
def of_element(context: Any, element: WorkingElement, **more: Any) -> str:
    lead = _("Weet je uit ervaring hoe dit gaat? Zeg of het klopt, wat er mist, of wat pijn doet.")
    return opinions(context, element, _("Klopt wat hier staat?"), lead)


@slot("knowledge.dossier", order=65)
def of_dossier(context: Any, dossier: Dossier, **more: Any) -> str:
    lead = _("Weet je uit ervaring hoe dit gaat? Zeg of het klopt, wat er mist, of wat pijn doet.")
    return opinions(context, dossier, _("Klopt wat hier staat?"), lead)


@slot("knowledge.version", order=20)
def of_version(context: Any, version: Version, **more: Any) -> str:
    user = reader_of(context)
    if not may_say(user, version) and not version.remarks.exists():
        return ""
    lead = _("Je leest dit voordat het op de site staat. Zeg of het klopt, wat er mist, of wat pijn doet.")
    return opinions(context, version, _("Lees je mee?"), lead)


@slot("knowledge.claim")
def of_claim(context: Any, claim: Claim, claims: Iterable[Claim] = (), **more: Any) -> str:
    """What research says of a claim; `claims` are all those on the page when they are about several things."""
    user = reader_of(context)
    if claims:
        key = ("claims", *sorted(one.pk for one in claims))
        marks = kept(context, key, lambda: marks_of(claims, user))
    else:
        marks = said_here(context, claim).marks
    facts = {"marks": marks.get(claim.pk, []), "all": remarks_url(claim), "reads": user.is_authenticated}
    return render_to_string("practices/_claim_marks.html", facts)


@slot("mine.section", order=45)
def my_remarks(context: Any, **more: Any) -> str:
    remarks = Remark.objects.visible_to(context["user"]).filter(author=context["user"]).drawn()
    newest = list(remarks.order_by("-published_at", "-pk")[:MINE])
    return render_to_string("practices/_my_remarks.html", {"remarks": newest}) if newest else ""
