"""Citing what somebody told in a dossier, and following what its teller does with it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop

from accounts.models import User
from knowledge.models import Dossier
from notifications import actions as notifications
from practices.actions import revisiting
from practices.models import Citation, Contribution, Purpose


@transaction.atomic
def cite(contribution: Contribution, dossier: Dossier, by: User, quote: str) -> Citation:
    """Cite it; citing again in the same dossier changes the words."""
    facts = {"quote": quote, "by": by}
    cited, _is_new = Citation.objects.update_or_create(contribution=contribution, dossier=dossier, defaults=facts)
    return cited


def remove(cited: Citation) -> None:
    """Cite it no longer."""
    cited.delete()


def follow(contribution: Contribution, words: str) -> None:
    """Keep no word that its teller took out or took back, and tell who cited it; called when it changes.

    Nor where its teller no longer agrees that others learn from it.
    """
    gone = contribution.is_withdrawn
    agreed = Contribution.objects.agreed_to(Purpose.REGIONS).filter(pk=contribution.pk).exists()
    rows = Citation.objects.filter(contribution=contribution).select_related("dossier__theme", "by")
    for cited in rows if gone else rows.exclude(quote=""):
        if not gone and agreed and cited.quote in words:
            continue
        Citation.objects.filter(pk=cited.pk).update(quote="")
        if gone:
            revisiting.ask_of(cited.dossier)
        tell(cited, gone, agreed)


def tell(cited: Citation, gone: bool, agreed: bool) -> None:
    taken_back = gettext_noop("Een verhaal dat je aanhaalde, is ingetrokken door de verteller. Klopt het dossier nog?")
    ended = gettext_noop("Een verhaal dat je aanhaalde, mag hier niet meer worden gebruikt. Klopt het dossier nog?")
    changed = gettext_noop("Een zin die je aanhaalde, staat niet meer in het verhaal. Klopt het dossier nog?")
    why = "gone" if gone else "changed" if agreed else "ended"
    text = {"gone": taken_back, "changed": changed, "ended": ended}[why]
    once = f"cited-{cited.pk}-{why}"
    url = f"{cited.dossier.get_absolute_url()}#aangehaald"
    who = User.objects.filter(pk=cited.by.pk) if cited.by else User.objects.filter(is_editor=True, is_active=True)
    notifications.notify_all(who, "revisit", text, url, once=once)
